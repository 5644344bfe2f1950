"""What tests of the handle share: a mock that is on, and a desk with a domain and a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from mock_connectcases import mock_connectcases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases import MockConnectCases

ONE_ATTEMPT = Config(retries={"total_max_attempts": 1, "mode": "standard"})


class Desk:
    """A domain and a template, and a client that does not retry."""

    def __init__(self) -> None:
        self.client = new_client()
        self.domain_id: str = self.client.create_domain(name="support")["domainId"]
        made = self.client.create_template(domainId=self.domain_id, name="complaint")
        self.template_id: str = made["templateId"]

    def create_case(self, title: str = "Late parcel", client: Any = None, **members: Any) -> str:
        """Create a case and return its id."""
        fields = [{"id": "title", "value": {"stringValue": title}}]
        given = {"domainId": self.domain_id, "templateId": self.template_id, "fields": fields}
        return str((client or self.client).create_case(**given, **members)["caseId"])

    def count(self) -> int:
        """Count the cases that a search finds."""
        return len(self.client.search_cases(domainId=self.domain_id)["cases"])


def new_client(config: Config = ONE_ATTEMPT, **settings: Any) -> Any:
    """Return a client in us-east-1 unless told otherwise."""
    return boto3.client(
        "connectcases", **{"region_name": "us-east-1", "config": config, **settings}
    )


def code_of_listing(client: Any) -> str:
    """Return the code of the error that ListDomains gets, or nothing."""
    try:
        client.list_domains()
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return ""


@pytest.fixture
def cases() -> Iterator[MockConnectCases]:
    with mock_connectcases() as handle:
        yield handle


@pytest.fixture
def desk(cases: MockConnectCases) -> Desk:
    return Desk()
