"""CreateTemplate, GetTemplate, UpdateTemplate, DeleteTemplate, ListTemplates."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.operations.conftest import read
from tests.provenance import rule

if TYPE_CHECKING:
    from tests.operations.conftest import SetQuota, Workbench

QUOTAS = "https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html"
CREATED = datetime(2026, 3, 4, 5, 6, 7, 891000, tzinfo=timezone.utc)
CHANGED = datetime(2026, 3, 5, tzinfo=timezone.utc)
ALWAYS_REQUIRED = {"required": {"defaultValue": True, "conditions": []}}
PROPAGATION = {"resourceType": "Cases", "tagMap": {"cost center": "a@b", "empty": ""}}


def describe(bench: Workbench, template_id: str) -> dict[str, Any]:
    return read(bench.client.get_template(domainId=bench.domain_id, templateId=template_id))


def update(bench: Workbench, template_id: str, **members: Any) -> dict[str, Any]:
    return read(
        bench.client.update_template(domainId=bench.domain_id, templateId=template_id, **members)
    )


def delete(bench: Workbench, template_id: str) -> dict[str, Any]:
    return read(bench.client.delete_template(domainId=bench.domain_id, templateId=template_id))


def ids(bench: Workbench, **members: Any) -> list[str]:
    listed = bench.listed("list_templates", "templates", **members)
    return [each["templateId"] for each in listed]


def rule_on(case_rule_id: str, field_id: str) -> dict[str, Any]:
    return {"rules": [{"caseRuleId": case_rule_id, "fieldId": field_id}]}


def faulty_references(bench: Workbench) -> dict[str, dict[str, Any]]:
    """Return attributes that a template cannot have, by what is wrong with them."""
    gone_field, gone_layout = bench.field(), bench.layout()
    gone_rule, rule = bench.rule(ALWAYS_REQUIRED), bench.rule(ALWAYS_REQUIRED)
    given = {"domainId": bench.domain_id}
    bench.client.delete_field(**given, fieldId=gone_field)
    bench.client.delete_layout(**given, layoutId=gone_layout)
    bench.client.delete_case_rule(**given, caseRuleId=gone_rule)
    return {
        "unknown layout": {"layoutConfiguration": {"defaultLayout": "nothing"}},
        "deleted layout": {"layoutConfiguration": {"defaultLayout": gone_layout}},
        "unknown field": {"requiredFields": [{"fieldId": "nothing"}]},
        "deleted field": {"requiredFields": [{"fieldId": gone_field}]},
        "field twice": {"requiredFields": [{"fieldId": "summary"}, {"fieldId": "summary"}]},
        "unknown rule": rule_on("nothing", "summary"),
        "deleted rule": rule_on(gone_rule, "summary"),
        "rule on unknown field": rule_on(rule, "nothing"),
        "rule on deleted field": rule_on(rule, gone_field),
        "rule on no field": {"rules": [{"caseRuleId": rule}]},
    }


FAULTS = [
    "unknown layout",
    "deleted layout",
    "unknown field",
    "deleted field",
    "unknown rule",
    "deleted rule",
    "rule on unknown field",
    "rule on deleted field",
    pytest.param("rule on no field", marks=pytest.mark.newest_model),
]
EXISTING = (
    "A template must have a unique name within a domain, and it must reference existing field IDs "
    "and layout IDs."
)


class TestCreateTemplate:
    @rule("arn-formats")
    def test_answer_has_id_and_arn(self, bench: Workbench) -> None:
        answer = bench.client.create_template(domainId=bench.domain_id, name="Orders")

        assert read(answer) == {
            "templateId": answer["templateId"],
            "templateArn": f"{bench.domain_arn}/template/{answer['templateId']}",
        }

    @rule("template-status-active-or-inactive")
    @pytest.mark.parametrize("status", ["Active", "Inactive"])
    def test_template_has_the_given_status(self, bench: Workbench, status: str) -> None:
        assert describe(bench, bench.template(status=status))["status"] == status

    @rule("template-active-by-default")
    def test_template_is_active_by_default(self, bench: Workbench) -> None:
        assert describe(bench, bench.template())["status"] == "Active"

    @rule("case-creation-needs-active-template")
    def test_no_case_comes_from_an_inactive_template(self, bench: Workbench) -> None:
        template_id = bench.template(status="Inactive")

        with bench.refuses("ValidationException", template_id):
            bench.case(template_id=template_id)

    @rule("template-name-unique")
    def test_name_is_unique(self, bench: Workbench) -> None:
        bench.template(name="Orders")

        with bench.refuses("ConflictException", "'Orders'"):
            bench.template(name="Orders")

    @rule("template-name-unique")
    def test_name_is_free_in_another_domain(self, bench: Workbench) -> None:
        bench.template(name="Orders")
        other = bench.client.create_domain(name="other")["domainId"]

        bench.client.create_template(domainId=other, name="Orders")

        (listed,) = bench.client.list_templates(domainId=other)["templates"]
        assert listed["name"] == "Orders"

    @rule("name-free-after-deletion")
    def test_name_of_a_deleted_template_is_free(self, bench: Workbench) -> None:
        delete(bench, bench.template(name="Orders"))

        template_id = bench.template(name="Orders")

        assert ids(bench) == [template_id]

    @rule(
        "template-name-unique",
        "template-references-exist",
        "template-rule-exists",
        "template-rule-needs-field",
    )
    @pytest.mark.parametrize("fault", FAULTS)
    def test_references_must_exist(self, bench: Workbench, fault: str) -> None:
        """What a template names must exist (ValidationException, deletion and rules: assumed)."""
        attributes = faulty_references(bench)[fault]

        with bench.refuses("ValidationException"):
            bench.template(**attributes)

    @rule("template-duplicate-field-refused")
    def test_field_cannot_be_required_twice(self, bench: Workbench) -> None:
        with bench.refuses("ValidationException", "summary"):
            bench.template("title", "summary", "summary")

    @rule("template-system-fields-requirable")
    def test_system_fields_can_be_required(self, bench: Workbench) -> None:
        required = ["title", "status", "customer_id", "summary"]

        template_id = bench.template(*required)

        assert describe(bench, template_id)["requiredFields"] == [
            {"fieldId": each} for each in required
        ]

    @rule("template-at-most-100-required-fields")
    def test_a_hundred_fields_can_be_required(self, bench: Workbench) -> None:
        made = [bench.field() for _ in range(100)]

        template_id = bench.template(*made)

        found = describe(bench, template_id)["requiredFields"]
        assert [each["fieldId"] for each in found] == made

    @rule("template-field-options-rule-without-field")
    def test_field_options_rule_needs_no_field(self, bench: Workbench) -> None:
        mapping = {"parentFieldOptionValue": "a", "childFieldOptionValues": ["b"]}
        rule_id = bench.rule(
            {
                "fieldOptions": {
                    "parentFieldId": bench.select("a"),
                    "childFieldId": bench.select("b"),
                    "parentChildFieldOptionsMappings": [mapping],
                }
            }
        )

        template_id = bench.template(rules=[{"caseRuleId": rule_id}])

        assert describe(bench, template_id)["rules"] == [{"caseRuleId": rule_id}]

    @rule("template-rule-on-several-fields")
    def test_rule_may_act_on_several_fields(self, bench: Workbench) -> None:
        rule_id = bench.rule(ALWAYS_REQUIRED)
        rules = [
            {"caseRuleId": rule_id, "fieldId": "summary"},
            {"caseRuleId": rule_id, "fieldId": "customer_id"},
        ]

        template_id = bench.template(rules=rules)

        assert describe(bench, template_id)["rules"] == rules

    @rule("domain-at-most-100-templates")
    def test_domain_has_a_hundred_templates_at_most(self, bench: Workbench) -> None:
        for _ in range(100):
            bench.template()

        with bench.refuses("ServiceQuotaExceededException", "100"):
            bench.template()

    @rule("template-quota-counts-inactive")
    def test_deleted_template_makes_room(self, bench: Workbench, set_quota: SetQuota) -> None:
        set_quota("templates", 1)
        delete(bench, bench.template())
        bench.template(status="Inactive")

        with bench.refuses("ServiceQuotaExceededException", "1"):
            bench.template()


class TestGetTemplate:
    @rule("template-details-returned")
    def test_template_is_described(self, bench: Workbench) -> None:
        attributes = {
            "name": "Bestellungen 🛒",
            "description": "For orders",
            "layoutConfiguration": {"defaultLayout": bench.layout()},
            "requiredFields": [{"fieldId": "summary"}],
            "status": "Inactive",
            "tagPropagationConfigurations": [PROPAGATION],
            **rule_on(bench.rule(ALWAYS_REQUIRED), "customer_id"),
        }
        with time_machine.travel(CREATED, tick=False):
            template_id = bench.template(**attributes)
        arn = f"{bench.domain_arn}/template/{template_id}"
        bench.client.tag_resource(arn=arn, tags={"team": "paint"})

        assert describe(bench, template_id) == {
            "templateId": template_id,
            "templateArn": arn,
            **attributes,
            "tags": {"team": "paint"},
            "deleted": False,
            "createdTime": CREATED,
            "lastModifiedTime": CREATED,
        }

    @rule("template-absent-members-omitted")
    def test_members_not_given_are_left_out(self, bench: Workbench) -> None:
        """The least template answers the least."""
        made = bench.client.create_template(domainId=bench.domain_id, name="Orders")

        found = describe(bench, made["templateId"])

        assert found.keys() == {
            *("templateId", "templateArn", "name", "status"),
            *("tags", "deleted", "createdTime", "lastModifiedTime"),
        }

    @rule("template-empty-members-returned")
    def test_members_given_empty_come_back_empty(self, bench: Workbench) -> None:
        empty = {
            "description": "",
            "layoutConfiguration": {},
            "requiredFields": [],
            "rules": [],
            "tagPropagationConfigurations": [],
        }

        found = describe(bench, bench.template(**empty))

        assert {key: found[key] for key in empty} == empty

    @rule("template-omits-deleted-fields")
    def test_rule_on_a_deleted_field_is_left_out(self, bench: Workbench) -> None:
        field_id = bench.field()
        template_id = bench.template(**rule_on(bench.rule(ALWAYS_REQUIRED), field_id))

        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        assert describe(bench, template_id)["rules"] == []

    @rule("template-omits-deleted-rules")
    def test_deleted_rule_is_left_out(self, bench: Workbench) -> None:
        gone, kept = bench.rule(ALWAYS_REQUIRED), bench.rule(ALWAYS_REQUIRED)
        rules = [{"caseRuleId": each, "fieldId": "summary"} for each in (gone, kept)]
        template_id = bench.template(rules=rules)

        bench.client.delete_case_rule(domainId=bench.domain_id, caseRuleId=gone)

        assert describe(bench, template_id)["rules"] == rules[1:]


class TestUpdateTemplate:
    @rule("template-update-ignores-null")
    @pytest.mark.parametrize(
        ("member", "value"),
        [
            ("name", "Returns"),
            ("description", "For returns"),
            ("layoutConfiguration", {}),
            ("requiredFields", [{"fieldId": "customer_id"}]),
            ("requiredFields", []),
            ("status", "Inactive"),
            ("rules", []),
            ("tagPropagationConfigurations", []),
        ],
    )
    def test_one_attribute_changes_alone(self, bench: Workbench, member: str, value: Any) -> None:
        template_id = bench.template(
            "summary",
            "title",
            name="Orders",
            description="For orders",
            layoutConfiguration={"defaultLayout": bench.layout()},
            status="Active",
            tagPropagationConfigurations=[PROPAGATION],
            **rule_on(bench.rule(ALWAYS_REQUIRED), "summary"),
        )
        before = describe(bench, template_id)

        with time_machine.travel(CHANGED, tick=False):
            answer = update(bench, template_id, **{member: value})

        assert answer == {}
        assert describe(bench, template_id) == {
            **before,
            member: value,
            "lastModifiedTime": CHANGED,
        }

    @rule("template-layout-replaceable")
    def test_layout_can_be_exchanged(self, bench: Workbench) -> None:
        """The layout that an update names takes the place of the former one."""
        template_id = bench.template(layoutConfiguration={"defaultLayout": bench.layout()})
        new = {"defaultLayout": bench.layout()}

        update(bench, template_id, layoutConfiguration=new)

        assert describe(bench, template_id)["layoutConfiguration"] == new

    @rule("template-tags-for-new-cases")
    def test_new_cases_get_the_new_tags(self, bench: Workbench) -> None:
        """Tags that an update brings go to cases created from then on, in place of the old ones."""
        template_id = bench.template(tagPropagationConfigurations=[PROPAGATION])
        old = bench.case(template_id=template_id)
        propagation = {"resourceType": "Cases", "tagMap": {"team": "paint"}}

        update(bench, template_id, tagPropagationConfigurations=[propagation])

        new = bench.case(template_id=template_id)
        found = bench.client.search_cases(domainId=bench.domain_id)["cases"]
        assert {each["caseId"]: each["tags"] for each in found} == {
            old: PROPAGATION["tagMap"],
            new: {"team": "paint"},
        }

    @rule("template-empty-update-refused")
    def test_something_must_be_given(self, bench: Workbench) -> None:
        """A request without attributes is refused (that it is ValidationException is assumed)."""
        template_id = bench.template()

        with bench.refuses("ValidationException", "name", "description", "layoutConfiguration"):
            update(bench, template_id)

    @rule("layout-update-name-unique")
    def test_name_is_unique(self, bench: Workbench) -> None:
        bench.template(name="Orders")
        template_id = bench.template()

        with bench.refuses("ConflictException", "'Orders'"):
            update(bench, template_id, name="Orders", status="Inactive")

    @rule("template-own-name-no-conflict")
    def test_own_name_is_no_conflict(self, bench: Workbench) -> None:
        template_id = bench.template(name="Orders")

        update(bench, template_id, name="Orders")

        assert describe(bench, template_id)["name"] == "Orders"

    @rule("template-update-checked-as-new")
    @pytest.mark.parametrize("fault", [*FAULTS, "field twice"])
    def test_references_must_exist(self, bench: Workbench, fault: str) -> None:
        attributes = faulty_references(bench)[fault]
        template_id = bench.template()

        with bench.refuses("ValidationException"):
            update(bench, template_id, name="New", **attributes)

    @rule("template-answer-accepted-as-update")
    def test_answer_of_get_template_can_be_given_back(self, bench: Workbench) -> None:
        field_id, rule_id = bench.field(), bench.rule(ALWAYS_REQUIRED)
        template_id = bench.template(field_id, **rule_on(rule_id, "summary"))
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)
        bench.client.delete_case_rule(domainId=bench.domain_id, caseRuleId=rule_id)
        found = describe(bench, template_id)

        update(bench, template_id, requiredFields=found["requiredFields"], rules=found["rules"])

        assert describe(bench, template_id)["requiredFields"] == []

    @rule("case-creation-needs-active-template")
    def test_template_can_be_made_inactive_and_active(self, bench: Workbench) -> None:
        template_id = bench.template()
        update(bench, template_id, status="Inactive")

        update(bench, template_id, status="Active")

        assert bench.case(template_id=template_id) in bench.search()

    @rule("inactive-template-cases-updatable")
    def test_case_of_an_inactive_template_lives_on(self, bench: Workbench) -> None:
        template_id = bench.template()
        case_id = bench.case(template_id=template_id)
        update(bench, template_id, status="Inactive")

        bench.update(case_id, {"summary": "Done"})

        assert bench.values(case_id, "summary") == {"summary": "Done"}


class TestDeleteTemplate:
    @rule("deleted-template-readable")
    def test_deleted_template_is_still_readable(self, bench: Workbench) -> None:
        template_id = bench.template("summary")
        before = describe(bench, template_id)

        with time_machine.travel(CHANGED, tick=False):
            answer = delete(bench, template_id)

        assert answer == {}
        assert describe(bench, template_id) == {
            **before,
            "deleted": True,
            "lastModifiedTime": CHANGED,
        }

    @rule("template-deleted-cannot-change")
    def test_deleted_template_cannot_be_updated(self, bench: Workbench) -> None:
        template_id = bench.template()
        delete(bench, template_id)

        with bench.refuses("ValidationException", template_id):
            update(bench, template_id, name="Returns")

    @rule("case-creation-deleted-template-refused")
    def test_no_case_comes_from_a_deleted_template(self, bench: Workbench) -> None:
        template_id = bench.template()
        delete(bench, template_id)

        with bench.refuses("ValidationException", template_id):
            bench.case(template_id=template_id)

    @rule("deleted-template-not-listed")
    def test_deleted_template_is_not_listed(self, bench: Workbench) -> None:
        gone, kept = bench.template(), bench.template()

        delete(bench, gone)

        assert ids(bench) == [kept]
        assert ids(bench, status=["Active", "Inactive"]) == [kept]

    @rule("domain-at-most-100-deleted-templates")
    def test_a_hundred_templates_can_be_deleted(self, bench: Workbench) -> None:
        """The 101st deletion is refused (that it is a ConflictException is assumed)."""
        for _ in range(100):
            delete(bench, bench.template())
        template_id = bench.template()

        with bench.refuses("ConflictException", "100"):
            delete(bench, template_id)

    @rule("template-with-cases-deletable")
    def test_case_of_a_deleted_template_lives_on(self, bench: Workbench) -> None:
        template_id = bench.template()
        case_id = bench.case(template_id=template_id)
        delete(bench, template_id)

        bench.update(case_id, {"summary": "Done"})

        found = bench.client.get_case(
            domainId=bench.domain_id, caseId=case_id, fields=[{"id": "summary"}]
        )
        assert found["templateId"] == template_id
        assert found["fields"] == [{"id": "summary", "value": {"stringValue": "Done"}}]

    @rule("inactive-template-deletable")
    def test_inactive_template_can_be_deleted(self, bench: Workbench) -> None:
        template_id = bench.template(status="Inactive")

        delete(bench, template_id)

        assert describe(bench, template_id)["deleted"] is True

    @rule("template-deleted-again")
    def test_deleted_template_cannot_be_deleted_again(self, bench: Workbench) -> None:
        template_id = bench.template()
        delete(bench, template_id)

        with bench.refuses("ValidationException", template_id):
            delete(bench, template_id)


class TestListTemplates:
    @rule("template-list-entry-summary")
    def test_entry_is_a_summary(self, bench: Workbench) -> None:
        """An entry has id, ARN, name, status and the propagated tags."""
        template_id = bench.template(name="Orders", tagPropagationConfigurations=[PROPAGATION])

        assert bench.listed("list_templates", "templates") == [
            {
                "templateId": template_id,
                "templateArn": f"{bench.domain_arn}/template/{template_id}",
                "name": "Orders",
                "status": "Active",
                "tagPropagationConfigurations": [PROPAGATION],
            }
        ]

    @rule("template-list-status-filter")
    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            (["Active"], ["a", "c"]),
            (["Inactive"], ["b"]),
            (["Inactive", "Active"], ["a", "b", "c"]),
        ],
    )
    def test_status_filters(self, bench: Workbench, wanted: list[str], found: list[str]) -> None:
        for name, status in (("a", "Active"), ("b", "Inactive"), ("c", "Active")):
            bench.template(name=name, status=status)

        listed = bench.listed("list_templates", "templates", status=wanted)

        assert [each["name"] for each in listed] == found

    @rule("template-status-filter-unique-items", "error-type-validation-where-unpublished")
    @pytest.mark.parametrize("status", ["Active", "Inactive"])
    def test_status_given_twice_is_refused(self, bench: Workbench, status: str) -> None:
        with bench.refuses("ValidationException", "'status'", "twice"):
            bench.client.list_templates(domainId=bench.domain_id, status=[status, status])

    @rule("list-in-creation-order")
    def test_oldest_comes_first(self, bench: Workbench) -> None:
        """A rename does not move a template."""
        made = [bench.template(name=name) for name in ("b", "c", "a")]

        update(bench, made[0], name="z", status="Inactive")

        assert ids(bench) == made
