"""The operations of Amazon Connect Cases: one thin function each, by resource.

Rule of this room: find the resource, call its method, answer.  A rule used twice is in
``resources``.
"""

from mock_connectcases.operations.table import OPERATIONS, READS

__all__ = ["OPERATIONS", "READS"]
