"""Draws the pages that docs/inspector.md shows: ``tox run -e screenshots``."""

from __future__ import annotations

import io
import os
import runpy
import shutil
import tempfile
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import boto3
from PIL import Image
from playwright.sync_api import sync_playwright

from mock_connectcases import mock_connectcases
from mock_connectcases.inspector.report import Failure, report
from mock_connectcases.inspector.snapshot import take_snapshot
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server

ROOT = Path(__file__).parents[4]
DIRECTORY = ROOT / "docs" / "inspector"
ANN = "arn:aws:connect:us-east-1:123456789012:instance/shop/agent/ann"
COLOURS = 128
TRACEBACK = """\
def test_case_is_escalated(connectcases):
        desk = open_desk(connectcases)
>       escalate(connectcases, desk, "1004")

desk.py:41: in escalate
    client.update_case(domainId=desk.domain_id, caseId=case_id, fields=[blank(desk.priority)])
E   ValidationException: An error occurred (ValidationException) when calling the UpdateCase \
operation: Required fields cannot be without a value"""


class Complaints:
    """The domain that the pictures show, with a layout, rules and a few cases."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.domain_id = client.create_domain(name="complaints")["domainId"]
        kinds = {"Priority": "SingleSelect", "Part": "SingleSelect", "Refund": "Number"}
        kinds |= {"Why the refund": "Text", "Knows the founder": "Boolean"}
        self.ids = {
            name: client.create_field(domainId=self.domain_id, name=name, type=kind)["fieldId"]
            for name, kind in kinds.items()
        }
        self._options("Priority", {"Can wait": "low", "Urgent": "urgent"})
        self._options("Part", {"Leg": "leg", "Lamp shade": "shade"})
        client.put_case_event_configuration(
            domainId=self.domain_id,
            eventBridge={
                "enabled": True,
                "includedData": {"caseData": {"fields": [{"id": "title"}]}},
            },
        )
        top = ("status", self.ids["Priority"])
        more = [*list(self.ids.values())[2:], "assigned_user", "customer_id"]
        layout = {"topPanel": _panel("", top), "moreInfo": _panel("Money and people", more)}
        layout_id = client.create_layout(
            domainId=self.domain_id, name="Complaint", content={"basic": layout}
        )["layoutId"]
        self.template_id = client.create_template(
            domainId=self.domain_id,
            name="Complaint",
            description="Something arrived broken",
            layoutConfiguration={"defaultLayout": layout_id},
            requiredFields=[{"fieldId": self.ids["Priority"]}],
            rules=self._rules(),
        )["templateId"]

    def _options(self, field: str, options: dict[str, str]) -> None:
        listed = [{"name": k, "value": v, "active": True} for k, v in options.items()]
        self.client.batch_put_field_options(
            domainId=self.domain_id, fieldId=self.ids[field], options=listed
        )

    def _rules(self) -> list[dict[str, str]]:
        parts = [
            {"parentFieldOptionValue": "urgent", "childFieldOptionValues": ["leg"]},
            {"parentFieldOptionValue": "low", "childFieldOptionValues": ["leg", "shade"]},
        ]
        options = {
            "parentFieldId": self.ids["Priority"],
            "childFieldId": self.ids["Part"],
            "parentChildFieldOptionsMappings": parts,
        }
        rules = {
            "Urgent refunds need a reason": ({"required": self._when("urgent")}, "Why the refund"),
            "Nobody needs to know": ({"hidden": self._when("low")}, "Knows the founder"),
            "Parts by priority": ({"fieldOptions": options}, ""),
        }
        listed = []
        for name, (rule, field) in rules.items():
            made = self.client.create_case_rule(domainId=self.domain_id, name=name, rule=rule)
            acting = {"fieldId": self.ids[field]} if field else {}
            listed.append({"caseRuleId": made["caseRuleId"], **acting})
        return listed

    def _when(self, priority: str) -> dict[str, Any]:
        operands = {
            "operandOne": {"fieldId": self.ids["Priority"]},
            "operandTwo": {"stringValue": priority},
            "result": True,
        }
        return {"defaultValue": False, "conditions": [{"equalTo": operands}]}

    def open_case(self, number: str, title: str, priority: str, refund: float) -> str:
        """Create a case and return its id."""
        values: dict[str, Any] = {
            "title": {"stringValue": title},
            "reference_number": {"stringValue": number},
            self.ids["Priority"]: {"stringValue": priority},
            self.ids["Refund"]: {"doubleValue": refund},
        }
        if priority == "urgent":
            values[self.ids["Why the refund"]] = {"stringValue": "Broken on arrival"}
        case_id: str = self.client.create_case(
            domainId=self.domain_id,
            templateId=self.template_id,
            fields=[{"id": field, "value": value} for field, value in values.items()],
            performedBy={"userArn": ANN},
        )["caseId"]
        return case_id

    def relate(self, case_id: str, kind: str, content: dict[str, Any]) -> None:
        """Put a related item on a case."""
        self.client.create_related_item(
            domainId=self.domain_id,
            caseId=case_id,
            type=kind,
            content=content,
            performedBy={"userArn": ANN},
        )


def main() -> None:
    """Draw every page, light and wide; some dark and narrow too."""
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    where = {"AWS_DEFAULT_REGION": "us-east-1", **keys}
    with mock_connectcases(), Server(Options(port=0)) as server, sync_playwright() as playwright:
        endpoint = {"AWS_ENDPOINT_URL_CONNECTCASES": server.url}
        with mock.patch.dict(os.environ, where | endpoint), redirect_stdout(io.StringIO()):
            runpy.run_path(str(ROOT / "examples" / "quickstart.py"), run_name="__main__")
            desk = Complaints(boto3.client("connectcases"))
            case_id = _story(desk)
        path = f"/_mock/domains/123456789012/us-east-1/{desk.domain_id}"
        query = "?field=status&op=equalTo&value=open&sort=title&order=Asc"
        refused = len(mock_connectcases().calls)
        pages = {
            "overview": ("/_mock/", 900),
            "data-model": (path, 1000),
            "case-list": (f"{path}/cases{query}", 1150),
            "case": (f"{path}/cases/{case_id}", 1000),
            "requests": ("/_mock/log", 900),
            "call": (f"/_mock/log/{refused}", 850),
            "events": ("/_mock/case-events", 800),
            "try": (f"/_mock/try?{_comment(desk, case_id)}", 1300),
        }
        found = (
            os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        )
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        window = browser.new_page(viewport={"width": 1280, "height": 800})
        for name, (page, height) in pages.items():
            window.goto(server.url + page)
            if name == "try":
                body = window.input_value("#params")
                window.fill(
                    "#params", body.replace('"body": ""', '"body": "A new leg is on its way."')
                )
                window.click("button:has-text('Send')")
            _draw(window, name, height)
        _act(window, server.url)
        _draw(window, "controls", 1150)
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory, "report.html")
            test = "tests/test_desk.py::test_case_is_escalated"
            failure = Failure(TRACEBACK, message=TRACEBACK.partition("E   ")[2])
            file.write_text(report(take_snapshot(), test, failure).html)
            window.goto(file.as_uri())
            _draw(window, "report", 1150)
        browser.close()


def _story(desk: Complaints) -> str:
    desk.open_case("1001", "Invoice shows the old address", "low", 0)
    lamp = desk.open_case("1002", "Lamp arrived broken", "urgent", 49.9)
    case_id = desk.open_case("1003", "Chair has only three legs", "urgent", 189)
    note = "The customer sent a photograph.\nThree legs indeed."
    desk.relate(case_id, "Comment", {"comment": {"body": note, "contentType": "Text/Plain"}})
    desk.relate(case_id, "ConnectCase", {"connectCase": {"caseId": lamp}})
    for name, minutes in (("First answer", 60), ("Solved", 2 * 24 * 60)):
        sla = {"name": name, "type": "CaseField", "fieldId": "status", "targetSlaMinutes": minutes}
        sla["targetFieldValues"] = [{"stringValue": "closed"}]
        desk.relate(case_id, "Sla", {"sla": {"slaInputConfiguration": sla}})
    desk.client.update_case(
        domainId=desk.domain_id,
        caseId=case_id,
        fields=[{"id": "assigned_user", "value": {"stringValue": ANN}}],
    )
    mock_connectcases().tick(minutes=95)
    without_priority = [{"id": desk.ids["Priority"], "value": {"emptyValue": {}}}]
    with suppress(desk.client.exceptions.ValidationException):
        desk.client.update_case(domainId=desk.domain_id, caseId=case_id, fields=without_priority)
    return case_id


def _comment(desk: Complaints, case_id: str) -> str:
    given = {"operation": "CreateRelatedItem", "choice": "Comment"}
    return urlencode({**given, "domain": desk.domain_id, "case": case_id})


def _act(window: Any, url: str) -> None:
    window.goto(f"{url}/_mock/controls")
    window.fill("form[action$=fault] input[name=operation]", "CreateCase")
    window.fill("form[action$=fault] input[name=error]", "ThrottlingException")
    window.click("button:has-text('Add the fault')")
    window.fill("input[name=hours]", "2")
    window.click("button:has-text('Move ahead')")


def _draw(window: Any, name: str, height: int) -> None:
    """Draw the top of a page in few colours: it is text."""
    window.wait_for_timeout(300)
    total = window.evaluate("document.documentElement.scrollHeight")
    window.set_viewport_size({"width": 1280, "height": min(height, total)})
    drawn = Image.open(io.BytesIO(window.screenshot()))
    DIRECTORY.mkdir(exist_ok=True)
    drawn.convert("RGB").quantize(COLOURS).save(DIRECTORY / f"{name}.png", optimize=True)
    window.set_viewport_size({"width": 1280, "height": 800})


def _panel(name: str, field_ids: Any) -> dict[str, Any]:
    fields = [{"id": each} for each in field_ids]
    return {"sections": [{"fieldGroup": {"name": name, "fields": fields}}]}


if __name__ == "__main__":
    main()
