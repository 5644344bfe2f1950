"""Reads the values of fields as a seed has them: plain, by the id or the name of the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from mock_connectcases.errors import InvalidDocumentError, ServiceError
from mock_connectcases.resources import case_values, field_value, system_fields
from mock_connectcases.seeds import form, limits
from mock_connectcases.wire.faults import RequestFaults

if TYPE_CHECKING:
    from collections.abc import Collection

    from mock_connectcases.resources.case import Changes
    from mock_connectcases.resources.field_value import Value
    from mock_connectcases.seeds.building import Building
    from mock_connectcases.wire.parsing import Parse

_FOLLOWING = {system_fields.CASE_ID, system_fields.NEXT_SLA_BREACH_DATETIME}
"""System fields that nobody can give a value: it follows from something else."""


class Values(NamedTuple):
    """Values of a case: those that a request could give it, and those that the service fills in."""

    given: dict[str, Value]
    filled: Changes
    blank: Collection[str] = ()
    """Fields that are given, as empty."""


_Reader = tuple[str, str, "Parse", tuple[None, str]]
"""How a value of one field is read: its id, its arm of the union, that arm's parser, its path."""


class ValueReader:
    """Reads the values of the fields of a domain, by all the words that stand for them."""

    def __init__(self, building: Building) -> None:
        self._readers: dict[str, _Reader] = {}
        self._building = building
        self._fields = building.refer("field")
        self._filled: set[str] = set()
        """The words among them that stand for fields which the service fills in."""
        self._faults = RequestFaults()
        self._union = limits.parser("CreateCase", "fields", "value")

    def _reader(self, reference: str) -> _Reader:
        if reference in self._readers:
            return self._readers[reference]
        found = self._building.domain.fields[self._fields.resolve(reference)]
        if found.field_id in _FOLLOWING:
            raise InvalidDocumentError(
                f"the value of {found.field_id!r} follows from the rest of the case"
            )
        arm = field_value.ARM_OF_TYPE[found.type]
        parse = limits.parser("CreateCase", "fields", "value", arm)
        reader = (found.field_id, arm, parse, (None, found.field_id))
        if not found.writable:
            self._filled.add(reference)
        self._readers[reference] = reader
        return reader

    def read(self, given: dict[str, Any]) -> Values:
        """Read the values of a case; raises InvalidDocumentError."""
        try:
            read_plain = self._read_plain if self._building.creates else self._read_dumped
            return read_plain(given) or self._read(given)
        except (ServiceError, InvalidDocumentError):
            for reference, value in given.items():
                with form.refusals(reference):
                    self._read({reference: value})
            raise

    def unions(self, given: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
        """Return ids and unions as a request has them; raises InvalidDocumentError."""
        pairs: list[tuple[str, dict[str, Any]]] = []
        for reference, value in given.items():
            with form.refusals(reference):
                reader = self._reader(reference)
                pairs.append((reader[0], self._as_union(reader, value)))
                limits.check(self._fresh())
        _check_once([field_id for field_id, _ in pairs])
        return pairs

    def _read_plain(self, given: dict[str, Any]) -> Values | None:
        """Read the values of a case where all is as in most cases: plain, right, and by a request.

        It is nothing where anything is not, which is found out in passing.
        """
        readers, faults = self._readers, self._faults
        if not self._filled.isdisjoint(given):
            return None
        try:
            pairs = [
                (
                    (reader := readers[reference])[0],
                    {reader[1]: reader[2](value, reader[3], faults)},
                )
                for reference, value in given.items()
            ]
        except KeyError:
            return None
        if faults.error() is not None:
            self._fresh()
            return None
        changes = case_values.read_changes(self._building.domain, pairs)
        return Values(cast("dict[str, Value]", changes), {})

    def _read_dumped(self, given: dict[str, Any]) -> Values | None:
        """Read the values of a dumped case where all are plain and right, as in most cases.

        It is nothing where anything is not, which is found out in passing.
        """
        readers, faults = self._readers, self._faults
        pairs: list[tuple[str, dict[str, Any]]] = []
        changes: dict[str, Value] = {}
        for reference, value in given.items():
            reader = readers.get(reference)
            if reader is None or value is None or type(value) is dict:
                return None
            field_id, arm, parse, path = reader
            read = parse(value, path, faults)
            if reference in self._filled:
                pairs.append((field_id, {arm: read}))
            else:
                changes[field_id] = float(read) if type(read) is int else read
        if faults.error() is not None:
            self._fresh()
            return None
        fields = self._building.domain.fields
        filled = {key: field_value.read_value(fields[key], union) for key, union in pairs}
        if len(changes) + len(filled) < len(given):
            return None
        return Values(changes, filled)

    def _read(self, given: dict[str, Any]) -> Values:
        domain = self._building.domain
        pairs: list[tuple[str, dict[str, Any]]] = []
        filled: Changes = {}
        for reference, value in given.items():
            reader = self._reader(reference)
            union = self._as_union(reader, value)
            if reference in self._filled:
                _check_once([*filled, reader[0]])
                filled[reader[0]] = self._read_filled(reader[0], union)
            else:
                pairs.append((reader[0], union))
        limits.check(self._fresh())
        _check_once([field_id for field_id, _ in pairs])
        if self._building.creates:
            changes = case_values.read_changes(domain, pairs)
        else:
            changes = {
                field_id: field_value.read_operand(domain.fields[field_id], union)
                for field_id, union in pairs
            }
        given_values = {key: each for key, each in changes.items() if each is not None}
        return Values(given_values, filled, changes.keys() - given_values.keys())

    def _fresh(self) -> RequestFaults:
        """Return the faults so far, and begin to collect anew."""
        faults, self._faults = self._faults, RequestFaults()
        return faults

    def _read_filled(self, field_id: str, union: dict[str, Any]) -> Any:
        limits.check(self._fresh())
        return field_value.read_value(self._building.domain.fields[field_id], union)

    def _as_union(self, reader: _Reader, value: Any) -> dict[str, Any]:
        """Write a value as the API has it, which it may be already."""
        _, arm, parse, path = reader
        if value is None:
            value = {"emptyValue": {}}
        if type(value) is not dict:
            return {arm: parse(value, path, self._faults)}
        union: dict[str, Any] = self._union(value, path, self._faults)
        return union if len(union) == 1 else {"emptyValue": {}}


def _check_once(field_ids: list[str]) -> None:
    """Refuse a field that is given by its id and by its name."""
    if len(set(field_ids)) < len(field_ids):
        twice = next(each for each in field_ids if field_ids.count(each) > 1)
        raise InvalidDocumentError(f"field {twice!r} is given by its id and by its name")
