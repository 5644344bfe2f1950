"""Writes the whole state, or one domain, in the form of a seed."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from mock_connectcases import clock
from mock_connectcases.resources import system_fields
from mock_connectcases.resources.domain import ACTIVE
from mock_connectcases.resources.kinds import FIELD, TEMPLATE
from mock_connectcases.seeds import dumped, form
from mock_connectcases.seeds.definition_names import DefinitionNames
from mock_connectcases.seeds.definitions import write_definitions, write_events
from mock_connectcases.seeds.items import write_item
from mock_connectcases.seeds.text import write_value
from mock_connectcases.transitions import Point

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mock_connectcases.connectcases.models import ConnectCasesBackends
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.seeds.form import JsonObject
    from mock_connectcases.store import Store


def dump(backends: ConnectCasesBackends, account_id: str | None = None) -> JsonObject:
    """Write the whole state, or that of an account, each region as of one moment.

    The seed of an account does not name it, so that another account can load it.
    """
    stores = backends.stores()
    written = dump_stores(each for each in stores if account_id in {None, each.account_id})
    if account_id is not None:
        written.pop("account", None)
    return written


def dump_stores(stores: Iterable[Store]) -> JsonObject:
    """Write all that some stores have, each as of one moment."""
    domains: list[JsonObject] = []
    for store in sorted(stores, key=attrgetter("place")):
        place = {"account": store.account_id, "region": store.region}
        with store.lock:
            domains += [
                {"name": each.name, **place, **write_domain(each)}
                for each in store.domains.values()
            ]
    return write_seed(domains)


def write_seed(domains: Sequence[JsonObject]) -> JsonObject:
    """Write a seed of domains, which need only be consistent when they are loaded."""
    head = {"version": form.VERSION, "checks": form.CONSISTENCY}
    common: JsonObject = {}
    for member in ("account", "region"):
        values = {each[member] for each in domains}
        if len(values) == 1:
            common[member] = values.pop()
    return {
        **head,
        **common,
        "domains": named([{k: v for k, v in each.items() if k not in common} for each in domains]),
    }


def write_domain(domain: Domain, *, is_complete: bool = True) -> JsonObject:
    """Write a domain, all of it or only what a seed written by hand can have."""
    names = DefinitionNames(domain)
    written = write_head(names, is_complete=is_complete)
    del written["name"]
    written |= {key: named(value) for key, value in write_definitions(names) if value}
    in_order = sorted(domain.cases.values(), key=attrgetter("number"))
    cases = [write_case(each, names, is_complete=is_complete) for each in in_order]
    return {**written, "cases": cases} if cases else written


def write_head(names: DefinitionNames, *, is_complete: bool = True) -> JsonObject:
    """Write a domain without its definitions and cases."""
    domain = names.domain
    written: JsonObject = {
        "name": domain.name,
        "id": domain.domain_id,
        "createdTime": clock.to_field_text(domain.created_time),
    }
    if domain.tags:
        written["tags"] = dict(domain.tags)
    events = write_events(names)
    if events is not None:
        written["events"] = events
    if not is_complete:
        return written
    written["order"] = [domain.number, domain.last_number]
    if domain.creation.point != Point(ACTIVE, 0, domain.created_time):
        written["creation"] = dumped.write_point(domain.creation.point)
    if domain.merges:
        written["merges"] = dumped.write_merges(domain)
    return written


def named(listed: list[JsonObject]) -> list[JsonObject] | dict[str, JsonObject]:
    """Write named parts as an object by their names, unless two have the same."""
    names = {each["name"] for each in listed}
    if len(names) != len(listed):
        return listed
    return {each["name"]: {k: v for k, v in each.items() if k != "name"} for each in listed}


def write_case(case: Case, names: DefinitionNames, *, is_complete: bool = True) -> JsonObject:
    """Write a case with its related items."""
    fields = {
        names.write(FIELD, field_id): write_value(value)
        for field_id, value in case.values.items()
        if field_id != system_fields.CASE_ID
    }
    for field_id in (system_fields.REFERENCE_NUMBER, system_fields.REFERENCE_ID):
        if field_id not in case.values:
            fields[field_id] = None  # it would have one by itself
    written: JsonObject = {
        "id": case.case_id,
        "template": names.write(TEMPLATE, case.template_id),
        "fields": fields,
    }
    if case.tags:
        written["tags"] = dict(case.tags)
    items = [
        write_item(each, names, is_complete=is_complete) for each in case.related_items.values()
    ]
    if items:
        written["relatedItems"] = items
    if case.merged_into is not None:
        written["mergedInto"] = case.merged_into
    if is_complete:
        written["order"] = [case.number, case.change_number]
        written["history"] = dumped.write_history(case.history)
    return written
