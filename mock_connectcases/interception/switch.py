"""Turns the mock of this process on and off, and begins and ends its state.

The rule: mocks of both kinds, ``mock_connectcases`` and ``mock_aws``, share one state.  It begins
empty with the first of them and ends with the last, in whatever order they end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.compat import moto
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.interception import patches, retries
from mock_connectcases.moto_plugin import fast_path
from mock_connectcases.moto_plugin.environment import EnvironmentPatch
from mock_connectcases.toolkit.toolkit import Toolkit, toolkit

if TYPE_CHECKING:
    from moto.core.config import DefaultConfig

    from mock_connectcases.resources.case_event import CaseEvent
    from mock_connectcases.seeds.seed import Seed

_environment = EnvironmentPatch()


def _mock_aws_switched() -> None:
    """React to the start or the stop of the outermost ``mock_aws``."""
    _environment.mock_aws_switched()
    if not is_on():
        retries.remove()


connectcases_backends.on_mock_aws_switch = _mock_aws_switched
fast_path.answer_others_with(patches.answer_other_service)
toolkit.injections.observers.append(retries.install)


def turn_on(config: DefaultConfig | None, *, reset: bool) -> None:
    """Start one mock."""
    backends = connectcases_backends
    with moto.switch_lock():
        _environment.install(config)
        if backends.mocks_active == 0:
            if reset and moto.active_mocks() <= 0:
                backends.discard()
            patches.install()
        backends.register_for_reset()
        backends.mocks_active += 1
        backends.mocks_started += 1


def turn_off(config: DefaultConfig | None, *, remove_data: bool) -> None:
    """Stop one mock."""
    backends = connectcases_backends
    with moto.switch_lock():
        backends.mocks_active -= 1
        last = backends.mocks_active == 0
        _environment.remove(config, last=last)
        if last:
            patches.remove()
            if moto.active_mocks() <= 0:
                if remove_data:
                    backends.discard()
                retries.remove()
                toolkit.state_outlives_mocks = not remove_data
            # The next reset of moto clears the state that is left behind.
            backends.register_for_reset()


def reset() -> None:
    """Empty every account; the mocks stay on."""
    connectcases_backends.discard()


def published_events() -> list[CaseEvent]:
    """Return the case events of every account and region, in the order of publication."""
    return connectcases_backends.case_events()


def is_on() -> bool:
    """Return whether a mock of either kind is on."""
    return connectcases_backends.mocks_active > 0 or moto.active_mocks() > 0


def has_state() -> bool:
    """Return whether a mock is on, or a stopped one left its state behind."""
    return is_on() or toolkit.state_outlives_mocks


def shared_toolkit() -> Toolkit:
    """Return the toolkit of all mocks; moto's next reset clears it, too."""
    connectcases_backends.register_for_reset()
    return toolkit


def reset_account(account_id: str) -> None:
    """Empty an account; the mocks stay on."""
    connectcases_backends.discard_account(account_id)


def load(seed: Seed, *, into: str | None = None, only: str | None = None) -> None:
    """Add the resources of a seed to the state, as ``Seed.load`` does; raises SeedError."""
    seed.load(connectcases_backends, into=into, only=only)


def dump(account_id: str | None = None) -> dict[str, Any]:
    """Return the state as a seed, all of it or that of an account."""
    from mock_connectcases.seeds import writing  # noqa: PLC0415 - most programs need it never

    return writing.dump(connectcases_backends, account_id)
