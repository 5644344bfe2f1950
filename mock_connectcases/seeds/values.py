"""Reads the values of fields as a seed has them: plain, by the id or the name of the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.errors import InvalidDocumentError, ServiceError
from mock_connectcases.resources import field_value, system_fields
from mock_connectcases.resources.kinds import FIELD
from mock_connectcases.seeds import form, limits
from mock_connectcases.seeds.parts import write_value
from mock_connectcases.wire.faults import RequestFaults

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from mock_connectcases.resources.field_value import Changes, Value
    from mock_connectcases.seeds.codec import DefinitionNames
    from mock_connectcases.wire.parsing import Parse

    Pair = tuple[str, Value | None]
    """The id of a field with its value."""

_ALWAYS_SET = (
    system_fields.STATUS,
    system_fields.CREATED_DATETIME,
    system_fields.LAST_UPDATED_DATETIME,
)


class CaseValues(NamedTuple):
    """Values of a case for CreateCase, and those that only the service sets."""

    pairs: list[Pair]
    """Those of the request."""
    filled: Changes
    references: Collection[str]
    """The ids or names by which the seed refers to the fields of the request."""

    def locate(self, read: Callable[[list[Pair]], Any]) -> None:
        """Raise InvalidDocumentError for a field given twice, or at the first refused value."""
        with form.refusals("fields"):
            _check_once([field_id for field_id, _ in self.pairs])
            for reference, pair in zip(self.references, self.pairs, strict=True):
                with form.refusals(reference):
                    read([pair])


class _FieldReader(NamedTuple):
    """Reads the values of one field."""

    field_id: str
    parse: Parse
    longest: int
    """The most characters of a text that need not be parsed: it fits; -1 where none does."""
    path: tuple[None, str]


class ValueReader:
    """Reads the values of the fields of a domain, by the id or the name of each."""

    def __init__(self, names: DefinitionNames) -> None:
        self._readers: dict[str, _FieldReader] = {}
        self._all_fields = names.domain.fields
        self._references = names.of(FIELD)
        self._filled: set[str] = set()
        """The references to fields that only the service sets."""
        self._union = limits.parser("CreateCase", "fields", "value")

    def read(self, given: dict[str, Any]) -> CaseValues:
        """Read the values of a case; raises InvalidDocumentError."""
        return self._read_plain(given) or self._read_each(given)

    def unions(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        """Return ids and unions as a request has them; raises InvalidDocumentError."""
        pairs: list[Pair] = []
        for reference, value in given.items():
            with form.refusals(reference):
                pairs.append(self._read_one(reference, value))
        _check_once([field_id for field_id, _ in pairs])
        return [{"id": key, "value": self._union_of(key, value)} for key, value in pairs]

    def _union_of(self, field_id: str, value: Value | None) -> dict[str, Any]:
        written = write_value(value)
        if type(written) is dict:
            return written
        return field_value.to_union(self._all_fields[field_id], value)

    def _reader(self, reference: str) -> _FieldReader:
        if reference in self._readers:
            return self._readers[reference]
        found = self._all_fields[self._references.resolve(reference)]
        if found.field_id in system_fields.DERIVED:
            raise InvalidDocumentError(
                f"the value of {found.field_id!r} is derived from the rest of the case"
            )
        place = ("CreateCase", "fields", "value", field_value.ARM_OF_TYPE[found.type])
        reader = _FieldReader(
            found.field_id,
            limits.parser(*place),
            limits.longest_plain(*place),
            (None, found.field_id),
        )
        if not found.writable:
            self._filled.add(reference)
        self._readers[reference] = reader
        return reader

    def _read_plain(self, given: dict[str, Any]) -> CaseValues | None:
        """Read values that are plain and right, as nearly all are; ``None`` where any is not."""
        faults = RequestFaults()
        try:
            pairs = [
                (
                    field_id,
                    value
                    if type(value) is str and len(value) <= longest
                    else parse(value, path, faults),
                )
                for (field_id, parse, longest, path), value in zip(
                    map(self._readers.__getitem__, given), given.values(), strict=True
                )
            ]
            if faults.error() is not None:
                return None
            if self._filled.isdisjoint(given):
                return CaseValues(pairs, {}, given)
            return self._split(pairs, given)
        except (KeyError, ServiceError, InvalidDocumentError):
            return None

    def _read_each(self, given: dict[str, Any]) -> CaseValues:
        """Read values one by one, and find the one that is refused, if any is."""
        with form.refusals("fields"):
            pairs: list[Pair] = []
            for reference, value in given.items():
                with form.refusals(reference):
                    pair = self._read_one(reference, value)
                    if reference in self._filled:
                        self._split([pair], [reference])
                    pairs.append(pair)
            read = self._split(pairs, given)
            _check_once([field_id for field_id, _ in read.pairs])
            for name in _ALWAYS_SET:
                if (name, None) in pairs:
                    raise InvalidDocumentError(f"every case has a {name}: it cannot be blank")
        return read

    def _read_one(self, reference: str, value: Any) -> Pair:
        """Read a value, which may be the union of the API; raises InvalidDocumentError."""
        field_id, parse, _, path = self._reader(reference)
        if value is None:
            return field_id, None
        faults = RequestFaults()
        read = (self._union if type(value) is dict else parse)(value, path, faults)
        limits.check(faults)
        if type(value) is dict:
            read = field_value.read_operand(self._all_fields[field_id], read)
        return field_id, read

    def _split(self, pairs: list[Pair], references: Iterable[str]) -> CaseValues:
        """Divide values into those of the request and those that only the service sets."""
        fields = self._all_fields
        filled: Changes = {}
        of_request: dict[str, Pair] = {}
        for reference, (field_id, value) in zip(references, pairs, strict=True):
            if reference in self._filled:
                _check_once([*filled, field_id])
                filled[field_id] = field_value.accept(fields[field_id], value)
            else:
                of_request[reference] = field_id, value
        return CaseValues(list(of_request.values()), filled, of_request)


def _check_once(field_ids: list[str]) -> None:
    """Refuse a field that is given by its id and by its name."""
    if len(set(field_ids)) < len(field_ids):
        twice = next(each for each in field_ids if field_ids.count(each) > 1)
        raise InvalidDocumentError(f"field {twice!r} is given by its id and by its name")
