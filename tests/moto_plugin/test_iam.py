"""Policies that moto enforces: who may do what with Amazon Connect Cases, and who did it."""

from __future__ import annotations

import gc
import json
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from moto.core import set_initial_no_auth_action_count
from moto.iam.access_control import IAMRequest

from mock_connectcases.connectcases import permissions
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.store import Store
from tests.desk import Desk
from tests.moto_plugin.conftest import DEFAULT_ACCOUNT
from tests.moto_plugin.stacks import needs

if TYPE_CHECKING:
    from collections.abc import Callable

OTHER_ACCOUNT = "111122223333"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
}

Make = Any
"""Makes a client of a service."""


@pytest.fixture
def desk(cases: Any) -> Desk:
    """Return a desk that has a case."""
    desk = Desk(cases)
    assert desk.case_id
    return desk


def statement(action: str | list[str], *resources: str, effect: str = "Allow") -> dict[str, Any]:
    return {"Effect": effect, "Action": action, "Resource": list(resources) or "*"}


def user_client(aws: Make, *statements: dict[str, Any]) -> Any:
    """Return a client of a user with a policy of these statements."""
    iam = aws("iam")
    iam.create_user(UserName="ann")
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    document = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    iam.put_user_policy(UserName="ann", PolicyName="p", PolicyDocument=document)
    return aws(
        "connectcases",
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
    )


def role_client(aws: Make, account: str = DEFAULT_ACCOUNT, *statements: dict[str, Any]) -> Any:
    """Return a client of a session of a role."""
    iam = aws("iam")
    iam.create_role(RoleName="agents", AssumeRolePolicyDocument=json.dumps(TRUST))
    document = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    iam.put_role_policy(RoleName="agents", PolicyName="p", PolicyDocument=document)
    credentials = aws("sts").assume_role(
        RoleArn=f"arn:aws:iam::{account}:role/agents", RoleSessionName="ann"
    )["Credentials"]
    return aws(
        "connectcases",
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
    )


def refusal(call: Callable[[], Any]) -> str:
    """Return how a call was refused, or nothing if it was not."""
    enforced = set_initial_no_auth_action_count(0)(call)
    try:
        enforced()
    except ClientError as error:
        response = error.response
        status = response["ResponseMetadata"]["HTTPStatusCode"]
        return f"{response['Error']['Code']} {status}: {response['Error']['Message']}"
    return ""


def test_refusal_is_aws_s_sentence(aws: Make, desk: Desk) -> None:
    client = user_client(aws, statement("cases:ListDomains"))

    refused = refusal(lambda: client.get_domain(domainId=desk.domain_id))

    assert refused == (
        "AccessDeniedException 403: User: arn:aws:iam::123456789012:user/ann is not authorized to"
        f" perform: cases:GetDomain on resource: {desk.domain_arn} because no identity-based"
        " policy allows the cases:GetDomain action"
    )


def test_explicit_deny_wins_and_says_so(aws: Make, desk: Desk) -> None:
    deny = statement("cases:GetDomain", effect="Deny")
    client = user_client(aws, statement("cases:*"), deny)

    refused = refusal(lambda: client.get_domain(domainId=desk.domain_id))

    assert refused.endswith(
        f"on resource: {desk.domain_arn} with an explicit deny in an identity-based policy"
    )


def test_session_of_a_role_is_named_in_the_refusal(aws: Make, desk: Desk) -> None:
    client = role_client(aws, DEFAULT_ACCOUNT, statement("cases:ListDomains"))

    refused = refusal(lambda: client.get_domain(domainId=desk.domain_id))

    assert "User: arn:aws:sts::123456789012:assumed-role/agents/ann is not auth" in refused


def test_session_of_a_role_may_what_the_role_may(aws: Make, desk: Desk) -> None:
    client = role_client(aws, DEFAULT_ACCOUNT, statement("cases:GetDomain"))

    assert refusal(lambda: client.get_domain(domainId=desk.domain_id)) == ""


@needs("DeleteCase")
def test_policy_on_other_cases_does_not_help(aws: Make, desk: Desk) -> None:
    domain = desk.domain_arn
    client = user_client(aws, statement("cases:DeleteCase", domain, f"{domain}/case/other"))

    refused = refusal(lambda: client.delete_case(domainId=desk.domain_id, caseId=desk.case_id))

    assert f"on resource: {domain}/case/{desk.case_id} " in refused


def test_every_resource_of_an_action_has_to_be_allowed(aws: Make, cases: Any, desk: Desk) -> None:
    domain = desk.domain_arn
    title = f"{domain}/field/title"
    field = cases.create_field(domainId=desk.domain_id, name="Order", type="Text")
    field_id = field["fieldId"]
    client = user_client(aws, statement("cases:UpdateCase", domain, f"{domain}/case/*", title))

    allowed = refusal(lambda: desk.update_case(desk.case_id, client, title="Lost"))
    refused = refusal(lambda: desk.update_case(desk.case_id, client, **{field_id: "Lost"}))

    assert allowed == ""
    assert f"on resource: {domain}/field/{field_id} " in refused


@needs("CreateCase", "tags")
def test_case_with_tags_needs_the_permission_to_tag(aws: Make, desk: Desk) -> None:
    client = user_client(aws, statement("cases:CreateCase"))

    plain = refusal(lambda: desk.create_case(client=client))
    tagged = refusal(lambda: desk.create_case(client=client, tags={"team": "returns"}))

    assert plain == ""
    assert f"cases:TagResource on resource: {desk.domain_arn}/case/* " in tagged


def test_batch_needs_the_permission_of_the_single_operation(aws: Make, desk: Desk) -> None:
    client = user_client(aws, statement("cases:UpdateCase"))
    identifiers = [{"caseIdentifier": {"caseId": desk.case_id}}]
    if not hasattr(client, "batch_update_case"):
        pytest.skip("this botocore has no BatchUpdateCase")

    refused = refusal(
        lambda: client.batch_update_case(
            domainId=desk.domain_id, cases=identifiers, fields=[], title="Lost"
        )
    )

    assert refused == ""


def test_conditions_of_cases_are_not_evaluated(aws: Make, desk: Desk) -> None:
    condition = {"StringEquals": {"aws:ResourceTag/team": "returns"}}
    client = user_client(aws, {**statement("cases:GetDomain"), "Condition": condition})

    assert refusal(lambda: client.get_domain(domainId=desk.domain_id)) == ""


def test_unreadable_request_has_its_own_error(aws: Make, desk: Desk) -> None:
    client = user_client(aws, statement("cases:ListDomains"))

    refused = refusal(lambda: client.create_domain(name="ends in a blank "))

    assert refused.startswith("ValidationException 400")


def test_refused_request_changes_nothing(aws: Make, cases: Any, desk: Desk) -> None:
    client = user_client(aws, statement("cases:ListDomains"))

    refusal(lambda: client.delete_domain(domainId=desk.domain_id))

    assert cases.get_domain(domainId=desk.domain_id)["name"] == "support"


def performers(cases: Any, desk: Desk) -> list[str]:
    events = cases.get_case_audit_events(domainId=desk.domain_id, caseId=desk.case_id)[
        "auditEvents"
    ]
    return [each["performedBy"]["iamPrincipalArn"] for each in events]


def test_history_names_the_user_who_called(aws: Make, cases: Any, desk: Desk) -> None:
    client = user_client(aws, statement("cases:*"))

    desk.update_case(desk.case_id, client, title="Lost")

    assert performers(cases, desk)[0] == "arn:aws:iam::123456789012:user/ann"


def test_history_names_the_session_of_the_role_that_called(
    aws: Make, cases: Any, desk: Desk
) -> None:
    client = role_client(aws, DEFAULT_ACCOUNT, statement("cases:*"))

    desk.update_case(desk.case_id, client, title="Lost")

    assert performers(cases, desk)[0] == "arn:aws:sts::123456789012:assumed-role/agents/ann"


def test_history_names_the_caller_where_policies_are_enforced(
    aws: Make, cases: Any, desk: Desk
) -> None:
    client = role_client(aws, DEFAULT_ACCOUNT, statement("cases:*"))

    assert refusal(lambda: desk.update_case(desk.case_id, client, title="Lost")) == ""

    assert performers(cases, desk)[0] == "arn:aws:sts::123456789012:assumed-role/agents/ann"


def test_role_of_another_account_sees_that_account_only(aws: Make, cases: Any, desk: Desk) -> None:
    other = role_client(aws, OTHER_ACCOUNT, statement("cases:*"))

    made = other.create_domain(name="support")

    assert f":{OTHER_ACCOUNT}:" in made["domainArn"]
    assert [each["domainId"] for each in other.list_domains()["domains"]] == [made["domainId"]]
    assert [each["domainId"] for each in cases.list_domains()["domains"]] == [desk.domain_id]
    with pytest.raises(ClientError) as refused:
        other.get_domain(domainId=desk.domain_id)
    assert refused.value.response["Error"]["Code"] == "ResourceNotFoundException"


def needed(operation: str, **params: Any) -> list[str]:
    store = Store(account_id="1", region="r", partition="aws")
    prefix = "arn:aws:cases:r:1:domain/"
    return [
        f"{action.removeprefix('cases:')} {resource.removeprefix(prefix)}"
        for action, resource in permissions.needed(operation, params, store)
    ]


@pytest.mark.parametrize(
    ("operation", "params", "expected"),
    [
        ("CreateDomain", {"name": "d"}, ["*"]),
        ("ListDomains", {}, ["*"]),
        ("TagResource", {"arn": "a"}, ["a"]),
        ("GetDomain", {}, ["d"]),
        ("SearchCases", {"fields": [{"id": "f"}]}, ["d"]),
        ("SearchAllRelatedItems", {}, ["d"]),
        ("PutCaseEventConfiguration", {}, ["d"]),
        ("CreateField", {"name": "n"}, ["d", "d/field/*"]),
        ("ListFieldOptions", {"fieldId": "f"}, ["d", "d/field/f"]),
        ("BatchGetField", {"fields": [{"id": "f"}, {"id": "g"}]}, ["d", "d/field/f", "d/field/g"]),
        ("CreateLayout", {}, ["d", "d/layout/*"]),
        ("GetLayout", {"layoutId": "l"}, ["d", "d/layout/l"]),
        ("CreateTemplate", {}, ["d", "d/template/*"]),
        (
            "CreateTemplate",
            {"layoutConfiguration": {"defaultLayout": "l"}},
            ["d", "d/layout/l", "d/template/*"],
        ),
        ("UpdateTemplate", {"templateId": "t"}, ["d", "d/template/t"]),
        ("CreateCaseRule", {}, ["d", "d/case-rule/*"]),
        ("DeleteCaseRule", {"caseRuleId": "r"}, ["d", "d/case-rule/r"]),
        ("BatchGetCaseRule", {"caseRules": [{"id": "r"}]}, ["d", "d/case-rule/r"]),
        (
            "CreateCase",
            {"templateId": "t", "fields": [{"id": "f"}]},
            ["d", "d/case/*", "d/field/f", "d/template/t"],
        ),
        ("GetCase", {"caseId": "c", "fields": [{"id": "f"}]}, ["d", "d/case/c", "d/field/f"]),
        ("SearchRelatedItems", {"caseId": "c"}, ["d", "d/case/c"]),
        (
            "CreateRelatedItem",
            {"caseId": "c"},
            ["d", "d/case/c", "d/case/c/related-item/*"],
        ),
        (
            "DeleteRelatedItem",
            {"caseId": "c", "relatedItemId": "i"},
            ["d", "d/case/c", "d/case/c/related-item/i"],
        ),
        (
            "StartMergeCases",
            {"caseId": "c", "secondaryCaseIds": ["e"]},
            ["d", "d/case/c", "d/case/e"],
        ),
    ],
)
def test_permissions_are_needed_on_every_required_resource(
    operation: str, params: dict[str, Any], expected: list[str]
) -> None:
    given = params if expected in (["*"], ["a"]) else {"domainId": "d", **params}

    assert needed(operation, **given) == [f"{operation} {each}" for each in expected]


def test_batches_require_the_single_action_on_every_case() -> None:
    identifiers = [{"caseIdentifier": {"caseId": "c"}}, {"caseIdentifier": {"referenceId": "r"}}]
    fields = [{"fieldIdentifier": {"id": "f"}}, {"fieldIdentifier": {"name": "n"}}]

    update = needed("BatchUpdateCase", domainId="d", cases=identifiers, fields=fields)
    comment = needed("BatchCreateRelatedItem", domainId="d", cases=identifiers)

    assert update == [
        f"UpdateCase {each}" for each in ("d", "d/case/c", "d/case/*", "d/field/f", "d/field/*")
    ]
    assert comment == [
        f"CreateRelatedItem {each}"
        for each in (
            "d",
            "d/case/c",
            "d/case/*",
            "d/case/c/related-item/*",
            "d/case/*/related-item/*",
        )
    ]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_needs_a_permission(operation: str) -> None:
    assert needed(operation)[0].endswith(" *")


def test_refusal_leaves_nothing_of_the_request_to_the_collector(aws: Make, desk: Desk) -> None:
    client = user_client(aws, statement("cases:ListDomains"))

    def refuse() -> None:
        assert refusal(lambda: client.get_domain(domainId=desk.domain_id))

    refuse()
    gc.collect()
    gc.freeze()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        refuse()
        gc.collect()
        left = gc.garbage.copy()
    finally:
        gc.set_debug(0)
        gc.enable()
        gc.unfreeze()
        gc.garbage.clear()

    kinds = (FrameType, TracebackType, BaseException, IAMRequest, Store)
    assert [each for each in left if isinstance(each, kinds)] == []
