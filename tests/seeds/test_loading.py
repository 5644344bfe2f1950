"""What a seed says is there, as if programs had made it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from freezegun import freeze_time
from moto.moto_api._internal import mock_random

from mock_connectcases import MockConnectCases, SeedError, mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.seeds import seed as seeds
from mock_connectcases.seeds.domains import build_domain
from tests.interpreters.cold import output_of
from tests.seeds.conftest import EXAMPLE, domain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.newest_model

DOMAIN = "11111111-1111-4111-a111-111111111111"
TEXT_FIELDS = {"fields": {"Note": "Text"}, "templates": {"T": None}}


def case_of(client: Any, fields: list[str], number: int = 0) -> dict[str, Any]:
    """Return values of a case, the one changed last by default."""
    (found,) = client.list_domains()["domains"]
    wanted = [{"id": each} for each in fields]
    page = client.search_cases(domainId=found["domainId"], fields=wanted)
    values = page["cases"][number]["fields"]
    return {each["id"]: next(iter(each["value"].values())) for each in values}


def test_program_that_knows_its_ids_finds_what_it_expects(
    mock: MockConnectCases, client: Any
) -> None:
    mock.load(EXAMPLE)

    created = client.create_case(
        domainId=DOMAIN,
        templateId="complaint",
        fields=[
            {"id": "title", "value": {"stringValue": "Chair"}},
            {"id": "priority", "value": {"stringValue": "low"}},
        ],
    )

    assert created["caseArn"].startswith(
        f"arn:aws:cases:us-east-1:123456789012:domain/{DOMAIN}/case/"
    )
    assert client.get_domain(domainId=DOMAIN)["domainStatus"] == "Active"
    options = client.list_field_options(domainId=DOMAIN, fieldId="priority")["options"]
    assert [each["value"] for each in options] == ["low", "urgent"]


def test_everything_of_the_example_is_there(mock: MockConnectCases, client: Any) -> None:
    mock.load(EXAMPLE)

    template = client.get_template(domainId=DOMAIN, templateId="complaint")
    layout_id = template["layoutConfiguration"]["defaultLayout"]
    layout = client.get_layout(domainId=DOMAIN, layoutId=layout_id)
    panel = layout["content"]["basic"]["topPanel"]["sections"][0]["fieldGroup"]["fields"]
    assert panel == [{"id": "priority"}, {"id": "case_reason"}]
    assert template["requiredFields"] == [{"fieldId": "priority"}]
    assert len(template["rules"]) == 1
    assert client.get_case_event_configuration(domainId=DOMAIN)["eventBridge"]["enabled"]
    found = client.search_all_related_items(domainId=DOMAIN)["relatedItems"]
    assert [each["type"] for each in found] == ["Contact", "Comment"]
    assert mock.events == []


def test_history_has_the_creation(mock: MockConnectCases, client: Any) -> None:
    mock.load(EXAMPLE)

    (case, _) = client.search_cases(domainId=DOMAIN)["cases"]
    history = client.get_case_audit_events(domainId=DOMAIN, caseId=case["caseId"])["auditEvents"]

    assert [each["type"] for each in history] == [*["RelatedItem.Created"] * 2, "Case.Created"]


def test_ids_are_the_same_in_every_process(mock: MockConnectCases) -> None:
    program = (
        "import json\n"
        "from mock_connectcases import mock_connectcases\n"
        f"with mock_connectcases(seed={str(EXAMPLE)!r}) as cases:\n"
        "    print(json.dumps(cases.dump()))\n"
    )

    mock.load(EXAMPLE)

    for hash_seed in ("0", "1"):
        assert json.loads(output_of(program, PYTHONHASHSEED=hash_seed)) == mock.dump()


def test_loading_draws_nothing_from_the_randomness_of_moto(mock: MockConnectCases) -> None:
    before = mock_random.getstate()

    mock.load(EXAMPLE)

    assert mock_random.getstate() == before


def test_ids_follow_from_names_and_not_from_the_order(mock: MockConnectCases) -> None:
    mock.load(domain(fields={"A": "Text", "B": "Text"}))
    before = mock.dump()["domains"]["desk"]["fields"]
    mock.reset()

    mock.load(domain(fields={"B": "Text", "new": "Text", "A": "Text"}))

    after = mock.dump()["domains"]["desk"]["fields"]
    assert {key: after[key] for key in before} == before


def test_time_is_what_the_seed_says(mock: MockConnectCases, client: Any) -> None:
    desk = domain(**TEXT_FIELDS, cases=[{"template": "T", "fields": {"title": "A"}}])

    mock.load({**desk, "time": "2025-05-01T10:00:00+02:00"})

    assert case_of(client, ["created_datetime"]) == {
        "created_datetime": "2025-05-01T08:00:00.000000000Z"
    }


def test_time_may_be_that_of_loading(mock: MockConnectCases, client: Any) -> None:
    desk = domain(**TEXT_FIELDS, cases=[{"template": "T", "fields": {"title": "A"}}])

    with freeze_time("2024-02-29T12:00:00Z"):
        mock.load({**desk, "time": "now"})

    assert case_of(client, ["last_updated_datetime"]) == {
        "last_updated_datetime": "2024-02-29T12:00:00.000000000Z"
    }


def test_cases_stand_in_the_order_of_their_times(mock: MockConnectCases, client: Any) -> None:
    times = {"A": "2026-01-02T00:00:00Z", "B": "2026-01-03T00:00:00Z", "C": "2026-01-01T00:00:00Z"}
    cases = [
        {"template": "T", "fields": {"title": title, "last_updated_datetime": time}}
        for title, time in times.items()
    ]

    mock.load(domain(**TEXT_FIELDS, cases=cases))

    found = [case_of(client, ["title"], number)["title"] for number in range(3)]
    assert found == ["B", "A", "C"]


def as_api(text: str) -> dict[str, str]:
    """Return a text as the API has it in values of fields."""
    return {"stringValue": text}


@pytest.mark.parametrize("form", [str, as_api])
@pytest.mark.parametrize("name", ["last_updated_datetime", "created_datetime", "Date/Time Opened"])
def test_cases_stand_in_the_order_of_times_in_either_form(
    mock: MockConnectCases, client: Any, name: str, form: Callable[[str], Any]
) -> None:
    times = {"A": "2020-01-01T00:00:00Z", "B": "2010-01-01T02:00:00+02:00"}
    cases = [
        {"template": "T", "fields": {"title": title, name: form(time)}}
        for title, time in times.items()
    ]

    mock.load(domain(**TEXT_FIELDS, cases=cases))

    found = [case_of(client, ["title"], number)["title"] for number in range(2)]
    assert found == ["A", "B"]


def test_time_of_the_creation_alone_is_that_of_the_last_change(
    mock: MockConnectCases, client: Any
) -> None:
    fields = {"title": "A", "created_datetime": "2020-01-01T00:00:00.000000000Z"}

    mock.load(domain(**TEXT_FIELDS, cases=[{"template": "T", "fields": fields}]))

    assert case_of(client, ["last_updated_datetime"]) == {
        "last_updated_datetime": fields["created_datetime"]
    }


def test_case_created_after_a_seed_is_the_latest(mock: MockConnectCases, client: Any) -> None:
    mock.load(EXAMPLE)

    title = {"id": "title", "value": {"stringValue": "New"}}
    priority = {"id": "priority", "value": {"stringValue": "low"}}
    client.create_case(domainId=DOMAIN, templateId="complaint", fields=[title, priority])

    assert case_of(client, ["title"]) == {"title": "New"}


def test_accounts_and_regions_can_be_said(mock: MockConnectCases, client: Any) -> None:
    mock.load(
        {
            "account": "111122223333",
            "region": "eu-west-2",
            "domains": [{"name": "desk"}, {"name": "desk", "region": "us-west-2"}],
        }
    )

    west = boto3.client("connectcases", region_name="us-west-2")
    assert client.list_domains()["domains"] == west.list_domains()["domains"] == []
    assert {(each["account"], each["region"]) for each in seeded(mock)} == {
        ("111122223333", "eu-west-2"),
        ("111122223333", "us-west-2"),
    }


def seeded(mock: MockConnectCases) -> list[dict[str, Any]]:
    """Return all domains of a dump, each with its account and region."""
    dumped = mock.dump()
    domains = dumped["domains"]
    listed = domains if isinstance(domains, list) else list(domains.values())
    common: dict[str, Any] = {key: dumped[key] for key in ("account", "region") if key in dumped}
    return [{**common, **each} for each in listed]


def test_seed_adds_to_what_is_there(mock: MockConnectCases, client: Any) -> None:
    client.create_domain(name="first")

    mock.load({"domains": {"second": None}})

    assert [each["name"] for each in client.list_domains()["domains"]] == ["first", "second"]


def test_domain_that_is_there_is_refused_and_nothing_is_added(
    mock: MockConnectCases, client: Any
) -> None:
    client.create_domain(name="desk")

    with pytest.raises(SeedError, match="'desk' already exists"):
        mock.load({"domains": {"another": None, "desk": None}})

    assert [each["name"] for each in client.list_domains()["domains"]] == ["desk"]


def test_dictionary_is_copied(mock: MockConnectCases, client: Any) -> None:
    seed = domain(tags={"k": "v"})
    mock.load(seed)

    seed["domains"]["desk"]["tags"]["k"] = "changed"

    (found,) = client.list_domains()["domains"]
    assert client.get_domain(domainId=found["domainId"])["tags"] == {"k": "v"}


def test_value_may_be_written_as_the_api_has_it(mock: MockConnectCases, client: Any) -> None:
    fields = {"Score": {"id": "score", "type": "Number"}}
    values = {"title": {"stringValue": "A"}, "Score": {"doubleValue": "Infinity"}}

    mock.load(
        domain(fields=fields, templates={"T": None}, cases=[{"template": "T", "fields": values}])
    )

    assert case_of(client, ["title", "score"]) == {"title": "A", "score": float("inf")}


def test_links_between_cases_are_by_id_or_reference_id(mock: MockConnectCases, client: Any) -> None:
    cases = [
        {
            "template": "T",
            "fields": {"title": "A"},
            "relatedItems": [{"connectCase": "REF-1"}, {"connectCase": "second"}],
        },
        {"id": "second", "template": "T", "fields": {"title": "B", "reference_id": "ref-1"}},
    ]

    mock.load(domain(**TEXT_FIELDS, cases=cases))

    (found,) = client.list_domains()["domains"]
    items = client.search_all_related_items(domainId=found["domainId"])["relatedItems"]
    assert [each["content"] for each in items] == [{"connectCase": {"caseId": "second"}}] * 2


def test_dumped_json_and_yaml_can_be_loaded(mock: MockConnectCases, tmp_path: Path) -> None:
    mock.load(EXAMPLE)
    dumped = mock.dump()
    path = tmp_path / "dumped.json"
    path.write_text(json.dumps(dumped), encoding="utf-8")

    with mock_connectcases() as inner:
        inner.reset()
        inner.load(str(path))

        assert inner.dump() == dumped


def test_case_without_a_reference_id_can_get_one(mock: MockConnectCases, client: Any) -> None:
    """A case that is older than reference IDs is dumped and restored without one."""
    mock.load(domain(templates={"T": None}, cases=[{"template": "T", "fields": {"title": "A"}}]))
    dumped = mock.dump()
    (found,) = dumped["domains"].values()
    found["cases"][0]["fields"]["reference_id"] = None
    mock.reset()

    mock.load(dumped)

    assert mock.dump() == dumped
    domain_id = client.list_domains()["domains"][0]["domainId"]
    case_id = client.search_cases(domainId=domain_id)["cases"][0]["caseId"]
    fields = [{"id": "reference_id", "value": {"stringValue": "Late"}}]
    client.update_case(domainId=domain_id, caseId=case_id, fields=fields)
    got = client.get_case(domainId=domain_id, caseId=case_id, fields=[{"id": "reference_id"}])
    assert got["fields"] == fields


def test_sla_tracks_a_field_by_its_name(mock: MockConnectCases, client: Any) -> None:
    """An SLA of a seed names its field as values do, and a dump restores it."""
    sla = {"fieldId": "Tier", "targetFieldValues": ["gold"], "targetSlaMinutes": 60}
    case = {"template": "T", "fields": {"title": "A"}, "relatedItems": [{"sla": sla}]}
    tier = {"type": "SingleSelect", "options": ["gold"]}
    mock.load(
        {"domains": {"d": {"fields": {"Tier": tier}, "templates": {"T": {}}, "cases": [case]}}}
    )

    dumped = mock.dump()
    mock.reset()
    mock.load(dumped)

    domain_id = client.list_domains()["domains"][0]["domainId"]
    field_id = next(
        each["fieldId"]
        for each in client.list_fields(domainId=domain_id)["fields"]
        if each["name"] == "Tier"
    )
    case_id = client.search_cases(domainId=domain_id)["cases"][0]["caseId"]
    items = client.search_related_items(domainId=domain_id, caseId=case_id)["relatedItems"]
    assert items[0]["content"]["sla"]["slaConfiguration"]["fieldId"] == field_id


def test_history_has_the_target_time_of_an_sla(mock: MockConnectCases, client: Any) -> None:
    target = "2026-01-01T00:30:00Z"
    sla = {"name": "Soon", "targetTime": target}
    case = {"template": "T", "fields": {"title": "A"}, "relatedItems": [{"sla": sla}]}

    mock.load(domain(templates={"T": None}, cases=[case]))

    (found,) = client.list_domains()["domains"]
    case_id = client.search_cases(domainId=found["domainId"])["cases"][0]["caseId"]
    events = client.get_case_audit_events(domainId=found["domainId"], caseId=case_id)["auditEvents"]
    values = {each["eventFieldId"]: each["newValue"] for each in events[0]["fields"]}
    assert values["targetTime"]["stringValue"].startswith(target[:-1])


def test_sla_counts_from_the_time_of_its_item(mock: MockConnectCases, client: Any) -> None:
    slas = [
        {"sla": {"name": "Soon", "targetSlaMinutes": 60}},
        {"sla": {"name": "Met", "targetTime": "2026-01-01T00:30:00Z", "completionTime": None}},
    ]
    case = {"template": "T", "fields": {"title": "A"}, "relatedItems": slas}

    mock.load(domain(templates={"T": None}, cases=[case]))

    (found,) = client.list_domains()["domains"]
    with freeze_time("2026-01-01T00:45:00Z"):
        items = client.search_all_related_items(domainId=found["domainId"])["relatedItems"]
    states = {
        each["content"]["sla"]["slaConfiguration"]["name"]: each["content"]["sla"][
            "slaConfiguration"
        ]["status"]
        for each in items
    }
    assert states == {"Soon": "Active", "Met": "Overdue"}


def test_id_from_a_reference_is_not_that_of_a_place(mock: MockConnectCases) -> None:
    cases = [
        {"template": "T", "fields": {"title": "A", "reference_id": "1"}},
        {"template": "T", "fields": {"title": "B"}},
    ]

    mock.load(domain(templates={"T": None}, cases=cases))

    first, second = mock.dump()["domains"]["desk"]["cases"]
    assert first["id"] != second["id"]


def test_id_from_a_reference_is_the_same_in_either_form(mock: MockConnectCases) -> None:
    found = []
    for reference in ("R-1", as_api("R-1")):
        case = {"template": "T", "fields": {"title": "A", "reference_id": reference}}
        mock.load(domain(templates={"T": None}, cases=[case]))
        found.append(mock.dump()["domains"]["desk"]["cases"][0]["id"])
        mock.reset()

    assert found[0] == found[1]


def test_quota_is_checked_before_more_is_read(mock: MockConnectCases) -> None:
    six: dict[str, Any] = {str(number): {} for number in range(6)}

    with pytest.raises(SeedError, match="quota for domains per account is 5"):
        mock.load({"domains": {**six, "no domain": {"region": "nowhere"}}})


def between(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> list[str]:
    """Let another thread do something at each domain that is built; return their names."""
    names: list[str] = []

    def build(store: Any, entry: Any, **options: Any) -> Any:
        names.append(entry.name)
        built = build_domain(store, entry, **options)
        with ThreadPoolExecutor(1) as other:
            other.submit(do).result(timeout=30)
        return built

    monkeypatch.setattr(seeds, "build_domain", build)
    return names


def test_requests_are_answered_while_a_seed_is_built(
    mock: MockConnectCases, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[Any] = []
    between(monkeypatch, lambda: listed.append(client.list_domains()["domains"]))

    mock.load({"domains": {"desk": {}, "other": {}}})

    assert listed == [[], []]
    assert len(client.list_domains()["domains"]) == 2


def test_seed_is_built_anew_beside_a_domain_that_was_made_meanwhile(
    mock: MockConnectCases, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_do = [lambda: client.create_domain(name="other")]
    names = between(monkeypatch, lambda: to_do and to_do.pop()())

    mock.load({"domains": {"desk": {}}})

    assert names == ["desk", "desk"]
    assert [each["name"] for each in client.list_domains()["domains"]] == ["other", "desk"]


def test_seed_is_refused_for_a_domain_that_was_made_meanwhile(
    mock: MockConnectCases, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_do = [lambda: client.create_domain(name="desk")]
    between(monkeypatch, lambda: to_do and to_do.pop()())

    with pytest.raises(SeedError, match="A domain with the name 'desk' already exists"):
        mock.load({"domains": {"a first one": {}, "desk": {}}})

    assert [each["name"] for each in client.list_domains()["domains"]] == ["desk"]


def test_seed_goes_to_the_stores_that_are_there_after_a_reset_meanwhile(
    mock: MockConnectCases, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_do = [connectcases_backends.discard]
    between(monkeypatch, lambda: to_do and to_do.pop()())

    mock.load({"domains": {"desk": {}}})

    assert [each["name"] for each in client.list_domains()["domains"]] == ["desk"]


def test_definitions_are_listed_by_the_times_of_their_creation(
    mock: MockConnectCases, client: Any
) -> None:
    fields = {
        "Late": {"type": "Text", "createdTime": "2026-03-01T00:00:00Z"},
        "As the domain": "Text",
        "Early": {"type": "Text", "createdTime": "2026-02-01T00:00:00Z"},
        "As early": {"type": "Text", "createdTime": "2026-02-01T00:00:00Z"},
    }
    layouts = {
        "Late": {"topPanel": ["Late"], "createdTime": "2026-03-01T00:00:00Z"},
        "Early": {"topPanel": ["Late"], "createdTime": "2026-02-01T00:00:00Z"},
    }

    mock.load(domain(fields=fields, layouts=layouts))

    (found,) = client.list_domains()["domains"]
    listed = client.list_fields(domainId=found["domainId"])["fields"]
    custom = [each["name"] for each in listed if each["namespace"] == "Custom"]
    assert custom == ["As the domain", "Early", "As early", "Late"]
    listed = client.list_layouts(domainId=found["domainId"])["layouts"]
    assert [each["name"] for each in listed] == ["Early", "Late"]


def test_domains_are_listed_by_the_times_of_their_creation(
    mock: MockConnectCases, client: Any
) -> None:
    mock.load({"domains": {"late": {}, "early": {"createdTime": "2025-02-01T00:00:00Z"}}})

    assert [each["name"] for each in client.list_domains()["domains"]] == ["early", "late"]


def test_dump_has_the_order_of_a_list_whatever_the_times_say(
    mock: MockConnectCases, client: Any
) -> None:
    domain_id = client.create_domain(name="desk")["domainId"]
    for name, day in (("First", 2), ("Second", 1)):
        with freeze_time(f"2026-02-0{day}"):
            client.create_field(domainId=domain_id, name=name, type="Text")
    before, dumped = client.list_fields(domainId=domain_id)["fields"], mock.dump()

    mock.reset()
    mock.load(dumped)

    assert client.list_fields(domainId=domain_id)["fields"] == before
    assert mock.dump() == dumped
