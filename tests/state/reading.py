"""Reads everything that exists, by every operation that reads, as the bytes of the answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Self

SHORT_PAGE = 2


class Reader:
    """Reads with a client, and collects the body of each answer, refusals included."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.answers: list[tuple[str, bytes]] = []

    def __enter__(self) -> Self:
        self._client.meta.events.register("after-call.connectcases", self._keep)
        return self

    def __exit__(self, *_: object) -> None:
        self._client.meta.events.unregister("after-call.connectcases", self._keep)

    def _keep(self, http_response: Any, model: Any, **_: Any) -> None:
        self.answers.append((model.name, http_response.content))

    def ask(self, operation: str, **members: Any) -> dict[str, Any]:
        """Return an answer, or nothing for a refusal."""
        call = getattr(self._client, operation)
        try:
            found: dict[str, Any] = call(**members)
        except ClientError:
            return {}
        return found

    def pages(self, operation: str, member: str, **members: Any) -> Iterator[dict[str, Any]]:
        """Yield the entries of all pages."""
        page: dict[str, Any] = {}
        while True:
            token = {"nextToken": page["nextToken"]} if page.get("nextToken") else {}
            page = self.ask(operation, maxResults=SHORT_PAGE, **members, **token)
            yield from page.get(member, ())
            if not page.get("nextToken"):
                return


def read_everything(client: Any) -> list[tuple[str, bytes]]:
    """Return the names and the bodies of the answers that show all there is."""
    with Reader(client) as reader:
        for domain in reader.pages("list_domains", "domains"):
            _read_domain(reader, domain["domainId"], domain["domainArn"])
    return reader.answers


def _read_domain(reader: Reader, domain_id: str, arn: str) -> None:
    known = {"domainId": domain_id}
    reader.ask("get_domain", **known)
    reader.ask("get_case_event_configuration", **known)
    reader.ask("list_tags_for_resource", arn=arn)
    field_ids = []
    for each in reader.pages("list_fields", "fields", **known):
        field_ids.append(each["fieldId"])
        list(reader.pages("list_field_options", "options", fieldId=each["fieldId"], **known))
        reader.ask("list_tags_for_resource", arn=each["fieldArn"])
    wanted = [{"id": each} for each in field_ids]
    reader.ask("batch_get_field", fields=wanted, **known)
    for each in reader.pages("list_layouts", "layouts", **known):
        reader.ask("get_layout", layoutId=each["layoutId"], **known)
    for each in reader.pages("list_templates", "templates", **known):
        reader.ask("get_template", templateId=each["templateId"], **known)
    rule_ids = [
        each["caseRuleId"] for each in reader.pages("list_case_rules", "caseRules", **known)
    ]
    if rule_ids:
        reader.ask("batch_get_case_rule", caseRules=[{"id": each} for each in rule_ids], **known)
    contacts = set()
    for each in reader.pages("search_cases", "cases", fields=wanted[:10], **known):
        case_id = each["caseId"]
        reader.ask("get_case", caseId=case_id, fields=wanted, **known)
        reader.ask("list_tags_for_resource", arn=f"{arn}/case/{case_id}")
        list(reader.pages("get_case_audit_events", "auditEvents", caseId=case_id, **known))
        reader.ask("get_merge_cases_status", caseId=case_id, **known)
        for item in reader.pages("search_related_items", "relatedItems", caseId=case_id, **known):
            contacts.add(json.dumps(item["content"].get("contact", {}).get("contactArn")))
    list(reader.pages("search_all_related_items", "relatedItems", **known))
    for contact in sorted(contacts - {"null"}):
        list(
            reader.pages("list_cases_for_contact", "cases", contactArn=json.loads(contact), **known)
        )
