"""Builds the cases of a domain, in the order of their changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases import clock, ids
from mock_connectcases.errors import InvalidDocumentError, ServiceError
from mock_connectcases.operations.cases import (
    initial_values,
    make_case,
)
from mock_connectcases.resources import audit, case_values, field_value, system_fields
from mock_connectcases.resources.tags import put_tags
from mock_connectcases.seeds import consistency, dumped, form, limits
from mock_connectcases.seeds.building import Building, new_id, read_user
from mock_connectcases.seeds.definitions import read_tags
from mock_connectcases.seeds.items import ItemBuilder
from mock_connectcases.seeds.values import ValueReader, Values

if TYPE_CHECKING:
    from mock_connectcases.resources.audit import Author
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.field_value import Value

_CREATED = (system_fields.CREATED_DATETIME, "Date/Time Opened")
_UPDATED = (system_fields.LAST_UPDATED_DATETIME, "Date/Time Updated")

_NEVER_BLANK = (system_fields.STATUS, system_fields.REFERENCE_ID, _CREATED[0], _UPDATED[0])


class _Place(NamedTuple):
    """The places of a case in the orders of creation and of change."""

    number: int
    updated: int


class CaseBuilder:
    """Builds all cases of a domain of a seed, with what belongs to them."""

    def __init__(self, building: Building) -> None:
        self._building = building
        self._templates = building.refer("template")
        self._values = ValueReader(building)
        self._text = clock.to_field_text(building.now)
        self._most_fields = limits.longest("CreateCase", "fields")
        self._items = ItemBuilder(building, self._values)
        self._ids: list[str] = []

    def build(self, given: Any) -> None:
        """Build the cases, which the domain does not have yet; raises InvalidDocumentError."""
        listed = form.expect(given, list, "cases")
        for index, each in enumerate(listed):
            form.check_members("case", each, "cases", index)
        places = _places(listed, self._text)
        domain = self._building.domain
        domain.last_number = max((max(each) for each in places), default=0)
        self._ids = [""] * len(listed)
        for index in sorted(range(len(listed)), key=lambda index: places[index].updated):
            try:
                case = self._build(listed[index], index)
                case.number, case.updated = places[index]
                domain.cases[case.case_id] = case
                reference_id = str(case.values[system_fields.REFERENCE_ID])
                domain.cases_by_reference[reference_id.casefold()] = case.case_id
            except InvalidDocumentError as error:
                raise error.within("cases", index) from None
            except ServiceError as error:
                raise InvalidDocumentError(error.message, "cases", index) from None
            self._ids[index] = case.case_id
        self._items.build(listed, self._ids)

    def place_of(self, case_id: str) -> int:
        """Return where in the seed a case stands."""
        return self._ids.index(case_id)

    def _build(self, given: dict[str, Any], index: int) -> Case:
        building, domain = self._building, self._building.domain
        template = domain.templates[self._templates.resolve(given.get("template"), "template")]
        if building.creates:
            template.check_usable()
        values = self._read_values(form.expect(given.get("fields", {}), dict, "fields"))
        reference_id = values.given.get(system_fields.REFERENCE_ID)
        place = f"case/{index}" if reference_id is None else f"case of {reference_id}"
        case_id = new_id("case", given, domain.domain_id, place, domain.cases)
        author = audit.author(building.principal, None)
        if "performedBy" in given:
            with form.refusals("performedBy"):
                author = audit.author(building.principal, read_user(given["performedBy"]))
        filled = self._filled(case_id, author, values)
        case = make_case(domain, template.template_id, case_id, {**filled, **values.given})
        tags = read_tags(given["tags"]) if "tags" in given else {}
        if building.creates:
            case_values.check_creation(domain, template, case.values)
            domain.check_reference_id(str(case.values[system_fields.REFERENCE_ID]))
            case.tags = template.propagated_tags()
            put_tags(case.tags, tags)
        else:
            case.tags = tags
        if "mergedInto" in given:
            case.merged_into = form.expect(given["mergedInto"], str, "mergedInto")
        if "history" in given:
            with form.refusals("history"):
                for event in dumped.read_history(given["history"]):
                    case.history.append(event)
        else:
            created = building.now
            if _CREATED[0] in values.filled:
                text = str(case.values[system_fields.CREATED_DATETIME])
                created = field_value.moment(text) or created
            changes = tuple(
                audit.FieldChange(key, None, value) for key, value in values.given.items()
            )
            case.history.append(audit.AuditEvent(audit.CASE_CREATED, created, author, changes))
        return case

    def _read_values(self, given: dict[str, Any]) -> Values:
        try:
            values = self._values.read(given)
        except InvalidDocumentError as error:
            raise error.within("fields") from None
        if self._building.creates and len(values.given) > self._most_fields:
            raise InvalidDocumentError(
                f"a case is created with {self._most_fields} fields", "fields"
            )
        for name in _NEVER_BLANK:
            if name in values.blank or values.filled.get(name, "") is None:
                raise InvalidDocumentError(f"every case has a {name}: it cannot be blank", "fields")
        return values

    def _filled(self, case_id: str, author: Author, values: Values) -> dict[str, Value]:
        """Return what the service fills in, or what the seed says that it did."""
        number = reference_id = ""
        if system_fields.REFERENCE_NUMBER not in values.given:
            number = ids.derived_reference_number(case_id)
        if system_fields.REFERENCE_ID not in values.given:
            reference_id = self._reference_id(case_id)
        initial = initial_values(case_id, author, self._text, number, reference_id)
        # A time that is given for the creation alone is that of the last change as well.
        if _CREATED[0] in values.filled:
            initial[_UPDATED[0]] = values.filled[_CREATED[0]]
        return {
            field_id: value
            for field_id, value in (initial | values.filled).items()
            if value is not None and field_id not in values.blank
        }

    def _reference_id(self, case_id: str) -> str:
        """Return a reference ID that follows from the case and that no case before it has."""
        attempt = 0
        domain = self._building.domain
        while domain.case_id_of_reference(found := ids.derived_reference_id(case_id, attempt)):
            attempt += 1
        return found


def _places(listed: list[dict[str, Any]], default: str) -> list[_Place]:
    """Return the places of all cases: those that are given, else by their times, else as listed."""
    if any("order" in each for each in listed):
        return _given_places(listed)
    count = len(listed)
    numbers = _ranks([_time(each, _CREATED) or default for each in listed])
    updated = _ranks([_time(each, _UPDATED) or _time(each, _CREATED) or default for each in listed])
    return [_Place(number, count + later) for number, later in zip(numbers, updated, strict=True)]


def _given_places(listed: list[dict[str, Any]]) -> list[_Place]:
    given: dict[int, _Place] = {}
    for index, each in enumerate(listed):
        if "order" in each:
            with form.refusals("cases", index, "order"):
                order = form.expect(each["order"], list)
                numbers = [form.expect(number, int) for number in order]
                most = consistency.MOST_NUMBER
                if (
                    len(numbers) != len(_Place._fields)
                    or not 1 <= min(numbers) <= max(numbers) <= most
                ):
                    raise InvalidDocumentError(f"must be two numbers from 1 to {most}")
                given[index] = _Place(*numbers)
    last = max(max(each) for each in given.values())
    places = []
    for index in range(len(listed)):
        place = given.get(index)
        if place is None:
            place = _Place(last + 1, last + 2)
            last += 2
        places.append(place)
    return places


def _time(given: dict[str, Any], names: tuple[str, str]) -> str:
    """Return a comparable text of a time that a case is given, nothing if it is not.

    What is none is refused when the values are read.
    """
    fields = given.get("fields")
    if type(fields) is not dict:
        return ""
    for name in names:
        if name in fields:
            read = field_value.moment(fields[name]) if type(fields[name]) is str else None
            return "" if read is None else clock.to_field_text(read)
    return ""


def _ranks(times: list[str]) -> list[int]:
    """Return places from 1 on in the order of time, those of the same time as they are listed."""
    ranks = [0] * len(times)
    for place, index in enumerate(sorted(range(len(times)), key=times.__getitem__), 1):
        ranks[index] = place
    return ranks
