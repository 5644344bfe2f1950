"""The command line: runs a program with the mock, serves it over HTTP, exports a real domain."""

from __future__ import annotations

import argparse
import os
import platform
import runpy
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mock_connectcases import __version__, rules
from mock_connectcases.export.command import add_export
from mock_connectcases.mock import mock_connectcases
from mock_connectcases.resources.quotas import QUOTAS
from mock_connectcases.server.command import add_serve
from mock_connectcases.state.command import add_dump
from mock_connectcases.toolkit.configuration import add_options, read_options
from mock_connectcases.wording import suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from mock_connectcases.compat.python import SubParsers
    from mock_connectcases.rules.rule import Rule

_REGION = "us-east-1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status; a program's own exit passes through."""
    options = make_parser().parse_args(arguments)
    status: int = options.command(options)
    return status


def _run_mocked(options: argparse.Namespace) -> int:
    """Run a program with Amazon Connect Cases mocked."""
    if not (options.module or Path(options.program).exists()):
        sys.stderr.write(f"mock_connectcases: can't open file {options.program!r}\n")
        return 2
    if options.with_moto:
        from moto import mock_aws  # noqa: PLC0415 - costs half a second

        mock_aws().start()
    # It stays on to the end of the process: threads and atexit functions of the program run after
    # its last line, and must not reach the real service then.
    try:
        given = read_options(options.without_assumption, options.quota)
        mock_connectcases(
            seed=options.seed, assumptions=dict(given.assumptions), quotas=dict(given.quotas)
        ).start()
        if options.stubs is not None:
            from mock_connectcases.seeds.stubs import StubFile  # noqa: PLC0415 - seldom needed

            StubFile(options.stubs).load()
    except ValueError as error:
        sys.stderr.write(f"mock_connectcases: {error}\n")
        return 2
    _set_region_if_none()
    sys.excepthook = _without_our_frames(sys.excepthook)
    _run(options.program, options.arguments, as_module=options.module)
    return 0


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(prog="mock_connectcases", description=__doc__)
    parser.add_argument(
        "--version",
        action=_PrintVersions,
        nargs=0,
        help="print the versions that a report of a bug needs, and exit",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(commands)
    add_serve(commands)
    add_export(commands)
    add_dump(commands)
    _add_rules(commands)
    return parser


class _PrintVersions(argparse.Action):
    """Prints the versions of this package, of Python and of what answers depend on."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        installed = [f"{name} {metadata.version(name)}" for name in ("boto3", "botocore", "moto")]
        python = f"Python {platform.python_version()}"
        sys.stdout.write(f"mock-connectcases {__version__}, {python}, {', '.join(installed)}\n")
        parser.exit()


def _add_run(commands: SubParsers) -> None:
    run = commands.add_parser(
        "run",
        help="run a Python program with Amazon Connect Cases mocked",
        description=(
            "Run a Python script, or a module with -m, with Amazon Connect Cases mocked. The"
            " program sees sys.argv, sys.path and __main__ as under python, and its exit status is"
            " the command's. Calls to other AWS services are refused, unless --with-moto is given."
            f" If no region is configured, AWS_DEFAULT_REGION is {_REGION} for the run."
        ),
    )
    run.add_argument(
        "--with-moto", action="store_true", help="mock moto's other services as well (mock_aws)"
    )
    run.add_argument(
        "--seed", type=Path, metavar="FILE", help="begin with this seed, a file of JSON or YAML"
    )
    add_options(run)
    run.add_argument(
        "-m", dest="module", action="store_true", help="run a module, as python -m does"
    )
    run.add_argument("program", metavar="SCRIPT|MODULE", help="the program")
    run.add_argument(
        "arguments", nargs=argparse.REMAINDER, metavar="ARGS", help="arguments of the program"
    )
    run.set_defaults(command=_run_mocked)


def _add_rules(commands: SubParsers) -> None:
    parser = commands.add_parser(
        "rules",
        help="print the rules of the service that the mock applies, or the quotas",
        description=(
            "Print the rules of Amazon Connect Cases that the mock applies, each with its source."
            " Those marked * can be switched off."
        ),
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--assumed", action="store_true", help="only rules without a source")
    which.add_argument("--quotas", action="store_true", help="the names and defaults of quotas")
    parser.add_argument(
        "operation",
        nargs="?",
        metavar="OPERATION|RULE",
        help="only those of this one, or this rule",
    )
    parser.set_defaults(command=_print_rules)


def _print_rules(options: argparse.Namespace) -> int:
    """Print rules or quotas, until nobody reads on: ``rules | head``."""
    try:
        status = _write_rules(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The interpreter flushes once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _write_rules(options: argparse.Namespace) -> int:
    catalogue = rules.all_rules().values()
    operations = {name for each in catalogue for name in each.operations}
    operation = options.operation
    if operation in rules.all_rules():
        _print_rule(rules.find_rule(operation), operation="")
        return 0
    if operation in rules.NOT_IN_CATALOGUE:
        sys.stdout.write(f"  {operation}\n    {rules.describe(operation)}\n")
        return 0
    if operation is not None and operation not in operations:
        hint = suggestion(operation, [*operations, *rules.all_rules(), *rules.NOT_IN_CATALOGUE])
        sys.stderr.write(f"mock_connectcases: no operation or rule is {operation!r}; {hint}\n")
        return 2
    if options.quotas:
        for quota in QUOTAS.values():
            if operation is None or operation in rules.find_rule(quota.rule).operations:
                sys.stdout.write(f"{quota.name}={quota.default}  {quota.noun}\n")
        return 0
    for rule in catalogue:
        if options.assumed and not rule.is_assumed:
            continue
        if operation is None or operation in rule.operations:
            _print_rule(rule, operation or "")
    return 0


def _print_rule(rule: Rule, operation: str) -> None:
    mark = "*" if rule.is_switchable else " "
    sys.stdout.write(
        f"{mark} {rule.name} ({rule.provenance})\n"
        f"    {rule.describe(operation or rule.operations[0])}\n"
    )
    if not operation:
        sys.stdout.write(f"    {', '.join(rule.operations)}\n")


def _set_region_if_none() -> None:
    from botocore.exceptions import ProfileNotFound  # noqa: PLC0415 - loaded by the mock
    from botocore.session import Session  # noqa: PLC0415

    try:
        region = Session().get_config_variable("region")
    except ProfileNotFound:
        return
    if region is None:
        os.environ["AWS_DEFAULT_REGION"] = _REGION


def _run(program: str, arguments: list[str], *, as_module: bool) -> None:
    """Execute a program as ``__main__``, in a process as if python had started it."""
    sys.argv = [program, *arguments]
    safe_path = getattr(sys.flags, "safe_path", False)
    if as_module:
        if not safe_path:
            sys.path[0] = str(Path.cwd())
        runpy.run_module(program, run_name="__main__", alter_sys=True)
        return
    if not safe_path:
        if Path(program).is_file() and not _is_archive(program):
            sys.path[0] = str(Path(program).resolve().parent)
        else:
            del sys.path[0]
    runpy.run_path(program, run_name="__main__")


def _is_archive(program: str) -> bool:
    import zipfile  # noqa: PLC0415 - seldom needed

    return zipfile.is_zipfile(program)


def _without_our_frames(hook: Any) -> Any:
    """Make an exception hook that shows a traceback from the program's first line on."""

    def shorter(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        frame = traceback
        while frame is not None and frame.tb_frame.f_code is not _run.__code__:
            frame = frame.tb_next
        while frame is not None and frame.tb_frame.f_globals.get("__name__") in {__name__, "runpy"}:
            frame = frame.tb_next
        shown = frame or traceback
        hook(kind, error.with_traceback(shown), shown)

    return shorter
