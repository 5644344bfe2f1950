"""The service over HTTP, for every language that has an AWS SDK.

Rule of this room: aiohttp is met in ``connections``, ``dispatcher`` and ``running`` only, moto's
own server in ``moto_services`` only.
"""
