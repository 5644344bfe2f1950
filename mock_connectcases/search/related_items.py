"""Filters over related items, one for each type: which items to look at, and what to ask them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from mock_connectcases.resources import related_item
from mock_connectcases.resources.related_item import (
    Comment,
    ConnectCase,
    Contact,
    Custom,
    File,
    RelatedItem,
)
from mock_connectcases.resources.sla import Sla

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.search.filters import Searchable
    from mock_connectcases.search.item_index import ItemIndex

ItemTest = Callable[[RelatedItem, "datetime"], bool]


class ItemFilter(NamedTuple):
    """What a filter asks of an item, and the only type and reference that can pass."""

    test: ItemTest
    type: str
    reference: str | None = None


def any_of(parts: Sequence[ItemFilter]) -> ItemTest:
    """Match what any filter matches (documented); no filter at all matches everything."""
    if not parts:
        return lambda _item, _now: True
    tests = [part.test for part in parts]
    return lambda item, now: any(test(item, now) for test in tests)


def candidates(parts: Sequence[ItemFilter], index: ItemIndex) -> set[int] | frozenset[int] | None:
    """Return the items that filters may match, ``None`` for all; read it before anything changes.

    These are the items of the filters' types and references: the rest is for the tests to say.
    """
    found = [index.under(part.type, part.reference) for part in parts]
    if len(found) == 1:
        return found[0]
    return set().union(*found) if found else None


def comments() -> ItemFilter:
    """Match comments; the API has no way to search their text (documented)."""
    return ItemFilter(lambda item, _now: isinstance(item.content, Comment), related_item.COMMENT)


def contacts(contact_arn: str | None, channels: Sequence[str] | None) -> ItemFilter:
    """Match contacts, by ARN and by channel where given; conditions of one filter join by *and*."""

    def matches(item: RelatedItem, _now: datetime) -> bool:
        content = item.content
        return (
            isinstance(content, Contact)
            and contact_arn in (None, content.contact_arn)
            and (not channels or content.channel in channels)
        )

    return ItemFilter(matches, related_item.CONTACT, contact_arn)


def files(file_arn: str | None) -> ItemFilter:
    """Match files, by ARN where given."""

    def matches(item: RelatedItem, _now: datetime) -> bool:
        return isinstance(item.content, File) and file_arn in (None, item.content.file_arn)

    return ItemFilter(matches, related_item.FILE, file_arn)


def slas(name: str | None, status: str | None) -> ItemFilter:
    """Match SLAs, by name and by status as of now where given."""

    def matches(item: RelatedItem, now: datetime) -> bool:
        content = item.content
        return (
            isinstance(content, Sla)
            and name in (None, content.name)
            and status in (None, content.status(now))
        )

    return ItemFilter(matches, related_item.SLA)


def connect_cases(case_id: str | None) -> ItemFilter:
    """Match links to other cases, by case id where given."""

    def matches(item: RelatedItem, _now: datetime) -> bool:
        return isinstance(item.content, ConnectCase) and case_id in (None, item.content.case_id)

    return ItemFilter(matches, related_item.CONNECT_CASE, case_id)


class _CustomFields(NamedTuple):
    """The values of a custom item, as a filter asks for them."""

    values: Mapping[str, Value | None]
    tags: Mapping[str, str]

    def value(self, field_id: str) -> Value | None:
        return self.values.get(field_id)


def customs(fields: Callable[[Searchable], bool] | None) -> ItemFilter:
    """Match custom items, by their fields where given."""

    def matches(item: RelatedItem, _now: datetime) -> bool:
        content = item.content
        if not isinstance(content, Custom):
            return False
        return fields is None or fields(_CustomFields(content.values, item.tags))

    return ItemFilter(matches, related_item.CUSTOM)
