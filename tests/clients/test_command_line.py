"""The AWS CLI, as a shell calls it: every operation that its release has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.clients.command_line import CommandLine

USER = {"userArn": "arn:aws:connect:us-west-2:123456789012:instance/i/agent/a"}
CONTACT = "arn:aws:connect:us-west-2:123456789012:instance/i/contact/c"
COMMENT = {"comment": {"body": "Hello\n☕", "contentType": "Text/Plain"}}
RULE = {
    "hidden": {
        "defaultValue": False,
        "conditions": [
            {
                "notEqualTo": {
                    "operandOne": {"fieldId": "title"},
                    "operandTwo": {"stringValue": "ü"},
                    "result": True,
                }
            }
        ],
    }
}


def layout_of(*field_ids: str) -> dict[str, Any]:
    group = {"name": "Group", "fields": [{"id": each} for each in field_ids]}
    return {"basic": {"topPanel": {"sections": [{"fieldGroup": group}]}}}


class Lifecycle:
    """A domain from its beginning to its end."""

    def __init__(self, aws: CommandLine) -> None:
        self.aws = aws
        self.domain_id = ""
        self.field_id = ""
        self.select_id = ""
        self.rule_id = ""
        self.template_id = ""
        self.case_id = ""
        self.case_arn = ""

    def do(self, operation: str, *options: str, **members: Any) -> dict[str, Any]:
        return self.aws(operation, *options, domainId=self.domain_id, **members)

    def pages(self, operation: str, member: str, **members: Any) -> list[dict[str, Any]]:
        """Return the entries of all pages, for an operation that the AWS CLI does not page."""
        found: list[dict[str, Any]] = []
        token: dict[str, str] = {}
        while True:
            page = self.aws(operation, "--max-results", "2", **members, **token)
            assert len(page[member]) <= 2
            found += page[member]
            if not page.get("nextToken"):
                return found
            token = {"nextToken": page["nextToken"]}

    def domains(self) -> None:
        aws = self.aws
        self.domain_id = aws("create-domain", name="Café ☕")["domainId"]
        for name in ("two", "three"):
            aws("create-domain", name=name)

        found = self.do("get-domain")

        assert (found["name"], found["domainStatus"]) == ("Café ☕", "Active")
        assert found["domainArn"].startswith("arn:aws:cases:us-west-2:")
        assert len(self.pages("list-domains", "domains")) == 3

    def errors(self) -> None:
        conflict = self.aws.refused("create-domain", name="two")
        missing = self.aws.refused("get-domain", domainId="none")
        invalid = self.aws.refused("get-domain", domainId="x" * 501)

        called = "when calling the {} operation"
        assert f"(ConflictException) {called.format('CreateDomain')}" in conflict
        assert f"(ResourceNotFoundException) {called.format('GetDomain')}" in missing
        assert f"(ValidationException) {called.format('GetDomain')}" in invalid

    def fields(self) -> None:
        do = self.do
        self.field_id = do("create-field", name="Words", type="Text")["fieldId"]
        self.select_id = do("create-field", name="Size", type="SingleSelect")["fieldId"]
        spare = do("create-field", name="Spare", type="Url")["fieldId"]
        do("update-field", fieldId=self.field_id, description="„…“")
        options = [{"name": each, "value": each, "active": True} for each in "sml"]
        do("batch-put-field-options", fieldId=self.select_id, options=options)
        do("delete-field", fieldId=spare)

        (got,) = do("batch-get-field", fields=[{"id": self.field_id}])["fields"]
        listed = do("list-fields")["fields"]
        chosen = self.pages(
            "list-field-options", "options", domainId=self.domain_id, fieldId=self.select_id
        )

        assert (got["name"], got["description"]) == ("Words", "„…“")
        assert {self.field_id, self.select_id} < {each["fieldId"] for each in listed}
        assert spare not in {each["fieldId"] for each in listed}
        assert sorted(each["value"] for each in chosen) == ["l", "m", "s"]

    def definitions(self) -> None:
        do = self.do
        layout_id = do("create-layout", name="One", content=layout_of("summary"))["layoutId"]
        spare = do("create-layout", name="Spare", content=layout_of())["layoutId"]
        do("update-layout", layoutId=layout_id, content=layout_of(self.field_id))
        listed = do("list-layouts")["layouts"]
        do("delete-layout", layoutId=spare)
        assert [each["layoutId"] for each in listed] == [layout_id, spare]
        assert do("get-layout", layoutId=layout_id)["content"] == layout_of(self.field_id)

        self.rule_id = do("create-case-rule", name="Rule", rule=RULE)["caseRuleId"]
        spare = do("create-case-rule", name="Spare", rule=RULE)["caseRuleId"]
        do("update-case-rule", caseRuleId=self.rule_id, description="Hides")
        assert len(do("list-case-rules", "--page-size", "1")["caseRules"]) == 2
        do("delete-case-rule", caseRuleId=spare)
        (rule,) = do("batch-get-case-rule", caseRules=[{"id": self.rule_id}])["caseRules"]
        assert (rule["description"], rule["rule"]) == ("Hides", RULE)

        rules = [{"caseRuleId": self.rule_id, "fieldId": self.field_id}]
        required = [{"fieldId": "title"}]
        made = do("create-template", name="One", rules=rules, requiredFields=required)
        self.template_id = made["templateId"]
        spare = do("create-template", name="Spare", status="Inactive")["templateId"]
        do("update-template", templateId=self.template_id, description="For complaints")
        assert len(do("list-templates")["templates"]) == 2
        do("delete-template", templateId=spare)
        template = do("get-template", templateId=self.template_id)
        assert (template["rules"], template["requiredFields"]) == (rules, required)

    def cases(self) -> None:
        do = self.do
        values = [
            {"id": "title", "value": {"stringValue": 'Ünïcode \U0001f600 / "quoted"'}},
            {"id": self.field_id, "value": {"stringValue": "red bag"}},
            {"id": self.select_id, "value": {"stringValue": "s"}},
        ]
        created = do("create-case", templateId=self.template_id, fields=values, performedBy=USER)
        self.case_id, self.case_arn = created["caseId"], created["caseArn"]
        for title in "ba":
            other = [{"id": "title", "value": {"stringValue": title}}]
            do("create-case", templateId=self.template_id, fields=other)
        cleared = [{"id": self.select_id, "value": {"emptyValue": {}}}]
        do("update-case", caseId=self.case_id, fields=cleared)

        wanted = [{"id": each["id"]} for each in values]
        got = do("get-case", caseId=self.case_id, fields=wanted)
        is_blank = {"field": {"equalTo": {"id": self.field_id, "value": {"emptyValue": {}}}}}
        sorts = [{"fieldId": "title", "sortOrder": "Asc"}]
        found = do(
            "search-cases", "--page-size", "1", filter=is_blank, sorts=sorts, fields=wanted[:1]
        )
        audit = do("get-case-audit-events", caseId=self.case_id)

        assert (got["fields"], got["templateId"]) == (values[:2], self.template_id)
        titles = [case["fields"][0]["value"]["stringValue"] for case in found["cases"]]
        assert titles == ["a", "b"]
        types = [event["type"] for event in audit["auditEvents"]]
        assert types == ["Case.Updated", "Case.Created"]
        assert audit["auditEvents"][1]["performedBy"]["user"] == USER

    def related_items(self) -> None:
        do, case_id = self.do, self.case_id
        made = do("create-related-item", caseId=case_id, type="Comment", content=COMMENT)
        comment_id = made["relatedItemId"]
        contact = {"contact": {"contactArn": CONTACT}}
        do("create-related-item", caseId=case_id, type="Contact", content=contact)
        changed = {"comment": {**COMMENT["comment"], "body": "Bye"}}
        do("update-related-item", caseId=case_id, relatedItemId=comment_id, content=changed)

        items = do("search-related-items", "--page-size", "1", caseId=case_id)["relatedItems"]
        filters: list[dict[str, Any]] = [{"comment": {}}]
        comments = do("search-all-related-items", filters=filters)["relatedItems"]
        cases = do("list-cases-for-contact", contactArn=CONTACT)["cases"]
        do("delete-related-item", caseId=case_id, relatedItemId=comment_id)

        assert [each["type"] for each in items] == ["Contact", "Comment"]
        assert [each["content"] for each in comments] == [changed]
        assert [each["caseId"] for each in cases] == [case_id]

    def tags_and_events(self) -> None:
        aws, arn = self.aws, self.case_arn
        aws("tag-resource", arn=arn, tags={"stage": "ünter / test", "other": ""})
        aws("untag-resource", "--tag-keys", "other", arn=arn)
        events = {"enabled": True, "includedData": {"relatedItemData": {"includeContent": True}}}
        self.do("put-case-event-configuration", eventBridge=events)

        assert aws("list-tags-for-resource", arn=arn)["tags"] == {"stage": "ünter / test"}
        assert self.do("get-case-event-configuration")["eventBridge"] == events

    def batches_and_merges(self) -> None:
        """Call what newer releases have."""
        do, offered = self.do, self.aws.operations()
        case_ids = [each["caseId"] for each in do("search-cases")["cases"]]
        cases = [{"caseIdentifier": {"caseId": each}} for each in case_ids]
        if "batch-update-case" in offered:
            value = {"fieldIdentifier": {"id": self.field_id}, "value": {"stringValue": "all"}}
            updated = do("batch-update-case", cases=cases, fields=[value])
            assert len(updated["successfulCases"]) == len(cases)
        if "batch-create-related-item" in offered:
            made = do("batch-create-related-item", cases=cases, content=COMMENT)
            assert len(made["successfulItems"]) == len(cases)
        if "start-merge-cases" in offered:
            do("start-merge-cases", caseId=case_ids[0], secondaryCaseIds=case_ids[1:2])
            merge = do("get-merge-cases-status", caseId=case_ids[1])
            assert merge["status"] == "COMPLETED"

    def end(self) -> None:
        self.do("delete-case", caseId=self.case_id)
        self.do("delete-domain")

        gone = self.aws.refused("get-domain", domainId=self.domain_id)
        assert "ResourceNotFoundException" in gone


def test_every_operation_of_the_aws_cli_works(aws: CommandLine) -> None:
    lifecycle = Lifecycle(aws)

    lifecycle.domains()
    lifecycle.errors()
    lifecycle.fields()
    lifecycle.definitions()
    lifecycle.cases()
    lifecycle.related_items()
    lifecycle.tags_and_events()
    lifecycle.batches_and_merges()
    lifecycle.end()

    offered = aws.operations()
    assert len(offered) >= 43
    assert offered <= aws.called
