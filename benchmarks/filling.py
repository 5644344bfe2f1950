"""Domains full of cases for the measurements of scale, each with ten short custom fields.

However large a domain is, 25 of its cases are marked: the searches find those and no others.  Cases
are made by requests at the service's one door, as fast as the service takes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mock_connectcases.connectcases.direct_call import call
from mock_connectcases.connectcases.models import connectcases_backends

if TYPE_CHECKING:
    from mock_connectcases.store import Store

ACCOUNT = "123456789012"
REGION = "us-east-1"
FIELDS = 10
MARKED = 25
"""So many answers has every search, whatever the number of cases."""
COMMENTED = 10
"""Every tenth case has a comment."""
TAG = {"key": "desk", "value": "rush"}
REFERENCE = "wanted"
WORD = "lamp"
PART = "mp broke"
USUAL = "usual"


@dataclass
class FilledDomain:
    """A domain, and what the searches ask for."""

    size: int
    domain_id: str
    template_id: str
    field_ids: list[str]
    case_ids: dict[int, str] = field(default_factory=dict)
    """Of the cases that are commented or marked: to know them all would count as their memory."""

    @property
    def reference(self) -> str:
        """The field that holds the same words in all marked cases, others in all others."""
        return self.field_ids[0]

    @property
    def kind(self) -> str:
        """The field that holds the same word in all cases but the marked ones."""
        return self.field_ids[1]

    @property
    def shuffled(self) -> str:
        """The field by which cases are sorted: another value in each case, in no order."""
        return self.field_ids[2]

    def new_case(self, number: int) -> dict[str, Any]:
        """Return the parameters of the case with a number."""
        marked = self.is_marked(number)
        values = [
            REFERENCE if marked else f"reference {number}",
            "rare" if marked else USUAL,
            f"{number * 7919 % 1_000_003:07}",
            *(f"value {number % 1000} of {place}" for place in range(3, FIELDS)),
        ]
        title = "A lamp broken on arrival" if marked else f"Order {number}"
        texts = {"title": title, **dict(zip(self.field_ids, values, strict=True))}
        return {
            "domainId": self.domain_id,
            "templateId": self.template_id,
            "fields": [{"id": key, "value": {"stringValue": text}} for key, text in texts.items()],
            **({"tags": {TAG["key"]: TAG["value"]}} if marked else {}),
        }

    def is_marked(self, number: int) -> bool:
        """Tell whether a search finds a case: 25 are, evenly spread."""
        step = self.size // MARKED
        return number % step == 0 and number < step * MARKED

    def contact_arn(self, number: int) -> str:
        """Return the contact of a marked case."""
        return (
            f"arn:aws:connect:{REGION}:{ACCOUNT}:instance/{self.domain_id}"
            f"/contact/00000000-0000-0000-0000-{number:012}"
        )


def empty_domain(size: int) -> FilledDomain:
    """Make a domain with its fields and its template, for so many cases."""
    store = store_of_account()
    domain_id = call(store, "CreateDomain", {"name": f"domain of {size}"})["domainId"]
    field_ids = [
        call(
            store,
            "CreateField",
            {"domainId": domain_id, "name": f"Field {number}", "type": "Text"},
        )["fieldId"]
        for number in range(FIELDS)
    ]
    template = call(store, "CreateTemplate", {"domainId": domain_id, "name": "Template"})
    return FilledDomain(size, domain_id, template["templateId"], field_ids)


def add_cases(domain: FilledDomain) -> None:
    """Make all cases of a domain."""
    store = store_of_account()
    for number in range(domain.size):
        case_id = call(store, "CreateCase", domain.new_case(number))["caseId"]
        if number % COMMENTED == 0 or domain.is_marked(number):
            domain.case_ids[number] = case_id


def add_related_items(domain: FilledDomain) -> None:
    """Give each marked case a contact, and every tenth case a comment."""
    store = store_of_account()
    comment = {"comment": {"body": "Called back", "contentType": "Text/Plain"}}
    for number, case_id in domain.case_ids.items():
        case = {"domainId": domain.domain_id, "caseId": case_id}
        if number % COMMENTED == 0:
            call(store, "CreateRelatedItem", {**case, "type": "Comment", "content": comment})
        if domain.is_marked(number):
            contact = {"contact": {"contactArn": domain.contact_arn(number)}}
            call(store, "CreateRelatedItem", {**case, "type": "Contact", "content": contact})


def store_of_account() -> Store:
    """Return everything of the account and region that is filled."""
    return connectcases_backends[ACCOUNT][REGION].store
