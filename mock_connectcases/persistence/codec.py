"""Turns records into JSON values and back, by the types of their members.

Rule of this file: it knows types, and no resource.  What it reads is either exactly of the type or
refused: nothing is converted, nothing unknown is dropped.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from math import isfinite
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from mock_connectcases.errors import InvalidDocumentError

_SCALARS = {str: "a string", int: "an integer", bool: "true or false"}
_VALUE = {str, float, bool}
_NON_FINITE = {each: float(each) for each in ("nan", "inf", "-inf")}
_NOTHING = object()


class Codec(NamedTuple):
    """The two directions of one type."""

    dump: Callable[[Any], Any]
    load: Callable[[Any], Any]
    """Raises InvalidDocumentError."""


class Codecs:
    """The codecs of all types that are reached from a few; each is made when it is first used.

    ``names`` are what annotations name beyond the globals of their modules, which import many of
    these for type checkers only.
    """

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = dict(names)
        self._records: dict[type, Codec] = {}

    def of(self, type_: Any) -> Codec:
        """Return the codec of a type; raises TypeError for a kind of type it does not know."""
        if type_ in _SCALARS or type_ is Any:
            return _scalar(type_, _SCALARS[type_]) if type_ in _SCALARS else Codec(_same, _same)
        if type_ is datetime:
            return Codec(datetime.isoformat, _load_moment)
        if is_dataclass(type_):
            return self._record(type_)
        if hasattr(type_, "_fields"):
            hints = get_type_hints(type_, localns=self._names)
            return _fixed([self.of(hints[name]) for name in type_._fields], type_._make)
        if get_origin(type_) in (Union, types.UnionType):
            return self._union(set(get_args(type_)))
        return self._collection(get_origin(type_), get_args(type_))

    def _collection(self, origin: Any, arguments: tuple[Any, ...]) -> Codec:
        if origin is tuple and arguments[-1] is not Ellipsis:
            return _fixed([self.of(each) for each in arguments], tuple)
        if origin in (tuple, list, frozenset):
            return _sequence(origin, self.of(arguments[0]))
        if origin in (dict, Mapping) and arguments[0] is str:
            return _mapping(self.of(arguments[1]))
        raise TypeError(f"{origin!r} of {arguments!r} has no form in JSON.")

    def _union(self, members: set[Any]) -> Codec:
        if types.NoneType in members:
            members.discard(types.NoneType)
            return _optional(self._union(members))
        if members == _VALUE:
            return Codec(_dump_value, _load_value)
        if len(members) == 1:
            return self.of(members.pop())
        return _tagged({each.__name__: self.of(each) for each in members})

    def _record(self, type_: Any) -> Codec:
        """Return the codec of a record, which may hold records of its own type."""
        if type_ not in self._records:

            def dump(record: Any) -> Any:
                return self._records[type_].dump(record)

            def load(document: Any) -> Any:
                return self._records[type_].load(document)

            self._records[type_] = Codec(dump, load)
            hints = get_type_hints(type_, localns=self._names)
            defaults = _defaults(type_)
            members = {name: self.of(hints[name]) for name in defaults}
            self._records[type_] = _record(type_, members, defaults)
        return self._records[type_]


def _defaults(type_: Any) -> dict[str, Any]:
    """Return the members of a record in order, each with its default or with nothing."""
    defaults = {}
    for each in fields(type_):
        made = each.default if each.default_factory is MISSING else each.default_factory()
        defaults[each.name] = _NOTHING if made is MISSING else made
    return defaults


def _record(type_: Any, codecs: Mapping[str, Codec], defaults: Mapping[str, Any]) -> Codec:
    """Write a record as an object without the members that have their default value."""
    dumps = [(name, defaults[name], codec.dump) for name, codec in codecs.items()]
    loads = {name: codec.load for name, codec in codecs.items()}
    required = {name for name, default in defaults.items() if default is _NOTHING}

    def dump(record: Any) -> dict[str, Any]:
        return {
            name: dump_member(value)
            for name, default, dump_member in dumps
            if (value := getattr(record, name)) != default
        }

    def load(document: Any) -> Any:
        given = _expect(document, dict, "an object")
        if missing := required.difference(given):
            raise InvalidDocumentError(f"lacks {', '.join(sorted(missing))}")
        if unknown := given.keys() - loads:
            raise InvalidDocumentError(f"has the unknown member {', '.join(sorted(unknown))}")
        members = {}
        name = ""
        try:
            for name, member in given.items():
                members[name] = loads[name](member)
        except InvalidDocumentError as error:
            raise error.within(name) from None
        return type_(**members)

    return Codec(dump, load)


def _tagged(arms: Mapping[str, Codec]) -> Codec:
    """Write one of several records as an object with one member, named after its type."""

    def dump(record: Any) -> dict[str, Any]:
        name = type(record).__name__
        return {name: arms[name].dump(record)}

    def load(document: Any) -> Any:
        given = _expect(document, dict, "an object")
        if len(given) != 1 or not arms.keys() >= given.keys():
            raise InvalidDocumentError(f"must have one member, of {', '.join(sorted(arms))}")
        ((name, record),) = given.items()
        try:
            return arms[name].load(record)
        except InvalidDocumentError as error:
            raise error.within(name) from None

    return Codec(dump, load)


def _optional(codec: Codec) -> Codec:
    dump, load = codec
    return Codec(
        lambda value: None if value is None else dump(value),
        lambda document: None if document is None else load(document),
    )


def _sequence(kind: Any, codec: Codec) -> Codec:
    dump, load = codec

    def dump_all(sequence: Any) -> list[Any]:
        dumped = [dump(each) for each in sequence]
        return sorted(dumped) if kind is frozenset else dumped

    def load_all(document: Any) -> Any:
        loaded: list[Any] = []
        given = _expect(document, list, "an array")
        try:
            for each in given:
                loaded.append(load(each))  # noqa: PERF401 - its length tells where an error was
        except InvalidDocumentError as error:
            raise error.within(len(loaded)) from None
        return loaded if kind is list else kind(loaded)

    return Codec(dump_all, load_all)


def _fixed(codecs: Sequence[Codec], make: Callable[[list[Any]], Any]) -> Codec:
    """Write a tuple of so many members, named or not, as an array."""
    dumps = [codec.dump for codec in codecs]
    loads = [codec.load for codec in codecs]

    def dump(members: Any) -> list[Any]:
        return [dump(each) for dump, each in zip(dumps, members, strict=True)]

    def load_all(document: Any) -> Any:
        if type(document) is not list or len(document) != len(loads):
            raise InvalidDocumentError(f"must be an array of {len(loads)}")
        loaded: list[Any] = []
        try:
            for load, each in zip(loads, document):  # noqa: B905 - checked above
                loaded.append(load(each))
        except InvalidDocumentError as error:
            raise error.within(len(loaded)) from None
        return make(loaded)

    return Codec(dump, load_all)


def _mapping(codec: Codec) -> Codec:
    dump, load = codec

    def load_all(document: Any) -> dict[str, Any]:
        loaded = {}
        key = ""
        given = _expect(document, dict, "an object")
        try:
            for key, each in given.items():
                loaded[key] = load(each)
        except InvalidDocumentError as error:
            raise error.within(key) from None
        return loaded

    return Codec(lambda mapping: {key: dump(each) for key, each in mapping.items()}, load_all)


def _same(value: Any) -> Any:
    return value


def _scalar(type_: type, words: str) -> Codec:
    def load(document: Any) -> Any:
        if type(document) is type_:
            return document
        raise InvalidDocumentError(f"must be {words}")

    return Codec(_same, load)


def _expect(document: Any, type_: type, words: str) -> Any:
    if type(document) is not type_:
        raise InvalidDocumentError(f"must be {words}")
    return document


def _load_moment(document: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(document)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.isoformat() != document or not document.endswith("+00:00"):
        raise InvalidDocumentError("must be a time such as '2026-01-31T12:00:00+00:00'")
    return moment


def _dump_value(value: Any) -> Any:
    """Write a field value; JSON has no word for a double that is not finite."""
    if isinstance(value, float) and not isfinite(value):
        return {"double": str(value)}
    return value


def _load_value(document: Any) -> Any:
    if type(document) in _VALUE:
        return document
    if type(document) is dict and document.keys() == {"double"}:
        number = _NON_FINITE.get(str(document["double"]))
        if number is not None:
            return number
    raise InvalidDocumentError("must be a string, a number with a fraction, true or false")
