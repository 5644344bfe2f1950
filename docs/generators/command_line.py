"""Writes down the help of every command, as the command line prints it."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING
from unittest import mock

from mock_connectcases.cli import make_parser

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = "80"


def reference() -> str:
    """Return a section for each command, new ones included."""
    with mock.patch.dict(os.environ, COLUMNS=_WIDTH, NO_COLOR="1"):
        return "\n".join(_sections(make_parser()))


def _sections(command: argparse.ArgumentParser) -> Iterator[str]:
    yield f"\n## {command.prog}\n\n```text\n{command.format_help()}```\n"
    # argparse names the commands of a parser in no public place.
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in dict.fromkeys(action.choices.values()):
                yield from _sections(each)
