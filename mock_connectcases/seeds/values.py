"""Reads the values of fields as a seed has them: plain, by the id or the name of the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from mock_connectcases.errors import InvalidDocumentError, ServiceError
from mock_connectcases.resources import field_value, system_fields
from mock_connectcases.seeds import form, limits
from mock_connectcases.wire.faults import RequestFaults

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field_value import Changes, Value
    from mock_connectcases.wire.parsing import Parse

_DERIVED = {system_fields.CASE_ID, system_fields.NEXT_SLA_BREACH_DATETIME}
"""System fields with values that are derived from the rest of the case."""

_ALWAYS_SET = (
    system_fields.STATUS,
    system_fields.CREATED_DATETIME,
    system_fields.LAST_UPDATED_DATETIME,
)

Read = TypeVar("Read")


class CaseValues(NamedTuple):
    """Values of a case for CreateCase, and those that only the service sets."""

    pairs: list[tuple[str, dict[str, Any]]]
    """The fields of the request: ids with their unions."""
    filled: Changes
    references: Collection[str]
    """The ids or names by which the seed refers to the fields of the request."""


class RestoredValues(NamedTuple):
    """Values of a dumped case, by whether requests can set them or only the service does."""

    given: dict[str, Value]
    filled: Changes
    blank: Collection[str] = ()
    """Fields without a value that a new case would have one for."""


_Reader = tuple[str, str, "Parse", tuple[None, str]]
"""Reads the values of a field: its id, its arm of the union, the parser of the arm, the path."""


class ValueReader:
    """Reads the values of the fields of a domain, by the id or the name of each."""

    def __init__(self, domain: Domain, references: form.References) -> None:
        self._readers: dict[str, _Reader] = {}
        self._all_fields = domain.fields
        self._fields = references
        self._filled: set[str] = set()
        """The references to fields that only the service sets."""
        self._faults = RequestFaults()
        self._union = limits.parser("CreateCase", "fields", "value")

    def _reader(self, reference: str) -> _Reader:
        if reference in self._readers:
            return self._readers[reference]
        found = self._all_fields[self._fields.resolve(reference)]
        if found.field_id in _DERIVED:
            raise InvalidDocumentError(
                f"the value of {found.field_id!r} is derived from the rest of the case"
            )
        arm = field_value.ARM_OF_TYPE[found.type]
        parse = limits.parser("CreateCase", "fields", "value", arm)
        reader = (found.field_id, arm, parse, (None, found.field_id))
        if not found.writable:
            self._filled.add(reference)
        self._readers[reference] = reader
        return reader

    def field_id(self, reference: Any) -> str:
        """Return the id of a field that is given by its id or name; raises InvalidDocumentError."""
        return self._fields.resolve(reference)

    def read(self, given: dict[str, Any]) -> CaseValues:
        """Read the values of a case to be created; raises InvalidDocumentError."""
        plain = self._read_plain(given)
        if plain is not None:
            return plain
        read = self._located(self._read, given)
        blank = {field_id for field_id, union in read.pairs if "emptyValue" in union}
        _check_not_blank({*blank, *(key for key, each in read.filled.items() if each is None)})
        return read

    def read_state(self, given: dict[str, Any]) -> RestoredValues:
        """Read the values of a dumped case; raises InvalidDocumentError."""
        read = self._read_dumped(given) or self._located(self._read_restored, given)
        _check_not_blank({*read.blank, *(key for key, each in read.filled.items() if each is None)})
        return read

    def _located(self, read: Callable[[dict[str, Any]], Read], given: dict[str, Any]) -> Read:
        """Read values, and find the one that is refused, if any is."""
        with form.refusals("fields"):
            try:
                return read(given)
            except (ServiceError, InvalidDocumentError):
                self._take_faults()
                for reference, value in given.items():
                    with form.refusals(reference):
                        read({reference: value})
                raise

    def unions(self, given: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
        """Return ids and unions as a request has them; raises InvalidDocumentError."""
        pairs: list[tuple[str, dict[str, Any]]] = []
        for reference, value in given.items():
            with form.refusals(reference):
                reader = self._reader(reference)
                pairs.append((reader[0], self._as_union(reader, value)))
                limits.check(self._take_faults())
        check_once([field_id for field_id, _ in pairs])
        return pairs

    def _read_plain(self, given: dict[str, Any]) -> CaseValues | None:
        """Read values that are plain and right, as nearly all are; ``None`` where any is not."""
        readers, faults = self._readers, self._faults
        if not self._filled.isdisjoint(given):
            return None
        try:
            pairs = [
                (field_id, {arm: parse(value, path, faults)})
                for (field_id, arm, parse, path), value in zip(
                    map(readers.__getitem__, given), given.values(), strict=True
                )
            ]
        except KeyError:
            return None
        if faults.error() is not None:
            self._take_faults()
            return None
        return CaseValues(pairs, {}, given)

    def _read_dumped(self, given: dict[str, Any]) -> RestoredValues | None:
        """Read values of a dumped case that are plain and right; ``None`` where any is not."""
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
            self._take_faults()
            return None
        fields = self._all_fields
        filled = {key: field_value.read_value(fields[key], union) for key, union in pairs}
        if len(changes) + len(filled) < len(given):
            return None
        return RestoredValues(changes, filled)

    def _read(self, given: dict[str, Any]) -> CaseValues:
        pairs: list[tuple[str, dict[str, Any]]] = []
        references: list[str] = []
        filled: Changes = {}
        for reference, value in given.items():
            reader = self._reader(reference)
            union = self._as_union(reader, value)
            if reference in self._filled:
                check_once([*filled, reader[0]])
                filled[reader[0]] = self._read_filled(reader[0], union)
            else:
                pairs.append((reader[0], union))
                references.append(reference)
        limits.check(self._take_faults())
        check_once([field_id for field_id, _ in pairs])
        return CaseValues(pairs, filled, references)

    def _read_restored(self, given: dict[str, Any]) -> RestoredValues:
        read = self._read(given)
        fields = self._all_fields
        changes = {
            field_id: field_value.read_operand(fields[field_id], union)
            for field_id, union in read.pairs
        }
        values = {key: each for key, each in changes.items() if each is not None}
        return RestoredValues(values, read.filled, changes.keys() - values.keys())

    def _take_faults(self) -> RequestFaults:
        """Return the collected faults, and begin with none."""
        faults, self._faults = self._faults, RequestFaults()
        return faults

    def _read_filled(self, field_id: str, union: dict[str, Any]) -> Any:
        limits.check(self._take_faults())
        return field_value.read_value(self._all_fields[field_id], union)

    def _as_union(self, reader: _Reader, value: Any) -> dict[str, Any]:
        """Write a value as the API has it, which it may be already."""
        _, arm, parse, path = reader
        if value is None:
            value = {"emptyValue": {}}
        if type(value) is not dict:
            return {arm: parse(value, path, self._faults)}
        union: dict[str, Any] = self._union(value, path, self._faults)
        return union if len(union) == 1 else {"emptyValue": {}}


def check_once(field_ids: list[str]) -> None:
    """Refuse a field that is given by its id and by its name."""
    if len(set(field_ids)) < len(field_ids):
        twice = next(each for each in field_ids if field_ids.count(each) > 1)
        raise InvalidDocumentError(f"field {twice!r} is given by its id and by its name")


def _check_not_blank(field_ids: Collection[str]) -> None:
    for name in _ALWAYS_SET:
        if name in field_ids:
            raise InvalidDocumentError(f"every case has a {name}: it cannot be blank", "fields")
