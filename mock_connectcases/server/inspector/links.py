"""Where each page of the inspector is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from mock_connectcases.inspector.copying import SEED_FILE

if TYPE_CHECKING:
    from mock_connectcases.inspector.ledger import Claim
    from mock_connectcases.inspector.scene import Place

PREFIX = "/_mock"


class Links:
    """The addresses of the pages."""

    def __init__(self, version: str) -> None:
        self._version = version

    def menu(self) -> list[tuple[str, str]]:
        """Return the pages that stand in the head of every page, by name."""
        return [
            ("Overview", self.home()),
            ("Requests", self.log()),
            ("Events", self.events()),
            ("Controls", self.controls()),
            ("Ledger", self.ledger("")),
        ]

    def home(self) -> str:
        """Return the address of the overview."""
        return f"{PREFIX}/"

    def log(self) -> str:
        """Return that of the requests."""
        return f"{PREFIX}/log"

    def newer(self, key: str) -> str:
        """Return that of the rows of requests after one."""
        return f"{PREFIX}/log/newer/{_segment(key)}"

    def call(self, key: str) -> str:
        """Return that of one request."""
        return f"{PREFIX}/log/{_segment(key)}"

    def events(self) -> str:
        """Return that of the case events."""
        return f"{PREFIX}/events"

    def controls(self) -> str:
        """Return that of the controls."""
        return f"{PREFIX}/controls"

    def act(self, name: str) -> str:
        """Return where the form of a control goes."""
        return f"{PREFIX}/controls/{name}"

    def seed(self) -> str:
        """Return that of the state as a seed."""
        return f"{PREFIX}/{SEED_FILE}"

    def clock(self) -> str:
        """Return that of the clock alone."""
        return f"{PREFIX}/clock"

    def ledger(self, operation: str) -> str:
        """Return that of an operation's claims, or of all operations."""
        return f"{PREFIX}/ledger/{_segment(operation)}" if operation else f"{PREFIX}/ledger"

    def claim(self, claim: Claim) -> str:
        """Return that of one claim."""
        return f"{self.ledger(claim.operation)}#{claim.anchor}"

    def domain(self, place: Place) -> str:
        """Return that of a domain's data model."""
        return f"{PREFIX}/domains/{'/'.join(map(_segment, place))}"

    def cases(self, place: Place) -> str:
        """Return that of a domain's cases."""
        return f"{self.domain(place)}/cases"

    def case(self, place: Place, case_id: str) -> str:
        """Return that of one case."""
        return f"{self.cases(place)}/{_segment(case_id)}"

    def slas(self, place: Place, case_id: str) -> str:
        """Return that of a case's SLAs alone."""
        return f"{self.case(place, case_id)}/slas"

    def asset(self, name: str) -> str:
        """Return that of a file that pages need; another release has another."""
        return f"{PREFIX}/assets/{name}?{_segment(self._version)}"


def _segment(text: str) -> str:
    return quote(text, safe="")
