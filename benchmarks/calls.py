"""What one call costs: against clients that are answered by canned bytes, or by a Stubber."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
from botocore.awsrequest import AWSResponse
from botocore.handlers import BUILTIN_HANDLERS
from botocore.stub import Stubber
from moto import mock_aws
from moto.core.models import botocore_stubber

from benchmarks.measure import interleaved
from benchmarks.results import ratio
from mock_connectcases import mock_connectcases
from mock_connectcases.interception.answer import DualResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.effort import Effort
    from benchmarks.results import Figure, Results

REGION = "us-east-1"
PROFILE = (
    "arn:aws:profile:us-east-1:123456789012:domains/d/profiles/0123456789abcdef0123456789abcdef"
)
CONTACT = (
    "arn:aws:connect:us-east-1:123456789012:instance/0123abcd-0000-0000-0000-000000000000"
    "/contact/0123abcd-0000-0000-0000-000000000001"
)
CALLS = 20
"""Calls in a turn, a short one: a busy moment of the machine then meets both sides or neither."""
Call = tuple[str, dict[str, Any]]


def measure(effort: Effort) -> Results:
    """Measure calls under ``mock_connectcases``, and for comparison under ``mock_aws``."""
    with mock_connectcases():
        client = boto3.client("connectcases", region_name=REGION)
        results: Results = {}
        for call in cases_calls(client):
            results[f"call/{name(call)}"] = measured(client, call, effort)
            longer = client_that_makes_requests()
            results[f"call by a request/{name(call)}"] = measured(longer, call, effort)
            results[f"call over Stubber/{name(call)}"] = over_stubber(client, call, effort)
    if effort.beside_moto:
        with mock_aws():
            client = boto3.client("connectcases", region_name=REGION)
            for call in cases_calls(client):
                results[f"call under mock_aws/{name(call)}"] = measured(client, call, effort)
            client = boto3.client("connectcampaigns", region_name=REGION)
            for call in campaign_calls(client):
                results[f"call of moto/{name(call)}"] = measured(client, call, effort)
    return results


def name(call: Call) -> str:
    """Return the operation of a call as the API reference names it."""
    return "".join(word.title() for word in call[0].split("_"))


def cases_calls(client: Any) -> list[Call]:
    """Fill a domain, and return the calls to measure."""
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
        ("get_case", {**one_case, "fields": fields}),
        ("list_cases_for_contact", {"domainId": domain, "contactArn": CONTACT}),
        ("update_case", {**one_case, "fields": values[:1]}),
        ("search_cases", search),
        ("create_case", new_case),
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


def measured(client: Any, call: Call, effort: Effort) -> Figure:
    """Measure one call against the same call answered by the bytes of its last answer."""
    operation, params = call
    canned = client_with_canned_answer(client, operation, params)
    timings = interleaved(
        {"mock": bound(client, call), "floor": bound(canned, call)},
        calls=CALLS,
        repeats=5 * effort.repeats,
    )
    return ratio(timings["mock"], timings["floor"])


def client_that_makes_requests() -> Any:
    """Make a client with a handler that sees the requests, so that there has to be one."""
    client = boto3.client("connectcases", region_name=REGION)
    client.meta.events.register("before-send", lambda **_: None)
    return client


def over_stubber(client: Any, call: Call, effort: Effort) -> Figure:
    """Measure one call against the same with the canned result of botocore's Stubber."""
    operation, params = call
    result = getattr(client, operation)(**params)
    del result["ResponseMetadata"]
    canned = boto3.Session().client("connectcases", region_name=REGION)
    repeats = 2 * effort.repeats
    with Stubber(canned) as stubber:
        for _ in range(CALLS * (repeats + 1)):
            stubber.add_response(operation, result)
        timings = interleaved(
            {"mock": bound(client, call), "canned": bound(canned, call)},
            calls=CALLS,
            repeats=repeats,
        )
    return ratio(timings["mock"], timings["canned"])


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
    BUILTIN_HANDLERS[:] = [
        each
        for each in handlers
        if each[1] is not botocore_stubber and not hasattr(each[1], "answers_connectcases")
    ]
    try:
        service = client.meta.service_model.service_name
        floor = boto3.Session().client(service, region_name=REGION)
    finally:
        BUILTIN_HANDLERS[:] = handlers
    floor.meta.events.register(
        "before-send", lambda request, **_: DualResponse(request.url, status, headers, body)
    )
    return floor
