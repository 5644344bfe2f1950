"""Reads and writes members of dumped domains alone: progress, audit histories, running merges.

Rule of this file: a record is an array of its members in their order, and a time has its offset.
What is read is exactly of the written form: nothing is converted, nothing unknown is dropped.
"""

from __future__ import annotations

from datetime import datetime
from math import isfinite
from types import NoneType
from typing import TYPE_CHECKING, Any

from mock_connectcases import transitions
from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.resources import audit, merge
from mock_connectcases.resources.audit import AuditEvent, Author, FieldChange, MergeRecord, User
from mock_connectcases.resources.domain import ACTIVE, CREATION_IN_PROGRESS
from mock_connectcases.seeds import consistency, form
from mock_connectcases.transitions import Point, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field_value import Value

_PLAIN_TYPES = {str, float, bool, NoneType}
_NON_FINITE = {"nan": float("nan"), "inf": float("inf"), "-inf": float("-inf")}
_MERGE_MEMBERS = ("record", "author", "selected", "moved_types", "progress")


def write_point(point: Point) -> list[Any]:
    """Write the point of a progress."""
    return [point.status, point.reads, point.since.isoformat()]


def read_point(given: Any, statuses: tuple[str, ...]) -> Point:
    """Read the point of a progress with these statuses; raises InvalidDocumentError."""
    status, reads, since = _array(given, 3)
    known = form.expect(status, str, 0) in statuses
    consistency.require(known, f"must be {' or '.join(statuses)}, and is {status!r:.100}", 0)
    return Point(status, form.expect(reads, int, 1), _moment(since, 2))


def write_history(history: Iterable[AuditEvent]) -> list[Any]:
    """Write the audit history of a case."""
    return [
        [
            event.type,
            event.performed_time.isoformat(),
            _write_author(event.author),
            [
                [each.field_id, _write_value(each.old), _write_value(each.new)]
                for each in event.changes
            ],
            event.related_item_type,
            None if event.merge is None else list(event.merge),
        ]
        for event in history
    ]


def read_history(given: Any) -> list[AuditEvent]:
    """Read the audit history of a case; raises InvalidDocumentError."""
    events: list[AuditEvent] = []
    try:
        for each in form.expect(given, list):
            events.append(_read_event(each))  # noqa: PERF401 - its length is the place of an error
    except InvalidDocumentError as error:
        raise error.within(len(events)) from None
    return events


def write_merges(domain: Domain) -> list[Any]:
    """Write the running merges of a domain."""
    return [
        {
            "record": list(each.record),
            "author": _write_author(each.author),
            "selected": sorted(each.selected),
            "moved_types": sorted(each.moved_types),
            "progress": write_point(each.progress.point),
        }
        for case_id, each in domain.merges.items()
        if case_id == each.record.primary_case_id
    ]


def resume_creation(domain: Domain, given: Any) -> None:
    """Continue the creation of a domain from a written point; raises InvalidDocumentError."""
    with form.errors_at("creation"):
        domain.creation.point = read_point(given, (CREATION_IN_PROGRESS, ACTIVE))


def resume_merges(domain: Domain, given: Any) -> None:
    """Continue written merges of a domain with all its cases; raises InvalidDocumentError."""
    for index, each in enumerate(form.expect(given, list, "merges")):
        with form.errors_at("merges", index):
            resumed = _read_merge(each)
            consistency.check_merge(domain, resumed)
        for case_id in (resumed.record.primary_case_id, resumed.record.secondary_case_id):
            domain.merges[case_id] = resumed


def _read_merge(given: Any) -> merge.Merge:
    members = form.expect(given, dict)
    if members.keys() != set(_MERGE_MEMBERS):
        raise InvalidDocumentError(f"must have the members {', '.join(_MERGE_MEMBERS)}")
    statuses = (merge.IN_PROGRESS, merge.COMPLETED)
    progress = Progress(transitions.MERGE, *statuses)
    with form.errors_at("progress"):
        progress.point = read_point(members["progress"], statuses)
    return merge.Merge(
        record=_read_record(members["record"], "record"),
        author=_read_author(members["author"], "author"),
        selected=_read_texts(members["selected"], "selected"),
        moved_types=_read_texts(members["moved_types"], "moved_types"),
        progress=progress,
    )


def _read_event(given: Any) -> AuditEvent:
    type_, time, author, changes, item_type, record = _array(given, 6)
    return AuditEvent(
        form.expect(type_, str, 0),
        _moment(time, 1),
        _read_author(author, 2),
        tuple(
            [
                FieldChange(*each) if _is_plain(each) else _read_change(each, 3, index)
                for index, each in enumerate(form.expect(changes, list, 3))
            ]
        ),
        _optional_text(item_type, 4),
        None if record is None else _read_record(record, 5),
    )


def _is_plain(change: Any) -> bool:
    """Return whether a change needs no conversion, as nearly all do."""
    return (
        type(change) is list
        and len(change) == len(FieldChange._fields)
        and type(change[0]) is str
        and type(change[1]) in _PLAIN_TYPES
        and type(change[2]) in _PLAIN_TYPES
    )


def _read_change(given: Any, *path: str | int) -> FieldChange:
    field_id, old, new = _array(given, 3, *path)
    return FieldChange(
        form.expect(field_id, str, *path, 0),
        _read_value(old, *path, 1),
        _read_value(new, *path, 2),
    )


def _write_author(author: Author) -> list[Any]:
    return [author.principal_arn, None if author.user is None else list(author.user)]


def _read_author(given: Any, *path: str | int) -> Author:
    principal_arn, user = _array(given, 2, *path)
    if user is not None:
        user_arn, entity = _array(user, 2, *path, 1)
        user = User(_optional_text(user_arn, *path, 1, 0), _optional_text(entity, *path, 1, 1))
    return audit.author(form.expect(principal_arn, str, *path, 0), user)


def _read_record(given: Any, *path: str | int) -> MergeRecord:
    members = _array(given, 3, *path)
    return MergeRecord(*[form.expect(each, str, *path, at) for at, each in enumerate(members)])


def _read_texts(given: Any, *path: str | int) -> frozenset[str]:
    listed = form.expect(given, list, *path)
    return frozenset(form.expect(each, str, *path, index) for index, each in enumerate(listed))


def _optional_text(given: Any, *path: str | int) -> str | None:
    return None if given is None else str(form.expect(given, str, *path))


def _array(given: Any, length: int, *path: str | int) -> list[Any]:
    listed: list[Any] = form.expect(given, list, *path)
    if len(listed) != length:
        raise InvalidDocumentError(f"must be a list of {length}, and has {len(listed)}", *path)
    return listed


def _moment(given: Any, *path: str | int) -> datetime:
    try:
        moment = datetime.fromisoformat(form.expect(given, str, *path))
    except ValueError:
        moment = None
    if moment is None or moment.isoformat() != given or not given.endswith("+00:00"):
        raise InvalidDocumentError("must be a time such as '2026-01-31T12:00:00+00:00'", *path)
    return moment


def _write_value(value: Value | None) -> Any:
    """Write a value; JSON has no word for a double that is not finite."""
    if isinstance(value, float) and not isfinite(value):
        return {"double": str(value)}
    return value


def _read_value(given: Any, *path: str | int) -> Value | None:
    if type(given) in _PLAIN_TYPES:
        value: Value | None = given
        return value
    if type(given) is dict and given.keys() == {"double"}:
        number = _NON_FINITE.get(str(given["double"]))
        if number is not None:
            return number
    raise InvalidDocumentError("must be a string, a number with a fraction, true or false", *path)
