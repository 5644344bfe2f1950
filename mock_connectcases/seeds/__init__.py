"""Seeds: the initial state of a mock, written by hand or dumped, in a file or a dictionary.

Rule of this room: a seed is turned into requests and domain objects, which the rules of
``operations`` and ``resources`` judge.  None of their rules is written again here.
"""
