"""Ids of new resources: a refused request takes none, so it shifts no later one."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError
from moto.moto_api._internal import mock_random

from mock_connectcases import ids, mock_connectcases
from mock_connectcases.operations import OPERATIONS
from tests.desk import Desk, field_values

CREATIONS = [each for each in OPERATIONS if each.startswith("Create")]
QUOTAS = {
    "CreateCase": "tags",
    "CreateDomain": "domains",
    "CreateField": "fields",
    "CreateLayout": "layouts",
    "CreateRelatedItem": "related-items",
    "CreateTemplate": "templates",
}
"""The quota that an operation checks last; case rules have none, and their name is checked last."""


def request(operation: str, desk: Desk) -> dict[str, Any]:
    """Return the members of a request that is accepted once."""
    comment = {"comment": {"body": "Done", "contentType": "Text/Plain"}}
    requests: dict[str, dict[str, Any]] = {
        "CreateCase": {
            "templateId": desk.template_id,
            "fields": field_values({"title": "Late parcel"}),
            "tags": {"language": "en"},
        },
        "CreateCaseRule": {
            "name": "new",
            "rule": {"required": {"defaultValue": True, "conditions": []}},
        },
        "CreateDomain": {"name": "new"},
        "CreateField": {"name": "new", "type": "Text"},
        "CreateLayout": {"name": "new", "content": {"basic": {}}},
        "CreateRelatedItem": {"caseId": desk.case_id, "type": "Comment", "content": comment},
        "CreateTemplate": {"name": "new"},
    }
    in_domain = {} if operation == "CreateDomain" else {"domainId": desk.domain_id}
    return {**in_domain, **requests[operation]}


@pytest.mark.parametrize("operation", CREATIONS)
def test_request_that_the_last_check_refuses_takes_no_id(operation: str) -> None:
    with mock_connectcases():
        desk = Desk(boto3.client("connectcases", region_name="us-east-1"))
        create, members = getattr(desk.client, xform_name(operation)), request(operation, desk)
        quotas = {QUOTAS[operation]: 0} if operation in QUOTAS else None
        if quotas is None:
            create(**members)
        mock_random.seed(42)
        expected = ids.new_id()
        mock_random.seed(42)

        with mock_connectcases(quotas=quotas), pytest.raises(ClientError):
            create(**members)

        assert ids.new_id() == expected
