"""Controls of a running server, and clients of two accounts in two regions of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.server.inspector.acts import Acts
from tests.toolkit.conftest import ONE_ATTEMPT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.server.running import Server

PLACES = [
    (account, region)
    for account in ("123456789012", "111122223333")
    for region in ("us-east-1", "eu-west-2")
]


@pytest.fixture
def acts(server: Server) -> Acts:
    """Return the controls of an empty server."""
    return Acts(connectcases_backends.discard, server.log)


@pytest.fixture
def clients(url: str) -> Iterator[list[Any]]:
    """Return a client for each of the accounts and regions; none of them retries."""
    made = [_client(url, *place) for place in PLACES]
    yield made
    for each in made:
        each.close()


@pytest.fixture
def client(clients: list[Any]) -> Any:
    """Return a client of the default account in us-east-1."""
    return clients[0]


def _client(url: str, account: str, region: str) -> Any:
    client = boto3.client("connectcases", region_name=region, endpoint_url=url, config=ONE_ATTEMPT)

    def name_account(request: Any, **_: Any) -> None:
        request.headers["x-moto-account-id"] = account

    client.meta.events.register("before-sign.connectcases", name_account)
    return client


class Desk:
    """A domain with a template and cases, and case events that are on."""

    def __init__(self, client: Any, cases: int = 3) -> None:
        self.client = client
        made = client.create_domain(name="desk")
        self.domain_id, self.arn = made["domainId"], made["domainArn"]
        client.put_case_event_configuration(domainId=self.domain_id, eventBridge={"enabled": True})
        made = client.create_template(domainId=self.domain_id, name="complaint")
        self.template_id = made["templateId"]
        self.cases = [self.create(f"Late parcel {number}") for number in range(cases)]

    def create(self, title: str, **members: Any) -> str:
        """Create a case and return its id."""
        return str(
            self.client.create_case(
                domainId=self.domain_id,
                templateId=self.template_id,
                fields=[{"id": "title", "value": {"stringValue": title}}],
                **members,
            )["caseId"]
        )

    def found(self, term: str = "parcel", **members: Any) -> dict[str, Any]:
        """Search the cases."""
        found: dict[str, Any] = self.client.search_cases(
            domainId=self.domain_id, searchTerm=term, **members
        )
        return found

    def ids(self, term: str = "parcel") -> list[str]:
        """Return the ids of the cases that a search finds."""
        return [each["caseId"] for each in self.found(term)["cases"]]
