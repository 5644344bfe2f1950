"""The audit history of a case: each change with its time and author.

Newest first, only what changed, and no old value where there was none (observed).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from mock_connectcases.resources.field_value import Value

CASE_CREATED: Final = "Case.Created"
CASE_UPDATED: Final = "Case.Updated"
CASE_MERGED: Final = "Case.Merged"
RELATED_ITEM_CREATED: Final = "RelatedItem.Created"
RELATED_ITEM_UPDATED: Final = "RelatedItem.Updated"
RELATED_ITEM_DELETED: Final = "RelatedItem.Deleted"


class FieldChange(NamedTuple):
    """One field, or one attribute of a related item, before and after; ``None`` is empty."""

    field_id: str
    old: Value | None
    new: Value | None


_ALWAYS_LISTED: Final = ("case_id", "reference_number", "status")


class InitialChanges:
    """The changes from nothing to the values of a new case, each made when it is read."""

    __slots__ = ("_field_ids", "_values")

    def __init__(self, given: Mapping[str, Value | None], values: Mapping[str, Value]) -> None:
        """Hold the values that were given, also empty ones, and those that the service adds.

        These are the case id, the reference number and the status (observed).
        """
        listed = {**given, **{key: values[key] for key in _ALWAYS_LISTED if key in values}}
        self._field_ids = tuple(listed)
        self._values = tuple(listed.values())

    def __iter__(self) -> Iterator[FieldChange]:
        return map(FieldChange, self._field_ids, repeat(None), self._values)


class User(NamedTuple):
    """The user of ``performedBy``: a Connect user by ARN, or an entity of the caller's own."""

    user_arn: str | None
    custom_entity: str | None


class Author(NamedTuple):
    """The author of a change: the IAM principal that called, and the user of ``performedBy``."""

    principal_arn: str
    user: User | None


@lru_cache(maxsize=256)
def author(principal_arn: str, user: User | None) -> Author:
    """Return an author; changes by the same author share one object."""
    return Author(principal_arn, user)


class MergeRecord(NamedTuple):
    """The merge that an audit event belongs to, the same on both cases."""

    merge_event_id: str
    primary_case_id: str
    secondary_case_id: str


class AuditEvent(NamedTuple):
    """One entry of the audit history; its id is derived from the case and its place there."""

    type: str
    performed_time: datetime
    author: Author
    changes: Iterable[FieldChange] = ()
    related_item_type: str | None = None
    merge: MergeRecord | None = None
