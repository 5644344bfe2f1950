"""The domain that most tests begin with: it has a template, and cases are put into it."""

from __future__ import annotations

from typing import Any

from mock_connectcases.compat.python import cached_property


class Desk:
    """A domain with a template that requires nothing, and the calls made again and again."""

    def __init__(self, client: Any, name: str = "support") -> None:
        self.client = client
        domain = client.create_domain(name=name)
        self.domain_id: str = domain["domainId"]
        self.domain_arn: str = domain["domainArn"]
        template = client.create_template(domainId=self.domain_id, name="complaint")
        self.template_id: str = template["templateId"]

    @cached_property
    def case_id(self) -> str:
        """The id of a case, which is created when this is first read."""
        return self.create_case()

    def create_case(
        self,
        title: str = "Late parcel",
        values: dict[str, str] | None = None,
        client: Any = None,
        **members: Any,
    ) -> str:
        """Create a case with a title and values of text, and return its id."""
        answer = (client or self.client).create_case(
            domainId=self.domain_id,
            templateId=self.template_id,
            fields=field_values({"title": title, **(values or {})}),
            **members,
        )
        return str(answer["caseId"])

    def update_case(self, case_id: str, client: Any = None, **values: str) -> None:
        """Give fields of a case values of text."""
        (client or self.client).update_case(
            domainId=self.domain_id, caseId=case_id, fields=field_values(values)
        )

    def close(self, case_id: str) -> None:
        """Close a case."""
        self.update_case(case_id, status="closed")

    def comment(self, case_id: str, body: str = "Called back") -> str:
        """Comment on a case and return the id of the related item."""
        answer = self.client.create_related_item(
            domainId=self.domain_id,
            caseId=case_id,
            type="Comment",
            content={"comment": {"body": body, "contentType": "Text/Plain"}},
        )
        return str(answer["relatedItemId"])

    def count(self) -> int:
        """Count the cases that a search finds."""
        return len(self.client.search_cases(domainId=self.domain_id)["cases"])


def field_values(values: dict[str, str]) -> list[dict[str, Any]]:
    """Return values of text as the API takes them."""
    return [{"id": field_id, "value": {"stringValue": text}} for field_id, text in values.items()]
