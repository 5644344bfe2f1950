"""Builds the cases of a domain, in the order of their changes."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.resources import system_fields
from mock_connectcases.resources.kinds import CASE, TEMPLATE
from mock_connectcases.seeds import consistency, dumped, form
from mock_connectcases.seeds.builder import Builder, CaseNumbers, new_id, read_tags, read_user
from mock_connectcases.seeds.case_parts import CASE_PART
from mock_connectcases.seeds.items import ItemBuilder
from mock_connectcases.seeds.values import ValueReader

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.seeds.values import CaseValues


class CaseBuilder:
    """Builds all cases of a domain of a seed, with their related items and histories."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._values = ValueReader(builder.names)
        self._items = ItemBuilder(builder, self._values)
        self._ids: list[str] = []

    def build(self, given: Any) -> None:
        """Build the cases of a domain that has none; raises InvalidDocumentError."""
        listed = form.expect(given, list, "cases")
        for index, each in enumerate(listed):
            with form.errors_at("cases", index):
                CASE_PART.check(each)
                # Before there is any work: millions of empty cases would take long.
                form.expect(each.get("template"), str, "template")
        values: list[CaseValues] = []
        for index, each in enumerate(listed):
            with form.errors_at("cases", index):
                fields = form.expect(each.get("fields", {}), dict, "fields")
                values.append(self._values.read(fields))
        places = _places(listed, values, self._builder.now)
        domain = self._builder.domain
        domain.last_number = max((max(each) for each in places), default=0)
        self._ids = [""] * len(listed)
        for index in sorted(range(len(listed)), key=lambda index: places[index].change_number):
            with form.errors_at("cases", index):
                self._ids[index] = self._build(listed[index], index, values[index], places[index])
        in_order = sorted(domain.cases.values(), key=attrgetter("number"))
        domain.cases = {case.case_id: case for case in in_order}
        self._items.build(listed, self._ids)
        for index, each in enumerate(listed):
            if "history" in each:
                with form.errors_at("cases", index, "history"):
                    history = dumped.read_history(each["history"])
                domain.cases[self._ids[index]].history = history

    def place_of(self, case_id: str) -> int:
        """Return the position of a case in the seed."""
        return self._ids.index(case_id)

    def _build(
        self, given: dict[str, Any], index: int, values: CaseValues, numbers: CaseNumbers
    ) -> str:
        """Build a case, and return its id."""
        domain = self._builder.domain
        template_id = self._builder.names.resolve(TEMPLATE, given.get("template"), "template")
        reference_id = values.given.get(system_fields.REFERENCE_ID)
        place = f"case/{index}" if reference_id is None else f"case of {reference_id}"
        case_id = new_id(CASE, given, domain.domain_id, place, domain.cases)
        user = read_user(given, "performedBy")
        tags = read_tags(given)
        change = self._builder.new_case(case_id, template_id, values, tags, user, numbers)
        if "mergedInto" in given:
            change.case.merged_into = form.expect(given["mergedInto"], str, "mergedInto")
        domain.record(change)
        return case_id


def _places(
    listed: list[dict[str, Any]], values: list[CaseValues], default: datetime
) -> list[CaseNumbers]:
    """Return the places of all cases: given, else by their times, else as listed."""
    if any("order" in each for each in listed):
        return _given_places(listed)
    numbers, changes = (
        _ranks([each.moment(field_id) or default for each in values])
        for field_id in (system_fields.CREATED_DATETIME, system_fields.LAST_UPDATED_DATETIME)
    )
    count = len(listed)
    return [
        CaseNumbers(number, count + later) for number, later in zip(numbers, changes, strict=True)
    ]


def _given_places(listed: list[dict[str, Any]]) -> list[CaseNumbers]:
    given: dict[int, CaseNumbers] = {}
    for index, each in enumerate(listed):
        if "order" in each:
            with form.errors_at("cases", index, "order"):
                order = form.expect(each["order"], list)
                numbers = [form.expect(number, int) for number in order]
                most = consistency.MOST_NUMBER
                if (
                    len(numbers) != len(CaseNumbers._fields)
                    or not 1 <= min(numbers) <= max(numbers) <= most
                ):
                    raise InvalidDocumentError(f"must be two numbers from 1 to {most}")
                given[index] = CaseNumbers(*numbers)
    last = max(max(each) for each in given.values())
    places = []
    for index in range(len(listed)):
        place = given.get(index)
        if place is None:
            place = CaseNumbers(last + 1, last + 2)
            last += 2
        places.append(place)
    return places


def _ranks(times: list[datetime]) -> list[int]:
    """Return places from 1 on in the order of time; equal times stay as listed."""
    ranks = [0] * len(times)
    for place, index in enumerate(sorted(range(len(times)), key=times.__getitem__), 1):
        ranks[index] = place
    return ranks
