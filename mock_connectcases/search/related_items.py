"""Filters over related items, one for each type, and the order of items across cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from mock_connectcases.resources.related_item import (
    Comment,
    ConnectCase,
    Contact,
    Custom,
    File,
    RelatedItem,
)
from mock_connectcases.resources.sla import Sla
from mock_connectcases.search import sorting

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.search.filters import Searchable
    from mock_connectcases.search.paging import Pager

ItemFilter = Callable[[RelatedItem, "datetime"], bool]

ASSOCIATION_TIME: Final = "AssociationTime"


def any_of(parts: Sequence[ItemFilter]) -> ItemFilter:
    """Match what any filter matches (documented); no filter at all matches everything."""
    if not parts:
        return lambda _item, _now: True
    return lambda item, now: any(part(item, now) for part in parts)


def comments() -> ItemFilter:
    """Match comments; the API has no way to search their text (documented)."""
    return lambda item, _now: isinstance(item.content, Comment)


def contacts(contact_arn: str | None, channels: Sequence[str] | None) -> ItemFilter:
    """Match contacts, by ARN and by channel where given; conditions of one filter join by *and*."""

    def matches(item: RelatedItem, _now: datetime) -> bool:
        content = item.content
        return (
            isinstance(content, Contact)
            and contact_arn in (None, content.contact_arn)
            and (not channels or content.channel in channels)
        )

    return matches


def files(file_arn: str | None) -> ItemFilter:
    """Match files, by ARN where given."""
    return lambda item, _now: (
        isinstance(item.content, File) and file_arn in (None, item.content.file_arn)
    )


def slas(name: str | None, status: str | None) -> ItemFilter:
    """Match SLAs, by name and by status as of now where given."""

    def matches(item: RelatedItem, now: datetime) -> bool:
        content = item.content
        return (
            isinstance(content, Sla)
            and name in (None, content.name)
            and status in (None, content.status(now))
        )

    return matches


def connect_cases(case_id: str | None) -> ItemFilter:
    """Match links to other cases, by case id where given."""
    return lambda item, _now: (
        isinstance(item.content, ConnectCase) and case_id in (None, item.content.case_id)
    )


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

    return matches


def cut(
    pager: Pager[tuple[Case, RelatedItem]],
    found: list[tuple[Case, RelatedItem]],
    sorts: Sequence[tuple[str, bool]],
) -> tuple[list[tuple[Case, RelatedItem]], str | None]:
    """Return a page of found items in order, and the next token; ties go by creation."""

    def places(entry: tuple[Case, RelatedItem]) -> list[sorting.Place]:
        case, item = entry
        chosen: list[sorting.Place] = [
            sorting.ticks(item.association_time) if by == ASSOCIATION_TIME else case.case_id
            for by, _ in sorts
        ]
        return [*chosen, item.number]

    descending = [down for _, down in sorts]
    return pager.cut_sorted(found, places, [*descending, descending[0]])
