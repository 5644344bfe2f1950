"""Reads the values of fields as a seed has them: plain, by the id or the name of the field."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.errors import InvalidDocumentError, ServiceError
from mock_connectcases.resources import field_value, system_fields
from mock_connectcases.resources.kinds import FIELD
from mock_connectcases.seeds import form, limits
from mock_connectcases.seeds.text import write_value
from mock_connectcases.wire.violations import Violations

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from mock_connectcases.resources.field_value import NewValues, Value
    from mock_connectcases.seeds.definition_names import DefinitionNames

_ALWAYS_SET = (
    system_fields.STATUS,
    system_fields.CREATED_DATETIME,
    system_fields.LAST_UPDATED_DATETIME,
)


class CaseValues(NamedTuple):
    """Values of a case for CreateCase, and those that only the service sets."""

    given: NewValues
    """Those of the request."""
    filled: NewValues
    references: Collection[str]
    """The ids or names by which the seed refers to the fields of the request."""

    def moment(self, field_id: str) -> datetime | None:
        """Return a time that only the service sets, ``None`` for none or one that is invalid."""
        text = self.filled.get(field_id)
        return None if text is None else field_value.moment(str(text))

    def locate(self, accept: Callable[[NewValues], Any]) -> None:
        """Raise InvalidDocumentError at the first value that is refused."""
        with form.errors_at("fields"):
            for reference, field_id in zip(self.references, self.given, strict=True):
                with form.errors_at(reference):
                    accept({field_id: self.given[field_id]})


class _FieldReader(NamedTuple):
    """Reads the values of one field."""

    field_id: str
    read: Callable[[Any, Violations], Value | None]
    """Returns a value; adds its violations, or raises ServiceError or InvalidDocumentError."""
    longest: int
    """The most characters of a text that need not be read: it fits; -1 where none does."""


class ValueReader:
    """Reads the values of the fields of a domain, by the id or the name of each."""

    def __init__(self, names: DefinitionNames) -> None:
        self._all_fields = names.domain.fields
        self._names = names
        self._union = limits.parser("CreateCase", "fields", "value")
        self._reader = cache(self._make_reader)
        self._filled: set[str] = set()
        """The references to fields that only the service sets."""

    def read(self, given: dict[str, Any]) -> CaseValues:
        """Read the values of a case; raises InvalidDocumentError."""
        violations = Violations()
        try:
            values = {
                field_id: value
                if type(value) is str and len(value) <= longest
                else read(value, violations)
                for (field_id, read, longest), value in zip(
                    map(self._reader, given), given.values(), strict=True
                )
            }
            limits.check(violations)
        except (ServiceError, InvalidDocumentError):
            with form.errors_at("fields"):
                self._read_each(given)
                raise
        if len(values) < len(given):
            with form.errors_at("fields"):
                self._read_each(given)
        for field_id in _ALWAYS_SET:
            if field_id in values and values[field_id] is None:
                reference = next(
                    r for r, each in zip(given, values, strict=True) if each == field_id
                )
                with form.errors_at("fields"), form.errors_at(reference):
                    raise InvalidDocumentError(f"every case has a {field_id}: it cannot be blank")
        return self._divide(values, given)

    def unions(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        """Return ids and unions as a request has them; raises InvalidDocumentError."""
        return [
            {"id": field_id, "value": self._union_of(field_id, value)}
            for field_id, value in self._read_each(given).items()
        ]

    def _union_of(self, field_id: str, value: Value | None) -> dict[str, Any]:
        written = write_value(value)
        if type(written) is dict:
            return written
        return field_value.to_union(self._all_fields[field_id], value)

    def _read_each(self, given: dict[str, Any]) -> NewValues:
        """Read values one by one; raises InvalidDocumentError at the first that is refused.

        A field that is given by its id and by its name is refused after all values.
        """
        values: NewValues = {}
        twice: list[str] = []
        for reference, value in given.items():
            with form.errors_at(reference):
                field_id, read, _ = self._reader(reference)
                violations = Violations()
                if field_id in values:
                    twice.append(field_id)
                values[field_id] = read(value, violations)
                limits.check(violations)
        for field_id in twice:
            raise InvalidDocumentError(f"field {field_id!r} is given by its id and by its name")
        return values

    def _make_reader(self, reference: str) -> _FieldReader:
        field = self._all_fields[self._names.resolve(FIELD, reference)]
        if field.field_id in system_fields.DERIVED:
            raise InvalidDocumentError(
                f"the value of {field.field_id!r} is derived from the rest of the case"
            )
        place = ("CreateCase", "fields", "value", field_value.ARM_OF_TYPE[field.type])
        parse, path = limits.parser(*place), (None, field.field_id)

        def read(given: Any, violations: Violations) -> Value | None:
            """Read a value, or the union of the API."""
            if given is None:
                return None
            if type(given) is dict:
                union = self._union(given, path, violations)
                limits.check(violations)
                return field_value.read_operand(field, union)
            value: Value = parse(given, path, violations)
            return value

        if not field.writable:
            self._filled.add(reference)
        longest = limits.longest_plain(*place) if field.writable else -1
        return _FieldReader(field.field_id, read, longest)

    def _divide(self, values: NewValues, given: dict[str, Any]) -> CaseValues:
        """Divide values into those of the request and those that only the service sets."""
        if self._filled.isdisjoint(given):
            return CaseValues(values, {}, given)
        of_request: NewValues = {}
        filled: NewValues = {}
        references = []
        for reference, (field_id, value) in zip(given, values.items(), strict=True):
            if reference in self._filled:
                with form.errors_at("fields"), form.errors_at(reference):
                    filled[field_id] = field_value.accept(self._all_fields[field_id], value)
            else:
                of_request[field_id] = value
                references.append(reference)
        if system_fields.CREATED_DATETIME in filled:
            # A time that is given for the creation alone is that of the last change as well.
            created = filled[system_fields.CREATED_DATETIME]
            filled.setdefault(system_fields.LAST_UPDATED_DATETIME, created)
        return CaseValues(of_request, filled, references)
