"""Reads the definitions of a domain: fields, layouts, case rules, templates, events and tags."""

from __future__ import annotations

from datetime import datetime, timezone
from itertools import islice
from typing import TYPE_CHECKING, Any

from botocore import xform_name

from mock_connectcases.errors import MockError
from mock_connectcases.operations.domains import make_domain
from mock_connectcases.operations.event_configurations import read_configuration
from mock_connectcases.operations.table import MAKERS, OPERATIONS
from mock_connectcases.resources.field import FieldOption
from mock_connectcases.resources.kinds import DEFINITIONS, FIELD
from mock_connectcases.seeds import limits
from mock_connectcases.seeds.consistency import named_fields
from mock_connectcases.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mock_connectcases.export.progress import ProgressReporter
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.kinds import Kind

Described = dict[str, Any]


class DefinitionReader:
    """Reads one domain through a client."""

    def __init__(self, client: Any, domain_id: str, progress: ProgressReporter) -> None:
        self.client = client
        self._domain_id = domain_id
        self.progress = progress

    def read(self) -> Domain:
        """Read the domain without its cases; raises botocore's errors."""
        found = self.client.get_domain(domainId=self._domain_id)
        _, partition, _, region, account, _ = found["domainArn"].split(":", 5)
        store = Store(account_id=account, region=region, partition=partition)
        created = utc(found["createdTime"])
        domain = make_domain(store, found["name"], found["domainId"], created)
        domain.tags = tags_of(found)
        self._read_fields(domain, [each["fieldId"] for each in self.pages("list_fields", "fields")])
        for kind in DEFINITIONS:
            if kind is not FIELD:
                self._read_kind(domain, kind)
        events = self.client.get_case_event_configuration(domainId=self._domain_id)
        domain.event_configuration = read_configuration(events["eventBridge"])
        self._read_unlisted(domain)
        return domain

    def read_definition(self, domain: Domain, kind: Kind, definition_id: str) -> None:
        """Read a definition with an operation of its own into a domain, listed or deleted."""
        get = getattr(self.client, xform_name(f"Get{kind.type_name}"))
        found = get(domainId=self._domain_id, **{kind.id_member: definition_id})
        if "rules" in found:  # one that is deleted is not listed
            found["rules"] = [
                each for each in found["rules"] if each["caseRuleId"] in domain.case_rules
            ]
        _add(domain, kind, found)

    def pages(self, operation: str, member: str, **members: Any) -> Iterator[Described]:
        """Yield the entries of all pages of an operation."""
        token: dict[str, str] = {}
        while True:
            call = getattr(self.client, operation)
            page = call(domainId=self._domain_id, **members, **token)
            yield from page[member]
            if not page.get("nextToken"):
                return
            token = {"nextToken": page["nextToken"]}

    def _read_fields(self, domain: Domain, ids: list[str]) -> None:
        described: dict[str, Described] = {}
        for some in batches(ids, limits.longest("BatchGetField", "fields")):
            wanted = [{"id": each} for each in some]
            answer = self.client.batch_get_field(domainId=self._domain_id, fields=wanted)
            described |= {each["fieldId"]: each for each in answer["fields"]}
        found = [described[each] for each in ids if each in described]
        for each in self.progress.over(found, "fields", len(found)):
            self._read_field(domain, each)

    def _read_unlisted(self, domain: Domain) -> None:
        """Read the fields that are named somewhere and not listed, as deleted ones are."""
        named = {each for _, field_ids in named_fields(domain) for each in field_ids}
        missing = sorted(named - domain.fields.keys())
        self._read_fields(domain, missing)
        gone = [each for each in missing if each not in domain.fields]
        if gone:
            raise MockError(f"fields are named that the service does not describe: {gone}")

    def _read_field(self, domain: Domain, found: Described) -> None:
        field_id = found["fieldId"]
        if field_id not in domain.fields:
            if found.get("namespace") == "System":
                self.progress.note(
                    f"the mock does not know the system field {field_id!r}: it becomes a custom one"
                )
            _add(domain, FIELD, found)
        field = domain.fields[field_id]
        field.tags = tags_of(found)
        if field.type == "SingleSelect":
            for each in self.pages("list_field_options", "options", fieldId=field_id):
                if each["value"] not in field.fixed_options:
                    option = FieldOption(each["name"], each["value"], each["active"])
                    field.options[option.value] = option

    def _read_kind(self, domain: Domain, kind: Kind) -> None:
        """Read the listed definitions of a kind: each by itself, or many at a time."""
        operation = xform_name(f"List{kind.type_name}s")
        if not hasattr(self.client, operation):
            self.progress.note(f"this botocore knows no {kind.name}s: they are left out")
            return
        ids = [each[kind.id_member] for each in self.pages(operation, kind.member)]
        batch = f"BatchGet{kind.type_name}"
        if batch not in OPERATIONS:
            for each in self.progress.over(ids, f"{kind.name}s", len(ids)):
                self.read_definition(domain, kind, each)
            return
        for some in batches(ids, limits.longest(batch, kind.member)):
            get = getattr(self.client, xform_name(batch))
            wanted = {kind.member: [{"id": each} for each in some]}
            for found in get(domainId=self._domain_id, **wanted)[kind.member]:
                _add(domain, kind, found)


def _add(domain: Domain, kind: Kind, found: Described) -> None:
    """Add a definition as the service describes it."""
    created = utc(found.get("createdTime", domain.created_time))
    definition_id = found[kind.id_member]
    made = MAKERS[kind](domain, found, definition_id, created)
    made.tags = tags_of(found)
    made.deleted = found.get("deleted", False)
    if "lastModifiedTime" in found:
        made.last_modified_time = utc(found["lastModifiedTime"])
    domain.collection(kind)[definition_id] = made


def utc(moment: datetime) -> datetime:
    """Return a time in UTC, which botocore gives in the zone of the machine."""
    return moment.astimezone(timezone.utc)


def tags_of(found: Described) -> dict[str, str]:
    """Return the tags of an answer: a null is none."""
    return {key: value for key, value in (found.get("tags") or {}).items() if value is not None}


def batches(items: Sequence[str], size: int) -> Iterator[list[str]]:
    """Yield items in lists of a size."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
