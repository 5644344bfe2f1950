"""A case and its related items as the document has them: with their ARNs and whole events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import datetime
from typing import TYPE_CHECKING

from mock_connectcases.persistence.consistency import require
from mock_connectcases.persistence.unfit import within
from mock_connectcases.resources.audit import AuditEvent
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.field_value import Value
from mock_connectcases.resources.related_item import Content, RelatedItem
from mock_connectcases.resources.user import User

if TYPE_CHECKING:
    from mock_connectcases.resources.domain import Domain


@dataclass(slots=True)
class RelatedItemDocument:
    """A related item."""

    related_item_id: str
    arn: str
    number: int
    type: str
    content: Content
    association_time: datetime
    created_by: User | None
    last_updated_user: User | None = None
    tags: dict[str, str] = attribute(default_factory=dict)


@dataclass(slots=True)
class CaseDocument:
    """A case."""

    case_id: str
    arn: str
    template_id: str
    number: int
    updated: int
    values: dict[str, Value]
    tags: dict[str, str] = attribute(default_factory=dict)
    related_items: dict[str, RelatedItemDocument] = attribute(default_factory=dict)
    history: tuple[AuditEvent, ...] = ()
    merged_into: str | None = None


class CaseDocuments(Mapping[str, CaseDocument]):
    """The cases of a domain by their last change, each described when it is asked for."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain

    def __len__(self) -> int:
        return len(self._domain.cases)

    def __iter__(self) -> Iterator[str]:
        return (case.case_id for case in self._domain.change_order.after(0))

    def __getitem__(self, case_id: str) -> CaseDocument:
        return _describe(self._domain.cases[case_id])


def make_cases(domain_arn: str, described: Mapping[str, CaseDocument]) -> dict[str, Case]:
    """Return the cases that are described; raises UnfitDocumentError for the ARN of another."""
    cases = {}
    for case_id, each in described.items():
        with within("cases", case_id):
            cases[case_id] = _make(domain_arn, each)
    return cases


def _describe(case: Case) -> CaseDocument:
    return CaseDocument(
        case_id=case.case_id,
        arn=case.arn,
        template_id=case.template_id,
        number=case.number,
        updated=case.updated,
        values=case.values,
        tags=case.tags,
        related_items={key: _describe_item(each) for key, each in case.related_items.items()},
        history=tuple(case.history),
        merged_into=case.merged_into,
    )


def _describe_item(item: RelatedItem) -> RelatedItemDocument:
    return RelatedItemDocument(
        related_item_id=item.related_item_id,
        arn=item.arn,
        number=item.number,
        type=item.type,
        content=item.content,
        association_time=item.association_time,
        created_by=item.created_by,
        last_updated_user=item.last_updated_user,
        tags=item.tags,
    )


def _make(domain_arn: str, described: CaseDocument) -> Case:
    case = Case(
        case_id=described.case_id,
        domain_arn=domain_arn,
        template_id=described.template_id,
        number=described.number,
        updated=described.updated,
        values=described.values,
        tags=described.tags,
        history=list(described.history),
        merged_into=described.merged_into,
    )
    require(described.arn == case.arn, f"must be {case.arn!r}", "arn")
    for key, each in described.related_items.items():
        with within("related_items", key):
            case.related_items[key] = _make_item(case, each)
    return case


def _make_item(case: Case, described: RelatedItemDocument) -> RelatedItem:
    item = RelatedItem(
        related_item_id=described.related_item_id,
        domain_arn=case.domain_arn,
        case_id=case.case_id,
        number=described.number,
        type=described.type,
        content=described.content,
        association_time=described.association_time,
        created_by=described.created_by,
        last_updated_user=described.last_updated_user,
        tags=described.tags,
    )
    require(described.arn == item.arn, f"must be {item.arn!r}", "arn")
    return item
