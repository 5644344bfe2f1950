"""The addresses of the inspector's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from mock_connectcases.inspector.pytest_code import SEED_FILE

if TYPE_CHECKING:
    from mock_connectcases.inspector.snapshot import Place
    from mock_connectcases.rules.rule import Rule

PREFIX = "/_mock"


class Links:
    """The addresses of the pages."""

    def __init__(self, version: str) -> None:
        self._version = version

    def menu(self) -> list[tuple[str, str]]:
        """Return the pages of the menu, by name."""
        return [
            ("Overview", self.home()),
            ("Requests", self.log()),
            ("Events", self.events()),
            ("Controls", self.controls()),
            ("Rules", self.rules("")),
        ]

    def home(self) -> str:
        """Return the address of the overview."""
        return f"{PREFIX}/"

    def log(self) -> str:
        """Return the address of the requests."""
        return f"{PREFIX}/log"

    def newer(self, key: str) -> str:
        """Return the address of the rows of requests after one."""
        return f"{PREFIX}/log/newer/{_segment(key)}"

    def call(self, key: str) -> str:
        """Return the address of one request."""
        return f"{PREFIX}/log/{_segment(key)}"

    def events(self) -> str:
        """Return the address of the case events."""
        return f"{PREFIX}/case-events"

    def controls(self) -> str:
        """Return the address of the controls."""
        return f"{PREFIX}/controls"

    def control(self, name: str) -> str:
        """Return the address that a form of the controls posts to."""
        return f"{PREFIX}/controls/{name}"

    def seed(self) -> str:
        """Return the address of the state as a seed."""
        return f"{PREFIX}/{SEED_FILE}"

    def clock(self) -> str:
        """Return the address of the clock alone."""
        return f"{PREFIX}/clock-view"

    def rules(self, operation: str) -> str:
        """Return the address of the rules of an operation, or of all operations."""
        return f"{PREFIX}/rules/{_segment(operation)}" if operation else f"{PREFIX}/rules"

    def rule(self, rule: Rule, operation: str) -> str:
        """Return the address of one rule."""
        listed = operation if operation in rule.operations else rule.operations[0]
        return f"{self.rules(listed)}#{rule.name}"

    def domain(self, place: Place) -> str:
        """Return the address of a domain's data model."""
        return f"{PREFIX}/domains/{'/'.join(map(_segment, place))}"

    def cases(self, place: Place) -> str:
        """Return the address of a domain's cases."""
        return f"{self.domain(place)}/cases"

    def case(self, place: Place, case_id: str) -> str:
        """Return the address of one case."""
        return f"{self.cases(place)}/{_segment(case_id)}"

    def slas(self, place: Place, case_id: str) -> str:
        """Return the address of a case's SLAs alone."""
        return f"{self.case(place, case_id)}/slas"

    def asset(self, name: str) -> str:
        """Return the address of an asset; each release has its own."""
        return f"{PREFIX}/assets/{name}?{_segment(self._version)}"


def _segment(text: str) -> str:
    return quote(text, safe="")
