"""Lists the public names of the package: those it exports, and those that the pages import."""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module
from typing import TYPE_CHECKING

import mock_connectcases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PACKAGE = mock_connectcases.__name__


def reference(docs: Path) -> str:
    """Return the section of every public module, with directives that read its docstrings."""
    lines = []
    for module, names in sorted(public_names(docs).items()):
        directives = "\n\n".join(_directive(module, name) for name in sorted(names, key=str.lower))
        lines += [f"\n## `{module}`\n", "```{eval-rst}", directives, "```", ""]
    return "\n".join(lines)


def public_names(docs: Path) -> dict[str, set[str]]:
    """Return the names that users import, by the module they import them from."""
    names = {_PACKAGE: _exported(mock_connectcases)}
    for page in (docs.parent / "README.md", *docs.glob("*.md")):
        for block in _BLOCK.finditer(page.read_text(encoding="utf-8")):
            for module, name in _imports(block[1]):
                imported = _imported(module, name)
                if inspect.ismodule(imported):
                    names[imported.__name__] = _exported(imported)
                else:
                    names.setdefault(module, set()).add(name)
    return names


def _imported(module: str, name: str) -> object:
    """Return what an import gives, which may be a module that nobody has loaded yet."""
    parent = import_module(module)
    return getattr(parent, name) if hasattr(parent, name) else import_module(f"{module}.{name}")


def _exported(module: ModuleType) -> set[str]:
    """Return what a module says it exports, or else what it defines."""
    defined = (
        name
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__
    )
    return {name for name in getattr(module, "__all__", defined) if not name.startswith("_")}


def _imports(code: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == _PACKAGE:
            yield from ((node.module or "", each.name) for each in node.names)


def _directive(module: str, name: str) -> str:
    documented = getattr(import_module(module), name)
    if inspect.isclass(documented):
        if issubclass(documented, BaseException):
            return f".. autoexception:: {module}.{name}"
        return (
            f".. autoclass:: {module}.{name}\n"
            "   :members:\n   :inherited-members:\n   :undoc-members:"
        )
    if callable(documented):
        return f".. autofunction:: {module}.{name}"
    return f".. autodata:: {module}.{name}"
