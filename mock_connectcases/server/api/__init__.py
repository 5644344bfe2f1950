"""The mock's own API: JSON under ``/_mock/``, for tests in every language.

Rule of this package: ``routes`` lists every route, and what each does is the handle's or the
toolkit's.  Nothing changes by GET, nor by what a form of a web page can send.
"""
