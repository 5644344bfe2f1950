"""The indexes of a domain's cases: made when first asked for, and true whenever they are asked.

Rule of this file: a change of a case's values is not told to any index.  An index knows how far in
the order of changes it has read, and goes on from there when it is asked; so a change costs the
same however many indexes there are, and a domain that nobody searches has none.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from mock_connectcases.resources import field as field_types
from mock_connectcases.resources import field_value
from mock_connectcases.resources.system_fields import NEXT_SLA_BREACH_DATETIME
from mock_connectcases.search import text
from mock_connectcases.search.postings import Postings
from mock_connectcases.search.sort_index import SortIndex, sort_of_cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field

MOST_FIELDS: Final = 32
MOST_SORTS: Final = 16
"""So many indexes of a kind a domain keeps, those that were asked for last; ours."""

Keys = tuple[Hashable, ...]


class CaseIndex(Protocol):
    """Something that finds cases."""

    def fill(self, cases: Iterable[Case]) -> None:
        """Take in all cases at once, having none yet."""

    def put(self, case: Case) -> None:
        """Take in a case, or what has changed of it."""

    def remove(self, case: Case) -> None:
        """Forget a case, if it is known."""


Kind = TypeVar("Kind", bound=CaseIndex)


class KeyIndex(Postings["Case"]):
    """Cases by keys that follow from each."""

    __slots__ = ("_keys_of",)

    def __init__(self, keys_of: Callable[[Case], Keys]) -> None:
        super().__init__()
        self._keys_of = keys_of

    def fill(self, cases: Iterable[Case]) -> None:
        """Take in all cases at once, having none yet."""
        for case in cases:
            self.post(case, self._keys_of(case))

    def put(self, case: Case) -> None:
        """Take in a case, or what has changed of it."""
        self.post(case, self._keys_of(case))


class Kept(Generic[Kind]):
    """An index, and how far it has read in the order of changes."""

    __slots__ = ("_read", "index")

    def __init__(self, index: Kind) -> None:
        self.index = index
        self._read = 0

    def catch_up(self, domain: Domain) -> Kind:
        """Return the index, as the cases are now."""
        if self._read == 0:
            self.index.fill(domain.cases.values())
        elif self._read != domain.last_number:
            for case in domain.change_order.after(self._read):
                self.index.put(case)
        self._read = domain.last_number
        return self.index


class CaseIndexes:
    """All indexes of the cases of one domain."""

    def __init__(self) -> None:
        self._by_value: OrderedDict[str, Kept[KeyIndex]] = OrderedDict()
        self._sorted: OrderedDict[tuple[tuple[str, bool], ...], Kept[SortIndex[Case]]] = (
            OrderedDict()
        )
        self._by_tag: Kept[KeyIndex] | None = None
        self._by_word: Kept[KeyIndex] | None = None

    def by_value(self, domain: Domain, field: Field) -> KeyIndex:
        """Return the cases by the value of a field, as ``value_key`` writes it."""
        field_id = field.field_id
        kept = self._by_value.get(field_id)
        if kept is None:

            def keys_of(case: Case) -> Keys:
                return value_key(field, case.values.get(field_id))

            kept = self._by_value[field_id] = Kept(KeyIndex(keys_of))
        _use(self._by_value, field_id, MOST_FIELDS)
        return kept.catch_up(domain)

    def by_tag(self, domain: Domain) -> KeyIndex:
        """Return the cases by pairs of tag key and tag value, of which one may be ``None``."""
        if self._by_tag is None:
            self._by_tag = Kept(KeyIndex(_tag_keys))
        return self._by_tag.catch_up(domain)

    def by_word(self, domain: Domain) -> KeyIndex:
        """Return the cases by the words that they are found by."""
        if self._by_word is None:
            fields = domain.fields
            self._by_word = Kept(KeyIndex(lambda case: tuple(text.words_of(case, fields))))
        return self._by_word.catch_up(domain)

    def in_order(self, domain: Domain, sorts: Sequence[tuple[Field, bool]]) -> SortIndex[Case]:
        """Return the cases in the order of a sort; one that depends on the clock is not kept."""
        if any(field.field_id == NEXT_SLA_BREACH_DATETIME for field, _ in sorts):
            return Kept(SortIndex(sort_of_cases(sorts))).catch_up(domain)
        name = tuple((field.field_id, down) for field, down in sorts)
        kept = self._sorted.get(name)
        if kept is None:
            kept = self._sorted[name] = Kept(SortIndex(sort_of_cases(sorts)))
        _use(self._sorted, name, MOST_SORTS)
        return kept.catch_up(domain)

    def tags_changed(self, case: Case) -> None:
        """Take notice of a case's new tags."""
        if self._by_tag is not None:
            self._by_tag.index.put(case)

    def remove(self, case: Case) -> None:
        """Forget a case that was deleted."""
        kept = [*self._by_value.values(), self._by_tag, self._by_word]
        for each in kept:
            if each is not None:
                each.index.remove(case)
        for every in self._sorted.values():
            every.index.remove(case)


def value_key(field: Field, value: field_value.Value | None) -> Keys:
    """Return under which key a value equals others: under none if it equals nothing, as NaN."""
    if value is not None and field.type == field_types.DATE_TIME:
        instant = field_value.moment(str(value))
        return () if instant is None else (instant,)
    return (value,) if value == value else ()  # noqa: PLR0124  # false of NaN alone


def _tag_keys(case: Case) -> Keys:
    tags = case.tags
    if not tags:
        return ()
    pairs = [pair for key, value in tags.items() for pair in ((key, None), (None, value))]
    return tuple(dict.fromkeys([*tags.items(), *pairs]))


Name = TypeVar("Name", bound=Hashable)
Kept_ = TypeVar("Kept_")


def _use(kept: OrderedDict[Name, Kept_], name: Name, most: int) -> None:
    """Note that one of several was asked for, and drop the one that was not for longest."""
    kept.move_to_end(name)
    if len(kept) > most:
        kept.popitem(last=False)
