"""CreateCaseRule, UpdateCaseRule, DeleteCaseRule, ListCaseRules, BatchGetCaseRule."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.operations.conftest import read
from tests.provenance import rule

if TYPE_CHECKING:
    from tests.operations.conftest import Workbench

CONDITIONS_PAGE = "https://docs.aws.amazon.com/connect/latest/adminguide/case-field-conditions.html"
CREATED = datetime(2026, 3, 4, 5, 6, 7, 891000, tzinfo=timezone.utc)
CHANGED = datetime(2026, 3, 5, tzinfo=timezone.utc)
LIMIT = (
    "For API users: A case rule can have a maximum of 5 conditions, spread across a maximum of 2 "
    "levels of nesting."
)


def equal(field_id: str = "title", **operand: Any) -> dict[str, Any]:
    """Return a comparison of a field with an operand, by default with blank."""
    return {
        "equalTo": {
            "operandOne": {"fieldId": field_id},
            "operandTwo": operand or {"emptyValue": {}},
            "result": True,
        }
    }


def differ(field_id: str, **operand: Any) -> dict[str, Any]:
    return {
        "notEqualTo": {
            "operandOne": {"fieldId": field_id},
            "operandTwo": operand,
            "result": False,
        }
    }


def both(*conditions: dict[str, Any]) -> dict[str, Any]:
    return {"andAll": {"conditions": list(conditions)}}


def either(*conditions: dict[str, Any]) -> dict[str, Any]:
    return {"orAll": {"conditions": list(conditions)}}


def required(*conditions: dict[str, Any], default: bool = False) -> dict[str, Any]:
    return {"required": {"defaultValue": default, "conditions": list(conditions)}}


def hidden(*conditions: dict[str, Any], default: bool = False) -> dict[str, Any]:
    return {"hidden": {"defaultValue": default, "conditions": list(conditions)}}


def options_rule(mappings: dict[str, list[str]], **fields: str) -> dict[str, Any]:
    """Return a field options rule from the child option values of each parent option value."""
    pairs = [
        {"parentFieldOptionValue": parent, "childFieldOptionValues": children}
        for parent, children in mappings.items()
    ]
    return {"fieldOptions": {"parentChildFieldOptionsMappings": pairs, **fields}}


def describe(bench: Workbench, case_rule_id: str) -> dict[str, Any]:
    """Return what BatchGetCaseRule answers for one case rule."""
    answer = bench.client.batch_get_case_rule(
        domainId=bench.domain_id, caseRules=[{"id": case_rule_id}]
    )
    (found,) = answer["caseRules"]
    return dict(found)


def update(bench: Workbench, case_rule_id: str, **members: Any) -> dict[str, Any]:
    return read(
        bench.client.update_case_rule(domainId=bench.domain_id, caseRuleId=case_rule_id, **members)
    )


def delete(bench: Workbench, case_rule_id: str) -> dict[str, Any]:
    return read(bench.client.delete_case_rule(domainId=bench.domain_id, caseRuleId=case_rule_id))


def ids(bench: Workbench) -> list[str]:
    return [each["caseRuleId"] for each in bench.listed("list_case_rules", "caseRules")]


class TestCreateCaseRule:
    @rule("arn-formats")
    def test_answer_has_id_and_arn(self, bench: Workbench) -> None:
        answer = bench.client.create_case_rule(
            domainId=bench.domain_id, name="Ask why", rule=required()
        )

        assert read(answer) == {
            "caseRuleId": answer["caseRuleId"],
            "caseRuleArn": f"{bench.domain_arn}/case-rule/{answer['caseRuleId']}",
        }

    @rule("case-rule-name-unique")
    def test_name_is_unique(self, bench: Workbench) -> None:
        bench.rule(required(), name="Ask why")

        with bench.refuses("ConflictException", "'Ask why'"):
            bench.rule(hidden(), name="Ask why")

    @rule("name-free-after-deletion")
    def test_name_of_a_deleted_rule_is_free(self, bench: Workbench) -> None:
        delete(bench, bench.rule(required(), name="Ask why"))

        rule_id = bench.rule(required(), name="Ask why")

        assert ids(bench) == [rule_id]

    @rule("case-rule-returned-as-given")
    @pytest.mark.parametrize(
        "rule",
        [
            required(default=True),
            hidden(equal("status", stringValue="closed"), default=True),
            required(differ("summary", stringValue="Größe ≠ 0"), equal("customer_id")),
            hidden(both(equal("title"), differ("summary", stringValue="x")), equal("status")),
            required(either(equal("title"), equal("summary")), default=True),
            required(both(), either()),
        ],
        ids=["no condition", "equal", "not equal", "and", "or", "empty compounds"],
    )
    def test_rule_comes_back_as_given(self, bench: Workbench, rule: dict[str, Any]) -> None:
        assert describe(bench, bench.rule(rule))["rule"] == rule

    @rule("case-rule-operand-types")
    @pytest.mark.parametrize(
        ("type_", "operand"),
        [
            ("Text", {"stringValue": "s" * 1500}),
            ("Boolean", {"booleanValue": False}),
            ("Number", {"doubleValue": -2.5}),
            ("Number", {"doubleValue": 0}),
            ("DateTime", {"emptyValue": {}}),
        ],
    )
    def test_operand_comes_back_as_given(
        self, bench: Workbench, type_: str, operand: dict[str, Any]
    ) -> None:
        rule = required(equal(bench.field(type_), **operand))

        assert describe(bench, bench.rule(rule))["rule"] == rule

    @rule("case-rule-at-most-5-conditions")
    @pytest.mark.parametrize(
        "conditions",
        [[equal()] * 5, [both(*[equal()] * 5)], [either(equal(), equal()), *[equal()] * 3]],
        ids=["flat", "in a compound", "mixed"],
    )
    def test_rule_has_up_to_five_conditions(
        self, bench: Workbench, conditions: list[dict[str, Any]]
    ) -> None:
        rule_id = bench.rule(required(*conditions))

        assert describe(bench, rule_id)["rule"]["required"]["conditions"] == conditions

    @rule("case-rule-at-most-5-conditions")
    @pytest.mark.parametrize("make", [required, hidden])
    @pytest.mark.parametrize(
        "conditions",
        [[equal()] * 6, [both(*[equal()] * 6)], [either(equal(), equal()), *[equal()] * 4]],
        ids=["flat", "in a compound", "mixed"],
    )
    def test_sixth_condition_is_refused(
        self, bench: Workbench, make: Any, conditions: list[dict[str, Any]]
    ) -> None:
        """Six comparisons are too many (ValidationException, and what counts: assumed)."""
        with bench.refuses("ValidationException", "5", "6"):
            bench.rule(make(*conditions))

    @rule("case-rule-at-most-5-conditions")
    @pytest.mark.parametrize("inner", [both(equal()), either()])
    def test_third_level_is_refused(self, bench: Workbench, inner: dict[str, Any]) -> None:
        """A compound in a compound in a compound is too deep."""
        with bench.refuses("ValidationException", "2", "3"):
            bench.rule(required(either(equal(), both(inner))))

    @rule("case-rule-at-most-5-conditions", "case-rule-levels-of-compounds")
    def test_compound_in_a_compound_is_accepted(self, bench: Workbench) -> None:
        conditions = [either(both(equal(), equal("summary")), equal("case_id"))]

        rule_id = bench.rule(required(*conditions))

        assert describe(bench, rule_id)["rule"]["required"]["conditions"] == conditions

    @rule("case-rule-fields-exist")
    @pytest.mark.parametrize(
        "rule",
        [
            required(equal("nothing")),
            hidden(equal(), both(equal(), differ("nothing", stringValue="x"))),
            options_rule({"": []}, parentFieldId="nothing"),
            options_rule({"": []}, childFieldId="nothing"),
        ],
        ids=["leaf", "nested", "parent", "child"],
    )
    def test_unknown_field_is_refused(self, bench: Workbench, rule: dict[str, Any]) -> None:
        with bench.refuses("ValidationException", "'nothing'"):
            bench.rule(rule)

    @rule("case-rule-fields-exist")
    def test_deleted_field_is_refused(self, bench: Workbench) -> None:
        field_id = bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            bench.rule(required(equal(field_id)))

    @rule("case-rule-mappings-returned-as-given")
    def test_mappings_come_back_as_given(self, bench: Workbench) -> None:
        fields = {"parentFieldId": bench.select("b", "a"), "childFieldId": bench.select("x", "y")}
        rule = options_rule({"b": ["y", "x"], "a": [], "": ["", "x"]}, **fields)

        assert describe(bench, bench.rule(rule))["rule"] == rule

    @rule("case-rule-mapping-fields-optional")
    def test_fields_of_a_field_options_rule_are_optional(self, bench: Workbench) -> None:
        rule = options_rule({"a": ["b"]})

        assert describe(bench, bench.rule(rule))["rule"] == rule

    @rule("case-rule-mapping-fields-single-select", "error-type-validation-where-unpublished")
    @pytest.mark.parametrize("member", ["parentFieldId", "childFieldId"])
    @pytest.mark.parametrize("field_id", ["summary", "created_by"])
    def test_fields_are_single_select(self, bench: Workbench, field_id: str, member: str) -> None:
        with bench.refuses("ValidationException", f"'{field_id}' at '{member}'", "SingleSelect"):
            bench.rule(options_rule({"": []}, **{member: field_id}))

    @rule("case-rule-option-values-unchecked")
    def test_values_need_not_be_options(self, bench: Workbench) -> None:
        """Neither the parent's nor the children's; the rule acts once there are options."""
        fields = {"parentFieldId": bench.select("a"), "childFieldId": bench.select("x")}
        rule = options_rule({"a": ["x", "later"], "soon": ["x"]}, **fields)

        assert describe(bench, bench.rule(rule))["rule"] == rule


class TestUpdateCaseRule:
    @rule("case-rule-update-keeps-other-members")
    @pytest.mark.parametrize(
        ("member", "value"),
        [
            ("name", "Hide it"),
            ("description", "Änderung"),
            ("description", ""),
            ("rule", required(equal("summary"), default=True)),
        ],
    )
    def test_one_member_changes_alone(self, bench: Workbench, member: str, value: Any) -> None:
        """What is given replaces the old value as a whole; everything else stays."""
        rule_id = bench.rule(required(equal()), name="Ask why", description="For all")
        before = describe(bench, rule_id)

        with time_machine.travel(CHANGED, tick=False):
            answer = update(bench, rule_id, **{member: value})

        assert answer == {}
        assert describe(bench, rule_id) == {**before, member: value, "lastModifiedTime": CHANGED}

    @rule("case-rule-returned-as-given")
    def test_new_conditions_replace_the_old(self, bench: Workbench) -> None:
        """Conditions of every kind come back as the update gave them, the old ones are gone."""
        flag, number = bench.field("Boolean"), bench.field("Number")
        rule_id = bench.rule(required(equal()))
        new = required(
            both(differ(flag, booleanValue=False), equal(number, doubleValue=-2.5)),
            either(equal("status", stringValue="closed"), differ("summary", emptyValue={})),
            default=True,
        )

        update(bench, rule_id, rule=new)

        assert describe(bench, rule_id)["rule"] == new

    @rule("case-rule-mappings-returned-as-given")
    def test_new_mappings_replace_the_old(self, bench: Workbench) -> None:
        parent, child = bench.select("a", "b"), bench.select("x", "y")
        old = options_rule({"a": ["x"]}, parentFieldId=parent, childFieldId=child)
        rule_id = bench.rule(old)
        new = options_rule({"y": ["b", "a"], "": []}, parentFieldId=child, childFieldId=parent)

        update(bench, rule_id, rule=new)

        assert describe(bench, rule_id)["rule"] == new

    @rule("case-rule-type-can-change")
    def test_type_can_change(self, bench: Workbench) -> None:
        rule_id = bench.rule(required())

        update(bench, rule_id, rule=hidden())

        (entry,) = bench.listed("list_case_rules", "caseRules")
        assert entry["ruleType"] == "Hidden"

    @rule("case-rule-name-unique")
    def test_name_is_unique(self, bench: Workbench) -> None:
        """A case rule cannot take the name of another; the rest stays too."""
        bench.rule(required(), name="Ask why")
        rule_id = bench.rule(required())

        with bench.refuses("ConflictException", "'Ask why'"):
            update(bench, rule_id, name="Ask why", description="New")

    @rule("own-name-no-conflict")
    def test_own_name_is_no_conflict(self, bench: Workbench) -> None:
        rule_id = bench.rule(required(), name="Ask why")

        update(bench, rule_id, name="Ask why")

        assert describe(bench, rule_id)["name"] == "Ask why"

    @rule("case-rule-update-checked-as-new")
    @pytest.mark.parametrize(
        "rule",
        [required(*[equal()] * 6), hidden(equal("nothing")), required(both(both(both())))],
        ids=["too many", "unknown field", "too deep"],
    )
    def test_faulty_rule_is_refused(self, bench: Workbench, rule: dict[str, Any]) -> None:
        rule_id = bench.rule(required())

        with bench.refuses("ValidationException"):
            update(bench, rule_id, name="New", rule=rule)

    @rule("empty-update-accepted")
    def test_empty_update_is_accepted(self, bench: Workbench) -> None:
        rule_id = bench.rule(required(), name="Ask why")

        update(bench, rule_id)

        assert describe(bench, rule_id)["name"] == "Ask why"

    @rule("case-rule-rename-despite-deleted-field")
    def test_rule_with_a_deleted_field_can_be_renamed(self, bench: Workbench) -> None:
        """A deleted field does not stand in the way of other changes."""
        field_id = bench.field()
        rule_id = bench.rule(required(equal(field_id)))
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        update(bench, rule_id, name="Ask why")

        assert describe(bench, rule_id)["name"] == "Ask why"

    @rule("case-rule-deleted-cannot-change")
    def test_deleted_rule_cannot_be_updated(self, bench: Workbench) -> None:
        rule_id = bench.rule(required())
        delete(bench, rule_id)

        with bench.refuses("ValidationException", rule_id):
            update(bench, rule_id, name="Ask why")


class TestDeleteCaseRule:
    @rule("deleted-case-rule-readable")
    def test_deleted_rule_is_still_readable(self, bench: Workbench) -> None:
        rule_id = bench.rule(required(equal()))
        before = describe(bench, rule_id)

        with time_machine.travel(CHANGED, tick=False):
            answer = delete(bench, rule_id)

        assert answer == {}
        assert describe(bench, rule_id) == {**before, "deleted": True, "lastModifiedTime": CHANGED}

    @rule("deleted-case-rule-not-listed")
    def test_deleted_rule_is_not_listed(self, bench: Workbench) -> None:
        gone, kept = bench.rule(required()), bench.rule(required())

        delete(bench, gone)

        assert ids(bench) == [kept]

    @rule("case-rule-in-use-deletable")
    def test_rule_in_use_can_be_deleted(self, bench: Workbench) -> None:
        rule_id = bench.rule(required(default=True))
        bench.template(rules=[{"caseRuleId": rule_id, "fieldId": "summary"}])

        delete(bench, rule_id)

        assert describe(bench, rule_id)["deleted"] is True

    @rule("case-rule-deleted-again")
    def test_deleted_rule_cannot_be_deleted_again(self, bench: Workbench) -> None:
        rule_id = bench.rule(required())
        delete(bench, rule_id)

        with bench.refuses("ConflictException", rule_id):
            delete(bench, rule_id)


class TestListCaseRules:
    @rule("case-rule-list-entry-summary")
    @pytest.mark.parametrize(
        ("rule", "rule_type"),
        [
            (required(), "Required"),
            (hidden(), "Hidden"),
            (options_rule({"": []}), "FieldOptions"),
        ],
    )
    def test_entry_is_a_summary(
        self, bench: Workbench, rule: dict[str, Any], rule_type: str
    ) -> None:
        """An entry has id, ARN, name, description and the type of the rule."""
        rule_id = bench.rule(rule, name="Ask why", description="For all")

        assert bench.listed("list_case_rules", "caseRules") == [
            {
                "caseRuleId": rule_id,
                "caseRuleArn": f"{bench.domain_arn}/case-rule/{rule_id}",
                "name": "Ask why",
                "description": "For all",
                "ruleType": rule_type,
            }
        ]

    @rule("case-rule-description-optional")
    def test_description_may_be_absent(self, bench: Workbench) -> None:
        bench.rule(required())

        (entry,) = bench.listed("list_case_rules", "caseRules")

        assert "description" not in entry

    @rule("list-in-creation-order")
    def test_oldest_comes_first(self, bench: Workbench) -> None:
        made = [bench.rule(required(), name=name) for name in ("b", "c", "a")]

        update(bench, made[0], name="z")

        assert ids(bench) == made


class TestBatchGetCaseRule:
    @rule("case-rule-batch-get")
    def test_rule_is_described(self, bench: Workbench) -> None:
        rule = hidden(equal("status", stringValue="closed"))
        with time_machine.travel(CREATED, tick=False):
            rule_id = bench.rule(rule, name="規則" * 50, description="d" * 255)
        arn = f"{bench.domain_arn}/case-rule/{rule_id}"
        bench.client.tag_resource(arn=arn, tags={"team": "paint"})

        assert describe(bench, rule_id) == {
            "caseRuleId": rule_id,
            "caseRuleArn": arn,
            "name": "規則" * 50,
            "description": "d" * 255,
            "rule": rule,
            "deleted": False,
            "createdTime": CREATED,
            "lastModifiedTime": CREATED,
            "tags": {"team": "paint"},
        }

    @rule("case-rule-error-names-id")
    def test_unknown_rule_is_an_error_of_its_own(self, bench: Workbench) -> None:
        rule_id = bench.rule(required())

        answer = bench.client.batch_get_case_rule(
            domainId=bench.domain_id, caseRules=[{"id": "nothing"}, {"id": rule_id}]
        )

        (error,) = answer["errors"]
        assert [each["caseRuleId"] for each in answer["caseRules"]] == [rule_id]
        assert error["id"] == "nothing"
        assert "nothing" in error["message"]

    @rule("ids-at-most-500-characters")
    def test_one_id_out_of_bounds_refuses_the_batch(self, bench: Workbench) -> None:
        """An id that is too long is a fault of the request, not an error of its own."""
        rule_id = bench.rule(required())

        with bench.refuses("ValidationException", "'caseRules.2.member.id'", "500"):
            bench.client.batch_get_case_rule(
                domainId=bench.domain_id, caseRules=[{"id": rule_id}, {"id": "r" * 501}]
            )

    @rule("batch-get-unknown-id-error-code")
    @pytest.mark.newest_model
    def test_unknown_rule_has_an_error_code(self, bench: Workbench) -> None:
        answer = bench.client.batch_get_case_rule(
            domainId=bench.domain_id, caseRules=[{"id": "nothing"}]
        )

        assert answer["errors"][0]["errorCode"] == "ResourceNotFoundException"
        assert answer["caseRules"] == []
        assert answer["unprocessedCaseRules"] == []

    @rule("batch-get-order-without-duplicates")
    def test_rule_requested_twice_is_returned_once(self, bench: Workbench) -> None:
        first, second = bench.rule(required()), bench.rule(required())

        answer = bench.client.batch_get_case_rule(
            domainId=bench.domain_id,
            caseRules=[{"id": each} for each in (second, first, second, "no", "no")],
        )

        assert [each["caseRuleId"] for each in answer["caseRules"]] == [second, first]
        assert [each["id"] for each in answer["errors"]] == ["no"]
