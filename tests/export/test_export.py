"""``export`` against our own server: what is loaded from it answers the same reads."""

from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from botocore import endpoint
from botocore.retries import bucket

pytest.importorskip("aiohttp", reason="the server needs the extra mock-connectcases[server]")

from mock_connectcases import cli, service
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.errors import ResourceNotFoundException
from mock_connectcases.export.progress import ProgressReporter
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.rules import SERVICE_MODEL
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.toolkit.outcomes import InjectedError
from mock_connectcases.wire.model import is_older_than_release
from tests.server.conftest import remote, server, url
from tests.state.reading import read_everything

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["remote", "server", "url"]

pytestmark = pytest.mark.skipif(
    is_older_than_release(), reason="an older botocore lacks what the desk is made of"
)

CONNECT = "arn:aws:connect:us-east-1:123456789012:instance/i"
PROFILE = "arn:aws:profile:us-east-1:123456789012:domains/shop/profiles/0f3ab"
DESK = {
    "domains": {
        "desk": {
            "tags": {"team": "a"},
            "fields": {
                "Priority": {"options": ["low", {"value": "high", "name": "Urgent"}]},
                "Kind": {"options": ["x", {"value": "old", "active": False}]},
                "Refund": "Number",
                "Seen": "Boolean",
                "Due": "DateTime",
                "Page": "Url",
                "Agent": "User",
                "Note": {
                    "type": "Text",
                    "multiline": True,
                    "description": "words",
                    "tags": {"a": "b"},
                },
                "case_reason": {"options": ["broken"]},
            },
            "layouts": {
                "Agents": {
                    "topPanel": ["Priority"],
                    "moreInfo": {"name": "More", "fields": ["Note"]},
                }
            },
            "caseRules": {
                "Refund is needed": {
                    "required": {"conditions": [{"field": "Priority", "equalTo": "high"}]}
                },
                "Kinds": {
                    "fieldOptions": {
                        "parentField": "Priority",
                        "childField": "Kind",
                        "mappings": {"high": ["x"]},
                    }
                },
            },
            "templates": {
                "Complaint": {
                    "layout": "Agents",
                    "requiredFields": ["Priority"],
                    "rules": [{"rule": "Refund is needed", "field": "Refund"}, "Kinds"],
                    "tagPropagation": {"Cases": {"from": "template"}},
                }
            },
            "events": {"includedData": {"caseData": {"fields": ["Note"]}}},
            "cases": [
                {
                    "id": f"case-{number}",
                    "template": "Complaint",
                    "performedBy": f"{CONNECT}/agent/7391a",
                    "fields": {
                        "title": "Ann Miller's lamp",
                        "customer_id": PROFILE,
                        "assigned_queue": f"{CONNECT}/queue/repairs",
                        "created_datetime": f"2026-01-0{number}T10:00:00Z",
                        "Priority": "high",
                        "Refund": 49.5,
                        "Seen": True,
                        "Due": "2026-02-01T00:00:00Z",
                        "Page": "https://shop.test/ann?id=17",
                        "Agent": f"{CONNECT}/agent/7391b",
                        "Note": "Call +49 170 1234567.",
                    },
                    "tags": {"k": "v"},
                    "relatedItems": [
                        {"comment": "Ann called.", "performedBy": f"{CONNECT}/agent/7391c"},
                        {"contact": f"{CONNECT}/contact/{number}"},
                        {"file": f"{CONNECT}/file/{number}"},
                        {"sla": {"name": "Close it", "targetSlaMinutes": 5}},
                        {"custom": {"Note": "Ann's", "Refund": 2}},
                        {"connectCase": f"case-{3 - number}"},
                    ],
                }
                for number in (1, 2)
            ],
        }
    }
}
WRITTEN = ("Miller", "Ann called", "170 1234567", "shop.test", "0f3ab", "agent/7391", "ann?id=17")


@pytest.fixture
def domain_id(remote: Any) -> str:
    """Return the id of a domain with one of everything."""
    Seed(DESK).load(connectcases_backends)
    (found,) = remote.list_domains()["domains"]
    return str(found["domainId"])


def export(url: str, domain_id: str, path: Path, *options: str) -> int:
    return cli.main(
        [
            "export",
            *("--domain-id", domain_id, "--region", "us-east-1", "--endpoint-url", url),
            *("--output", str(path), *options),
        ]
    )


def everything() -> list[Any]:
    """Return all answers but those about the history, of which the API does not return all."""
    answers = []
    for name, body in read_everything():
        if name in ("GetCaseAuditEvents", "GetMergeCasesStatus"):
            continue
        answer = json.loads(body)
        answer.pop("nextToken", None)  # it has places in orders, which are new
        answers.append((name, answer))
    return answers


@pytest.mark.parametrize("name", ["seed.json", "seed.yaml"])
def test_what_was_exported_answers_the_same_reads(
    url: str, domain_id: str, tmp_path: Path, name: str
) -> None:
    before = everything()

    status = export(url, domain_id, tmp_path / name, "--cases", "5", "--unmasked")

    assert status == 0
    connectcases_backends.discard()
    Seed(tmp_path / name).load(connectcases_backends)
    assert everything() == before
    assert {"GetCase", "GetLayout", "BatchGetCaseRule"} <= {each for each, _ in before}


def test_cases_are_the_latest_and_none_by_default(url: str, domain_id: str, tmp_path: Path) -> None:
    export(url, domain_id, tmp_path / "none.json")
    export(url, domain_id, tmp_path / "one.json", "--cases", "1")

    none, one = (json.loads((tmp_path / f"{each}.json").read_text()) for each in ("none", "one"))
    assert "cases" not in none["domains"]["desk"]
    assert [each["id"] for each in one["domains"]["desk"]["cases"]] == ["case-2"]


def test_nothing_that_people_wrote_is_left_without_the_option(
    url: str, domain_id: str, tmp_path: Path
) -> None:
    path = tmp_path / "seed.yaml"

    export(url, domain_id, path, "--cases", "5")

    text = path.read_text(encoding="utf-8")
    assert [each for each in WRITTEN if each in text] == []
    for unchanged in ("high", "queue/repairs", "49.5", "Close it", "case-1", "Complaint"):
        assert unchanged in text


def test_masked_export_can_be_loaded_and_its_stand_ins_are_of_the_same_kind(
    remote: Any, url: str, domain_id: str, tmp_path: Path
) -> None:
    export(url, domain_id, tmp_path / "seed.json", "--cases", "5")
    connectcases_backends.discard()
    seed = json.loads((tmp_path / "seed.json").read_text(encoding="utf-8"))
    del seed["checks"]  # what the service would not create is refused
    for case in seed["domains"]["desk"]["cases"]:
        del case["relatedItems"][5]["connectCase"]
        del case["relatedItems"][5]

    Seed(seed).load(connectcases_backends)

    one, other = (each["fields"] for each in seed["domains"]["desk"]["cases"])
    assert one["title"] == other["title"] != "Ann Miller's lamp"
    assert len(one["title"]) == len("Ann Miller's lamp")
    assert one["reference_id"] != other["reference_id"]
    assert one["Page"].startswith("https://example.com/")
    assert len(remote.search_cases(domainId=domain_id)["cases"]) == 2


def test_export_only_reads(server: Any, url: str, domain_id: str, tmp_path: Path) -> None:
    server.log.clear()

    export(url, domain_id, tmp_path / "seed.json", "--cases", "5")

    called = {call.operation for call, _ in server.log.entries()}
    assert called
    assert {
        each for each in called if not each.startswith(("Get", "List", "Search", "BatchGet"))
    } == set()


def test_missing_domain_is_reported_in_one_line(
    url: str, server: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = export(url, "nowhere", tmp_path / "seed.json")

    errors = capsys.readouterr().err
    assert status == 1
    assert errors.startswith("mock_connectcases: ")
    assert "nowhere" in errors
    assert len(errors.splitlines()) == 1
    assert not (tmp_path / "seed.json").exists()


def test_name_of_the_file_is_checked_before_anything_is_read(
    url: str, server: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.log.clear()

    with pytest.raises(SystemExit, match="2"):
        export(url, "nowhere", tmp_path / "seed.toml")

    assert server.log.entries() == []
    assert ".json, .yaml, .yml" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["-3", "all", "1.5"])
def test_number_of_cases_is_checked(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(["export", "--domain-id", "unknown", f"--cases={number}"])

    assert f"'{number}' is no number of cases: it is 0 or more" in capsys.readouterr().err


def test_throttled_export_waits_and_goes_on(
    remote: Any, url: str, domain_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    throttled: list[str] = []
    waits: list[float] = []
    real = OPERATIONS["GetDomain"]

    def get_domain(call: Any, params: Any) -> Any:
        if len(throttled) < 2:
            throttled.append(call.operation)
            raise InjectedError("ThrottlingException", {"message": "Rate exceeded"})
        return real(call, params)

    monkeypatch.setattr(service._service(), "_operations", {**OPERATIONS, "GetDomain": get_domain})
    monkeypatch.setattr(endpoint, "time", SimpleNamespace(sleep=waits.append))
    monkeypatch.setattr(bucket.TokenBucket, "acquire", lambda _: True)  # waits of adaptive clients

    assert export(url, domain_id, tmp_path / "seed.json") == 0
    assert len(throttled) == len(waits) == 2


def test_case_that_is_gone_is_left_out(
    remote: Any,
    url: str,
    domain_id: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    real = OPERATIONS["GetCase"]

    def get_case(call: Any, params: Any) -> Any:
        if params["caseId"] == "case-2":
            raise ResourceNotFoundException("Case", "case-2", rule=SERVICE_MODEL)
        return real(call, params)

    monkeypatch.setattr(service._service(), "_operations", {**OPERATIONS, "GetCase": get_case})

    assert export(url, domain_id, tmp_path / "seed.json", "--cases", "5") == 0

    seed = json.loads((tmp_path / "seed.json").read_text(encoding="utf-8"))
    assert [each["id"] for each in seed["domains"]["desk"]["cases"]] == ["case-1"]
    assert "case case-2 is gone" in capsys.readouterr().err


@pytest.mark.parametrize("has_tqdm", [True, False])
def test_progress_is_shown_on_a_terminal(
    has_tqdm: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    if has_tqdm:
        pytest.importorskip("tqdm", reason="it is in the extra mock-connectcases[export]")
    else:
        monkeypatch.setitem(sys.modules, "tqdm", None)
    terminal, file = Terminal(), io.StringIO()

    assert list(ProgressReporter(terminal).over([1, 2], "cases", 2)) == [1, 2]
    assert list(ProgressReporter(file).over([1, 2], "cases", 2)) == [1, 2]

    assert "cases" in terminal.getvalue()
    assert file.getvalue() == ""


def test_field_that_only_a_rule_still_names_is_exported_as_deleted(
    remote: Any, url: str, domain_id: str, tmp_path: Path
) -> None:
    field_id = remote.create_field(domainId=domain_id, name="Gone", type="Text")["fieldId"]
    leaf = {"operandOne": {"fieldId": field_id}, "operandTwo": {"emptyValue": {}}, "result": True}
    rule = {"hidden": {"defaultValue": False, "conditions": [{"notEqualTo": leaf}]}}
    remote.create_case_rule(domainId=domain_id, name="Hides", rule=rule)
    remote.delete_field(domainId=domain_id, fieldId=field_id)
    before = everything()

    assert export(url, domain_id, tmp_path / "seed.json", "--cases", "5", "--unmasked") == 0

    connectcases_backends.discard()
    Seed(tmp_path / "seed.json").load(connectcases_backends)
    assert everything() == before
    (found,) = remote.batch_get_field(domainId=domain_id, fields=[{"id": field_id}])["fields"]
    assert found["deleted"]


def test_file_is_opened_before_anything_is_read(
    url: str, server: Any, domain_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.log.clear()

    status = export(url, domain_id, tmp_path / "nowhere" / "seed.json")

    assert status == 1
    assert server.log.entries() == []
    path = tmp_path / "nowhere" / "seed.json"
    assert capsys.readouterr().err == (
        f"mock_connectcases: cannot write {path}: No such file or directory\n"
    )


def test_yaml_without_its_library_is_refused_before_anything_is_read(
    url: str, server: Any, domain_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mock_connectcases.seeds.yaml_text.yaml", None)
    server.log.clear()

    assert export(url, domain_id, tmp_path / "seed.yaml") == 1
    assert server.log.entries() == []
    assert not (tmp_path / "seed.yaml").exists()


def test_failed_export_leaves_the_file_as_it_was(url: str, server: Any, tmp_path: Path) -> None:
    path = tmp_path / "seed.json"
    path.write_text("before", encoding="ascii")

    assert export(url, "nowhere", path) == 1
    assert path.read_text(encoding="ascii") == "before"


def test_export_says_at_the_end_what_it_wrote(
    url: str, domain_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "seed.json"
    path.write_text("a longer text than before" * 1000, encoding="ascii")

    export(url, domain_id, path, "--cases", "5")

    written = json.loads(path.read_text(encoding="utf-8"))["domains"]["desk"]
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == (
        f"mock_connectcases: wrote 1 domain, {len(written['fields'])} fields, 1 layout,"
        f" 2 case rules, 1 template and 2 cases to {path}"
    )


def test_interrupt_is_one_line(
    url: str,
    domain_id: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("mock_connectcases.export.definitions.DefinitionReader.read", interrupt)

    assert export(url, domain_id, tmp_path / "seed.json") == 130
    assert capsys.readouterr().err == "mock_connectcases: interrupted; nothing was written\n"
    assert not (tmp_path / "seed.json").exists()


def test_missing_region_names_the_option_and_the_variables(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)

    status = cli.main(["export", "--domain-id", "unknown", "--endpoint-url", url])

    assert status == 2
    assert capsys.readouterr().err == (
        "mock_connectcases: the region of the domain is missing: give --region, or set AWS_REGION"
        " or AWS_DEFAULT_REGION\n"
    )


@pytest.mark.parametrize("variable", ["AWS_REGION", "AWS_DEFAULT_REGION"])
def test_region_is_that_of_the_environment(
    url: str,
    domain_id: str,
    variable: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, "us-east-1")

    status = cli.main(["export", "--domain-id", domain_id, "--endpoint-url", url])

    assert status == 0
    assert json.loads(capsys.readouterr().out)["region"] == "us-east-1"
