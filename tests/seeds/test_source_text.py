"""A seed that comes as a text with its name is loaded and refused as a file is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mock_connectcases import MockConnectCases, SeedError
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.seeds import source
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.seeds.source import SeedText
from tests.seeds.conftest import EXAMPLE
from tests.seeds.test_refusals import CHANGES, DESK

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("as_bytes", [True, False])
def test_text_makes_what_its_file_makes(mock: MockConnectCases, as_bytes: bool) -> None:  # noqa: FBT001
    mock.load(EXAMPLE)
    expected = mock.dump()
    mock.reset()
    content = EXAMPLE.read_bytes()

    mock.load(SeedText("example.yaml", content if as_bytes else content.decode()))

    assert mock.dump() == expected


def test_name_decides_the_language_in_any_case(mock: MockConnectCases) -> None:
    mock.load(SeedText("DESK.JSON", json.dumps({"domains": {"desk": None}})))

    assert list(mock.dump()["domains"]) == ["desk"]


@pytest.mark.newest_model
@pytest.mark.parametrize(("old", "new"), [each[:2] for each in CHANGES if each[1][:6] != "- name"])
def test_text_is_refused_with_the_words_for_its_file(
    mock: MockConnectCases, tmp_path: Path, old: str, new: str
) -> None:
    text = DESK.replace(old, new, 1)
    file = tmp_path / "desk.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SeedError) as of_file:
        mock.load(file)

    with pytest.raises(SeedError) as caught:
        mock.load(SeedText("desk.yaml", text))

    assert str(caught.value) == str(of_file.value).replace(str(file), "desk.yaml")
    assert caught.value.source == "desk.yaml"
    assert not mock.dump()["domains"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("desk", "{}", "desk: the name of a seed ends in .json, .yaml or .yml"),
        ("desk.txt", "{}", "desk.txt: the name of a seed ends in .json, .yaml or .yml"),
        ("desk.json", b"\xff", "desk.json: this is not UTF-8 text"),
        ("desk.json", '{"domains": "\ud800"}', "desk.json: this is not UTF-8 text"),
        ("desk.yaml", "\ud800", "desk.yaml: this is not UTF-8 text"),
        ("desk.json", "", "desk.json:1: this is not JSON: Expecting value"),
        ("desk.json", '{"domains":\n{}', "desk.json:2: this is not JSON: Expecting ',' delimiter"),
        ("desk.yaml", "domains:\n  a: ]\n", "desk.yaml:2: this is not YAML: "),
        ("desk.json", "[" * 100_000, "desk.json: this is nested too deep"),
        ("desk.json", "\ufeff{\n'a': 1}", "desk.json:2: this is not JSON: "),
    ],
)
def test_unreadable_text_is_refused_with_its_name(
    mock: MockConnectCases, name: str, text: str | bytes, message: str
) -> None:
    with pytest.raises(SeedError) as caught:
        mock.load(SeedText(name, text))

    assert str(caught.value).startswith(message)
    assert not mock.dump()["domains"]


@pytest.mark.parametrize(("name", "most"), [("desk.json", 250_000), ("desk.yaml", 1_000)])
def test_text_has_a_bound_and_a_file_has_none(
    mock: MockConnectCases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    if name == "desk.yaml":  # which takes long to read
        monkeypatch.setattr(source, "MOST_VALUES", most)
    file = tmp_path / name
    file.write_text("[" + "[],\n" * most + "[]]", encoding="utf-8")

    with pytest.raises(SeedError, match=f"this has more than {most:,} values"):
        mock.load(SeedText(name, file.read_bytes()))
    with pytest.raises(SeedError, match="must be an object"):
        mock.load(file)


def test_loading_returns_what_was_added(mock: MockConnectCases) -> None:
    text = '{"domains": {"a": {"region": "eu-west-2"}, "b": null, "c": null}}'

    added = Seed(SeedText("desk.json", text)).load(connectcases_backends)

    assert {store.region: [each.name for each in domains] for store, domains in added.items()} == {
        "eu-west-2": ["a"],
        "us-east-1": ["b", "c"],
    }
    assert all(
        store.domains[each.domain_id] is each
        for store, domains in added.items()
        for each in domains
    )
