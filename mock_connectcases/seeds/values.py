"""Reads the values of fields as a seed has them: plain, by the id or the name of the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.errors import ServiceError
from mock_connectcases.persistence.unfit import UnfitDocumentError
from mock_connectcases.resources import case_values, field_value, system_fields
from mock_connectcases.seeds import form, limits
from mock_connectcases.wire.faults import Faults

if TYPE_CHECKING:
    from mock_connectcases.resources.case import Changes
    from mock_connectcases.seeds.building import Building
    from mock_connectcases.wire.parsing import Parse

_FOLLOWING = {system_fields.CASE_ID, system_fields.NEXT_SLA_BREACH_DATETIME}
"""System fields that nobody can give a value: it follows from something else."""


class Values(NamedTuple):
    """Values of a case: those that a request could give it, and those that the service fills in."""

    given: Changes
    filled: Changes


_Reader = tuple[str, str, "Parse", tuple[None, str], frozenset[type]]
"""How the value of one field is read: its id, its arm of the union with the arm's parser, its path,
and the types of values that need nothing else.  A plain tuple: it is unpacked for each value."""

_PLAIN = frozenset({str, int, float, bool, list})
_NONE: frozenset[type] = frozenset()


class ValueReader:
    """Reads the values of the fields of a domain, by all the words that stand for them."""

    def __init__(self, building: Building) -> None:
        self._readers: dict[str, _Reader] = {}
        self._building = building
        self._fields = building.refer("field")
        self._faults = Faults()
        self._union = limits.parser("CreateCase", "fields", "value")

    def _reader(self, reference: str) -> _Reader:
        if reference in self._readers:
            return self._readers[reference]
        found = self._building.domain.fields[self._fields.resolve(reference)]
        if found.field_id in _FOLLOWING:
            raise UnfitDocumentError(
                f"the value of {found.field_id!r} follows from the rest of the case"
            )
        arm = field_value.ARM_OF_TYPE[found.type]
        parse = limits.parser("CreateCase", "fields", "value", arm)
        reader = (
            found.field_id,
            arm,
            parse,
            (None, found.field_id),
            _PLAIN if found.writable else _NONE,
        )
        self._readers[reference] = reader
        return reader

    def read(self, given: dict[str, Any]) -> Values:
        """Read the values of a case; raises UnfitDocumentError."""
        try:
            return self._read(given)
        except (ServiceError, UnfitDocumentError):
            for reference, value in given.items():
                with form.refusals(reference):
                    self._read({reference: value})
            raise

    def unions(self, given: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
        """Return ids and unions as a request has them; raises UnfitDocumentError."""
        pairs: list[tuple[str, dict[str, Any]]] = []
        for reference, value in given.items():
            with form.refusals(reference):
                reader = self._reader(reference)
                pairs.append((reader[0], self._as_union(reader, value)))
                limits.check(self._fresh())
        return pairs

    def _read(self, given: dict[str, Any]) -> Values:
        domain = self._building.domain
        pairs: list[tuple[str, dict[str, Any]]] = []
        filled: Changes = {}
        faults, readers = self._faults, self._readers
        for reference, value in given.items():
            try:
                field_id, arm, parse, path, plain = readers[reference]
            except KeyError:
                field_id, arm, parse, path, plain = self._reader(reference)
            if type(value) in plain:
                pairs.append((field_id, {arm: parse(value, path, faults)}))
            elif plain:
                pairs.append((field_id, self._as_union(readers[reference], value)))
            else:
                union = self._as_union(readers[reference], value)
                filled[field_id] = self._read_filled(field_id, union)
        if faults.error() is not None:
            limits.check(self._fresh())
        if self._building.creates:
            return Values(case_values.read_changes(domain, pairs), filled)
        return Values(
            {
                field_id: field_value.read_operand(domain.fields[field_id], union)
                for field_id, union in pairs
            },
            filled,
        )

    def _fresh(self) -> Faults:
        """Return the faults so far, and begin to collect anew."""
        faults, self._faults = self._faults, Faults()
        return faults

    def _read_filled(self, field_id: str, union: dict[str, Any]) -> Any:
        limits.check(self._fresh())
        return field_value.read_value(self._building.domain.fields[field_id], union)

    def _as_union(self, reader: _Reader, value: Any) -> dict[str, Any]:
        """Write a value as the API has it, which it may be already."""
        _, arm, parse, path, _ = reader
        if value is None:
            value = {"emptyValue": {}}
        if type(value) is not dict:
            return {arm: parse(value, path, self._faults)}
        union: dict[str, Any] = self._union(value, path, self._faults)
        return union if len(union) == 1 else {"emptyValue": {}}
