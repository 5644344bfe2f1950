"""Writes a page for each operation, and the table by which one finds it."""

from __future__ import annotations

import inspect
import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from botocore import xform_name

from generators.members import members_table
from generators.prose import cell, markdown, table
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.rules.rule import reference
from mock_connectcases.wire.loader import create_shared_loader
from mock_connectcases.wire.model import botocore_version, service_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mock_connectcases.wire.model import OperationModel

FOLDER = "operations"
"""Where the pages are, below the folder of the other pages."""

_ERROR = re.compile(r"\b(\w+Exception)\b")
_CODE = re.compile(r"`(\w+Exception)`")
_ROW = re.compile(r"^\|(.*)\|$", re.MULTILINE)
_CLAIMS = ("documented", "observed", "assumed")


def write_pages(docs: Path) -> None:
    """Write the pages that differ from what is there, and remove those of no operation."""
    folder = docs / FOLDER
    folder.mkdir(exist_ok=True)
    pages = {f"{name}.md": _page(docs, name) for name in OPERATIONS if _is_modeled(name)}
    for path in folder.iterdir():
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def finder() -> str:
    """Return a table of all operations for each resource, and the contents of their pages."""
    lines = []
    for resource, names in groupby(sorted(OPERATIONS, key=_room_and_name), key=_room):
        rows = (
            (
                f"[{name}]({FOLDER}/{name}.md)",
                f"{cell(_marked(_summary(name)))}<br>`{_request_line(name)}`",
            )
            for name in names
            if _is_modeled(name)
        )
        title = resource.replace("_", " ").capitalize()
        lines += [
            "",
            f"## {title}",
            *table(("operation", "what the mock does, and the request"), *rows),
        ]
    pages = (f"{FOLDER}/{name}" for name in sorted(OPERATIONS) if _is_modeled(name))
    return "\n".join([*lines, "```{toctree}", ":hidden:", "", *pages, "```", ""])


def _page(docs: Path, name: str) -> str:
    model = service_model().operation_model(name)
    function = OPERATIONS[name]
    counts = _ledger_counts(docs)[name]
    rules = ", ".join(f"{count} {claim}" for claim, count in zip(_CLAIMS, counts, strict=True))
    paginated = " It has a paginator." if name in _paginators() else ""
    lines = [
        f"# {name}",
        "",
        f"```{{index}} ! {xform_name(name)}",
        "```",
        "",
        f"`{_request_line(name)}`",
        "",
        f"In boto3 `client.{xform_name(name)}()`.{paginated}"
        f" [The ledger](../ledger.md#{name.lower()}) has its rules: {rules}.",
        f"[AWS's page]({reference(name)}) is the original.",
        "",
        "## What the mock does",
        "",
        _marked(_docstring(name)),
        "",
        f"The function is `{function.__name__}` of `{function.__module__.replace('.', '/')}.py`.",
        "",
        "## Input",
        *members_table(model.input_shape),
        "## Output",
        "",
        f"HTTP status {model.http.get('responseCode', 200)}.",
        *members_table(model.output_shape),
        "## Errors",
        *table(("code", "status", "when", "here"), *_errors(docs, model)),
        "Requests that are refused change nothing; see [errors](../behaviour.md#errors).",
        "",
        "## In AWS's words",
        "",
        markdown(model.documentation),
        "",
        f"Members, rules and words are those of the service model of botocore"
        f" {botocore_version()}.",
        "",
    ]
    return "\n".join(lines)


def _errors(docs: Path, model: OperationModel) -> Iterator[tuple[str, ...]]:
    general = _errors_in_general(docs)
    here = dict(_clauses(_docstring(model.name)))
    for shape in sorted(
        model.error_shapes, key=lambda each: each.metadata["error"]["httpStatusCode"]
    ):
        status = shape.metadata["error"]["httpStatusCode"]
        yield (
            f"`{shape.name}`",
            str(status),
            general[shape.name],
            cell(_marked(here.get(shape.name, ""))),
        )


def _clauses(docstring: str) -> Iterator[tuple[str, str]]:
    """Yield each error that a docstring says is raised, with what it says of it."""
    for sentence in re.split(r"(?<=\.)\s+", docstring):
        verb, raises, rest = sentence.partition("aises ")
        if not raises or verb not in {"R", "r"}:
            continue
        _, *parts = _ERROR.split(rest.rstrip("."))
        for code, clause in zip(parts[::2], parts[1::2], strict=True):
            yield code, re.sub(r"(^|,| )and$", "", clause.strip(" ,")).strip(" ,")


class _Counts(NamedTuple):
    documented: str
    observed: str
    assumed: str


@cache
def _ledger_counts(docs: Path) -> dict[str, _Counts]:
    """Return how many rules the ledger has of each operation, as its first table says."""
    counts = {}
    for row in _rows(docs / "ledger.md"):
        linked = re.fullmatch(r"\[(\w+)\]\(#\w+\)", row[0])
        if linked:
            counts[linked[1]] = _Counts(*row[2:5])
    return counts


@cache
def _errors_in_general(docs: Path) -> dict[str, str]:
    """Return when each error is answered, as the table of the page on behaviour says."""
    rows = _rows(docs / "behaviour.md")
    return {
        code[1]: row[2].replace("](", "](../")  # those pages are one folder deeper
        for row in rows
        if (code := _CODE.fullmatch(row[0]))
    }


def _rows(page: Path) -> Iterator[list[str]]:
    for found in _ROW.finditer(page.read_text(encoding="utf-8")):
        yield [each.strip() for each in found[1].split("|")]


def _request_line(name: str) -> str:
    http = service_model().operation_model(name).http
    return f"{http['method']} {http['requestUri']}"


@cache
def _paginators() -> frozenset[str]:
    described = create_shared_loader().load_service_model("connectcases", "paginators-1")
    return frozenset(described["pagination"])


def _docstring(name: str) -> str:
    return (inspect.getdoc(OPERATIONS[name]) or "").replace("``", "`")


def _marked(docstring: str) -> str:
    """Mark up the errors that a docstring names."""
    return _ERROR.sub(r"`\1`", docstring)


def _summary(name: str) -> str:
    return _docstring(name).partition("\n\n")[0]


def _room(name: str) -> str:
    return OPERATIONS[name].__module__.rpartition(".")[2]


def _room_and_name(name: str) -> tuple[str, str]:
    return _room(name), name


def _is_modeled(name: str) -> bool:
    return name in service_model().operation_names
