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


class _Reader(NamedTuple):
    """How the value of one field is read."""

    field_id: str
    arm: str
    parse: Parse
    path: tuple[None, str]
    filled: bool


class ValueReader(dict[str, _Reader]):
    """The readers of the fields of a domain, by all the words that stand for them."""

    def __init__(self, building: Building) -> None:
        super().__init__()
        self._building = building
        self._fields = building.refer("field")
        self._faults = Faults()
        self._union = limits.parser("CreateCase", "fields", "value")

    def __missing__(self, reference: str) -> _Reader:
        found = self._building.domain.fields[self._fields.resolve(reference)]
        if found.field_id in _FOLLOWING:
            raise UnfitDocumentError(
                f"the value of {found.field_id!r} follows from the rest of the case"
            )
        arm = field_value.ARM_OF_TYPE[found.type]
        reader = _Reader(
            field_id=found.field_id,
            arm=arm,
            parse=limits.parser("CreateCase", "fields", "value", arm),
            path=(None, found.field_id),
            filled=not found.writable,
        )
        self[reference] = reader
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
                pairs.append((self[reference].field_id, self._as_union(self[reference], value)))
                limits.check(self._fresh())
        return pairs

    def _read(self, given: dict[str, Any]) -> Values:
        domain = self._building.domain
        pairs: list[tuple[str, dict[str, Any]]] = []
        filled: Changes = {}
        faults = self._faults
        for reference, value in given.items():
            field_id, arm, parse, path, is_filled = self[reference]
            if is_filled:
                filled[field_id] = self._read_filled(
                    field_id, self._as_union(self[reference], value)
                )
            elif type(value) is dict or value is None:
                pairs.append((field_id, self._as_union(self[reference], value)))
            else:
                pairs.append((field_id, {arm: parse(value, path, faults)}))
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
        if value is None:
            value = {"emptyValue": {}}
        if type(value) is not dict:
            return {reader.arm: reader.parse(value, reader.path, self._faults)}
        union: dict[str, Any] = self._union(value, reader.path, self._faults)
        return union if len(union) == 1 else {"emptyValue": {}}
