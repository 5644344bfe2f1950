"""The account, user or role of a request."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.core import set_initial_no_auth_action_count
from moto.core.models import DEFAULT_ACCOUNT_ID

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.accounts import principal_arn

MOCKS: dict[str, Any] = {"cases": mock_connectcases, "aws": mock_aws}
OTHER = "111122223333"
DOMAINS = "arn:aws:cases:*:*:domain"
ALLOW_ALL = {"Effect": "Allow", "Action": "cases:*", "Resource": "*"}


def make_client(**options: Any) -> Any:
    return boto3.client("connectcases", region_name="us-east-1", **options)


def account_of(client: Any) -> str:
    """Return the account in which a client makes a domain."""
    return str(client.create_domain(name="orders")["domainArn"]).split(":")[4]


def assume_role(account: str) -> dict[str, str]:
    credentials = boto3.client("sts", region_name="us-east-1").assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/agents", RoleSessionName="ann"
    )["Credentials"]
    return {
        "aws_access_key_id": credentials["AccessKeyId"],
        "aws_secret_access_key": credentials["SecretAccessKey"],
        "aws_session_token": credentials["SessionToken"],
    }


def make_user(*statements: dict[str, Any]) -> dict[str, str]:
    iam = boto3.client("iam", region_name="us-east-1")
    iam.create_user(UserName="ann")
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    policy = {"Version": "2012-10-17", "Statement": list(statements)}
    iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=json.dumps(policy))
    return {
        "aws_access_key_id": key["AccessKeyId"],
        "aws_secret_access_key": key["SecretAccessKey"],
    }


@pytest.mark.parametrize("mock", MOCKS)
def test_account_is_moto_s_default(mock: str) -> None:
    with MOCKS[mock]():
        assert account_of(make_client()) == DEFAULT_ACCOUNT_ID


@pytest.mark.parametrize("mock", MOCKS)
def test_account_comes_from_the_environment(mock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_ACCOUNT_ID", OTHER)
    with MOCKS[mock]():
        assert account_of(make_client()) == OTHER


@pytest.mark.parametrize("mock", MOCKS)
def test_account_comes_from_the_header(mock: str) -> None:
    def add_header(request: Any, **_: Any) -> None:
        request.headers["x-moto-account-id"] = OTHER

    with MOCKS[mock]():
        client = make_client()
        client.meta.events.register("before-sign", add_header)

        assert account_of(client) == OTHER


def test_account_is_that_of_the_assumed_role() -> None:
    with mock_aws():
        assert account_of(make_client(**assume_role(OTHER))) == OTHER


def test_accounts_do_not_see_each_other() -> None:
    with mock_aws():
        make_client().create_domain(name="orders")

        assert make_client(**assume_role(OTHER)).list_domains()["domains"] == []


def test_principal_is_the_root_where_nobody_is_known() -> None:
    assert principal_arn(OTHER, "aws-cn", "unknown") == f"arn:aws-cn:iam::{OTHER}:root"


def test_principal_is_the_user_of_the_access_key() -> None:
    with mock_aws():
        key = make_user(ALLOW_ALL)["aws_access_key_id"]

        arn = principal_arn(DEFAULT_ACCOUNT_ID, "aws", key)

    assert arn == f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:user/ann"


def test_principal_is_the_assumed_role_and_its_session() -> None:
    with mock_aws():
        key = assume_role(OTHER)["aws_access_key_id"]

        arn = principal_arn(OTHER, "aws", key)

    assert arn == f"arn:aws:sts::{OTHER}:assumed-role/agents/ann"


@mock_aws
@set_initial_no_auth_action_count(3)
def test_permitted_action_is_answered_where_policies_are_enforced() -> None:
    user = make_user({"Effect": "Allow", "Action": "cases:ListDomains", "Resource": "*"})

    assert make_client(**user).list_domains()["domains"] == []


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        (ALLOW_ALL, True),
        ({"Effect": "Allow", "Action": "cases:GetDomain", "Resource": f"{DOMAINS}/*"}, True),
        ({"Effect": "Allow", "Action": "cases:GetDomain", "Resource": f"{DOMAINS}/other"}, False),
        ({"Effect": "Allow", "Action": "cases:ListDomains", "Resource": "*"}, False),
        ({"Effect": "Deny", "Action": "cases:GetDomain", "Resource": "*"}, False),
    ],
)
@pytest.mark.parametrize("mock", MOCKS)
def test_policy_decides_by_operation_and_domain(
    mock: str, statement: dict[str, Any], *, allowed: bool
) -> None:
    with MOCKS[mock](), mock_aws():
        domain = make_client().create_domain(name="orders")["domainId"]

        @set_initial_no_auth_action_count(3)
        def enforced() -> str:
            client = make_client(**make_user(statement))
            try:
                client.get_domain(domainId=domain)
            except ClientError as error:
                response = error.response
                return (
                    f"{response['Error']['Code']} {response['ResponseMetadata']['HTTPStatusCode']}"
                )
            return "allowed"

        assert enforced() == ("allowed" if allowed else "AccessDeniedException 403")


@mock_aws
@set_initial_no_auth_action_count(0)
def test_unknown_access_key_is_refused_where_policies_are_enforced() -> None:
    with pytest.raises(ClientError) as caught:
        make_client().list_domains()

    assert caught.value.response["Error"]["Code"] == "UnrecognizedClientException"


@mock_aws
@set_initial_no_auth_action_count(3)
def test_wrong_secret_is_refused_where_policies_are_enforced() -> None:
    user = make_user(ALLOW_ALL)
    user["aws_secret_access_key"] = "wrong"

    with pytest.raises(ClientError) as caught:
        make_client(**user).list_domains()

    assert caught.value.response["Error"]["Code"] == "InvalidSignatureException"
