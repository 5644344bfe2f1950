"""The life of a support case in plain boto3, from the empty desk to the closed case.

Nothing here knows of a mock.  Run it with Amazon Connect Cases mocked:

    python -m mock_connectcases run examples/quickstart.py
"""

from __future__ import annotations

from typing import Any

import boto3

CONNECT = "arn:aws:connect:us-east-1:123456789012:instance/shop"
CUSTOMER = "arn:aws:profile:us-east-1:123456789012:domains/shop/profiles/ann"
COMPLAINTS = [
    ("1001", "Invoice shows the old address", "low", 0.0),
    ("1002", "Lamp arrived broken", "urgent", 49.9),
    ("1003", "Chair has only three legs", "urgent", 189.0),
]

client = boto3.client("connectcases")
domain_id = client.create_domain(name="shop-support")["domainId"]
cases = {}


def open_desk() -> tuple[str, str, str]:
    """Create two fields and a template that requires one of them."""
    priority = client.create_field(domainId=domain_id, name="Priority", type="SingleSelect")
    refund = client.create_field(domainId=domain_id, name="Refund", type="Number")
    client.batch_put_field_options(
        domainId=domain_id,
        fieldId=priority["fieldId"],
        options=[{"name": each, "value": each, "active": True} for each in ("low", "urgent")],
    )
    template = client.create_template(
        domainId=domain_id, name="Complaint", requiredFields=[{"fieldId": priority["fieldId"]}]
    )
    fields = client.list_fields(domainId=domain_id)["fields"]
    for namespace in ("System", "Custom"):
        names = [each["name"] for each in fields if each["namespace"] == namespace]
        row(f"{len(names)} {namespace.lower()} fields", ", ".join(names[:5]))
    return template["templateId"], priority["fieldId"], refund["fieldId"]


def take_complaints(template: str, priority: str, refund: str) -> None:
    """Create a case for each complaint."""
    for number, title, urgency, amount in COMPLAINTS:
        created = client.create_case(
            domainId=domain_id,
            templateId=template,
            fields=[
                {"id": "reference_number", "value": {"stringValue": number}},
                {"id": "title", "value": {"stringValue": title}},
                {"id": "customer_id", "value": {"stringValue": CUSTOMER}},
                {"id": priority, "value": {"stringValue": urgency}},
                {"id": refund, "value": {"doubleValue": amount}},
            ],
        )
        cases[number] = {"domainId": domain_id, "caseId": created["caseId"]}


def show_urgent(priority: str, refund: str) -> None:
    """Search the open cases by priority, sorted by refund."""
    found = client.search_cases(
        domainId=domain_id,
        filter={"field": {"equalTo": {"id": priority, "value": {"stringValue": "urgent"}}}},
        sorts=[{"fieldId": refund, "sortOrder": "Desc"}],
        fields=[{"id": each} for each in ("reference_number", "title", "status", refund)],
    )
    for case in found["cases"]:
        values = {each["id"]: value_of(each["value"]) for each in case["fields"]}
        title, status, amount = values["title"], values["status"], values[refund]
        row(values["reference_number"], f"{title:<28}{status:<8}{amount:>8.2f}")


def work_on(number: str) -> None:
    """Relate a call and a note to a case, hand it to a queue and close it."""
    case = cases[number]
    call = {"contactArn": f"{CONNECT}/contact/1"}
    note = {"body": "A new lamp is on its way.", "contentType": "Text/Plain"}
    client.create_related_item(**case, type="Contact", content={"contact": call})
    client.create_related_item(**case, type="Comment", content={"comment": note})
    for field, value in (("assigned_queue", f"{CONNECT}/queue/repairs"), ("status", "closed")):
        client.update_case(**case, fields=[{"id": field, "value": {"stringValue": value}}])


def show_history(number: str) -> None:
    """Print the audit history of a case, the oldest event first."""
    for event in reversed(client.get_case_audit_events(**cases[number])["auditEvents"]):
        changes = {each["eventFieldId"]: value_of(each["newValue"]) for each in event["fields"]}
        shown = [f"{name} = {changes[name]}" for name in ("title", "status") if name in changes]
        row(event["type"], ", ".join(shown) or event.get("relatedItemType") or ", ".join(changes))


def show_refusal(attempt: str, template: str) -> None:
    """Print the error code of a case that the service does not accept."""
    try:
        client.create_case(domainId=domain_id, templateId=template, fields=[])
    except client.exceptions.ClientError as error:
        row(attempt, error.response["Error"]["Code"])


def value_of(union: dict[str, Any]) -> Any:
    """Return the one value of a field value union."""
    (value,) = union.values()
    return value


def heading(text: str) -> None:
    print(f"\n{text}")


def row(label: str, text: str) -> None:
    print(f"  {label:<25}{text}")


heading(f"A desk for complaints, {client.meta.region_name}")
template_id, priority_id, refund_id = open_desk()
take_complaints(template_id, priority_id, refund_id)

heading("Urgent cases, highest refund first")
show_urgent(priority_id, refund_id)

heading("The history of case 1002")
work_on("1002")
show_history("1002")

heading("What AWS refuses, the mock refuses")
show_refusal("a case without priority", template_id)
show_refusal("an unknown template", "00000000")
