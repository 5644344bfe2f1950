"""Reads what a domain is made of: fields, layouts, case rules, templates, events and tags."""

from __future__ import annotations

from datetime import datetime, timezone
from itertools import islice
from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import MockError
from mock_connectcases.operations.case_rules import make_case_rule
from mock_connectcases.operations.domains import make_domain
from mock_connectcases.operations.events import read_configuration
from mock_connectcases.operations.fields import make_field
from mock_connectcases.operations.layouts import make_layout
from mock_connectcases.operations.templates import make_template
from mock_connectcases.resources.field import FieldOption
from mock_connectcases.seeds import limits
from mock_connectcases.seeds.consistency import named_fields
from mock_connectcases.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mock_connectcases.export.progress import ProgressReporter
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.seeds.consistency import named_fields

Answer = dict[str, Any]


class DefinitionReader:
    """Reads one domain through a client."""

    def __init__(self, client: Any, domain_id: str, progress: ProgressReporter) -> None:
        self._client = client
        self._domain_id = domain_id
        self._progress = progress

    def read(self) -> Domain:
        """Read the domain without its cases; raises botocore's errors."""
        found = self._client.get_domain(domainId=self._domain_id)
        _, partition, _, region, account, _ = found["domainArn"].split(":", 5)
        store = Store(account_id=account, region=region, partition=partition)
        created = utc(found["createdTime"])
        domain = make_domain(store, found["name"], found["domainId"], created)
        domain.tags = tags_of(found)
        self._read_fields(domain, [each["fieldId"] for each in self.pages("list_fields", "fields")])
        self._read_layouts(domain)
        self._read_rules(domain)
        for each in self.pages("list_templates", "templates"):
            self.read_template(domain, each["templateId"])
        events = self._client.get_case_event_configuration(domainId=self._domain_id)
        domain.event_configuration = read_configuration(events["eventBridge"])
        self._read_unlisted(domain)
        return domain

    def read_template(self, domain: Domain, template_id: str) -> None:
        """Read a template into a domain, listed or deleted."""
        found = self._client.get_template(domainId=self._domain_id, templateId=template_id)
        if "rules" in found:  # one that is deleted is not listed
            found["rules"] = [
                each for each in found["rules"] if each["caseRuleId"] in domain.case_rules
            ]
        made = make_template(domain, found, template_id, utc(found["createdTime"]))
        _finish(made, found)
        domain.templates[template_id] = made

    def pages(self, operation: str, member: str, **members: Any) -> Iterator[Answer]:
        """Yield the entries of all pages of an operation."""
        token: dict[str, str] = {}
        while True:
            call = getattr(self._client, operation)
            page = call(domainId=self._domain_id, **members, **token)
            yield from page[member]
            if not page.get("nextToken"):
                return
            token = {"nextToken": page["nextToken"]}

    def _read_fields(self, domain: Domain, ids: list[str]) -> None:
        described: dict[str, Answer] = {}
        for some in batches(ids, limits.longest("BatchGetField", "fields")):
            wanted = [{"id": each} for each in some]
            answer = self._client.batch_get_field(domainId=self._domain_id, fields=wanted)
            described |= {each["fieldId"]: each for each in answer["fields"]}
        found = [described[each] for each in ids if each in described]
        for each in self._progress.over(found, "fields", len(found)):
            self._read_field(domain, each)

    def _read_unlisted(self, domain: Domain) -> None:
        """Read the fields that are named somewhere and not listed, as deleted ones are."""
        named = {each for _, field_ids in named_fields(domain) for each in field_ids}
        missing = sorted(named - domain.fields.keys())
        self._read_fields(domain, missing)
        gone = [each for each in missing if each not in domain.fields]
        if gone:
            raise MockError(f"fields are named that the service does not describe: {gone}")

    def _read_field(self, domain: Domain, found: Answer) -> None:
        field_id = found["fieldId"]
        if field_id not in domain.fields:
            if found.get("namespace") == "System":
                self._progress.note(
                    f"the mock does not know the system field {field_id!r}: it becomes a custom one"
                )
            domain.fields[field_id] = make_field(
                domain, found, field_id, utc(found.get("createdTime", domain.created_time))
            )
            _finish(domain.fields[field_id], found)
        field = domain.fields[field_id]
        field.tags = tags_of(found)
        if field.type == "SingleSelect":
            for each in self.pages("list_field_options", "options", fieldId=field_id):
                if each["value"] not in field.fixed_options:
                    option = FieldOption(each["name"], each["value"], each["active"])
                    field.options[option.value] = option

    def _read_layouts(self, domain: Domain) -> None:
        listed = list(self.pages("list_layouts", "layouts"))
        for each in self._progress.over(listed, "layouts", len(listed)):
            layout_id = each["layoutId"]
            found = self._client.get_layout(domainId=self._domain_id, layoutId=layout_id)
            made = make_layout(domain, found, layout_id, utc(found["createdTime"]))
            _finish(made, found)
            domain.layouts[layout_id] = made

    def _read_rules(self, domain: Domain) -> None:
        if not hasattr(self._client, "list_case_rules"):
            self._progress.note("this botocore knows no case rules: they are left out")
            return
        ids = [each["caseRuleId"] for each in self.pages("list_case_rules", "caseRules")]
        for some in batches(ids, limits.longest("BatchGetCaseRule", "caseRules")):
            wanted = [{"id": each} for each in some]
            answer = self._client.batch_get_case_rule(domainId=self._domain_id, caseRules=wanted)
            for found in answer["caseRules"]:
                created = utc(found.get("createdTime", domain.created_time))
                made = make_case_rule(domain, found, found["caseRuleId"], created)
                _finish(made, found)
                domain.case_rules[made.case_rule_id] = made


def utc(moment: datetime) -> datetime:
    """Return a time in UTC, which botocore gives in the zone of the machine."""
    return moment.astimezone(timezone.utc)


def tags_of(found: Answer) -> dict[str, str]:
    """Return the tags of an answer: a null is none."""
    return {key: value for key, value in (found.get("tags") or {}).items() if value is not None}


def batches(items: Sequence[str], size: int) -> Iterator[list[str]]:
    """Yield items in lists of a size."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _finish(made: Any, found: Answer) -> None:
    """Take over what the makers leave open."""
    made.tags = tags_of(found)
    made.deleted = found.get("deleted", False)
    if "lastModifiedTime" in found:
        made.last_modified_time = utc(found["lastModifiedTime"])
