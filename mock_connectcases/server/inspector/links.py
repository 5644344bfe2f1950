"""The addresses of the inspector's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from mock_connectcases import __version__
from mock_connectcases.inspector.pytest_code import SEED_FILE
from mock_connectcases.resources.kinds import CASE, DOMAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.inspector.call_summary import NamedResource
    from mock_connectcases.inspector.snapshot import Place
    from mock_connectcases.rules.rule import Rule

PREFIX = "/_mock"


def menu() -> list[tuple[str, str]]:
    """Return the pages of the menu, by name."""
    return [
        ("Overview", home()),
        ("Requests", log()),
        ("Events", events()),
        ("Try a call", call_form()),
        ("Controls", controls()),
        ("Rules", rules("")),
    ]


def home() -> str:
    """Return the address of the overview."""
    return f"{PREFIX}/"


def log(**conditions: str) -> str:
    """Return the address of the requests, or of those that meet the conditions of a filter."""
    return _with_query(f"{PREFIX}/log", conditions)


def newer(key: str, query: str) -> str:
    """Return the address of the rows of requests after one, by a filter."""
    return _after(f"{PREFIX}/log/newer/{_segment(key)}", query)


def call(key: str, query: str = "") -> str:
    """Return the address of one request, seen in a list with a filter."""
    return _after(f"{PREFIX}/log/{_segment(key)}", query)


def events(**conditions: str) -> str:
    """Return the address of the case events, or of some."""
    return _with_query(f"{PREFIX}/case-events", conditions)


def call_form(place: Place | None = None, **given: str) -> str:
    """Return the address of the form for a call, filled for a domain."""
    if place is not None:
        given |= {"account": place.account_id, "region": place.region}
        given |= {"domain": place.domain_id} if place.domain_id else {}
    return _with_query(f"{PREFIX}/try", given)


def resource(named: NamedResource) -> str:
    """Return the address of a resource; empty for one that is gone."""
    if not named.name:
        return ""
    if named.kind == CASE.name:
        return case(named.place, named.key)
    if named.kind == DOMAIN.name:
        return cases(named.place)
    return f"{domain(named.place)}#{_segment(named.key)}"


def controls() -> str:
    """Return the address of the controls."""
    return f"{PREFIX}/controls"


def control(name: str) -> str:
    """Return the address that a form of the controls posts to."""
    return f"{PREFIX}/controls/{name}"


def seed() -> str:
    """Return the address of the state as a seed."""
    return f"{PREFIX}/{SEED_FILE}"


def clock() -> str:
    """Return the address of the clock alone."""
    return f"{PREFIX}/clock-view"


def rules(operation: str) -> str:
    """Return the address of the rules of an operation, or of all operations."""
    return f"{PREFIX}/rules/{_segment(operation)}" if operation else f"{PREFIX}/rules"


def rule(rule: Rule, operation: str) -> str:
    """Return the address of one rule."""
    listed = operation if operation in rule.operations else rule.operations[0]
    return f"{rules(listed)}#{rule.name}"


def domain(place: Place) -> str:
    """Return the address of a domain's data model."""
    return f"{PREFIX}/domains/{'/'.join(map(_segment, place))}"


def cases(place: Place) -> str:
    """Return the address of a domain's cases."""
    return f"{domain(place)}/cases"


def case(place: Place, case_id: str) -> str:
    """Return the address of one case."""
    return f"{cases(place)}/{_segment(case_id)}"


def slas(place: Place, case_id: str) -> str:
    """Return the address of a case's SLAs alone."""
    return f"{case(place, case_id)}/slas"


def asset(name: str) -> str:
    """Return the address of an asset; each release has its own."""
    return f"{PREFIX}/assets/{name}?{_segment(__version__)}"


def _segment(text: str) -> str:
    return quote(text, safe="")


def _with_query(address: str, pairs: Mapping[str, str]) -> str:
    return _after(address, urlencode(pairs))


def _after(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address
