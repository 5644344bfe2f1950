"""Private names of other projects stand in mock_connectcases/compat/ and nowhere else."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import mock_connectcases

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(mock_connectcases.__file__).parent
OF_NAMED_TUPLES = {"_asdict", "_field_defaults", "_fields", "_make", "_replace"}
FILES = [
    path
    for path in sorted(ROOT.rglob("*.py"))
    if "compat" not in path.relative_to(ROOT).parts and path.name != "__main__.py"
]


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.endswith("__") and name not in OF_NAMED_TUPLES


def is_ours(module: str) -> bool:
    return module.partition(".")[0] == "mock_connectcases"


def own_names() -> set[str]:
    """Return the private names that the package defines, of methods, attributes and globals."""
    names: set[str] = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif (
                isinstance(node, ast.Attribute)
                and isinstance(node.ctx, ast.Store)
                and ast.unparse(node.value) in {"self", "cls"}
            ):
                names.add(node.attr)
    return names


def used_private_names(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the owner and the name of each private attribute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            yield node.lineno, ast.unparse(node.value), node.attr
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) in {"getattr", "hasattr", "setattr"}
            and isinstance(node.args[1], ast.Constant)
            and is_private(name := str(node.args[1].value))
        ):
            yield node.lineno, ast.unparse(node.args[0]), name


def module_name(path: Path) -> str:
    name = ".".join(["mock_connectcases", *path.relative_to(ROOT).with_suffix("").parts])
    return name.removesuffix(".__init__")


def test_private_attributes_are_those_of_the_package() -> None:
    own = own_names()

    foreign = [
        f"{path}:{line}: {owner}.{name}"
        for path in FILES
        for line, owner, name in used_private_names(ast.parse(path.read_text(encoding="utf-8")))
        if name not in own
    ]

    assert foreign == [], "Move it to mock_connectcases/compat, with a guard in tests/upstream."


def test_imports_name_no_private_module_or_name() -> None:
    private = [
        f"{path}:{node.lineno}: {node.module}.{alias.name}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and not is_ours(node.module)
        for alias in node.names
        if any(map(is_private, [*node.module.split("."), alias.name]))
    ]

    assert private == [], "Move it to mock_connectcases/compat, with a guard in tests/upstream."


def test_subclasses_override_no_private_member_of_another_project() -> None:
    overridden = {
        f"{class_.__module__}.{class_.__qualname__}.{name}"
        for class_ in subclasses()
        for base in class_.__mro__
        if is_foreign(base)
        for name in private_members(class_) & private_members(base)
        if name != "_abc_impl"
    }

    assert overridden == set(), "Move it to mock_connectcases/compat, with a guard beside this."


def subclasses() -> Iterator[type]:
    """Yield the classes of the package that inherit from one of another project."""
    importlib.import_module("moto.cloudformation.models")  # completed by a module of ours
    for path in FILES:
        try:
            module = importlib.import_module(module_name(path))
        except ModuleNotFoundError:  # an extra that is not installed
            continue
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and value.__module__ == module.__name__
                and any(map(is_foreign, value.__mro__))
            ):
                yield value


def is_foreign(class_: type) -> bool:
    root = class_.__module__.partition(".")[0]
    return not is_ours(class_.__module__) and root not in {*sys.stdlib_module_names, "__main__"}


def private_members(class_: type) -> set[str]:
    """Return the private methods of a class, and the private attributes that its code sets."""
    names = set(vars(class_))
    with suppress(OSError, TypeError):  # generated, or written in C
        names.update(re.findall(r"self\.(_\w+)(?:: [^=\n]+)? = ", inspect.getsource(class_)))
    return {name for name in names if is_private(name)}
