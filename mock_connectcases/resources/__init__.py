"""The nouns of Amazon Connect Cases and the rules that protect them.

Rule of this room: no HTTP, no account, no wire names but the arms of a field value.
"""
