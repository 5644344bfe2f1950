"""The document of everything that exists: what it tells, and what is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.operations import READS
from mock_connectcases.persistence.document import dump, load
from mock_connectcases.wire.model import is_older_than_release
from tests.persistence.reading import read_everything

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.connectcases.models import ConnectCasesBackends

Document = dict[str, Any]


def domain_of(document: Document) -> Any:
    """Return the domain with one of everything."""
    return next(iter(document["stores"][1]["domains"].values()))


def case_of(document: Document) -> Any:
    return next(iter(domain_of(document)["cases"].values()))


def first(resources: Document) -> Any:
    return next(iter(resources.values()))


def test_kept_document_is_read_and_written_as_it_is(
    backends: ConnectCasesBackends, document: Document
) -> None:
    load(backends, document)

    assert json.dumps(dump(backends)) == json.dumps(document)


@pytest.mark.skipif(is_older_than_release(), reason="an older botocore lacks operations")
def test_kept_document_can_be_read_by_every_operation_that_reads(
    backends: ConnectCasesBackends, document: Document, client: Any
) -> None:
    load(backends, document)

    answers = read_everything(client)

    assert {name for name, _ in answers} == READS | {"GetDomain", "GetMergeCasesStatus"}


def test_work_goes_on_where_it_was(
    backends: ConnectCasesBackends, document: Document, client: Any
) -> None:
    load(backends, document)
    (domain_id, *_) = document["stores"][1]["domains"]
    before = client.search_cases(domainId=domain_id)["cases"]
    fields = [{"id": "summary", "value": {"stringValue": "changed"}}]

    client.update_case(domainId=domain_id, caseId=before[-1]["caseId"], fields=fields)

    after = client.search_cases(domainId=domain_id)["cases"]
    assert [each["caseId"] for each in after] == [
        before[-1]["caseId"],
        *[each["caseId"] for each in before[:-1]],
    ]


def test_nothing_is_a_document_without_stores(backends: ConnectCasesBackends) -> None:
    assert dump(backends) == {"format": 1, "stores": []}


def test_what_was_held_before_is_forgotten(backends: ConnectCasesBackends, client: Any) -> None:
    client.create_domain(name="before")

    load(backends, {"format": 1, "stores": []})

    assert client.list_domains()["domains"] == []


def test_reading_back_does_not_share_what_was_dumped(
    backends: ConnectCasesBackends, client: Any
) -> None:
    domain_id = client.create_domain(name="one")["domainId"]
    arn = client.get_domain(domainId=domain_id)["domainArn"]
    before = dump(backends)
    text = json.dumps(before)

    client.tag_resource(arn=arn, tags={"later": "tag"})

    assert json.dumps(before) == text


UNFIT: list[tuple[str, Callable[[Any], object], str]] = [
    ("no object", lambda _: [], "$.format must be an object with the number of its format"),
    ("no format", lambda it: it.pop("format"), "$.format must be an object with the number"),
    ("newer format", lambda it: it.update(format=2), "$.format is 2, and this release"),
    ("boolean format", lambda it: it.update(format=True), "$.format must be an object"),
    ("no stores", lambda it: it.pop("stores"), "$ must have the members format and stores"),
    ("another member", lambda it: it.update(more=1), "$ must have the members format and stores"),
    ("stores object", lambda it: it.update(stores={}), "$.stores must be an array"),
    (
        "unknown region",
        lambda it: it["stores"][1].update(region="us-moon-1"),
        "$.stores[1].region is none: Amazon Connect Cases is not offered in 'us-moon-1'",
    ),
    (
        "account",
        lambda it: it["stores"][1].update(account_id="../../etc"),
        "$.stores[1].account_id must have twelve digits",
    ),
    (
        "store twice",
        lambda it: it["stores"].append(it["stores"][0]),
        "$.stores[2] describes a store for the second time",
    ),
    (
        "domains beyond the last number",
        lambda it: it["stores"][1].update(last_number=1),
        "$.stores[1].domains have a number beyond last_number",
    ),
]

UNFIT_DOMAIN: list[tuple[str, Callable[[Any], object], str]] = [
    ("missing member", lambda it: it.pop("name"), " lacks name"),
    ("unknown member", lambda it: it.update(nmae="x"), " has the unknown member nmae"),
    ("number as text", lambda it: it.update(number="1"), ".number must be an integer"),
    ("boolean number", lambda it: it.update(number=True), ".number must be an integer"),
    ("time", lambda it: it.update(created_time="now"), ".created_time must be a time such as"),
    (
        "time elsewhere",
        lambda it: it.update(created_time="2026-01-31T12:00:00+01:00"),
        ".created_time must be a time such as",
    ),
    (
        "status",
        lambda it: it["creation"].__setitem__(0, "x"),
        ".creation[0] must be CreationInProgress or Active, and is 'x'",
    ),
    ("short tuple", lambda it: it["creation"].pop(), ".creation must be a list of 3"),
    ("tuple member", lambda it: it["creation"].__setitem__(1, "x"), ".creation[1] must be an int"),
    ("fields array", lambda it: it.update(fields=[]), ".fields must be an object"),
    (
        "no system field",
        lambda it: it["fields"].pop("title"),
        ".fields must have the system field 'title' of type Text",
    ),
    (
        "flag as number",
        lambda it: it["fields"]["case_id"].update(writable=0),
        ".fields.case_id.writable must be true or false",
    ),
    (
        "another id",
        lambda it: it["fields"]["title"].update(field_id="x"),
        ".fields.title.field_id must be the key",
    ),
    (
        "another ARN",
        lambda it: it["fields"]["title"].update(arn="arn:x"),
        ".fields.title.arn must be 'arn:aws:cases:us-east-1:123456789012:domain/",
    ),
    (
        "unknown type",
        lambda it: list(it["fields"].values())[-1].update(type="Blob"),
        ".type is no type of a field",
    ),
    (
        "option key",
        lambda it: it["fields"]["status"]["options"]["open"].update(value="x"),
        ".fields.status.options.open must be the key",
    ),
    (
        "unknown arm",
        lambda it: first(it["case_rules"]).update(details={"Rule": {}}),
        ".details must have one member, of ConditionalRule, FieldOptionsRule",
    ),
    (
        "inside an arm",
        lambda it: first(it["case_rules"])["details"]["ConditionalRule"].update(kind=1),
        ".details.ConditionalRule.kind must be a string",
    ),
    (
        "rule of no field",
        lambda it: first(it["case_rules"])["details"]["ConditionalRule"]["conditions"][0][
            "Comparison"
        ].update(field_id="x"),
        " name the field 'x', which is none",
    ),
    (
        "options of no field",
        lambda it: list(it["case_rules"].values())[1]["details"]["FieldOptionsRule"].update(
            child_field_id="x"
        ),
        " name the field 'x', which is none",
    ),
    (
        "layout of no field",
        lambda it: first(it["layouts"])["content"]["top_panel"]["sections"][0]["field_ids"].append(
            "x"
        ),
        " name the field 'x', which is none",
    ),
    (
        "template of no layout",
        lambda it: first(it["templates"]).update(default_layout_id="x"),
        " names the layout 'x', which is none",
    ),
    (
        "template of no rule",
        lambda it: first(it["templates"])["rules"].append(["x", None]),
        " names the case rule 'x', which is none",
    ),
    (
        "events of no field",
        lambda it: it["event_configuration"]["case_data"]["field_ids"].append("x"),
        ".event_configuration name the field 'x', which is none",
    ),
    (
        "merge of no case",
        lambda it: it["merges"][0]["record"].__setitem__(1, "x"),
        ".merges[0].record names the case 'x', which is none",
    ),
    (
        "merge with itself",
        lambda it: it["merges"][0]["record"].__setitem__(1, it["merges"][0]["record"][2]),
        ".merges[0].record is of a case with itself",
    ),
    (
        "merge twice",
        lambda it: it["merges"].append(it["merges"][0]),
        ".merges[1].record is the second one of a case",
    ),
    (
        "merge of no field",
        lambda it: it["merges"][0]["selected"].append("x"),
        ".merges[0] names the field 'x', which is none",
    ),
    (
        "number beyond all",
        lambda it: it.update(last_number=2**70),
        ".cases have a number beyond 9007199254740992",
    ),
    (
        "merge in no status",
        lambda it: it["merges"][0]["progress"].__setitem__(0, "x"),
        ".merges[0].progress[0] must be IN_PROGRESS or COMPLETED, and is 'x'",
    ),
]

UNFIT_CASE: list[tuple[str, Callable[[Any], object], str]] = [
    ("template", lambda it: it.update(template_id="x"), " names the template 'x', which is none"),
    ("no status", lambda it: it["values"].pop("status"), ".values lack 'status'"),
    ("no reference", lambda it: it["values"].pop("reference_id"), ".values lack 'reference_id'"),
    ("null", lambda it: it["values"].update(title=None), ".values.title must be a string, a num"),
    ("integer", lambda it: it["values"].update(title=1), ".values.title must be a string, a num"),
    (
        "no double",
        lambda it: it["values"].update(title={"double": "2"}),
        ".values.title must be a string, a number with a fraction, true or false",
    ),
    (
        "value of another type",
        lambda it: it["values"].update(title=True),
        ".values have a value that field 'title' cannot have",
    ),
    (
        "value of no field",
        lambda it: it["values"].update(x="y"),
        ".values have a value that field 'x' cannot have",
    ),
    (
        "history of another type",
        lambda it: it["history"][0][3].append(["title", None, True]),
        ".history[0] have a value that field 'title' cannot have",
    ),
    (
        "inside the history",
        lambda it: it["history"][0][2].__setitem__(0, None),
        ".history[0][2][0] must be a string",
    ),
    ("number twice", lambda it: it.update(number=it["updated"]), ".cases give a number twice"),
    (
        "number beyond",
        lambda it: it.update(number=10**6),
        ".cases have a number beyond last_number",
    ),
]


def check_refused(backends: ConnectCasesBackends, client: Any, document: object, rule: str) -> None:
    client.create_domain(name="before")
    held = dump(backends)

    with pytest.raises(InvalidDocumentError) as caught:
        load(backends, document)

    assert rule in str(caught.value)
    assert str(caught.value).startswith("$")
    assert dump(backends) == held


def ids_of(cases: list[tuple[str, Any, str]]) -> list[str]:
    return [name for name, _, _ in cases]


@pytest.mark.parametrize(("_", "change", "rule"), UNFIT, ids=ids_of(UNFIT))
def test_unfit_document_is_refused_and_changes_nothing(
    backends: ConnectCasesBackends,
    client: Any,
    document: Document,
    _: str,
    change: Callable[[Any], object],
    rule: str,
) -> None:
    changed = change(document)

    check_refused(backends, client, changed if changed == [] else document, rule)


@pytest.mark.parametrize(("_", "change", "rule"), UNFIT_DOMAIN, ids=ids_of(UNFIT_DOMAIN))
def test_unfit_domain_is_refused_and_changes_nothing(
    backends: ConnectCasesBackends,
    client: Any,
    document: Document,
    _: str,
    change: Callable[[Any], object],
    rule: str,
) -> None:
    change(domain_of(document))

    check_refused(backends, client, document, rule)


@pytest.mark.parametrize(("_", "change", "rule"), UNFIT_CASE, ids=ids_of(UNFIT_CASE))
def test_unfit_case_is_refused_and_changes_nothing(
    backends: ConnectCasesBackends,
    client: Any,
    document: Document,
    _: str,
    change: Callable[[Any], object],
    rule: str,
) -> None:
    change(case_of(document))

    check_refused(backends, client, document, rule)


def test_cases_stand_by_their_last_change(
    backends: ConnectCasesBackends, client: Any, document: Document
) -> None:
    domain = domain_of(document)
    domain["cases"] = dict(reversed(domain["cases"].items()))

    check_refused(backends, client, document, ".cases must stand by their last change")


def test_no_two_cases_have_the_same_reference_id(
    backends: ConnectCasesBackends, client: Any, document: Document
) -> None:
    one, other, *_ = domain_of(document)["cases"].values()
    other["values"]["reference_id"] = one["values"]["reference_id"].lower()

    check_refused(backends, client, document, ".cases have a reference ID twice")
