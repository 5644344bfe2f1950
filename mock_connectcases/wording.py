"""Words for messages: suggestions for misspelt names, lists, numbers and counts.

Rule of this file: every room may import it, so it imports nothing that costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import timedelta

_MOST_LISTED = 12
_MOST_COMPARED = 1_000
_LONGEST_COMPARED = 200
_MOST_ALIKE = 30
"""Names and characters that are compared: hostile ones would take long."""

_ALIKE = 2
"""Characters at the beginning or the end that two names have in common if they are near."""


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return a clause that offers the known name nearest to a wrong one, or lists what is known."""
    from difflib import get_close_matches  # noqa: PLC0415 - only errors need it

    spellings = {fold(each): each for each in known}
    if not spellings:
        return "there is none."
    plain = fold(name[:_LONGEST_COMPARED])
    close = get_close_matches(plain, spellings, n=1)
    if close:
        return f"did you mean {spellings[close[0]]!r}?"
    if len(spellings) > _MOST_LISTED:
        compared = list(spellings)[:_MOST_COMPARED]
        close = get_close_matches(plain, compared, n=3, cutoff=0)
        return f"the nearest are {join_words([spellings[each] for each in close])}."
    are = "is only" if len(spellings) == 1 else "are"
    return f"there {are} {join_words(sorted(spellings.values()))}."


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is nearly the given one; it must begin or end as that does."""
    from difflib import get_close_matches  # noqa: PLC0415 - only errors need it

    plain = fold(name[:_LONGEST_COMPARED])
    if not plain:
        return None
    ends = (plain[:_ALIKE], plain[-_ALIKE:])
    alike = {
        spelling: each
        for each in known
        if (spelling := fold(each)).startswith(ends[0]) or spelling.endswith(ends[1])
    }
    close = get_close_matches(plain, list(alike)[:_MOST_ALIKE], n=1, cutoff=0.75)
    return alike[close[0]] if close else None


def fold(name: str) -> str:
    """Return a name without what is easily mistaken: case, joints and blanks around it."""
    return name.strip().casefold().replace("_", "").replace("-", "")


def repeated(names: Sequence[str]) -> list[str]:
    """Return the names, each once, that are given more than once."""
    counts = dict.fromkeys(names, 0)
    for each in names if len(counts) < len(names) else ():
        counts[each] += 1
    return [name for name, count in counts.items() if count > 1]


def quote(names: Sequence[str]) -> str:
    """List names in quotation marks, the first of many."""
    shown = [repr(each) for each in names[:_MOST_LISTED]]
    if len(names) > _MOST_LISTED:
        shown.append(f"{len(names) - _MOST_LISTED:,} more")
    return join_words(shown)


def join_words(words: Sequence[str], *, last: str = "and") -> str:
    """Join words, of which there is one at least: ``A, B and C``."""
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final


def pluralize(number: int, noun: str, plural: str = "") -> str:
    """Write a number of something: ``1 case``, ``1,200 cases``."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def duration(of: timedelta) -> str:
    """Write a length of time: ``1 hour, 30 minutes``, ``-1 minute``, ``2.5 seconds``."""
    length = abs(of)
    parts = [f"{amount} {unit}{'' if amount == '1' else 's'}" for amount, unit in in_units(length)]
    return f"{'-' if of < length else ''}{', '.join(parts)}"


def in_units(length: timedelta) -> list[tuple[str, str]]:
    """Split a length of time: ``[("1", "hour"), ("30", "minute")]``, seconds if it is zero."""
    minutes, seconds = divmod(length.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    amounts = ((length.days, "day"), (hours, "hour"), (minutes, "minute"))
    parts = [(f"{amount:,}", unit) for amount, unit in amounts if amount]
    exact = seconds + length.microseconds / 1_000_000
    if exact or not parts:
        parts.append((f"{exact:g}", "second"))
    return parts


def how_often(count: int) -> str:
    """Write a count of events: ``never``, ``once``, ``3 times``."""
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count:,} times")
