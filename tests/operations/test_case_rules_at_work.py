"""Case rules at work: what they make of CreateCase and UpdateCase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.provenance import assumed, documented, documented_page, modeled, observed

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
    @documented_page(
        "CreateCase",
        "Date/Time Opened is blank while a case is being created, so a condition that it is not"
        " blank requires a field of updates alone",
        page=CONDITIONS_PAGE,
    )
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
            "ValidationException", f"case rules require have no value: [{ruled.child}]"
        ):
            bench.update(case_id, {"title": "New"})
        bench.update(case_id, {"title": "New", ruled.child: "given"})

        assert bench.values(case_id, "title") == {"title": "New"}

    @documented_page(
        "CreateCase",
        "Date/Time Opened is blank while a case is being created",
        page=CONDITIONS_PAGE,
    )
    def test_field_is_required_of_the_creation_alone(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when("created_datetime", BLANK)))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case()

        case_id = ruled.case({ruled.child: "given"})
        bench.update(case_id, {ruled.child: None})
        assert bench.values(case_id, ruled.child) == {}

    @assumed(
        "CreateCase",
        "Required rules bind API calls: a missing value is a ValidationException",
        why="the guide shows agents being held to them; a template's requiredFields bind both",
    )
    @documented(
        "CreateCase",
        "The value of the rule (that is, whether the field is required) should none of the"
        " conditions evaluate to true.",
        at="RequiredCaseRule.defaultValue",
    )
    def test_default_requires(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("no"), result=False), default=True))

        with bench.refuses(
            "ValidationException", f"case rules require have no value: [{ruled.child}]"
        ):
            ruled.case({ruled.parent: "yes"})

    @documented(
        "CreateCase",
        "The value of the rule (that is, whether the field is required) should none of the"
        " conditions evaluate to true.",
        at="RequiredCaseRule.defaultValue",
    )
    def test_default_excuses(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("yes"))))

        case_id = ruled.case({ruled.parent: "no"})

        assert bench.search() == [case_id]

    @modeled("CreateCase", "equalTo", at="BooleanCondition")
    def test_condition_requires(self, bench: Workbench, ruled: Ruled) -> None:
        """A condition that holds makes the field required."""
        ruled.by(required(when(ruled.parent, text("yes"))))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case({ruled.parent: "yes"})

    @modeled("CreateCase", "equalTo", at="BooleanCondition")
    def test_value_satisfies(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("yes"))))

        case_id = ruled.case({ruled.parent: "yes", ruled.child: "given"})

        assert bench.values(case_id, ruled.child) == {ruled.child: "given"}

    @documented(
        "CreateCase",
        "List of conditions for the required rule; the first condition to evaluate to true dictates"
        " the value of the rule.",
        at="RequiredCaseRule.conditions",
    )
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

    @documented(
        "CreateCase",
        "List of conditions for the required rule; the first condition to evaluate to true dictates"
        " the value of the rule.",
        at="RequiredCaseRule.conditions",
    )
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

    @documented_page("CreateCase", "A condition can ask for blank", page=CONDITIONS_PAGE)
    def test_blank_can_be_asked_for(self, bench: Workbench, ruled: Ruled) -> None:
        """``equalTo`` with an empty operand holds where the field has no value."""
        ruled.by(required(when(ruled.parent, BLANK)))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case()

    @documented_page("CreateCase", "A condition can ask for not blank", page=CONDITIONS_PAGE)
    def test_not_blank_can_be_asked_for(self, bench: Workbench, ruled: Ruled) -> None:
        """``notEqualTo`` with an empty operand holds where the field has a value."""
        ruled.by(required(when(ruled.parent, BLANK, negated=True)))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case({ruled.parent: "maybe"})

    @documented_page("CreateCase", "A condition can ask for not blank", page=CONDITIONS_PAGE)
    @pytest.mark.parametrize("field_id", ["status", "case_id", "reference_number"])
    def test_fields_of_the_service_count(
        self, bench: Workbench, ruled: Ruled, field_id: str
    ) -> None:
        """What the service fills in is there when rules are asked, but for times."""
        ruled.by(required(when(field_id, BLANK, negated=True)))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case()

    @modeled("CreateCase", "operands of three types", at="OperandTwo")
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
        asked = bench.field(type_)
        ruled.by(required(when(asked, operand)))

        with bench.refuses("ValidationException", ruled.child):
            ruled.case({asked: value})

    @assumed(
        "CreateCase",
        "Values of different types are never equal",
        why="a number is not the text of it",
    )
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
        asked = bench.field(type_)
        ruled.by(required(when(asked, operand)))

        case_id = ruled.case({asked: value})

        assert bench.search() == [case_id]

    @modeled("CreateCase", "andAll and orAll join conditions", at="BooleanCondition")
    @assumed(
        "CreateCase",
        "A compound takes the result of its members",
        why="it has none of its own in the model",
    )
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

    @modeled("CreateCase", "andAll and orAll join conditions", at="BooleanCondition")
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

    @modeled("CreateCase", "A rule acts through a template", at="TemplateRule")
    def test_rule_of_no_template_does_nothing(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when("status", text("open"))))

        case_id = bench.case()

        assert bench.search() == [case_id]

    @documented(
        "CreateCase",
        "An association representing a case rule acting upon a field.",
        at="TemplateRule",
    )
    def test_rule_acts_on_the_field_of_the_template(self, bench: Workbench) -> None:
        rule_id = bench.rule(required(when("status", text("open"))))
        acted_on = [bench.field(), bench.field()]
        template_id = bench.template(
            rules=[{"caseRuleId": rule_id, "fieldId": each} for each in acted_on]
        )

        with bench.refuses("ValidationException", *acted_on):
            bench.case(template_id=template_id)

    @assumed(
        "CreateCase",
        "A deleted rule no longer acts",
        why="GetTemplate leaves it out",
    )
    def test_deleted_rule_does_nothing(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when("status", text("open"))))
        bench.client.delete_case_rule(domainId=bench.domain_id, caseRuleId=ruled.rule_id)

        case_id = ruled.case()

        assert bench.search() == [case_id]

    @assumed(
        "CreateCase",
        "A rule no longer acts on a deleted field",
        why="CreateCase refuses a value for it",
    )
    def test_rule_on_a_deleted_field_does_nothing(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when("status", text("open"))))
        bench.client.delete_field(domainId=bench.domain_id, fieldId=ruled.child)

        case_id = ruled.case()

        assert bench.search() == [case_id]

    @assumed(
        "UpdateCase",
        "Required rules bind updates too",
        why="the guide has agents fill required fields before they can save",
    )
    def test_update_that_requires_is_refused(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("yes"))))
        case_id = ruled.case({ruled.parent: "no"})

        with bench.refuses(
            "ValidationException", f"case rules require have no value: [{ruled.child}]"
        ):
            bench.update(case_id, {ruled.parent: "yes"})

    @assumed(
        "UpdateCase",
        "Rules see the case as it will be",
        why="both fields are saved at once",
    )
    def test_update_may_bring_the_value(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("yes"))))
        case_id = ruled.case({ruled.parent: "no"})

        bench.update(case_id, {ruled.parent: "yes", ruled.child: "given"})

        assert bench.values(case_id, ruled.child) == {ruled.child: "given"}

    @documented(
        "UpdateCase",
        "You cannot set EmptyFieldValue on a field that is required on a case template.",
        at="EmptyFieldValue",
    )
    def test_required_value_cannot_be_cleared(self, bench: Workbench, ruled: Ruled) -> None:
        ruled.by(required(when(ruled.parent, text("yes"))))
        case_id = ruled.case({ruled.parent: "yes", ruled.child: "given"})

        with bench.refuses("ValidationException", ruled.child):
            bench.update(case_id, {ruled.child: None})

    @assumed(
        "UpdateCase",
        "What was missing before an update is not held against it",
        why="a rule added later would lock all older cases",
    )
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

    @modeled("UpdateCaseRule", "rule can change", at="UpdateCaseRuleRequest")
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
    @documented(
        "CreateCase",
        "A rule that controls field visibility based on conditions.",
        at="HiddenCaseRule",
    )
    @observed(
        "CreateCase",
        "Hidden fields can be set through the API",
        seen_in="SkyConnect demo, which sends a field that its rule hides",
    )
    def test_hidden_field_can_be_set(self, bench: Workbench, ruled: Ruled) -> None:
        """A field that a rule hides takes values."""
        ruled.by({"hidden": {"defaultValue": True, "conditions": []}})

        case_id = ruled.case({ruled.child: "given"})

        assert bench.values(case_id, ruled.child) == {ruled.child: "given"}


class Mapped:
    """A template whose rule maps the options of one field to those of another."""

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
    @documented(
        "CreateCase",
        "Rules that control which options are available in a child field based on the selected"
        " value in a parent field.",
        at="FieldOptionsCaseRule",
    )
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

    @assumed(
        "CreateCase",
        "A child option that is not mapped is a ValidationException",
        why="it is not available, as an inactive option is not",
    )
    @pytest.mark.parametrize(
        ("parent", "child"), [("fruit", "carrot"), ("root", "apple"), (None, "apple")]
    )
    def test_other_option_is_refused(
        self, bench: Workbench, mapped: Mapped, parent: str | None, child: str
    ) -> None:
        with bench.refuses("ValidationException", mapped.child, child):
            mapped.case(parent, child)

    @assumed(
        "CreateCase",
        "A parent option without a mapping restricts nothing",
        why="the rule says nothing of it",
    )
    def test_unmapped_parent_restricts_nothing(self, bench: Workbench, mapped: Mapped) -> None:
        case_id = mapped.case("other", "apple")

        assert bench.values(case_id, mapped.child) == {mapped.child: "apple"}

    @assumed(
        "UpdateCase",
        "A parent cannot change away from its child",
        why="the child's option would no longer be available",
    )
    def test_parent_cannot_leave_its_child(self, bench: Workbench, mapped: Mapped) -> None:
        case_id = mapped.case("fruit", "apple")

        with bench.refuses("ValidationException", mapped.child):
            bench.update(case_id, {mapped.parent: "root"})

    @assumed(
        "UpdateCase",
        "Rules see the case as it will be",
        why="both fields are saved at once",
    )
    def test_both_can_change_together(self, bench: Workbench, mapped: Mapped) -> None:
        case_id = mapped.case("fruit", "apple")

        bench.update(case_id, {mapped.parent: "root", mapped.child: "carrot"})

        assert bench.values(case_id, mapped.child) == {mapped.child: "carrot"}

    @assumed(
        "UpdateCase",
        "What an update does not touch is not held against it",
        why="a rule added later would lock all older cases",
    )
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

    @assumed(
        "CreateCase",
        "A rule with a deleted field no longer acts",
        why="CreateCase refuses a value for the field",
    )
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
