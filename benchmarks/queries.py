"""Searches and calls on a full domain, through boto3: one function for each kind."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

from benchmarks import filling

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.filling import FilledDomain

PAGE: Final = 25
FIELDS: Final = [{"id": "title"}, {"id": "status"}, {"id": "created_datetime"}]

FIRST_PAGES: Final = ("default order", "equality", "tag", "sorted")
WORD: Final = "quick search by word"
SCANS: Final = ("contains", "not")
CONTACT: Final = "contact to cases"
ITEMS: Final = "related items of a type"
SEARCHES: Final = (*FIRST_PAGES, WORD, *SCANS, CONTACT, ITEMS)
BY_KEY: Final = ("GetCase", "UpdateCase", "CreateCase")
CHANGE_AND_SEARCH: Final = "a change, then sorted"


def searches(client: Any, domain: FilledDomain) -> dict[str, Callable[[], dict[str, Any]]]:
    """Return every kind of search; each finds 25 cases or items, one where it is by contact."""
    page = {"domainId": domain.domain_id, "maxResults": PAGE, "fields": FIELDS}

    def search(**params: Any) -> Callable[[], dict[str, Any]]:
        return lambda: client.search_cases(**page, **params)

    def compare(operator: str, field_id: str, text: str) -> dict[str, Any]:
        return {"field": {operator: {"id": field_id, "value": {"stringValue": text}}}}

    return {
        "default order": search(),
        "equality": search(filter=compare("equalTo", domain.reference, filling.REFERENCE)),
        "tag": search(filter={"tag": {"equalTo": filling.TAG}}),
        "sorted": search(sorts=[{"fieldId": domain.shuffled, "sortOrder": "Asc"}]),
        WORD: search(searchTerm=filling.WORD),
        "contains": search(filter=compare("contains", "title", filling.PART)),
        "not": search(filter={"not": compare("equalTo", domain.kind, filling.USUAL)}),
        CONTACT: lambda: client.list_cases_for_contact(
            domainId=domain.domain_id, contactArn=domain.contact_arn(0)
        ),
        ITEMS: lambda: client.search_all_related_items(
            domainId=domain.domain_id, maxResults=PAGE, filters=[{"contact": {}}]
        ),
    }


def calls_by_key(client: Any, domain: FilledDomain) -> dict[str, Callable[[], object]]:
    """Return the calls that name one case, and a change that a sorted search has to see."""
    numbers = itertools.count(domain.size)
    case = {"domainId": domain.domain_id, "caseId": domain.case_ids[domain.size // 2]}
    by_field = [{"fieldId": domain.shuffled, "sortOrder": "Asc"}]

    def update(field_id: str) -> None:
        text = {"stringValue": f"{next(numbers):07}"}
        client.update_case(**case, fields=[{"id": field_id, "value": text}])

    def update_and_search() -> None:
        update(domain.shuffled)
        client.search_cases(
            domainId=domain.domain_id, maxResults=PAGE, fields=FIELDS, sorts=by_field
        )

    return {
        "GetCase": lambda: client.get_case(**case, fields=FIELDS),
        "UpdateCase": lambda: update(domain.field_ids[-1]),
        "CreateCase": lambda: client.create_case(**domain.new_case(next(numbers))),
        CHANGE_AND_SEARCH: update_and_search,
    }


def answers(result: dict[str, Any]) -> int:
    """Return how many cases or items a search found on its page."""
    return len(result["cases"] if "cases" in result else result["relatedItems"])
