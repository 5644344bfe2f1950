"""Assertions about calls and case events, whose messages show what came nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.resources.case_event import DETAIL_MEMBERS, EVENT_TYPES
from mock_connectcases.toolkit import matching
from mock_connectcases.toolkit.calls import KEPT_CALLS
from mock_connectcases.toolkit.selection import select
from mock_connectcases.toolkit.showing import shown_members
from mock_connectcases.toolkit.spelling import nearest, times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mock_connectcases.toolkit.calls import Calls

_MOST_SHOWN = 5


def assert_called(
    calls: Calls, operation: str | Iterable[str], expected: int | None, params: Mapping[str, Any]
) -> None:
    """Fail unless an operation was called so often with these parameters.

    Raises:
        AssertionError: it was not, or the log does not reach back far enough to tell.
        ValueError: no operation has that name, or none of these has such a parameter.
    """
    _check_expected(expected)
    selection = select(operation)
    of_operation = calls.of_selection(selection, {})
    found = calls.of_selection(selection, params)
    forgotten = of_operation.forgotten
    count = len(found)
    if not params:
        count += forgotten
    elif forgotten and not (expected is None and found):
        raise AssertionError(
            f"Whether {_wanted(selection.spelled, params)} was called cannot be told: {forgotten}"
            f" older calls of it are no longer kept. The log keeps {KEPT_CALLS:,}."
        )
    if count == expected or (expected is None and count):
        return
    sentence = _sentence(_wanted(selection.spelled, params), "was called", count, expected)
    if found:
        told = _listed("These are they:", found, repr)
    elif of_operation:
        told = _nearest_calls(of_operation, params)
    else:
        told = _listed("The latest calls:", calls[-_MOST_SHOWN:], repr) or ["Nothing was called."]
    raise AssertionError("\n".join([sentence, *told]))


def assert_event(
    events: Sequence[dict[str, Any]],
    event_type: str,
    expected: int | None,
    detail: Mapping[str, Any],
) -> None:
    """Fail unless a case event was published so often with these members of its detail.

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
    sentence = _sentence(_wanted(event_type, detail), "was published", len(found), expected)
    if found:
        told = _listed("These are they:", found, _shown_event)
    elif of_type:
        told = _nearest_events(of_type, detail)
    else:
        told = _listed("The latest events:", events[-_MOST_SHOWN:], _shown_event)
    raise AssertionError(
        "\n".join(
            [
                sentence,
                *(told or ["Nothing was published. PutCaseEventConfiguration enables events."]),
            ]
        )
    )


def _check_expected(expected: object) -> None:
    if expected is not None and (type(expected) is not int or expected < 0):
        raise ValueError(f"times is a whole number that is not negative, not {expected!r}.")


def _check_event(event_type: object, detail: Mapping[str, Any]) -> None:
    if not isinstance(event_type, str) or event_type not in EVENT_TYPES:
        raise ValueError(
            f"There are no case events of the type {event_type!r}."
            f" {nearest(str(event_type), EVENT_TYPES)}"
        )
    for each in detail:
        if each not in DETAIL_MEMBERS:
            raise ValueError(
                f"The detail of a case event has no member {each!r}."
                f" {nearest(each, DETAIL_MEMBERS)}"
            )


def _wanted(name: str, members: Mapping[str, Any]) -> str:
    return f"{name} with {shown_members(members)}" if members else name


def _sentence(wanted: str, happened: str, count: int, expected: int | None) -> str:
    if expected is None:
        return f"{wanted} {happened.replace('was', 'was never')}."
    if expected == 0:
        return f"{wanted} {happened} {times(count)}; it should not have been."
    so_often = times(count) if count else "not at all"
    return f"{wanted} {happened} {so_often}, expected {times(expected)}."


def _listed(title: str, found: Sequence[Any], show: Callable[[Any], str]) -> list[str]:
    if not found:
        return []
    lines = [f"  {show(each)}" for each in found[:_MOST_SHOWN]]
    more = len(found) - len(lines)
    return [title, *lines, *([f"  and {more} more"] if more > 0 else [])]


def _nearest_calls(calls: Calls, params: Mapping[str, Any]) -> list[str]:
    told = [(matching.differences(each.params, params), repr(each)) for each in reversed(calls)]
    return _nearest(told)


def _nearest_events(events: Sequence[dict[str, Any]], detail: Mapping[str, Any]) -> list[str]:
    told = [
        (matching.differences(each["detail"], detail), _shown_event(each))
        for each in reversed(events)
    ]
    return _nearest(told)


def _nearest(told: list[tuple[list[str], str]]) -> list[str]:
    """List what differs least first, with what differs."""
    told.sort(key=lambda each: len(each[0]))
    lines = ["The nearest:"]
    for different, line in told[:_MOST_SHOWN]:
        lines += [f"  {line}", f"    {', '.join(different)}"]
    return lines


def _shown_event(event: Mapping[str, Any]) -> str:
    detail = {name: each for name, each in event["detail"].items() if name != "eventType"}
    return f"{event['detail']['eventType']}({shown_members(detail)})"
