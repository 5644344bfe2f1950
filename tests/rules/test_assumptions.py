"""Assumptions that refuse: each says its name, and switched off lets the request pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.moto_api import state_manager

from mock_connectcases import mock_connectcases
from mock_connectcases.rules import all_rules, is_assumed
from tests.operations.conftest import Workbench, pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Attempt = Callable[[], object]

ALWAYS_REQUIRED = {"required": {"defaultValue": True, "conditions": []}}
UNKNOWN_FIELD = {"field": {"equalTo": {"id": "nothing", "value": {"stringValue": "a"}}}}


def set_value(bench: Workbench, type_: str, value: Any) -> Attempt:
    """Prepare a case with a value in a new field of a type."""
    field_id = bench.select("low") if type_ == "SingleSelect" else bench.field(type_)
    return lambda: bench.case({field_id: value})


def delete_again(bench: Workbench, kind: str) -> Attempt:
    """Prepare the second deletion of a definition."""
    made = {
        "field": bench.field,
        "layout": bench.layout,
        "template": bench.template,
        "case_rule": lambda: bench.rule(ALWAYS_REQUIRED),
    }[kind]()
    words = kind.split("_")
    member = f"{words[0]}{''.join(map(str.title, words[1:]))}Id"
    delete = getattr(bench.client, f"delete_{kind}")
    delete(domainId=bench.domain_id, **{member: made})
    return lambda: delete(domainId=bench.domain_id, **{member: made})


def mapped_options(bench: Workbench) -> Attempt:
    """Prepare a case whose child option does not go with its parent's."""
    parent, child = bench.select("a"), bench.select("b", "c")
    mapping = {"parentFieldOptionValue": "a", "childFieldOptionValues": ["b"]}
    rule_id = bench.rule(
        {
            "fieldOptions": {
                "parentFieldId": parent,
                "childFieldId": child,
                "parentChildFieldOptionsMappings": [mapping],
            }
        }
    )
    template_id = bench.template(rules=[{"caseRuleId": rule_id}])
    return lambda: bench.case({parent: "a", child: "c"}, template_id=template_id)


def required_by_rule(bench: Workbench) -> Attempt:
    """Prepare a case without a value that a case rule requires."""
    rule = {"caseRuleId": bench.rule(ALWAYS_REQUIRED), "fieldId": bench.field()}
    template_id = bench.template(rules=[rule])
    return lambda: bench.case(template_id=template_id)


def delete_in_creation(bench: Workbench) -> Attempt:
    """Prepare the deletion of a domain that is still being created."""
    state_manager.set_transition("cases::domain", {"progression": "manual", "times": 9})
    domain_id = bench.client.create_domain(name="slow")["domainId"]
    return lambda: bench.client.delete_domain(domainId=domain_id)


def file_without_arn(bench: Workbench) -> Attempt:
    """Prepare a file that is named by no ARN."""
    case_id = bench.case()
    return lambda: bench.item(case_id, "File", {"file": {"fileArn": "note.txt"}})


def link_to_itself(bench: Workbench) -> Attempt:
    """Prepare a link of a case to itself."""
    case_id = bench.case()
    return lambda: bench.item(case_id, "ConnectCase", {"connectCase": {"caseId": case_id}})


def long_line(bench: Workbench) -> Attempt:
    """Prepare a case with a long text on a single line."""
    field_id = bench.field(attributes={"text": {"isMultiline": False}})
    return lambda: bench.case({field_id: "x" * 501})


def order_of_booleans(bench: Workbench) -> Attempt:
    """Prepare a search for booleans greater than another."""
    field_id = bench.field("Boolean")
    bench.case({field_id: True})
    operand = {"id": field_id, "value": {"booleanValue": False}}
    return lambda: bench.search(filter={"field": {"greaterThan": operand}})


def layout_of_a_deleted_field(bench: Workbench) -> Attempt:
    """Prepare a layout with a field that is deleted."""
    field_id = bench.field()
    bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)
    return lambda: bench.layout(field_id)


def clear_reference_id(bench: Workbench) -> Attempt:
    """Prepare an update that takes away the reference ID of a case."""
    case_id = bench.case()
    return lambda: bench.update(case_id, {"reference_id": None})


def list_status_twice(bench: Workbench) -> Attempt:
    """Prepare a list of templates by a status that is given twice."""
    return lambda: bench.client.list_templates(
        domainId=bench.domain_id, status=["Active", "Active"]
    )


ATTEMPTS: dict[str, Callable[[Workbench], Attempt]] = {
    "url-has-no-white-space": lambda bench: set_value(bench, "Url", "my desk"),
    "user-is-arn": lambda bench: set_value(bench, "User", {"userArnValue": "jane"}),
    "field-value-is-option": lambda bench: set_value(bench, "SingleSelect", "high"),
    "empty-string-only-in-text": lambda bench: set_value(bench, "Url", ""),
    "assignment-is-arn": lambda bench: lambda: bench.case({"assigned_queue": "desk"}),
    "customer-is-profile-arn": lambda bench: lambda: bench.case({"customer_id": "jane"}),
    "text-attributes-only-on-text": lambda bench: (
        lambda: bench.field("Number", attributes={"text": {"isMultiline": True}})
    ),
    "domain-in-creation-not-deletable": delete_in_creation,
    "related-item-reference-is-arn": file_without_arn,
    "performed-by-user-is-arn": lambda bench: lambda: bench.case(performedBy={"userArn": "jane"}),
    "single-line-text-at-most-500": long_line,
    "field-name-of-system-field-taken": lambda bench: lambda: bench.field(name="Title"),
    "layout-deleted-field-refused": layout_of_a_deleted_field,
    "tag-bounds": lambda bench: (
        lambda: bench.client.tag_resource(arn=bench.domain_arn, tags={"aws:team": "a"})
    ),
    "required-rules-bind-api": required_by_rule,
    "child-option-goes-with-parent": mapped_options,
    "case-not-linked-to-itself": link_to_itself,
    "field-deleted-again": lambda bench: delete_again(bench, "field"),
    "layout-deleted-again": lambda bench: delete_again(bench, "layout"),
    "template-deleted-again": lambda bench: delete_again(bench, "template"),
    "case-rule-deleted-again": lambda bench: delete_again(bench, "case_rule"),
    "case-reference-id-empty-refused": lambda bench: lambda: bench.case({"reference_id": None}),
    "case-reference-id-not-cleared": clear_reference_id,
    "layout-without-title": lambda bench: lambda: bench.layout("title"),
    "template-status-filter-unique-items": list_status_twice,
    "tag-filter-not-empty": lambda bench: lambda: bench.search(filter={"tag": {"equalTo": {}}}),
    "search-operator-suits-type": order_of_booleans,
    "requested-field-exists": lambda bench: lambda: bench.search(filter=UNKNOWN_FIELD),
}


@pytest.fixture
def bench() -> Iterator[Workbench]:
    """Return a workbench in a mock."""
    with mock_connectcases():
        yield Workbench(boto3.client("connectcases", region_name="us-east-1"))
        state_manager.unset_transition("cases::domain")


def test_every_switch_is_tried() -> None:
    assert ATTEMPTS.keys() == {each.name for each in all_rules().values() if each.is_switchable}


@pytest.mark.parametrize("name", ATTEMPTS)
class TestSwitch:
    def test_refusal_names_its_assumption(self, bench: Workbench, name: str) -> None:
        attempt = ATTEMPTS[name](bench)

        with pytest.raises(ClientError) as caught:
            attempt()

        message = caught.value.response["Error"]["Message"]
        assert message.endswith(f" (assumed: {name})") is is_assumed(name)
        error = mock_connectcases().calls.last.error
        assert error is not None
        assert error.rule == name

    def test_request_passes_without_it(self, bench: Workbench, name: str) -> None:
        attempt = ATTEMPTS[name](bench)

        with mock_connectcases(assumptions={name: False}):
            attempt()

            assert mock_connectcases().calls.last.error is None

    def test_state_can_be_read_and_loaded_afterwards(self, bench: Workbench, name: str) -> None:
        attempt = ATTEMPTS[name](bench)

        with mock_connectcases(assumptions={name: False}) as mock:
            attempt()
            bench.case()
            before, dumped = bench.snapshot(), mock.dump()
            mock.reset()
            mock.load(dumped)

            assert mock.dump() == dumped
            assert bench.snapshot() == before


def test_refusal_says_that_its_assumption_cannot_be_switched_off(bench: Workbench) -> None:
    case_id = bench.case()

    with bench.refuses(
        "ValidationException", "(assumed: field-given-once, which cannot be switched off)"
    ):
        bench.client.update_case(
            domainId=bench.domain_id, caseId=case_id, fields=2 * pairs({"summary": "Three legs"})
        )


class TestUnknownFieldWithoutRequestedFieldExists:
    @pytest.fixture(autouse=True)
    def without_the_rule(self) -> Iterator[None]:
        with mock_connectcases(assumptions={"requested-field-exists": False}):
            yield

    def test_condition_on_it_holds_for_no_case(self, bench: Workbench) -> None:
        bench.case()

        assert bench.search(filter=UNKNOWN_FIELD) == []

    def test_condition_that_it_is_empty_holds_for_no_case(self, bench: Workbench) -> None:
        bench.case()
        empty = {"id": "nothing", "value": {"emptyValue": {}}}

        assert bench.search(filter={"field": {"equalTo": empty}}) == []

    def test_opposite_of_a_condition_on_it_holds_for_every_case(self, bench: Workbench) -> None:
        case_id = bench.case()

        assert bench.search(filter={"not": UNKNOWN_FIELD}) == [case_id]

    def test_condition_on_it_holds_for_no_custom_item(self, bench: Workbench) -> None:
        case_id, field_id = bench.case(), bench.field()
        bench.item(case_id, "Custom", {"custom": {"fields": pairs({field_id: "a"})}})

        found = bench.client.search_related_items(
            domainId=bench.domain_id,
            caseId=case_id,
            filters=[{"custom": {"fields": UNKNOWN_FIELD}}],
        )

        assert found["relatedItems"] == []

    def test_sort_by_it_is_left_out(self, bench: Workbench) -> None:
        cases = [bench.case({"title": title}) for title in ("b", "a")]

        sorts = [{"fieldId": each, "sortOrder": "Desc"} for each in ("nothing", "title")]
        assert bench.search(sorts=sorts) == cases

    def test_it_is_not_returned(self, bench: Workbench) -> None:
        case_id = bench.case({"title": "Lamp"})

        assert bench.values(case_id, "nothing", "title") == {"title": "Lamp"}

    def test_value_for_it_is_refused_still(self, bench: Workbench) -> None:
        case_id = bench.case()

        with bench.refuses("ValidationException", "'nothing'", "(assumed: field-exists,"):
            bench.update(case_id, {"nothing": "a"})
