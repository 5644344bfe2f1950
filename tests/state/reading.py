"""Reads everything that exists, by every operation that reads, as the bytes of the answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mock_connectcases.connectcases.models import connectcases_backends
from tests.direct_client import DirectClient

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORT_PAGE = 2


class Reader:
    """Reads in a region, and collects the body of each answer, refusals included."""

    def __init__(self, region: str) -> None:
        self._client = DirectClient(connectcases_backends.store_of("123456789012", region))
        self.answers: list[tuple[str, bytes]] = []

    def ask(self, operation: str, **members: Any) -> dict[str, Any]:
        """Return an answer, or nothing for a refusal."""
        response = self._client.call(operation, members)
        self.answers.append((operation, response.body))
        return {} if response.rule else dict(json.loads(response.body))

    def pages(self, operation: str, member: str, **members: Any) -> Iterator[dict[str, Any]]:
        """Yield the entries of all pages."""
        page: dict[str, Any] = {}
        while True:
            token = {"nextToken": page["nextToken"]} if page.get("nextToken") else {}
            page = self.ask(operation, maxResults=SHORT_PAGE, **members, **token)
            yield from page.get(member, ())
            if not page.get("nextToken"):
                return


def read_everything(region: str = "us-east-1") -> list[tuple[str, bytes]]:
    """Return the names and the bodies of the answers that show all there is in a region."""
    reader = Reader(region)
    for domain in reader.pages("ListDomains", "domains"):
        _read_domain(reader, domain["domainId"], domain["domainArn"])
    return reader.answers


def _read_domain(reader: Reader, domain_id: str, arn: str) -> None:
    known = {"domainId": domain_id}
    reader.ask("GetDomain", **known)
    reader.ask("GetCaseEventConfiguration", **known)
    reader.ask("ListTagsForResource", arn=arn)
    field_ids = []
    for each in reader.pages("ListFields", "fields", **known):
        field_ids.append(each["fieldId"])
        list(reader.pages("ListFieldOptions", "options", fieldId=each["fieldId"], **known))
        reader.ask("ListTagsForResource", arn=each["fieldArn"])
    wanted = [{"id": each} for each in field_ids]
    reader.ask("BatchGetField", fields=wanted, **known)
    for each in reader.pages("ListLayouts", "layouts", **known):
        reader.ask("GetLayout", layoutId=each["layoutId"], **known)
    for each in reader.pages("ListTemplates", "templates", **known):
        reader.ask("GetTemplate", templateId=each["templateId"], **known)
    rule_ids = [each["caseRuleId"] for each in reader.pages("ListCaseRules", "caseRules", **known)]
    if rule_ids:
        reader.ask("BatchGetCaseRule", caseRules=[{"id": each} for each in rule_ids], **known)
    contacts = set()
    for each in reader.pages("SearchCases", "cases", fields=wanted[:10], **known):
        case_id = each["caseId"]
        reader.ask("GetCase", caseId=case_id, fields=wanted, **known)
        reader.ask("ListTagsForResource", arn=f"{arn}/case/{case_id}")
        list(reader.pages("GetCaseAuditEvents", "auditEvents", caseId=case_id, **known))
        reader.ask("GetMergeCasesStatus", caseId=case_id, **known)
        for item in reader.pages("SearchRelatedItems", "relatedItems", caseId=case_id, **known):
            contacts.add(json.dumps(item["content"].get("contact", {}).get("contactArn")))
    list(reader.pages("SearchAllRelatedItems", "relatedItems", **known))
    for contact in sorted(contacts - {"null"}):
        list(reader.pages("ListCasesForContact", "cases", contactArn=json.loads(contact), **known))
