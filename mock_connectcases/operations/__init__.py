"""The operations of Amazon Connect Cases: one thin function each, by resource.

Rule of this room: find, ask the resource, answer.  A rule used twice lives in ``resources``.
"""

from mock_connectcases.operations.table import OPERATIONS, READS

__all__ = ["OPERATIONS", "READS"]
