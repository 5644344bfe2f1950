"""What one call costs: against a client that is answered by canned bytes.

Run with ``python -m benchmarks.calls``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.handlers import BUILTIN_HANDLERS
from moto import mock_aws
from moto.core.models import botocore_stubber

from benchmarks.isolation import without_aws_configuration
from benchmarks.measure import Row, interleaved, print_table
from mock_connectcases import mock_connectcases
from mock_connectcases.interception.answer import DualResponse

if TYPE_CHECKING:
    from collections.abc import Callable

REGION = "us-east-1"
PROFILE = (
    "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/0123456789abcdef0123456789abcdef"
)
CONTACT = (
    "arn:aws:connect:us-east-1:123456789012:instance/0123abcd-0000-0000-0000-000000000000"
    "/contact/0123abcd-0000-0000-0000-000000000001"
)
Call = tuple[str, dict[str, Any]]


def main() -> None:
    without_aws_configuration()
    for name, mock in (("mock_connectcases", mock_connectcases), ("mock_aws", mock_aws)):
        with mock():
            client = boto3.client("connectcases", region_name=REGION)
            rows = [measured(client, call, target) for call, target in cases_calls(client)]
        print_table(f"One call under {name}, against canned bytes", rows)
    with mock_aws():
        client = boto3.client("connectcampaigns", region_name=REGION)
        rows = [measured(client, call, None) for call in campaign_calls(client)]
    print_table("For comparison: moto's connectcampaigns under mock_aws", rows)


def cases_calls(client: Any) -> list[tuple[Call, float]]:
    """Fill a domain, and return the calls to measure with their targets."""
    domain = client.create_domain(name="benchmark")["domainId"]
    layout = client.create_layout(
        domainId=domain, name="layout", content={"basic": {"topPanel": {"sections": []}}}
    )["layoutId"]
    template = client.create_template(
        domainId=domain, name="template", layoutConfiguration={"defaultLayout": layout}
    )["templateId"]
    values = [
        {"id": "title", "value": {"stringValue": "Where is my order?"}},
        {"id": "customer_id", "value": {"stringValue": PROFILE}},
    ]
    new_case = {"domainId": domain, "templateId": template, "fields": values}
    cases = [client.create_case(**new_case)["caseId"] for _ in range(25)]
    client.create_related_item(
        domainId=domain,
        caseId=cases[0],
        type="Contact",
        content={"contact": {"contactArn": CONTACT}},
    )
    fields = [{"id": "title"}, {"id": "status"}, {"id": "created_datetime"}]
    one_case = {"domainId": domain, "caseId": cases[0]}
    search = {"domainId": domain, "maxResults": 25, "fields": fields}
    return [
        (("get_case", {**one_case, "fields": fields}), 1.15),
        (("list_cases_for_contact", {"domainId": domain, "contactArn": CONTACT}), 1.15),
        (("update_case", {**one_case, "fields": values[:1]}), 1.15),
        (("search_cases", search), 1.3),
        (("create_case", new_case), 1.15),
    ]


def campaign_calls(client: Any) -> list[Call]:
    """Make campaigns, and return the calls to measure."""
    for number in range(5):
        created = client.create_campaign(
            name=f"campaign {number}",
            connectInstanceId="instance",
            dialerConfig={"progressiveDialerConfig": {"bandwidthAllocation": 1.0}},
            outboundCallConfig={"connectContactFlowId": "flow", "connectQueueId": "queue"},
        )
    return [("list_campaigns", {}), ("describe_campaign", {"id": created["id"]})]


def measured(client: Any, call: Call, target: float | None) -> Row:
    """Measure one call against the same call answered by the bytes of its last answer."""
    operation, params = call
    canned = client_with_canned_answer(client, operation, params)
    timings = interleaved(
        {"mock": bound(client, call), "floor": bound(canned, call)}, calls=100, repeats=15
    )
    return Row(
        f"{client.meta.service_model.service_name}.{operation}",
        timings["mock"],
        timings["floor"],
        target,
    )


def bound(client: Any, call: Call) -> Callable[[], object]:
    operation, params = call
    method = getattr(client, operation)
    return lambda: method(**params)


def client_with_canned_answer(client: Any, operation: str, params: dict[str, Any]) -> Any:
    """Make a client without moto's handler, whose own answers every call with the same bytes."""
    answers: list[AWSResponse] = []

    def keep(**kwargs: Any) -> None:
        answers.append(kwargs["response_dict"])

    client.meta.events.register("response-received", keep)
    getattr(client, operation)(**params)
    client.meta.events.unregister("response-received", keep)
    status, headers, body = (answers[0][part] for part in ("status_code", "headers", "body"))
    headers, body = dict(headers.items()), bytes(body)
    handlers = list(BUILTIN_HANDLERS)
    BUILTIN_HANDLERS[:] = [each for each in handlers if each[1] is not botocore_stubber]
    try:
        service = client.meta.service_model.service_name
        floor = boto3.Session().client(service, region_name=REGION)
    finally:
        BUILTIN_HANDLERS[:] = handlers
    floor.meta.events.register(
        "before-send", lambda request, **_: DualResponse(request.url, status, headers, body)
    )
    return floor


if __name__ == "__main__":
    main()
