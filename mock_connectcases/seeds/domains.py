"""Builds one domain of a seed in a scratch store, from which it moves once the seed is good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases import ids
from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.resources.domain import ACTIVE
from mock_connectcases.resources.kinds import DOMAIN
from mock_connectcases.seeds import consistency, dumped, form, limits
from mock_connectcases.seeds.builder import Builder, read_tags
from mock_connectcases.seeds.cases import CaseBuilder
from mock_connectcases.seeds.definitions import build_definitions
from mock_connectcases.seeds.restoring import RestoringBuilder
from mock_connectcases.transitions import Point

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.seeds.form import SeedEntry
    from mock_connectcases.store import Store

_DUMPED_MEMBERS = ("merges", "order", "creation")
_DUMPED_CASE_MEMBERS = ("history", "order", "mergedInto")


def build_domain(store: Store, entry: SeedEntry, *, now: datetime, checks: str) -> Domain:
    """Build a domain in a scratch store; raises InvalidDocumentError.

    With the checks of creation it is created by the operations of the service; with those of
    consistency it is restored as it was dumped.
    """
    given = entry.given
    if "createdTime" in given:
        now = form.moment(given["createdTime"], "createdTime")
    with form.errors_at(*(("name",) if "name" in given else ())):
        name = limits.read("CreateDomain", "name", entry.name)
    if "id" in given:
        with form.errors_at("id"):
            domain_id = limits.read_id(DOMAIN, given["id"])
    else:
        domain_id = ids.derived_id(f"{store.account_id}/{store.region}", f"domain/{name}")
    known = store.domains.get(domain_id)
    if known is not None and known.name != name:
        raise InvalidDocumentError(f"a domain with the id {domain_id!r:.100} is there already")
    builder = (Builder if checks == form.CREATION else RestoringBuilder)(store, now)
    with form.errors_at(*(("name",) if "name" in given else ())):
        builder.add_domain(name, domain_id)
    domain = builder.domain
    domain.creation.point = Point(ACTIVE, 0, now)
    if "creation" in given:
        dumped.resume_creation(domain, given["creation"])
    domain.tags = read_tags(given)
    try:
        _fill(builder, given)
    except InvalidDocumentError as error:
        raise InvalidDocumentError(_with_names(error.sentence, domain), *error.path) from None
    return domain


def _fill(builder: Builder, given: dict[str, Any]) -> None:
    domain = builder.domain
    build_definitions(builder, given)
    case_builder = CaseBuilder(builder)
    case_builder.build(given.get("cases", []))
    if "order" in given:
        with form.errors_at("order"):
            _set_order(domain, given["order"])
    if builder.is_restoring or _is_dumped(given):
        try:
            consistency.check(domain)
        except InvalidDocumentError as error:
            raise _locate(error, case_builder) from None
    if "merges" in given:
        dumped.resume_merges(domain, given["merges"])


def _with_names(sentence: str, domain: Domain) -> str:
    """Add the names of definitions to their ids in a sentence."""
    for _, key, name in domain.definitions_in(sentence):
        if f"{key} ({name})" not in sentence:
            sentence = sentence.replace(key, f"{key} ({name})")
    return sentence


def _set_order(domain: Domain, given: Any) -> None:
    """Set the number of a domain and the last number of its own order."""
    numbers = [form.expect(each, int) for each in form.expect(given, list)]
    lowest = (1, domain.last_number)
    if len(numbers) != len(lowest) or not all(
        low <= number <= consistency.MOST_NUMBER
        for low, number in zip(lowest, numbers, strict=True)
    ):
        raise InvalidDocumentError("must be the domain's number and the last number within it")
    domain.number, domain.last_number = numbers


def _is_dumped(given: dict[str, Any]) -> bool:
    """Return whether a domain has members that no operation checks."""
    cases = given.get("cases", ())
    return (
        any(each in given for each in _DUMPED_MEMBERS)
        or any(member in case for case in cases for member in _DUMPED_CASE_MEMBERS)
        or any("order" in item for case in cases for item in case.get("relatedItems", ()))
    )


def _locate(error: InvalidDocumentError, builder: CaseBuilder) -> InvalidDocumentError:
    """Return an error with the path in the seed for one with a path in the domain."""
    match error.path:
        case ["cases", case_id, *rest]:
            place = builder.place_of(str(case_id))
            return InvalidDocumentError(f"{_joined(rest)}{error.sentence}", "cases", place)
    return InvalidDocumentError(f"{_joined(error.path)}{error.sentence}")


def _joined(path: Iterable[str | int]) -> str:
    joined = ".".join(str(each) for each in path)
    return f"{joined}: " if joined else ""
