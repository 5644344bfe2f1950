"""The page of the controls, and what its forms do.

Rule of this file: nothing is done but by POST, with the token that only pages of this server have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.server.inspector import fields
from mock_connectcases.server.inspector.forms import Token, read_form, seed_in
from mock_connectcases.server.inspector.pages import see_other
from mock_connectcases.server.inspector.telling import told_plan
from mock_connectcases.toolkit.outcomes import connection_errors
from mock_connectcases.toolkit.spelling import times
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wire.model import service_model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mock_connectcases.server.inspector.acts import Acts
    from mock_connectcases.server.inspector.forms import Form
    from mock_connectcases.server.inspector.links import Links
    from mock_connectcases.wire.messages import Request, Response


class ActRefusedError(ValueError):
    """What a form asks for cannot be done, and was not; has the sentence for the page."""

    def __init__(self, form: str, given: Mapping[str, str], sentence: str) -> None:
        super().__init__(sentence)
        self.shown = {"refused_form": form, "given": given, "refusal": sentence}


class Controls:
    """The forms of one server."""

    def __init__(self, acts: Acts, links: Links) -> None:
        self._acts = acts
        self._links = links
        self._token = Token()
        self._forms: dict[str, Callable[[Form], object]] = {
            "seed": self._load,
            "reset": lambda _: acts.reset(),
            "fault": lambda form: acts.arm_fault(form.fields),
            "delay": lambda form: acts.arm_delay(form.fields),
            "remove": lambda form: acts.remove_plan(form.fields.get("number", "")),
            "lag": lambda form: acts.set_search_lag(form.fields.get("seconds", "")),
            "clock": lambda form: acts.move_clock(form.fields),
            "clock-back": lambda _: acts.return_clock(),
            "undo": lambda form: acts.undo(form.fields.get("number", "")),
        }

    def __contains__(self, form: str) -> bool:
        return form in self._forms

    def do(self, name: str, request: Request) -> Response:
        """Do what a form asks for, and send the browser back to the page.

        Raises:
            Refused: it is no form, or not of a page of this server.
            ActRefusedError: it cannot be done.
        """
        form = self._token.check(read_form(request))
        try:
            self._forms[name](form)
        except ValueError as error:
            raise ActRefusedError(name, form.fields, str(error)) from None
        return see_other(self._links.controls())

    def _load(self, form: Form) -> None:
        self._acts.load_seed(*seed_in(form))

    def shown(self) -> dict[str, Any]:
        """Return what the page shows where nothing was refused."""
        plans = [
            (each.number, f"{told_plan(each)}; it has happened {times(each.fired)}")
            for each in toolkit.faults.present()
        ]
        return {
            "token": self._token.value,
            "acts": self._acts.done,
            "next_undo": self._acts.next_undo,
            "undo_warning": self._acts.undo_warning,
            "reset_warning": self._acts.reset_warning,
            "plans": plans,
            "clock_fields": fields.CLOCK,
            "operations": service_model().operation_names,
            "errors": sorted(
                {each.error_code for each in service_model().error_shapes}.union(
                    connection_errors()
                )
            ),
            "refused_form": "",
            "given": {},
            "refusal": "",
        }
