"""The command ``dump``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mock_connectcases.errors import MockError
from mock_connectcases.seeds.output import add_output, open_output

if TYPE_CHECKING:
    import argparse

    from mock_connectcases.compat.python import SubParsers


def add_dump(commands: SubParsers) -> None:
    """Add the command to a parser."""
    dump = commands.add_parser(
        "dump",
        help="write a state file of serve as a seed",
        description=(
            "Write what a file of serve --state holds as a seed. It only reads, while no server"
            " uses the file."
        ),
    )
    dump.add_argument("file", type=Path, metavar="FILE", help="the state file")
    add_output(dump)
    dump.set_defaults(command=run_dump)


def run_dump(given: argparse.Namespace) -> int:
    """Write a state file as a seed, and return the exit status."""
    from mock_connectcases.connectcases.models import (  # noqa: PLC0415 - loads moto
        connectcases_backends,
    )
    from mock_connectcases.seeds.writing import dump  # noqa: PLC0415
    from mock_connectcases.state.database import StateFileError  # noqa: PLC0415
    from mock_connectcases.state.file import load_file  # noqa: PLC0415

    try:
        with open_output(given.output) as write:
            load_file(given.file, connectcases_backends)
            write(dump(connectcases_backends))
    except MockError as error:
        sys.stderr.write(f"mock_connectcases: {error}\n")
        return 2 if isinstance(error, StateFileError) else 1
    return 0
