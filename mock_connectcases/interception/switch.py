"""Turns the mock on and off for the process, and decides when its state begins and ends.

The rule: mocks of both kinds, ``mock_connectcases`` and ``mock_aws``, share one state.  It begins
empty with the first of them and ends with the last, in whatever order they end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.core.models import MockAWS

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.interception import gates
from mock_connectcases.moto_plugin.surroundings import Surroundings
from mock_connectcases.toolkit.toolkit import Toolkit, toolkit

if TYPE_CHECKING:
    from moto.core.config import DefaultConfig

    from mock_connectcases.resources.case_event import CaseEvent
    from mock_connectcases.seeds.seed import Seed

_surroundings = Surroundings()
connectcases_backends.on_mock_aws_switch = _surroundings.mock_aws_switched


def turn_on(config: DefaultConfig | None, *, reset: bool) -> None:
    """Begin one mock."""
    backends = connectcases_backends
    with MockAWS._mock_init_lock:
        _surroundings.enter(config)
        if backends.mocks_active == 0:
            if reset and MockAWS._nested_count <= 0:
                backends.discard()
            gates.close()
        backends.enlist()
        backends.mocks_active += 1


def turn_off(config: DefaultConfig | None, *, remove_data: bool) -> None:
    """End one mock."""
    backends = connectcases_backends
    with MockAWS._mock_init_lock:
        backends.mocks_active -= 1
        last = backends.mocks_active == 0
        _surroundings.leave(config, last=last)
        if last:
            gates.open_()
            if MockAWS._nested_count <= 0:
                if remove_data:
                    backends.discard()
                toolkit.is_left_behind = not remove_data
            # What is left behind is for the next reset of moto's to clear.
            backends.enlist()


def forget_everything() -> None:
    """Empty every account, as an explicit reset does; the mocks stay on."""
    connectcases_backends.discard()


def published_events() -> list[CaseEvent]:
    """Return the case events of every account and region, in the order of publication."""
    return connectcases_backends.case_events()


def is_on() -> bool:
    """Tell whether a mock of either kind is on."""
    return connectcases_backends.mocks_active > 0 or MockAWS._nested_count > 0


def has_state() -> bool:
    """Tell whether a mock is on, or one that has ended left its state behind."""
    return is_on() or toolkit.is_left_behind


def shared_toolkit() -> Toolkit:
    """Return what tests can ask for beside the service; moto's next reset will clear it too."""
    connectcases_backends.enlist()
    return toolkit


def load(seed: Seed) -> None:
    """Add what a seed says to what is there; raises SeedError."""
    seed.load(connectcases_backends)


def dump() -> dict[str, Any]:
    """Return everything that exists as a seed."""
    from mock_connectcases.seeds import writing  # noqa: PLC0415 - most programs need it never

    return writing.dump(connectcases_backends)
