"""Names of classes are unique in the package, so that a name leads to one place."""

from __future__ import annotations

import ast
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PACKAGE = Path(__file__).parents[2] / "mock_connectcases"


class Module(NamedTuple):
    """What a module says."""

    classes: list[tuple[str, str]]
    """Their names and places."""
    imported: set[str]
    """The modules that it may import, for type checkers too, and other names."""


@pytest.fixture(scope="module")
def modules() -> dict[str, Module]:
    """Return all modules of the package by their names; to parse them takes most of the time."""
    return {
        ".".join(("mock_connectcases", *file.relative_to(PACKAGE).with_suffix("").parts)): _read(
            file
        )
        for file in sorted(PACKAGE.rglob("*.py"))
    }


def test_no_two_classes_share_a_name(modules: dict[str, Module]) -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for module in modules.values():
        for name, place in module.classes:
            places[name].append(place)

    assert {name: each for name, each in places.items() if len(each) > 1} == {}


def test_no_module_imports_itself_through_others(modules: dict[str, Module]) -> None:
    imports = {name: module.imported & modules.keys() for name, module in modules.items()}

    assert _find_cycle(imports) == ()


def _find_cycle(imports: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return modules of which each imports the next and the last the first, none without cycles."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1][1:]))
    return ()


def test_cycle_of_three_modules_is_found() -> None:
    assert set(_find_cycle({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})) == {"a", "b", "c"}


def _read(file: Path) -> Module:
    module = Module([], set())
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            module.classes.append((node.name, f"{file.relative_to(PACKAGE)}:{node.lineno}"))
        elif isinstance(node, ast.Import):
            module.imported.update(each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            module.imported.add(node.module)
            module.imported.update(f"{node.module}.{each.name}" for each in node.names)
    return module
