"""Names of classes, types and modules are unique, so that a name leads to one place."""

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

    types: list[tuple[str, str]]
    """The names and places of classes, and of names that are given to other types."""
    renamed: list[str]
    """Imports from the package that give a second name to something."""
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


def test_no_two_types_share_a_name(modules: dict[str, Module]) -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for module in modules.values():
        for name, place in module.types:
            places[name].append(place)

    assert {name: each for name, each in places.items() if len(each) > 1} == {}


def test_nothing_has_two_names(modules: dict[str, Module]) -> None:
    assert [each for module in modules.values() for each in module.renamed] == []


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
    module = Module([], [], set())
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        place = f"{file.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}"
        match node:
            case ast.ClassDef(name=name):
                module.types.append((name, place))
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_type(name, value):
                module.types.append((name, place))
                if isinstance(value, ast.Name) and value.id[:1].isupper():
                    module.renamed.append(f"{place}: {value.id} as {name}")
            case ast.Import(names=names):
                module.imported.update(each.name for each in names)
                module.renamed.extend(_find_renamed(names, "", place))
            case ast.ImportFrom(module=str(source), names=names):
                module.imported.add(source)
                module.imported.update(f"{source}.{each.name}" for each in names)
                module.renamed.extend(_find_renamed(names, f"{source}.", place))
    return module


def _is_type(name: str, value: ast.expr) -> bool:
    """Return whether an assignment names a type by another, which a type variable is not."""
    is_variable = isinstance(value, ast.Call) and ast.unparse(value.func) == "TypeVar"
    return name[:1].isupper() and not name.isupper() and not is_variable


def _find_renamed(names: list[ast.alias], source: str, place: str) -> list[str]:
    return [
        f"{place}: {source}{each.name} as {each.asname}"
        for each in names
        if each.asname and f"{source}{each.name}".startswith("mock_connectcases")
    ]
