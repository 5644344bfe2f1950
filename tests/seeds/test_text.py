"""The text of a seed: the values of JSON only, each error with its line, read in linear time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mock_connectcases.errors import SeedError
from mock_connectcases.seeds.text import (
    UnreadableTextError,
    check_size,
    line_in_json,
    parse_json,
)
from mock_connectcases.seeds.yaml_text import MAX_SIZE, parse_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from mock_connectcases.mock import MockConnectCases


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("1:59", "in quotes"),
        ("1:59:59:59:59:59:59:59", "in quotes"),
        ("0o17", None),
        ("017", "in quotes"),
        ("0x1F", "in quotes"),
        ("1_000", "in quotes"),
        ("!!bool x", "tag"),
        ('!!int ""', "tag"),
        ('!!int "+"', "tag"),
        ('!!float ""', "tag"),
        ("!!binary aGk=", "tag"),
        ("!!python/object:os.system {}", "tag"),
        (".inf", "doubleValue"),
        (".NaN", "doubleValue"),
        ("9" * 5000, "too many digits"),
    ],
)
def test_scalar_that_json_does_not_have_is_refused_with_its_line(
    value: str, rule: str | None
) -> None:
    text = f"domains:\n  desk:\n    a: {value}\n"
    if rule is None:
        assert parse_yaml(text) == {"domains": {"desk": {"a": value}}}
        return
    with pytest.raises(UnreadableTextError, match=rule) as caught:
        parse_yaml(text)
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-0", 0),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("yes", True),
        ("off", False),
        ("~", None),
        ("2026-01-31", "2026-01-31"),
        ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"),
        ("'017'", "017"),
        ('"1:59"', "1:59"),
    ],
)
def test_scalar_of_json_is_read_as_its_value(text: str, value: object) -> None:
    read = parse_yaml(f"a: {text}")["a"]

    assert (type(read), read) == (type(value), value)


def test_refused_yaml_loads_nothing(mock: MockConnectCases, tmp_path: Path) -> None:
    file = tmp_path / "desk.yaml"
    file.write_text("domains:\n  desk:\n    id: !!int ''\n", encoding="utf-8")

    with pytest.raises(SeedError) as caught:
        mock.load(file)

    assert (caught.value.source, caught.value.line) == (str(file), 3)
    assert not mock.dump()["domains"]


def test_yaml_that_is_too_long_is_refused() -> None:
    with pytest.raises(UnreadableTextError, match="use JSON"):
        parse_yaml("a: 1:" + "59:" * MAX_SIZE)


def test_name_given_twice_is_found_among_many() -> None:
    members = ",\n".join(f'"n{number}": 1' for number in range(60_000))

    with pytest.raises(UnreadableTextError, match="two members 'n59999'") as caught:
        parse_json("{" + members + ',\n"n59999": 2}')

    assert caught.value.line == 60_001


@pytest.mark.parametrize(
    ("path", "line"), [((), 1), (("a",), 2), (("a", 1), 4), (("a", 1, "b\t"), 5), (("c",), 1)]
)
def test_line_of_a_place_in_json_is_found(path: tuple[str | int, ...], line: int) -> None:
    text = '{\n\t"a": [\n1,\n{\n"\\u0062\\t": 2}]}'

    assert line_in_json(text, path) == line


VALUES = [
    ("1", 1),
    ("[]", 1),
    ("[ { } , [\n] ]", 3),
    ("[1, 2, 3]", 4),
    ('{"a": {"b": 1}}', 3),
    ('[",,[[{{", "\\",,", "\\\\"]', 4),
    ('{",": ["[", "\\\\\\",["]}', 4),
    ('{"a": 1, "b": [{"c": 2}]}', 5),
]


@pytest.mark.parametrize(("text", "values"), VALUES)
def test_values_of_json_are_counted_before_they_are_made(text: str, values: int) -> None:
    parse_json(text)
    check_size(f"[{text}]", values + 1)

    with pytest.raises(UnreadableTextError, match=f"more than {values} values"):
        check_size(f"[{text}]", values)


@pytest.mark.parametrize("text", ['"' * 99, '"\\"' * 99, "\\" * 99, '[,"', '{"a', "[" + "\\" * 9])
def test_values_of_what_is_no_json_are_counted_too(text: str) -> None:
    check_size(text, len(text) + 1)


@pytest.mark.parametrize(
    ("text", "nodes"), [("a", 1), ("[a, 'b', &d e, *d]", 4), ("a: b\nc: [1]", 6)]
)
def test_values_of_yaml_are_counted_with_their_names(text: str, nodes: int) -> None:
    parse_yaml(text, nodes)

    with pytest.raises(UnreadableTextError, match=f"more than {nodes - 1} values"):
        parse_yaml(text, nodes - 1)
