"""Names of classes are unique in the package, so that a name leads to one place."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

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


def test_no_two_modules_import_each_other(modules: dict[str, Module]) -> None:
    imports = {name: module.imported & modules.keys() for name, module in modules.items()}

    assert [
        (name, other)
        for name, others in imports.items()
        for other in sorted(others)
        if name < other and name in imports[other]
    ] == []


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
