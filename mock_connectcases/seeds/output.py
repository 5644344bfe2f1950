"""Writes a seed as text for people, to a file or to the standard output."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import MockError
from mock_connectcases.seeds.text import UnreadableTextError

if TYPE_CHECKING:
    from pathlib import Path

_SUFFIXES = (".json", ".yaml", ".yml")

HELP = "a name that ends in .json, .yaml or .yml; without it JSON is printed"


def check_output(path: Path | None) -> None:
    """Raise MockError for the name of a file in no language of seeds."""
    if path is not None and path.suffix.lower() not in _SUFFIXES:
        raise MockError(f"the name of a seed ends in {', '.join(_SUFFIXES)}: {path}")


def write_output(seed: dict[str, Any], path: Path | None) -> None:
    """Write a seed to a file, or print it; raises MockError."""
    if path is None:
        sys.stdout.write(_to_json(seed))
        return
    try:
        path.write_text(_format(seed, path), encoding="utf-8")
    except OSError as error:
        raise MockError(f"cannot write {path}: {error.strerror}") from error


def _format(seed: dict[str, Any], path: Path) -> str:
    if path.suffix.lower() == ".json":
        return _to_json(seed)
    from mock_connectcases.seeds.yaml_text import write_yaml  # noqa: PLC0415 - seldom needed, slow

    try:
        return write_yaml(seed)
    except UnreadableTextError as error:
        raise MockError(error.rule) from None


def _to_json(seed: dict[str, Any]) -> str:
    return json.dumps(seed, indent=2, ensure_ascii=False) + "\n"
