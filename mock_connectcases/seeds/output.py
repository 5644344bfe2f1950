"""Writes a seed as text for people, to a file or to the standard output."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentTypeError
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import MockError
from mock_connectcases.resources.kinds import CASE, DEFINITIONS
from mock_connectcases.seeds.text import UnreadableTextError
from mock_connectcases.wording import join_words, pluralize

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable, Iterator

_SUFFIXES = (".json", ".yaml", ".yml")


def add_output(command: ArgumentParser) -> None:
    """Add the option ``--output`` to a command."""
    command.add_argument(
        "--output",
        type=_path,
        metavar="FILE",
        help="a name that ends in .json, .yaml or .yml; without it JSON is printed",
    )


def _path(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in _SUFFIXES:
        raise ArgumentTypeError(f"the name of a seed ends in {', '.join(_SUFFIXES)}: {text}")
    return path


@contextmanager
def open_output(path: Path | None) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Open a file, or the standard output, and yield the function that writes a seed to it.

    The file is as before until then. Raises MockError if it cannot be written.
    """
    if path is None:
        yield _print
        return
    _format({}, path)  # which needs what may not be installed
    is_new = not path.exists()
    try:
        file = path.open("a", encoding="utf-8")
    except OSError as error:
        raise _unwritable(path, error) from error

    def write(seed: dict[str, Any]) -> None:
        text = _format(seed, path)
        try:
            file.truncate(0)
            file.write(text)
            file.flush()
        except OSError as error:
            raise _unwritable(path, error) from error
        _report(seed, str(path))

    try:
        with file:
            yield write
    except BaseException:
        if is_new:
            path.unlink()
        raise


def _print(seed: dict[str, Any]) -> None:
    sys.stdout.write(_to_json(seed))
    _report(seed, "the standard output")


def _report(seed: dict[str, Any], target: str) -> None:
    """Print what a seed has, below what else was printed for people."""
    written = seed["domains"]
    domains = list(written.values() if isinstance(written, dict) else written)
    counts = [pluralize(len(domains), "domain")]
    for kind in (*DEFINITIONS, CASE):
        number = sum(len(each.get(kind.member, ())) for each in domains)
        if number:
            counts.append(pluralize(number, kind.name))
    sys.stderr.write(f"mock_connectcases: wrote {join_words(counts)} to {target}\n")


def _unwritable(path: Path, error: OSError) -> MockError:
    return MockError(f"cannot write {path}: {error.strerror}")


def _format(seed: dict[str, Any], path: Path) -> str:
    if path.suffix.lower() == ".json":
        return _to_json(seed)
    from mock_connectcases.seeds.yaml_text import write_yaml  # noqa: PLC0415 - seldom needed, slow

    try:
        return write_yaml(seed)
    except UnreadableTextError as error:
        raise MockError(error.sentence) from None


def _to_json(seed: dict[str, Any]) -> str:
    return json.dumps(seed, indent=2, ensure_ascii=False) + "\n"
