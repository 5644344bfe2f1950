"""Builds one domain of a seed: nobody sees it before the whole seed has been found to be good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import ids
from mock_connectcases.connectcases.accounts import principal_arn
from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.operations.domains import make_domain
from mock_connectcases.resources import quotas
from mock_connectcases.resources.definition import check_name
from mock_connectcases.resources.domain import ACTIVE
from mock_connectcases.resources.kinds import DOMAIN
from mock_connectcases.seeds import consistency, dumped, form, limits
from mock_connectcases.seeds.building import Building
from mock_connectcases.seeds.cases import CaseBuilder
from mock_connectcases.seeds.definitions import build_definitions, read_tags
from mock_connectcases.transitions import Point

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.seeds.form import Entry
    from mock_connectcases.store import Store

_OF_DUMPS = ("merges", "order", "creation")
_OF_DUMPED_CASES = ("history", "order", "mergedInto")


def build_domain(
    store: Store,
    entry: Entry,
    others: list[Domain],
    *,
    now: datetime,
    creates: bool,
) -> Domain:
    """Build a domain for a store, which does not hold it yet and will hold others as well.

    Raises InvalidDocumentError.
    """
    given = entry.given
    with form.refusals(*(("name",) if "name" in given else ())):
        name = limits.read("CreateDomain", "name", entry.name)
        if creates:
            count = len(store.domains) + len(others) + 1
            check_name(DOMAIN, name, [*store.domains.values(), *others])
            quotas.check(count, quotas.DOMAINS_PER_ACCOUNT, "domains per account")
        else:
            check_name(DOMAIN, name, [*store.domains.values(), *others])
    domain = _make(store, name, given, now, {*store.domains, *(each.domain_id for each in others)})
    building = Building(
        domain=domain,
        creates=creates,
        now=domain.created_time,
        principal=principal_arn(store.account_id, store.partition, ""),
    )
    try:
        _fill(building, given)
    except InvalidDocumentError as error:
        raise InvalidDocumentError(_with_names(error.rule, domain), *error.path) from None
    return domain


def _fill(building: Building, given: dict[str, Any]) -> None:
    domain = building.domain
    build_definitions(building, given)
    builder = CaseBuilder(building)
    cases = given.get("cases", [])
    builder.build(cases)
    if "order" in given:
        with form.refusals("order"):
            _place(domain, given["order"])
    if not building.creates or _is_dumped(given, cases):
        try:
            consistency.check(domain)
        except InvalidDocumentError as error:
            raise _told_as_a_seed(error, builder) from None
    domain.rebuild_lookups()
    if "merges" in given:
        dumped.resume_merges(domain, given["merges"])


def _with_names(rule: str, domain: Domain) -> str:
    """Add the names that the author knows to the ids that a rule tells."""
    for _, key, name in domain.definitions_in(rule):
        rule = rule.replace(key, f"{key} ({name})")
    return rule


def _make(
    store: Store, name: str, given: dict[str, Any], now: datetime, taken: Iterable[str]
) -> Domain:
    if "createdTime" in given:
        now = form.moment(given["createdTime"], "createdTime")
    if "id" in given:
        with form.refusals("id"):
            domain_id = limits.read_id("domain", given["id"])
    else:
        domain_id = ids.derived_id(f"{store.account_id}/{store.region}", f"domain/{name}")
    if domain_id in taken:
        raise InvalidDocumentError(f"a domain with the id {domain_id!r:.100} is there already")
    domain = make_domain(store, name, domain_id, now)
    domain.creation.point = Point(ACTIVE, 0, now)
    if "creation" in given:
        dumped.resume_creation(domain, given["creation"])
    if "tags" in given:
        domain.tags = read_tags(given["tags"])
    return domain


def _place(domain: Domain, given: Any) -> None:
    """Put a domain in its place among others, and say how far its own order has come."""
    numbers = [form.expect(each, int) for each in form.expect(given, list)]
    lowest = (1, domain.last_number)
    if len(numbers) != len(lowest) or not all(
        low <= number <= consistency.MOST_NUMBER
        for low, number in zip(lowest, numbers, strict=True)
    ):
        raise InvalidDocumentError("must be the domain's number and the last number within it")
    domain.number, domain.last_number = numbers


def _is_dumped(given: dict[str, Any], cases: list[dict[str, Any]]) -> bool:
    """Tell whether a domain says anything that no rule of creation judges."""
    return (
        any(each in given for each in _OF_DUMPS)
        or any(member in case for case in cases for member in _OF_DUMPED_CASES)
        or any("order" in item for case in cases for item in case.get("relatedItems", ()))
    )


def _told_as_a_seed(error: InvalidDocumentError, builder: CaseBuilder) -> InvalidDocumentError:
    """Tell where a seed has what a domain has somewhere."""
    match error.path:
        case ["cases", case_id, *rest]:
            place = builder.place_of(str(case_id))
            return InvalidDocumentError(f"{_joined(rest)}{error.rule}", "cases", place)
    return InvalidDocumentError(f"{_joined(error.path)}{error.rule}")


def _joined(path: Iterable[str | int]) -> str:
    joined = ".".join(str(each) for each in path)
    return f"{joined}: " if joined else ""
