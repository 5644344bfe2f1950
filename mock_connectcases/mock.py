"""The switch: turns the mock on and off, as a decorator, a context manager or by hand.

Rule of this file: it imports moto, boto3 and botocore only when a mock starts.
"""

from __future__ import annotations

import functools
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from mock_connectcases import settings
from mock_connectcases.toolkit.handle import Handle

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from moto.core.config import DefaultConfig
    from typing_extensions import Self

    from mock_connectcases.seeds.seed import Seed
    from mock_connectcases.seeds.source import SeedSource
    from mock_connectcases.settings import Settings
    from mock_connectcases.toolkit.toolkit import Toolkit

Decorated = TypeVar("Decorated", bound="Callable[..., Any]")


class MockConnectCases(Handle):
    """Mocks Amazon Connect Cases in this process, in all its threads, while it is on.

    Mocks nest, with each other and with moto's ``mock_aws``, in any order and depth.  They share
    one state: it begins empty with the first of them and ends with the last.  With moto's
    ``TEST_SERVER_MODE`` or ``TEST_PROXY_MODE`` this is ``mock_aws``.

    With a seed the state begins with its resources: the first start reads the seed, each start with
    ``reset`` loads it if the mock is off, and so does ``reset()``.  ``assumptions`` and ``quotas``
    apply to all mocks while this one is on.
    """

    def __init__(
        self,
        *,
        config: DefaultConfig | None = None,
        seed: SeedSource | None = None,
        assumptions: Mapping[str, bool] | None = None,
        quotas: Mapping[str, int] | None = None,
    ) -> None:
        self._settings: Settings | None = None
        if assumptions is not None or quotas is not None:
            from mock_connectcases.toolkit.configuration import (  # noqa: PLC0415 - seldom needed
                read_settings,
            )

            given = read_settings(assumptions, quotas)
            self._settings = given if any(given) else None
        self._config = config
        self._seed_source = seed
        self._seed: Seed | None = None
        self._starts = 0
        self._mock_aws: Any = None
        if _moto_answers_elsewhere():
            from moto import mock_aws  # noqa: PLC0415

            self._mock_aws = mock_aws(config=config) if config else mock_aws()

    def start(self, *, reset: bool = True) -> None:
        """Turn the mock on; each start needs a stop.

        It empties the state if no other mock is on, and loads the seed if this one is off, unless
        ``reset`` is false.

        Raises:
            SeedError: the seed is invalid, or has a domain that exists already; the mock is off.
        """
        seed = self._read_seed() if reset and self._starts == 0 else None
        if self._settings is not None and self._mock_aws is not None:
            raise RuntimeError(_ELSEWHERE.format("settings of this one do not apply there"))
        if self._mock_aws is not None:
            self._mock_aws.start(reset=reset)
        else:
            _switch().turn_on(self._config, reset=reset)
        self._starts += 1
        if self._settings is not None:
            settings.add(self._settings)
        if seed is not None:
            try:
                _switch().load(seed)
            except BaseException:
                self.stop()
                raise

    def stop(self, *, remove_data: bool = True) -> None:
        """Turn the mock off; with the last mock of the process the state ends.

        Raises:
            RuntimeError: there are more stops than starts.
        """
        if self._starts == 0:
            raise RuntimeError("Called stop() before start().")
        self._starts -= 1
        if self._mock_aws is not None:
            self._mock_aws.stop(remove_data=remove_data)
        else:
            _switch().turn_off(self._config, remove_data=remove_data)
        if self._settings is not None:
            settings.remove(self._settings)

    def reset(self) -> None:
        """Empty every account and region at once, and load the seed again; the mock stays on."""
        if self._mock_aws is not None:
            self._mock_aws.reset()
        else:
            _switch().reset()
            self._load_seed_again()

    def load(self, source: SeedSource) -> None:
        """Add the domains of a seed to the state: a file of JSON or YAML, or a dictionary.

        Raises:
            SeedError: it is invalid, or has a domain that exists already; nothing was added.
            RuntimeError: no mock is on, or moto's ``TEST_SERVER_MODE`` or ``TEST_PROXY_MODE`` is.
        """
        self._check_state("load")
        _switch().load(_seed_of(source))

    def dump(self) -> dict[str, Any]:
        """Return the state of all accounts and regions as a seed.

        It can be written as JSON or YAML, and loaded into an empty state it is the same state.

        Raises:
            RuntimeError: no mock is on, or moto's ``TEST_SERVER_MODE`` or ``TEST_PROXY_MODE`` is.
        """
        self._check_state("dump")
        dumped: dict[str, Any] = _switch().dump()
        return dumped

    def for_account(self, account_id: str) -> MockedAccount:
        """Return a handle that acts on one account alone, for tests that share a mock.

        Raises:
            ValueError: an account id has twelve digits.
        """
        return MockedAccount(self, account_id)

    def reset_account(self, account_id: str) -> None:
        """Empty an account at once, and load its part of the seed again; the mock stays on."""
        self._check_state("reset")
        _switch().reset_account(account_id)
        self._load_seed_again(only=account_id)

    def _load_seed_again(self, *, only: str | None = None) -> None:
        seed = self._read_seed() if self._starts else None
        if seed is not None:
            _switch().load(seed, only=only)

    def _read_seed(self) -> Seed | None:
        if self._seed_source is None:
            return None
        if self._mock_aws is not None:
            raise RuntimeError(_ELSEWHERE.format("a seed cannot be loaded from here"))
        if self._seed is None:
            self._seed = _seed_of(self._seed_source)
        return self._seed

    def _check_state(self, verb: str) -> None:
        if self._mock_aws is not None:
            raise RuntimeError(_ELSEWHERE.format(f"this one cannot {verb} it"))
        if not _switch().is_on():
            raise RuntimeError(f"No mock is on: there is no state to {verb}. Call start() first.")

    @property
    def events(self) -> list[dict[str, Any]]:
        """The case events that were published, as EventBridge delivers them, the oldest first.

        Those of all accounts and regions in the order of their publication since the last reset, at
        most the latest 10,000 of each account and region.  They are here whether or not a rule of
        moto's EventBridge matched them, while any mock is on.

        Raises:
            RuntimeError: no mock is on; or moto's ``TEST_SERVER_MODE`` or ``TEST_PROXY_MODE`` is,
                so that they are in another process.
        """
        if self._mock_aws is not None:
            raise RuntimeError(
                "Case events are in the process of moto's server: this one cannot read them."
                " Make a rule with a queue, and read the events from there."
            )
        self._past("Case events")
        return [each.message() for each in _switch().published_events()]

    def _toolkit(self, subject: str) -> Toolkit:
        self._check_process(subject)
        if not _switch().is_on():
            raise RuntimeError(
                f"{subject}: no mock is on, and the first that starts would not have them. Start it"
                " before: with mock_connectcases() as cases."
            )
        return cast("Toolkit", _switch().shared_toolkit())

    def _past(self, subject: str) -> Toolkit:
        self._check_process(subject)
        if not _switch().has_state():
            raise RuntimeError(
                f"{subject}: no mock is on, and the calls and events ended with the last one."
                " Assert while it is on: inside the with block, or before stop()."
            )
        return cast("Toolkit", _switch().shared_toolkit())

    def _check_process(self, subject: str) -> None:
        if self._mock_aws is not None:
            raise RuntimeError(
                f"{subject}: in the process of moto's server, which this one cannot reach. Run the"
                " server in a thread of the test (ThreadedMotoServer) and leave TEST_SERVER_MODE"
                " and TEST_PROXY_MODE unset."
            )

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.stop()

    def __call__(
        self, decorated: Decorated, *, reset: bool = True, remove_data: bool = True
    ) -> Decorated:
        """Decorate a function, a coroutine function, a generator of either kind, or a class.

        A class follows moto's rules: its direct test methods and ``setUp`` or ``setup_method`` are
        decorated, and the state lasts from the setup to the end of the test.
        """
        if isinstance(decorated, type):
            from mock_connectcases.compat.moto import decorate_class  # noqa: PLC0415 - loads moto

            return cast("Decorated", decorate_class(self, decorated))
        from mock_connectcases.wrapping import wrap  # noqa: PLC0415 - costs more than this module

        switch_on = functools.partial(self._switched_on, reset=reset, remove_data=remove_data)
        return cast("Decorated", wrap(decorated, switch_on))

    @contextmanager
    def _switched_on(self, *, reset: bool, remove_data: bool) -> Generator[None, None, None]:
        self.start(reset=reset)
        try:
            yield
        finally:
            self.stop(remove_data=remove_data)


class MockedAccount(Handle):
    """One account of a mock: its resources, faults, clock, calls and events.

    Faults, delays, lags and ticks of the mock itself are for all accounts, and come on top.
    """

    def __init__(self, mock: MockConnectCases, account_id: str) -> None:
        from mock_connectcases.connectcases.accounts import (  # noqa: PLC0415 - loads moto
            is_account,
        )

        given: Any = account_id
        if not isinstance(given, str) or not is_account(given):
            raise ValueError(f"An account id has twelve digits, not {account_id!r:.100}.")
        self._mock = mock
        self.account_id = account_id

    def reset(self) -> None:
        """Empty the account at once, and load its part of the seed again."""
        self._mock.reset_account(str(self.account_id))

    def load(self, source: SeedSource) -> None:
        """Add the domains of a seed, which names no other account; raises as ``load`` of a mock."""
        self._mock._check_state("load")
        _switch().load(_seed_of(source), into=self.account_id)

    def dump(self) -> dict[str, Any]:
        """Return the state as a seed, for any account; raises as ``dump`` of a mock."""
        self._mock._check_state("dump")
        dumped: dict[str, Any] = _switch().dump(self.account_id)
        return dumped

    @property
    def events(self) -> list[dict[str, Any]]:
        """The case events of the account, as those of a mock."""
        return [each for each in self._mock.events if each["account"] == self.account_id]

    def _toolkit(self, subject: str) -> Toolkit:
        return self._mock._toolkit(subject)

    def _past(self, subject: str) -> Toolkit:
        return self._mock._past(subject)

    def _check_process(self, subject: str) -> None:
        self._mock._check_process(subject)


@overload
def mock_connectcases(func: Decorated) -> Decorated: ...


@overload
def mock_connectcases(
    func: None = None,
    *,
    config: DefaultConfig | None = None,
    seed: SeedSource | None = None,
    assumptions: Mapping[str, bool] | None = None,
    quotas: Mapping[str, int] | None = None,
) -> MockConnectCases: ...


def mock_connectcases(
    func: Decorated | None = None,
    *,
    config: DefaultConfig | None = None,
    seed: SeedSource | None = None,
    assumptions: Mapping[str, bool] | None = None,
    quotas: Mapping[str, int] | None = None,
) -> Decorated | MockConnectCases:
    """Mock Amazon Connect Cases: a decorator with and without arguments, or a context manager.

    Only this service is mocked.  A call to any other AWS service raises
    :class:`~mock_connectcases.UnmockedServiceError` and does not leave the machine; to mock those
    too, add moto's ``mock_aws``.  ``config`` is moto's: credentials, passthrough, default session.
    ``seed`` is the initial state: the path of a file of JSON or YAML, or a dictionary.
    ``assumptions`` switches assumed rules off, ``{"user-is-arn": False}``, and ``quotas`` sets
    service quotas, ``{"domains": 100}``; ``mock-connectcases rules`` lists the names of both.

    Raises:
        ValueError: there is no such rule or quota, or the rule cannot be switched off.
    """
    mock = MockConnectCases(config=config, seed=seed, assumptions=assumptions, quotas=quotas)
    return mock if func is None else mock(func)


_ELSEWHERE = (
    "The state is in the process of moto's server: {}. Start our server with --seed, or make what"
    " the test needs with the client."
)


def _seed_of(source: SeedSource) -> Seed:
    from mock_connectcases.seeds.seed import Seed  # noqa: PLC0415 - loads moto

    return Seed(source)


@functools.cache
def _switch() -> Any:
    from mock_connectcases.interception import switch  # noqa: PLC0415

    return switch


@functools.cache
def _moto_answers_elsewhere() -> bool:
    """Return whether moto sends requests to a server; read once in a process, as moto does."""
    modes = ("TEST_SERVER_MODE", "TEST_PROXY_MODE")
    return any(os.environ.get(mode, "").lower() == "true" for mode in modes)
