"""Case rules at work: what they make of CreateCase and UpdateCase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.provenance import rule

if TYPE_CHECKING:
    from tests.operations.conftest import Workbench

CONDITIONS_PAGE = "adminguide/case-field-conditions"


def when(field_id: str, operand: Any, *, result: bool = True, negated: bool = False) -> Any:
    """Return a condition that compares a field with an operand."""
    comparison = {
        "operandOne": {"fieldId": field_id},
        "operandTwo": operand,
        "result": result,
    }
    return {"notEqualTo" if negated else "equalTo": comparison}


def required(*conditions: Any, default: bool = False) -> dict[str, Any]:
    """Return a required rule."""
    return {"required": {"defaultValue": default, "conditions": list(conditions)}}


def text(value: str) -> dict[str, Any]:
    """Return a string operand."""
    return {"stringValue": value}


BLANK: dict[str, Any] = {"emptyValue": {}}


class Ruled:
    """A template with one rule on one field."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.parent = bench.select("yes", "no", "maybe")
        self.child = bench.field()
        self.rule_id = ""
        self.template_id = ""

    def by(self, rule: dict[str, Any]) -> Ruled:
        """Let a rule act on the child field."""
        self.rule_id = self.bench.rule(rule)
        self.template_id = self.bench.template(
            rules=[{"caseRuleId": self.rule_id, "fieldId": self.child}]
        )
        return self

    def case(self, values: dict[str, Any] | None = None) -> str:
        """Create a case under the rule."""
        return self.bench.case(values, template_id=self.template_id)


@pytest.fixture
def ruled(bench: Workbench) -> Ruled:
    """Return a parent and a child field; ``by`` puts a rule between them."""
    return Ruled(bench)


class TestRequiredRules:
    @rule("created-time-blank-during-creation")
    @pytest.mark.parametrize("field_id", ["created_datetime", "last_updated_datetime"])
    @pytest.mark.parametrize("form", ["not blank", "blank excuses"])
    def test_field_is_required_after_the_creation_alone(
        self, bench: Workbench, ruled: Ruled, field_id: str, form: str
    ) -> None:
        rule = (
            required(when(field_id, BLANK, negated=True))
            if form == "not blank"
            else required(when(field_id, BLANK, result=False), default=True)
        )
        ruled.by(rule)
        case_id = ruled.case()

        with bench.refuses(
            "ValidationException", f"case rules require have no value: [{ruled.child} ("
        ):
            bench.update(case_id, {"title": "New"})
        bench.update(case_id, {"title": "New", ruled.child: "given"})

        assert bench.values(case_id, "title") == {"title": "New"}

    @rule("created-time-blank-during-creation")
    def test_field_is_required_of_the_creation_alone(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when("created_datetime", BLANK)))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case()

        case_id = ruled.case({ruled.child: "given"})
        bench.update(case_id, {ruled.child: None})
        assert bench.values(case_id, ruled.child) == {}

    @rule("required-rules-bind-api", "required-rule-default-without-match")
    def test_default_requires(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("no"), result=False), default=True))

        with bench.refuses(
            "ValidationException", f"case rules require have no value: [{ruled.child} ("
        ):
            ruled.case({ruled.parent: "yes"})

    @rule("required-rule-default-without-match")
    def test_default_excuses(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("yes"))))

        case_id = ruled.case({ruled.parent: "no"})

        assert bench.search() == [case_id]

    @rule("case-rule-condition-equal-to")
    def test_condition_requires(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("yes"))))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case({ruled.parent: "yes"})

    @rule("case-rule-condition-equal-to")
    def test_value_satisfies(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("yes"))))

        case_id = ruled.case({ruled.parent: "yes", ruled.child: "given"})

        assert bench.values(case_id, ruled.child) == {ruled.child: "given"}

    @rule("required-rule-first-true-condition-decides")
    def test_first_true_condition_excuses(self, bench: Workbench, ruled: Ruled) -> None:
        """A later condition that holds as well does not count."""
        ruled.by(
            required(
                when(ruled.parent, text("maybe")),
                when(ruled.parent, text("yes"), result=False),
                when(ruled.parent, text("no"), negated=True),
                default=True,
            )
        )

        case_id = ruled.case({ruled.parent: "yes"})

        assert bench.search() == [case_id]

    @rule("required-rule-first-true-condition-decides")
    def test_first_true_condition_requires(self, bench: Workbench, ruled: Ruled) -> None:
        """An earlier condition wins over one that would excuse."""
        ruled.by(
            required(
                when(ruled.parent, text("no"), negated=True),
                when(ruled.parent, text("yes"), result=False),
            )
        )

        with bench.refuses("ValidationException", ruled.child):
            ruled.case({ruled.parent: "yes"})

    @rule("case-rule-condition-blank")
    def test_condition_can_be_blank(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, BLANK)))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case()

    @rule("case-rule-condition-blank")
    def test_condition_can_be_not_blank(self, bench: Workbench, ruled: Ruled) -> None:
        """``notEqualTo`` with an empty operand holds where the field has a value."""
        ruled.by(required(when(ruled.parent, BLANK, negated=True)))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case({ruled.parent: "maybe"})

    @rule("case-rule-condition-blank")
    @pytest.mark.parametrize("field_id", ["status", "case_id", "reference_number", "reference_id"])
    def test_fields_of_the_service_count(
        self, bench: Workbench, ruled: Ruled, field_id: str
    ) -> None:
        """What the service fills in is there when rules are applied, but for times."""
        ruled.by(required(when(field_id, BLANK, negated=True)))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case()

    @rule("case-rule-operand-types")
    @pytest.mark.parametrize(
        ("type_", "value", "operand"),
        [
            ("Text", "Grüße", {"stringValue": "Grüße"}),
            ("Number", 0.5, {"doubleValue": 0.5}),
            ("Number", 3.0, {"doubleValue": 3}),
            ("Boolean", True, {"booleanValue": True}),
            ("Boolean", False, {"booleanValue": False}),
        ],
    )
    def test_operands_of_every_type(
        self, bench: Workbench, ruled: Ruled, type_: str, value: Any, operand: dict[str, Any]
    ) -> None:
        compared = bench.field(type_)
        ruled.by(required(when(compared, operand)))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case({compared: value})

    @rule("case-rule-operand-type-mismatch-unequal")
    @pytest.mark.parametrize(
        ("type_", "value", "operand"),
        [
            ("Text", "1", {"doubleValue": 1.0}),
            ("Number", 1.0, {"booleanValue": True}),
            ("Boolean", True, {"doubleValue": 1.0}),
            ("Boolean", False, BLANK),
        ],
    )
    def test_operand_of_another_type(
        self, bench: Workbench, ruled: Ruled, type_: str, value: Any, operand: dict[str, Any]
    ) -> None:
        compared = bench.field(type_)
        ruled.by(required(when(compared, operand)))

        case_id = ruled.case({compared: value})

        assert bench.search() == [case_id]

    @rule("case-rule-and-all-or-all", "case-rule-compound-takes-member-result")
    @pytest.mark.parametrize(
        ("joined", "summary"), [("andAll", "a"), ("orAll", "a"), ("orAll", "b")]
    )
    def test_compound_requires(
        self, bench: Workbench, ruled: Ruled, joined: str, summary: str
    ) -> None:
        members = [when(ruled.parent, text("yes")), when("summary", text("a"))]
        ruled.by(required({joined: {"conditions": members}}))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case({ruled.parent: "yes", "summary": summary})

    @rule("case-rule-and-all-or-all")
    @pytest.mark.parametrize(
        ("joined", "parent", "summary"),
        [("andAll", "yes", "b"), ("andAll", "no", "a"), ("orAll", "no", "b")],
    )
    def test_compound_excuses(
        self, bench: Workbench, ruled: Ruled, joined: str, parent: str, summary: str
    ) -> None:
        members = [when(ruled.parent, text("yes")), when("summary", text("a"))]
        ruled.by(required({joined: {"conditions": members}}))

        case_id = ruled.case({ruled.parent: parent, "summary": summary})

        assert bench.search() == [case_id]

    @rule("template-rule-acts-on-field")
    def test_rule_of_no_template_does_nothing(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when("status", text("open"))))

        case_id = bench.case()

        assert bench.search() == [case_id]

    @rule("template-rule-acts-on-field")
    def test_rule_acts_on_the_field_of_the_template(self, bench: Workbench) -> None:
        rule_id = bench.rule(required(when("status", text("open"))))
        acted_on = [bench.field(), bench.field()]
        template_id = bench.template(
            rules=[{"caseRuleId": rule_id, "fieldId": each} for each in acted_on]
        )

        with bench.refuses("ValidationException", *acted_on):
            bench.case(template_id=template_id)

    @rule("deleted-case-rule-no-effect")
    def test_deleted_rule_does_nothing(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when("status", text("open"))))
        bench.client.delete_case_rule(domainId=bench.domain_id, caseRuleId=ruled.rule_id)

        case_id = ruled.case()

        assert bench.search() == [case_id]

    @rule("required-rule-on-deleted-field-ignored")
    def test_rule_on_a_deleted_field_does_nothing(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when("status", text("open"))))
        bench.client.delete_field(domainId=bench.domain_id, fieldId=ruled.child)

        case_id = ruled.case()

        assert bench.search() == [case_id]

    @rule("required-rules-bind-api")
    def test_update_that_requires_is_refused(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("yes"))))
        case_id = ruled.case({ruled.parent: "no"})

        with bench.refuses(
            "ValidationException", f"case rules require have no value: [{ruled.child} ("
        ):
            bench.update(case_id, {ruled.parent: "yes"})

    @rule("required-rule-sees-updated-case")
    def test_update_may_bring_the_value(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("yes"))))
        case_id = ruled.case({ruled.parent: "no"})

        bench.update(case_id, {ruled.parent: "yes", ruled.child: "given"})

        assert bench.values(case_id, ruled.child) == {ruled.child: "given"}

    @rule("required-field-cannot-be-cleared")
    def test_required_value_cannot_be_cleared(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("yes"))))
        case_id = ruled.case({ruled.parent: "yes", ruled.child: "given"})

        with bench.refuses("ValidationException", ruled.child):
            bench.update(case_id, {ruled.child: None})

    @rule("required-rule-ignores-earlier-gaps")
    def test_rule_added_later_locks_nothing(self, bench: Workbench, ruled: Ruled) -> None:
        case_id = bench.case({ruled.parent: "yes"})
        rule_id = bench.rule(required(when(ruled.parent, text("yes"))))
        bench.client.update_template(
            domainId=bench.domain_id,
            templateId=bench.template_id,
            rules=[{"caseRuleId": rule_id, "fieldId": ruled.child}],
        )

        bench.update(case_id, {"summary": "text"})

        assert bench.values(case_id, "summary") == {"summary": "text"}

    @rule("case-rule-change-acts-at-once")
    def test_changed_rule_acts_at_once(self, bench: Workbench, ruled: Ruled) -> None:
        """A rule acts as it is now, not as it was when the template listed it."""
        ruled.by(required(when("status", text("closed"))))
        bench.client.update_case_rule(
            domainId=bench.domain_id,
            caseRuleId=ruled.rule_id,
            rule=required(when("status", text("open"))),
        )

        with bench.refuses("ValidationException", ruled.child):
            ruled.case()


class TestHiddenRules:
    @rule("hidden-rule-controls-visibility", "hidden-field-settable-through-api")
    def test_hidden_field_can_be_set(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by({"hidden": {"defaultValue": True, "conditions": []}})

        case_id = ruled.case({ruled.child: "given"})

        assert bench.values(case_id, ruled.child) == {ruled.child: "given"}


class Mapped:
    """A template with a rule that maps the options of one field to those of another."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.parent = bench.select("fruit", "root", "other")
        self.child = bench.select("apple", "pear", "carrot")
        mappings = [
            {"parentFieldOptionValue": "fruit", "childFieldOptionValues": ["apple", "pear"]},
            {"parentFieldOptionValue": "root", "childFieldOptionValues": ["carrot"]},
            {"parentFieldOptionValue": "", "childFieldOptionValues": ["pear"]},
        ]
        rule_id = bench.rule(
            {
                "fieldOptions": {
                    "parentFieldId": self.parent,
                    "childFieldId": self.child,
                    "parentChildFieldOptionsMappings": mappings,
                }
            }
        )
        self.template_id = bench.template(rules=[{"caseRuleId": rule_id}])

    def case(self, parent: str | None, child: str | None) -> str:
        """Create a case with these options."""
        values = {self.parent: parent, self.child: child}
        return self.bench.case(values, template_id=self.template_id)


@pytest.fixture
def mapped(bench: Workbench) -> Mapped:
    """Return a parent and a child field with a mapping between their options."""
    return Mapped(bench)


class TestFieldOptionsRules:
    @rule("field-options-rule-limits-child-options")
    @pytest.mark.parametrize(
        ("parent", "child"),
        [
            pytest.param("fruit", "pear", id="mapped"),
            pytest.param("root", "carrot", id="mapped"),
            pytest.param("fruit", None, id="blank child"),
            pytest.param(None, "pear", id="blank parent, mapped"),
            pytest.param(None, None, id="both blank"),
        ],
    )
    def test_mapped_option_is_accepted(
        self, bench: Workbench, mapped: Mapped, parent: str | None, child: str | None
    ) -> None:
        case_id = mapped.case(parent, child)

        assert bench.values(case_id, mapped.child).get(mapped.child) == child

    @rule("child-option-goes-with-parent")
    @pytest.mark.parametrize(
        ("parent", "child"), [("fruit", "carrot"), ("root", "apple"), (None, "apple")]
    )
    def test_other_option_is_refused(
        self, bench: Workbench, mapped: Mapped, parent: str | None, child: str
    ) -> None:
        with bench.refuses("ValidationException", mapped.child, child, "but these do: ["):
            mapped.case(parent, child)

    @rule("field-options-rule-unmapped-parent-free")
    def test_unmapped_parent_restricts_nothing(self, bench: Workbench, mapped: Mapped) -> None:
        case_id = mapped.case("other", "apple")

        assert bench.values(case_id, mapped.child) == {mapped.child: "apple"}

    @rule("child-option-goes-with-parent")
    def test_parent_cannot_leave_its_child(self, bench: Workbench, mapped: Mapped) -> None:
        case_id = mapped.case("fruit", "apple")

        with bench.refuses("ValidationException", mapped.child):
            bench.update(case_id, {mapped.parent: "root"})

    @rule("required-rule-sees-updated-case")
    def test_both_can_change_together(self, bench: Workbench, mapped: Mapped) -> None:
        case_id = mapped.case("fruit", "apple")

        bench.update(case_id, {mapped.parent: "root", mapped.child: "carrot"})

        assert bench.values(case_id, mapped.child) == {mapped.child: "carrot"}

    @rule("field-options-rule-untouched-fields-ignored")
    def test_other_fields_can_change(self, bench: Workbench, mapped: Mapped) -> None:
        case_id = bench.case({mapped.parent: "fruit", mapped.child: "carrot"})
        template = bench.client.get_template(
            domainId=bench.domain_id, templateId=mapped.template_id
        )
        bench.client.update_template(
            domainId=bench.domain_id, templateId=bench.template_id, rules=template["rules"]
        )

        bench.update(case_id, {"summary": "text"})

        assert bench.values(case_id, "summary") == {"summary": "text"}

    @rule("field-options-rule-deleted-field-ignored")
    @pytest.mark.parametrize(("deleted", "changed"), [("child", "parent"), ("parent", "child")])
    def test_rule_between_deleted_fields_does_nothing(
        self, bench: Workbench, mapped: Mapped, deleted: str, changed: str
    ) -> None:
        case_id = mapped.case("fruit", "apple")
        field_ids = {"parent": mapped.parent, "child": mapped.child}
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_ids[deleted])

        bench.update(case_id, {field_ids[changed]: {"parent": "root", "child": "carrot"}[changed]})

        assert bench.values(case_id, *field_ids.values()) != {
            mapped.parent: "fruit",
            mapped.child: "apple",
        }
