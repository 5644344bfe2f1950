"""Starts and stops a server: in the main thread for a program, in a thread of its own for tests."""

from __future__ import annotations

import asyncio
import signal
import threading
from contextlib import suppress
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.compat import moto
from mock_connectcases.connectcases.models import (
    ConnectCasesBackends,
    check_offered,
    connectcases_backends,
)
from mock_connectcases.server.access_policy import AccessPolicy
from mock_connectcases.server.accounts import Accounts
from mock_connectcases.server.api.api import Api
from mock_connectcases.server.api.resources import Resources
from mock_connectcases.server.cases_service import CasesService
from mock_connectcases.server.inspector.controls import Controls
from mock_connectcases.server.inspector.site import Site
from mock_connectcases.server.mock_routes import MockRoutes
from mock_connectcases.server.options import BACKLOG, GRACE, Options
from mock_connectcases.server.request_log import RequestLog
from mock_connectcases.server.request_threads import RequestThreads
from mock_connectcases.wire.protocol import protocol

_EXTRA = "the server needs pip install 'mock-connectcases[server]'"
_MOTO_EXTRA = "--with-moto needs pip install 'mock-connectcases[server-with-moto]'"

try:
    from mock_connectcases.server.connections import Connections
    from mock_connectcases.server.dispatcher import Dispatcher
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(f"{error}; {_EXTRA}", name=error.name) from error

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Self

    from mock_connectcases.seeds.seed import Seed
    from mock_connectcases.seeds.stubs import StubFile
    from mock_connectcases.server.moto_services import MotoServices


class Periodic(NamedTuple):
    """A task that a server runs regularly in a thread, and once more when it has stopped."""

    seconds: float
    do: Callable[[], None]


class Server:
    """A server of this process's state, which every mock in it shares; it can be started once."""

    def __init__(
        self,
        options: Options | None = None,
        *,
        periodic: Periodic | None = None,
        seed: Seed | None = None,
        stubs: StubFile | None = None,
    ) -> None:
        """Make a server; a reset over HTTP returns to seed and stubs, which are not loaded here.

        Raises:
            UnknownRegionError: the service is not offered in the region of the options.
            ModuleNotFoundError: moto's server is to be served too, and is not installed.
        """
        self._seed = seed
        self._stubs = stubs
        self.options = options or Options()
        check_offered(self.options.region)
        self._moto_application = _moto_application() if self.options.with_moto else None
        self.log = RequestLog()
        self._periodic = periodic
        self._port = self.options.port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop_requested = False
        self._stopping = asyncio.Event()
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None

    @property
    def backends(self) -> ConnectCasesBackends:
        """The state that the server serves, by account and region."""
        return connectcases_backends

    @property
    def url(self) -> str:
        """The endpoint; a port that was left open is known once the server has started."""
        host = f"[{self.options.host}]" if ":" in self.options.host else self.options.host
        return f"http://{host}:{self._port}"

    def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Serve until SIGINT or SIGTERM; ``ready`` is called once the server answers.

        Raises:
            OSError: the address cannot be had.
        """
        before = {
            number: signal.signal(number, lambda *_: self.request_stop())
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        try:
            asyncio.run(self._serve(ready))
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def start(self) -> Self:
        """Serve in a thread; return once the server answers.  Raises OSError as ``run`` does."""
        started = threading.Event()

        def serve() -> None:
            try:
                asyncio.run(self._serve(started.set))
            except BaseException as error:  # raised again where it is waited for
                self._failure = error
                started.set()

        self._thread = threading.Thread(target=serve, name="mock-connectcases", daemon=True)
        self._thread.start()
        started.wait()
        if self._failure is not None:
            raise self._failure
        return self

    def stop(self) -> None:
        """End the server; a request that moto is answering has two seconds to be answered."""
        self.request_stop()
        if self._thread is not None:
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def request_stop(self) -> None:
        """Request the server to end, from any thread or signal handler."""
        self._stop_requested = True
        if self._loop is not None:
            with suppress(RuntimeError):  # it has ended by itself
                self._loop.call_soon_threadsafe(self._stopping.set)

    async def _serve(self, ready: Callable[[], None]) -> None:
        loop = self._loop = asyncio.get_running_loop()
        # Tests freeze time, which must not freeze timeouts: they leave this clock alone.
        loop.time = perf_counter  # type: ignore[method-assign]
        options, moto, threads = self.options, self._moto_services(), RequestThreads()
        protocol()  # compiled before the first request, not by it

        def reset(account_id: str | None = None) -> None:
            self._reset(moto, account_id)

        accounts = Accounts(with_moto=options.with_moto)
        api = Api(Resources(self.log, reset), accounts, options.region)
        dispatcher = Dispatcher(
            options,
            AccessPolicy(options),
            MockRoutes(api, self._site(reset)),
            CasesService(self.log, options.region, accounts),
            moto,
            threads,
        )
        connections = Connections(dispatcher.handle, options)
        listening = await loop.create_server(
            connections, options.host, options.port, backlog=BACKLOG
        )
        self._port = listening.sockets[0].getsockname()[1]
        saving = loop.create_task(self._repeat())
        try:
            ready()
            if not self._stop_requested:
                await self._stopping.wait()
        finally:
            listening.close()
            connections.pre_shutdown()
            await connections.shutdown(GRACE)
            saving.cancel()
            with suppress(asyncio.CancelledError):
                await saving
            await loop.run_in_executor(None, threads.close)
            if moto is not None:
                await loop.run_in_executor(None, moto.close)
            if self._periodic is not None:
                self._periodic.do()

    def _site(self, reset: Callable[[], None]) -> Site:
        controls = Controls(
            reset,
            self.log,
            with_moto=self.options.with_moto,
            has_seed=self._seed is not None,
        )
        return Site(self.log, controls, lambda: self.url, self.options)

    def _reset(self, moto: MotoServices | None, account_id: str | None) -> None:
        """Return to the beginning, in all accounts or in one, where moto's other services stay."""
        if account_id is not None:
            connectcases_backends.discard_account(account_id)
        elif moto is None:
            connectcases_backends.discard()
        else:
            moto.reset()
        if self._seed is not None:
            self._seed.load(connectcases_backends, only=account_id)
        if self._stubs is not None and account_id is None:
            self._stubs.load()

    def _moto_services(self) -> MotoServices | None:
        if self._moto_application is None:
            return None
        from mock_connectcases.server.moto_services import MotoServices  # noqa: PLC0415 - costly

        return MotoServices(self._moto_application, self.options.moto_threads)

    async def _repeat(self) -> None:
        while self._periodic is not None:
            await asyncio.sleep(self._periodic.seconds)
            await asyncio.get_running_loop().run_in_executor(None, self._periodic.do)


def _moto_application() -> Any:
    try:
        return moto.server_application()
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(f"{error}; {_MOTO_EXTRA}", name=error.name) from error
