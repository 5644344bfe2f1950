"""The document: everything that the stores of all accounts and regions hold.

Left out are client tokens and the case events that were published, which the API never shows
again, and what follows from the rest: the domains' indexes and ARN, and the partition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from mock_connectcases import transitions
from mock_connectcases.errors import UnknownRegionError
from mock_connectcases.persistence import consistency
from mock_connectcases.persistence.case_document import CaseDocument, CaseDocuments, make_cases
from mock_connectcases.persistence.codec import Codecs
from mock_connectcases.persistence.unfit import UnfitDocumentError, within
from mock_connectcases.resources import merge
from mock_connectcases.resources.audit import AuditEvent, Author, FieldChange, MergeRecord
from mock_connectcases.resources.case_rule import CaseRule
from mock_connectcases.resources.domain import ACTIVE, CREATION_IN_PROGRESS, Domain
from mock_connectcases.resources.event_configuration import EventConfiguration
from mock_connectcases.resources.field import Field
from mock_connectcases.resources.field_value import Value
from mock_connectcases.resources.layout import Layout
from mock_connectcases.resources.template import Template
from mock_connectcases.resources.user import User
from mock_connectcases.transitions import Point, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mock_connectcases.connectcases.models import ConnectCasesBackends
    from mock_connectcases.store import Store

FORMAT: Final = 1
"""Grows when a document of the last release can no longer be read as it is."""


@dataclass(slots=True, frozen=True)
class MergeDocument:
    """A merge that is running."""

    record: MergeRecord
    author: Author
    selected: frozenset[str]
    moved_types: frozenset[str]
    progress: Point


@dataclass(slots=True, frozen=True)
class DomainDocument:
    """A domain; the order of its resources is that of the API, cases stand by their last change."""

    name: str
    number: int
    last_number: int
    created_time: datetime
    creation: Point
    fields: dict[str, Field]
    layouts: dict[str, Layout]
    templates: dict[str, Template]
    case_rules: dict[str, CaseRule]
    cases: Mapping[str, CaseDocument]
    merges: list[MergeDocument]
    event_configuration: EventConfiguration
    tags: dict[str, str]


@dataclass(slots=True, frozen=True)
class StoreDocument:
    """Everything of one account in one region."""

    account_id: str
    region: str
    last_number: int
    domains: dict[str, DomainDocument]


_ANNOTATED = (
    *(AuditEvent, Author, CaseDocument, CaseRule, FieldChange, EventConfiguration, Field, Layout),
    *(Mapping, MergeRecord, Point, Template, User),
)
# Time by its own name: while time is frozen the class has another.
_NAMES = {"Value": Value, "datetime": datetime, **{each.__name__: each for each in _ANNOTATED}}
_codecs = Codecs(_NAMES)
_stores = _codecs.of(list[StoreDocument])

POINT: Final = _codecs.of(Point)
HISTORY: Final = _codecs.of(list[AuditEvent])
MERGES: Final = _codecs.of(list[MergeDocument])
"""For other documents that have these parts in the same form."""


def dump(backends: ConnectCasesBackends) -> dict[str, Any]:
    """Describe everything that exists as JSON values; each store as it is at one moment."""
    stores = [
        backend.store for regions in list(backends.values()) for backend in list(regions.values())
    ]
    stores.sort(key=lambda store: (store.account_id, store.region))
    documents = []
    for store in stores:
        with store.lock:
            if store.last_number:
                documents += _stores.dump([_describe(store)])
    return {"format": FORMAT, "stores": documents}


def load(backends: ConnectCasesBackends, document: object) -> None:
    """Hold what a document describes, and nothing that was held before.

    Raises:
        UnfitDocumentError: the document is not one of this format; nothing has changed.
    """
    contents: dict[Store, tuple[dict[str, Domain], int]] = {}
    for index, described in enumerate(_read(document)):
        with within("stores", index):
            store = _find_store(backends, described)
            consistency.require(store not in contents, "describes a store for the second time")
            contents[store] = (_make_domains(store, described), described.last_number)
    for regions in list(backends.values()):
        for backend in list(regions.values()):
            store = backend.store
            domains, last_number = contents.get(store, ({}, 0))
            for known in list(store.domains.values()):
                store.remove(known)
            store.last_number = last_number
            for each in domains.values():
                store.add(each)


def _describe(store: Store) -> StoreDocument:
    return StoreDocument(
        account_id=store.account_id,
        region=store.region,
        last_number=store.last_number,
        domains={key: _describe_domain(each) for key, each in store.domains.items()},
    )


def _describe_domain(domain: Domain) -> DomainDocument:
    return DomainDocument(
        name=domain.name,
        number=domain.number,
        last_number=domain.last_number,
        created_time=domain.created_time,
        creation=domain.creation.point,
        fields=domain.fields,
        layouts=domain.layouts,
        templates=domain.templates,
        case_rules=domain.case_rules,
        cases=CaseDocuments(domain),
        merges=describe_merges(domain),
        event_configuration=domain.event_configuration,
        tags=domain.tags,
    )


def describe_merges(domain: Domain) -> list[MergeDocument]:
    """Describe the merges that are running."""
    return [
        MergeDocument(
            each.record, each.author, each.selected, each.moved_types, each.progress.point
        )
        for case_id, each in domain.merges.items()
        if case_id == each.record.primary_case_id
    ]


def _read(document: object) -> list[StoreDocument]:
    if type(document) is not dict or type(document.get("format")) is not int:
        raise UnfitDocumentError("must be an object with the number of its format", "format")
    if document["format"] != FORMAT:
        raise UnfitDocumentError(
            f"is {document['format']}, and this release of mock-connectcases reads {FORMAT} only",
            "format",
        )
    if document.keys() != {"format", "stores"}:
        raise UnfitDocumentError("must have the members format and stores, and no others")
    with within("stores"):
        stores: list[StoreDocument] = _stores.load(document["stores"])
    return stores


def _find_store(backends: ConnectCasesBackends, described: StoreDocument) -> Store:
    account_id = described.account_id
    is_account = consistency.is_account(account_id)
    consistency.require(is_account, "must have twelve digits", "account_id")
    try:
        return backends.store_of(account_id, described.region)
    except UnknownRegionError as error:
        raise UnfitDocumentError(f"is none: {error}", "region") from None


def _make_domains(store: Store, described: StoreDocument) -> dict[str, Domain]:
    domains: dict[str, Domain] = {}
    for domain_id, each in described.domains.items():
        with within("domains", domain_id):
            domains[domain_id] = _make_domain(domain_id, store.domain_arn(domain_id), each)
    consistency.check_numbers(
        [each.number for each in domains.values()], described.last_number, "domains"
    )
    return domains


def _make_domain(domain_id: str, arn: str, described: DomainDocument) -> Domain:
    domain = Domain(
        domain_id=domain_id,
        arn=arn,
        name=described.name,
        number=described.number,
        last_number=described.last_number,
        created_time=described.created_time,
        fields=described.fields,
        layouts=described.layouts,
        templates=described.templates,
        case_rules=described.case_rules,
        cases=make_cases(arn, described.cases),
        event_configuration=described.event_configuration,
        tags=described.tags,
    )
    resume_creation(domain, described.creation)
    consistency.check(domain)
    resume_merges(domain, described.merges)
    domain.rebuild_lookups()
    return domain


def resume_creation(domain: Domain, point: Point) -> None:
    """Let the creation of a domain go on from where it was; raises UnfitDocumentError."""
    statuses = (CREATION_IN_PROGRESS, ACTIVE)
    consistency.require(point.status in statuses, "is no status", "creation", "status")
    domain.creation.point = point


def resume_merges(domain: Domain, described: Iterable[MergeDocument]) -> None:
    """Let merges go on from where they were; raises UnfitDocumentError."""
    for index, each in enumerate(described):
        with within("merges", index):
            _resume(domain, each)


def _resume(domain: Domain, described: MergeDocument) -> None:
    statuses = (merge.IN_PROGRESS, merge.COMPLETED)
    consistency.require(described.progress.status in statuses, "is no status", "progress", "status")
    progress = Progress(transitions.MERGE, *statuses)
    progress.point = described.progress
    resumed = merge.Merge(
        described.record, described.author, described.selected, described.moved_types, progress
    )
    consistency.check_merge(domain, resumed)
    for case_id in (described.record.primary_case_id, described.record.secondary_case_id):
        domain.merges[case_id] = resumed
