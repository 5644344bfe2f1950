"""The command ``serve``."""

from __future__ import annotations

import argparse
import errno
import gc
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mock_connectcases import settings
from mock_connectcases.errors import MockError
from mock_connectcases.server.options import Options, check_seconds
from mock_connectcases.toolkit.configuration import add_options, read_options

if TYPE_CHECKING:
    from mock_connectcases.compat.python import SubParsers
    from mock_connectcases.seeds.seed import Seed
    from mock_connectcases.seeds.stubs import StubFile
    from mock_connectcases.server.running import Server
    from mock_connectcases.state.file import StateFile


_DEFAULT = " (default: %(default)s)"
_DEFAULTS = Options()


def add_serve(commands: SubParsers) -> None:
    """Add the command to a parser."""
    serve = commands.add_parser(
        "serve",
        help="serve Amazon Connect Cases over HTTP, for every AWS SDK and the AWS CLI",
    )
    serve.format_help = partial(_help_of, serve)  # type: ignore[method-assign]
    serve.add_argument(
        "--host",
        default=_DEFAULTS.host,
        help="address to listen on; another than %(default)s lets other machines in",
    )
    serve.add_argument(
        "--port",
        type=int,
        default=_DEFAULTS.port,
        help="port, or 0 for any that is free" + _DEFAULT,
    )
    serve.add_argument(
        "--with-moto", action="store_true", help="serve all of moto's services on the same port"
    )
    serve.add_argument(
        "--region",
        default=_DEFAULTS.region,
        help="region of requests that are not signed" + _DEFAULT,
    )
    serve.add_argument(
        "--seed",
        type=Path,
        metavar="FILE",
        help="begin with what this file of JSON or YAML says, and return to it with /_mock/reset;"
        " where the file of --state exists, begin with that instead",
    )
    serve.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="begin with what this file holds, and keep it up to date: Amazon Connect Cases only",
    )
    serve.add_argument(
        "--state-interval",
        type=float,
        default=1.0,
        metavar="SECONDS",
        help="how often the file is written if something changed" + _DEFAULT,
    )
    serve.add_argument("--quiet", action="store_true", help="print nothing but the endpoint")
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="also answer for this name in the Host header; * is all",
    )
    serve.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="let web pages of this origin call the server (CORS); * is all",
    )
    serve.add_argument(
        "--max-body",
        type=int,
        default=_DEFAULTS.max_body,
        metavar="BYTES",
        help="largest request body" + _DEFAULT,
    )
    serve.add_argument(
        "--max-connections",
        type=int,
        default=_DEFAULTS.max_connections,
        metavar="N",
        help="most open connections" + _DEFAULT,
    )
    add_options(serve)
    serve.set_defaults(command=run_serve)


def _help_of(serve: argparse.ArgumentParser) -> str:
    """Return the help with all routes, which only this loads: it takes longer than to parse."""
    from mock_connectcases.server.api.routes import routes_by_path  # noqa: PLC0415

    routes = routes_by_path().items()
    named = (f"/_mock{path} ({', '.join(methods)})" for path, methods in routes)
    serve.description = (
        "Serve Amazon Connect Cases over HTTP until Ctrl-C or SIGTERM. The state is in memory,"
        " and with --state in a file as well. /_mock/ shows resources and requests in a browser."
        f" Routes for programs: {', '.join(named)}."
    )
    return argparse.ArgumentParser.format_help(serve)


def run_serve(given: argparse.Namespace) -> int:
    """Serve until a signal, and return the exit status."""
    state, opened = None, ExitStack()
    try:
        settings.add(read_options(given.without_assumption, given.quota))
        from mock_connectcases.server.running import (  # noqa: PLC0415 - with an extra, and costly
            Periodic,
            Server,
        )

        check_seconds("state-interval", given.state_interval)
        seed = None if given.seed is None else _read_seed(given.seed)
        stubs = None if given.stubs is None else _read_stubs(given.stubs)
        state = None if given.state is None else _state_file(given.state)
        server = Server(
            Options(
                host=given.host,
                port=given.port,
                region=given.region,
                with_moto=given.with_moto,
                allowed_hosts=tuple(given.allow_host),
                allowed_origins=tuple(given.allow_origin),
                max_body=given.max_body,
                max_connections=given.max_connections,
            ),
            periodic=None if state is None else Periodic(given.state_interval, state.save_or_log),
            seed=seed,
            stubs=stubs,
        )
        if state is not None:
            state.open(seed)
            opened.callback(state.close)
        elif seed is not None:
            seed.load(server.backends)
        _tune_garbage_collector()
        server.run(lambda: _announce(server, quiet=given.quiet))
    except ModuleNotFoundError as error:
        return _failed(str(error), 1)
    except OSError as error:
        hint = "; --port 0 takes any free port" if error.errno == errno.EADDRINUSE else ""
        sentence = f"cannot listen on {given.host} port {given.port}: {error.strerror}{hint}"
        return _failed(sentence, 1)
    except (MockError, ValueError) as error:
        return _failed(str(error), 2)
    finally:
        opened.close()
    return 1 if state is not None and state.is_failing else 0


def _read_seed(path: Path) -> Seed:
    from mock_connectcases.seeds.seed import Seed  # noqa: PLC0415 - loads moto

    return Seed(path)


def _read_stubs(path: Path) -> StubFile:
    """Read stubs and add them; raises SeedError."""
    from mock_connectcases.seeds.stubs import StubFile  # noqa: PLC0415 - likewise

    stubs = StubFile(path)
    stubs.load()
    return stubs


def _state_file(path: Path) -> StateFile:
    from mock_connectcases.connectcases.models import (  # noqa: PLC0415 - loads moto
        connectcases_backends,
    )
    from mock_connectcases.state.file import StateFile  # noqa: PLC0415

    return StateFile(path, connectcases_backends)


def _tune_garbage_collector() -> None:
    """Collect cyclic garbage rarely, and never among loaded code: a creation takes half the time.

    Nothing that a request leaves behind is cyclic.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def _failed(sentence: str, status: int) -> int:
    sys.stderr.write(f"mock_connectcases: {sentence}\n")
    return status


def _announce(server: Server, *, quiet: bool) -> None:
    url = server.url
    text = url
    if not quiet:
        from mock_connectcases.server.welcome import introduction  # noqa: PLC0415 - for serve only

        text = introduction(url, server.options)
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
