"""A shop to show: a domain with one of everything, and the program that made it."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

AGENT = "arn:aws:connect:us-east-1:123456789012:instance/shop/agent/ann"


class Shop(NamedTuple):
    """What was made."""

    client: Any
    domain_id: str
    template_id: str
    priority: str
    refund: str
    reason: str

    @property
    def path(self) -> str:
        """The address of the domain's page."""
        return f"/_mock/domains/123456789012/us-east-1/{self.domain_id}"

    def create_case(self, title: str, priority: str = "low", **more: Any) -> str:
        """Create a case and return its id."""
        fields = [
            {"id": "title", "value": {"stringValue": title}},
            {"id": self.priority, "value": {"stringValue": priority}},
        ]
        if priority == "urgent":
            fields.append({"id": self.reason, "value": {"stringValue": "Broken"}})
        case_id: str = self.client.create_case(
            domainId=self.domain_id, templateId=self.template_id, fields=fields, **more
        )["caseId"]
        return case_id

    def add_sla(self, case_id: str) -> None:
        """Have a case closed within two hours, by an SLA named ``Solved``."""
        sla = {
            "name": "Solved",
            "type": "CaseField",
            "fieldId": "status",
            "targetFieldValues": [{"stringValue": "closed"}],
            "targetSlaMinutes": 120,
        }
        self.client.create_related_item(
            domainId=self.domain_id,
            caseId=case_id,
            type="Sla",
            content={"sla": {"slaInputConfiguration": sla}},
        )


@pytest.fixture
def shop(remote: Any) -> Shop:
    """Return a shop without cases, in which events are on."""
    domain_id = remote.create_domain(name="shop-desk")["domainId"]
    kinds = (("Priority", "SingleSelect"), ("Refund", "Number"), ("Reason", "Text"))
    priority, refund, reason = (
        remote.create_field(domainId=domain_id, name=name, type=kind)["fieldId"]
        for name, kind in kinds
    )
    remote.batch_put_field_options(
        domainId=domain_id,
        fieldId=priority,
        options=[
            {"name": "Can wait", "value": "low", "active": True},
            {"name": "At once", "value": "urgent", "active": True},
            {"name": "Once", "value": "old", "active": False},
        ],
    )
    layout = remote.create_layout(
        domainId=domain_id,
        name="Complaint layout",
        content={
            "basic": {
                "topPanel": _panel("", "status", priority),
                "moreInfo": _panel("Money", refund, reason, "assigned_user"),
            }
        },
    )["layoutId"]
    urgent = {
        "equalTo": {
            "operandOne": {"fieldId": priority},
            "operandTwo": {"stringValue": "urgent"},
            "result": True,
        }
    }
    rule = remote.create_case_rule(
        domainId=domain_id,
        name="Say why",
        rule={"required": {"defaultValue": False, "conditions": [urgent]}},
    )["caseRuleId"]
    template_id = remote.create_template(
        domainId=domain_id,
        name="Complaint",
        layoutConfiguration={"defaultLayout": layout},
        requiredFields=[{"fieldId": priority}],
        rules=[{"caseRuleId": rule, "fieldId": reason}],
    )["templateId"]
    remote.put_case_event_configuration(
        domainId=domain_id,
        eventBridge={
            "enabled": True,
            "includedData": {
                "caseData": {"fields": [{"id": "title"}]},
                "relatedItemData": {"includeContent": True},
            },
        },
    )
    return Shop(remote, domain_id, template_id, priority, refund, reason)


def _panel(name: str, *field_ids: str) -> dict[str, Any]:
    group = {"name": name, "fields": [{"id": each} for each in field_ids]}
    return {"sections": [{"fieldGroup": group}]}
