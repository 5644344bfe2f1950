"""The controls: each form of the page makes one change and names it afterwards.

Rule of this file: nothing changes but by POST, with the token that only pages of this server have.
Bad input changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.errors import SeedError
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.server.inspector import links
from mock_connectcases.server.inspector.control_arguments import (
    CLOCK_FIELDS,
    clock_arguments,
    delay_arguments,
    fault_arguments,
    read_number,
)
from mock_connectcases.server.inspector.formatting import (
    describe_domains,
    describe_injection,
    describe_use,
    format_exact_duration,
)
from mock_connectcases.server.inspector.forms import Token, read_form, seed_in
from mock_connectcases.server.inspector.responses import see_other
from mock_connectcases.server.served_mock import ServedMock
from mock_connectcases.toolkit.faults import Fault
from mock_connectcases.toolkit.outcomes import error_names
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.model import service_model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from mock_connectcases.server.inspector.forms import Form
    from mock_connectcases.server.request_log import RequestLog
    from mock_connectcases.toolkit.injections import Injection
    from mock_connectcases.wire.messages import Request, Response


class ControlError(ValueError):
    """A form that changed nothing, with the sentence for the page."""

    def __init__(self, form: str, given: Mapping[str, str], sentence: str) -> None:
        super().__init__(sentence)
        self.context = {"refused_form": form, "given": given, "refusal": sentence}


class Controls:
    """The forms of one server; they act on the state that every mock of the process shares."""

    def __init__(
        self,
        reset: Callable[[], None],
        log: RequestLog,
        *,
        with_moto: bool = False,
        has_seed: bool = False,
    ) -> None:
        """Make the controls.

        ``reset`` is the server's: with moto it empties other services, and with a seed it loads
        that again.  ``log`` is cleared with it.
        """
        self._reset_server = reset
        self._log = log
        self._with_moto = with_moto
        self._has_seed = has_seed
        self._handle = ServedMock()
        self._token = Token()
        self._latest: tuple[datetime, str] | None = None
        self._forms: dict[str, Callable[[Form], str]] = {
            "seed": self._load_seed,
            "reset": self._reset,
            "fault": self._add_fault,
            "delay": self._add_delay,
            "remove": self._remove,
            "lag": self._set_search_lag,
            "clock": self._move_clock,
            "clock-back": self._reset_clock,
        }

    def __contains__(self, form: str) -> bool:
        return form in self._forms

    def submit(self, name: str, request: Request) -> Response:
        """Apply a form, and send the browser back to the page.

        Raises:
            Refused: it is no form, or not of a page of this server.
            ControlError: it is invalid.
        """
        form = self.read(request)
        try:
            sentence = self._forms[name](form)
        except ValueError as error:
            raise ControlError(name, form.fields, str(error)) from None
        self._latest = (clock.process_now(), sentence)
        return see_other(links.controls())

    @property
    def token(self) -> str:
        """The value that every form of this server carries."""
        return self._token.value

    def read(self, request: Request) -> Form:
        """Read a form of a page of this server; raises Refused for any other."""
        return self._token.check(read_form(request))

    def context(self) -> dict[str, Any]:
        """Return the values of the page where no form was refused."""
        return {
            "token": self.token,
            "latest": self._latest,
            "with_moto": self._with_moto,
            "has_seed": self._has_seed,
            "injections": [
                (each.number, f"{describe_injection(each)}; {describe_use(each)}")
                for each in toolkit.injections.listed()
            ],
            "search_lag": toolkit.search_lag,
            "clock_fields": CLOCK_FIELDS,
            "operations": service_model().operation_names,
            "errors": sorted(error_names()),
            "refused_form": "",
            "given": {},
            "refusal": "",
        }

    def _load_seed(self, form: Form) -> str:
        """Add the domains of a seed; raises SeedError with file, line and rule."""
        source = seed_in(form)
        added = Seed(source).load(connectcases_backends)
        domains = [each for listed in added.values() for each in listed]
        return f"Loaded {source.name}: {describe_domains(domains)}."

    def _reset(self, _: Form) -> str:
        """Delete everything, as ``POST /_mock/reset`` does."""
        domains = [
            each for store in connectcases_backends.stores() for each in store.domains.values()
        ]
        sentence = f"Deleted everything: {describe_domains(domains)}."
        try:
            self._reset_server()
        except SeedError as error:
            return f"{sentence} The seed of the server could not be loaded again: {error}"
        finally:
            self._log.clear()
        if self._has_seed:
            sentence += " Loaded the seed of the server again."
        if self._with_moto:
            sentence += " Reset moto's other services too."
        return sentence

    def _add_fault(self, form: Form) -> str:
        return self._added(self._handle.fail(**fault_arguments(form.fields)))

    def _add_delay(self, form: Form) -> str:
        return self._added(self._handle.delay(**delay_arguments(form.fields)))

    def _added(self, injection: Injection) -> str:
        return f"Added a {_kind(injection)}: {describe_injection(injection)}."

    def _remove(self, form: Form) -> str:
        found = self._handle.find(form.fields.get("number", ""))
        found.remove()
        return f"Removed the {_kind(found)}: {describe_injection(found)}. It {describe_use(found)}."

    def _set_search_lag(self, form: Form) -> str:
        self._handle.search_lag(read_number("seconds", form.fields.get("seconds", "")))
        return f"The search lag is {format_exact_duration(toolkit.search_lag)}."

    def _move_clock(self, form: Form) -> str:
        moved = self._handle.tick(None, **clock_arguments(form.fields))
        ahead = format_exact_duration(clock.ahead())
        return f"Moved the clock to {moved:%Y-%m-%d %H:%M:%S} UTC, {ahead} ahead."

    def _reset_clock(self, _: Form) -> str:
        ahead = clock.ahead()
        if not ahead:
            raise ValueError("The clock already shows the time of this machine.")
        clock.follow_process()
        return (
            "The clock shows the time of this machine again,"
            f" {format_exact_duration(ahead)} earlier. Existing resources keep their times."
        )


def _kind(injection: Injection) -> str:
    return "fault" if isinstance(injection, Fault) else "delay"
