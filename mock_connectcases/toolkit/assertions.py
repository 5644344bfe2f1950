"""Assertions about calls and case events, with messages that show the nearest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.resources.case_event import DETAIL_MEMBERS, EVENT_TYPES
from mock_connectcases.toolkit import matching
from mock_connectcases.toolkit.formatting import format_members
from mock_connectcases.toolkit.selection import check_argument, select
from mock_connectcases.wording import how_often, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mock_connectcases.toolkit.calls import Calls

_MOST_SHOWN = 5
_ARGUMENTS = ("times",)


def assert_called(
    calls: Calls, operation: str | Iterable[str], expected: int | None, params: Mapping[str, Any]
) -> None:
    """Fail unless an operation was called with these parameters, as often as expected.

    Raises:
        AssertionError: it was not, or the log has dropped calls that would decide.
        ValueError: no operation has that name, or none of these has such a parameter.
    """
    _check_expected(expected)
    selection = select(operation, stubbed=True)
    for each in selection.unknown(params):
        check_argument("assert_called", each, _ARGUMENTS)
    of_operation = calls.of_selection(selection, {})
    found = calls.of_selection(selection, params)
    count = len(found)
    subject = _with_members(selection.pattern, params)
    if not params:
        count += of_operation.forgotten
    elif of_operation.forgotten and not (expected is None and found):
        raise AssertionError(
            f"It is unknown whether {subject} was called: {of_operation.forgotten_message}."
        )
    if count == expected or (expected is None and count):
        return
    sentence = _sentence(subject, "called", count, expected)
    if found:
        details = _listed("The calls:", found, repr)
    elif of_operation:
        details = _nearest(of_operation, lambda each: each.params, params, repr)
    else:
        details = _listed("The latest calls:", calls[-_MOST_SHOWN:], repr) or ["There was no call."]
    raise AssertionError("\n".join([sentence, *details]))


def assert_event(
    events: Sequence[dict[str, Any]],
    event_type: str,
    expected: int | None,
    detail: Mapping[str, Any],
) -> None:
    """Fail unless a case event with these members was published, as often as expected.

    Raises:
        AssertionError: it was not.
        ValueError: there is no such type of case event, or no such member of its detail.
    """
    _check_expected(expected)
    _check_event(event_type, detail)
    of_type = [each for each in events if each["detail"]["eventType"] == event_type]
    found = [each for each in of_type if matching.contains(each["detail"], detail)]
    if len(found) == expected or (expected is None and found):
        return
    subject = _with_members(event_type, detail)
    sentence = _sentence(subject, "published", len(found), expected)
    if found:
        details = _listed("The events:", found, _format_event)
    elif of_type:
        details = _nearest(of_type, lambda each: each["detail"], detail, _format_event)
    else:
        details = _listed("The latest events:", events[-_MOST_SHOWN:], _format_event) or [
            "There was no event. PutCaseEventConfiguration enables events."
        ]
    raise AssertionError("\n".join([sentence, *details]))


def _check_expected(expected: object) -> None:
    if expected is not None and (type(expected) is not int or expected < 0):
        raise ValueError(f"times is a whole number that is not negative, not {expected!r}.")


def _check_event(event_type: object, detail: Mapping[str, Any]) -> None:
    if not isinstance(event_type, str) or event_type not in EVENT_TYPES:
        raise ValueError(
            f"There are no case events of the type {event_type!r};"
            f" {suggestion(str(event_type), EVENT_TYPES)}"
        )
    for each in detail:
        if each not in DETAIL_MEMBERS:
            check_argument("assert_event", each, _ARGUMENTS)
            raise ValueError(
                f"The detail of a case event has no member {each!r};"
                f" {suggestion(each, DETAIL_MEMBERS)}"
            )


def _with_members(name: str, members: Mapping[str, Any]) -> str:
    return f"{name} with {format_members(members)}" if members else name


def _sentence(subject: str, verb: str, count: int, expected: int | None) -> str:
    """Format ``X was called 3 times, expected once.``."""
    happened = f"{verb} {how_often(count)}" if count else f"never {verb}"
    end = "" if expected is None else f", expected {how_often(expected)}"
    return f"{subject} was {happened}{end}."


def _listed(title: str, found: Sequence[Any], show: Callable[[Any], str]) -> list[str]:
    if not found:
        return []
    lines = [f"  {show(each)}" for each in found[:_MOST_SHOWN]]
    more = len(found) - len(lines)
    return [title, *lines, *([f"  and {more} more"] if more > 0 else [])]


def _nearest(
    found: Sequence[Any],
    members: Callable[[Any], Mapping[str, Any]],
    expected: Mapping[str, Any],
    show: Callable[[Any], str],
) -> list[str]:
    """List the calls or events that differ least, the latest first, with their differences."""
    ranked = [(matching.differences(members(each), expected), each) for each in reversed(found)]
    ranked.sort(key=lambda pair: len(pair[0]))
    lines = ["The nearest:"]
    for differences, each in ranked[:_MOST_SHOWN]:
        lines += [f"  {show(each)}", f"    {', '.join(differences)}"]
    return lines


def _format_event(event: Mapping[str, Any]) -> str:
    detail = {name: each for name, each in event["detail"].items() if name != "eventType"}
    return f"{event['detail']['eventType']}({format_members(detail)})"
