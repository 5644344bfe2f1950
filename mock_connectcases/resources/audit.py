"""The audit history of a case: what changed, when and by whom.

Newest first, only what changed, no old value on creation: assumed, for no sample is published.

Rule of this file: a history is often written into and seldom read, so an event is kept as one
flat tuple, and made anew for whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple, overload

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.resources.user import User

CASE_CREATED: Final = "Case.Created"
CASE_UPDATED: Final = "Case.Updated"
CASE_MERGED: Final = "Case.Merged"
RELATED_ITEM_CREATED: Final = "RelatedItem.Created"
RELATED_ITEM_UPDATED: Final = "RelatedItem.Updated"
RELATED_ITEM_DELETED: Final = "RelatedItem.Deleted"


class Change(NamedTuple):
    """One field before and after; ``None`` is empty."""

    field_id: str
    old: Value | None
    new: Value | None


class Author(NamedTuple):
    """Who made a change: the IAM principal that called, and the user it called for."""

    principal_arn: str
    user: User | None


@lru_cache(maxsize=256)
def author(principal_arn: str, user: User | None) -> Author:
    """Return an author; the few that a program has are kept once, not once for each change."""
    return Author(principal_arn, user)


class MergeRecord(NamedTuple):
    """The merge that an audit event belongs to, the same on both cases."""

    merge_event_id: str
    primary_case_id: str
    secondary_case_id: str


class AuditEvent(NamedTuple):
    """One entry of a case's audit history; its id follows from the case and its place there."""

    type: str
    performed_time: datetime
    author: Author
    changes: tuple[Change, ...] = ()
    related_item_type: str | None = None
    merge: MergeRecord | None = None


PackedEvent = tuple[Any, ...]
"""Type, time, author, type of the related item and merge; then three entries for each change."""


def pack(event: AuditEvent) -> PackedEvent:
    """Return an event as it is kept."""
    type_, time, author_, changes, related_item_type, merge = event
    return (type_, time, author_, related_item_type, merge, *chain.from_iterable(changes))


def pack_creation(
    time: datetime, author_: Author, given: Mapping[str, Value | None]
) -> PackedEvent:
    """Return the event of a new case with the values that it was given, as it is kept."""
    parts: list[Any] = [CASE_CREATED, time, author_, None, None]
    for field_id, value in given.items():
        if value is not None:
            parts += (field_id, None, value)
    return tuple(parts)


def _unpack(packed: PackedEvent) -> AuditEvent:
    type_, time, author_, related_item_type, merge, *flat = packed
    changes = tuple(map(Change, flat[::3], flat[1::3], flat[2::3]))
    return AuditEvent(type_, time, author_, changes, related_item_type, merge)


class History(Sequence[AuditEvent]):
    """The events of a case, the oldest first, over the list in which they are kept."""

    __slots__ = ("_packed",)

    def __init__(self, packed: list[PackedEvent]) -> None:
        self._packed = packed

    def append(self, event: AuditEvent) -> None:
        """Write down what happened last."""
        self._packed.append(pack(event))

    def __len__(self) -> int:
        return len(self._packed)

    @overload
    def __getitem__(self, index: int) -> AuditEvent: ...
    @overload
    def __getitem__(self, index: slice) -> list[AuditEvent]: ...
    def __getitem__(self, index: int | slice) -> AuditEvent | list[AuditEvent]:
        if isinstance(index, slice):
            return [_unpack(each) for each in self._packed[index]]
        return _unpack(self._packed[index])
