"""Names of classes are unique in the package, so that a name leads to one place."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "mock_connectcases"


def test_no_two_classes_share_a_name() -> None:
    places: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{file.relative_to(PACKAGE)}:{node.lineno}")

    assert {name: each for name, each in places.items() if len(each) > 1} == {}


def test_no_two_modules_import_each_other() -> None:
    modules = {
        ".".join(("mock_connectcases", *file.relative_to(PACKAGE).with_suffix("").parts)): file
        for file in PACKAGE.rglob("*.py")
    }
    imports = {name: _imported(file) & modules.keys() for name, file in modules.items()}

    assert [
        (name, other)
        for name, others in imports.items()
        for other in sorted(others)
        if name < other and name in imports[other]
    ] == []


def _imported(file: Path) -> set[str]:
    """Return the modules that a file may import, for type checkers too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return names
