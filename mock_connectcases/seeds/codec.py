"""Codecs: each reads a value of a seed as a request has it, writes it back, and has a JSON Schema.

Rule of this file: nothing here knows a part of a seed by name; ``parts`` and others describe them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.seeds import form
from mock_connectcases.wording import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.seeds.definition_names import DefinitionNames
    from mock_connectcases.seeds.form import JsonObject


ABSENT: Final = object()
"""The default of a member that is left out of the request where the seed leaves it out."""


class Codec:
    """Reads and writes a value that is the same in a seed and in a request."""

    def __init__(
        self, schema: JsonObject | Callable[[], JsonObject], within: Sequence[str] = ()
    ) -> None:
        """Have a schema, or one that is made when it is needed.

        *within* are the members of the request, each in the one before, that hold the value.
        """
        self._schema = schema
        self._within = within

    @property
    def schema(self) -> JsonObject:
        """The JSON Schema of the value in a seed."""
        return self._schema() if callable(self._schema) else self._schema

    def read(self, given: Any, names: DefinitionNames) -> Any:
        """Return the value as a request has it; raises InvalidDocumentError."""
        return self._wrapped(self._read(given, names))

    def write(self, value: Any, names: DefinitionNames) -> Any:
        """Return the value of a request or an answer as a seed has it."""
        return self._write(self._unwrapped(value), names)

    def _wrapped(self, value: Any) -> Any:
        for member in reversed(self._within):
            value = {member: value}
        return value

    def _unwrapped(self, value: Any) -> Any:
        for member in self._within:
            value = value[member]
        return value

    def _read(self, given: Any, _names: DefinitionNames) -> Any:
        return given

    def _write(self, value: Any, _names: DefinitionNames) -> Any:
        return value


class Reference(Codec):
    """A definition by its id or its name, which a request has by its id."""

    def __init__(
        self, kind: Kind, within: Sequence[str] = (), *, is_written_by_id: bool = False
    ) -> None:
        super().__init__(
            {"type": "string", "description": "an id, or a name that only one has"}, within
        )
        self._kind = kind
        self._is_written_by_id = is_written_by_id

    def _read(self, given: Any, names: DefinitionNames) -> str:
        return names.resolve(self._kind, given)

    def _write(self, value: str, names: DefinitionNames) -> str:
        return value if self._is_written_by_id else names.write(self._kind, value)


class ListOf(Codec):
    """A list of values that all have one codec."""

    def __init__(self, codec: Codec, within: Sequence[str] = ()) -> None:
        super().__init__(lambda: {"type": "array", "items": codec.schema}, within)
        self._codec = codec

    def _read(self, given: Any, names: DefinitionNames) -> list[Any]:
        made = []
        for index, each in enumerate(form.expect(given, list)):
            with form.errors_at(index):
                made.append(self._codec.read(each, names))
        return made

    def _write(self, value: Sequence[Any], names: DefinitionNames) -> list[Any]:
        return [self._codec.write(each, names) for each in value]


class Member(NamedTuple):
    """A member of a part, and what becomes of it in the request."""

    codec: Codec
    request_name: str = ""
    """The member of the request, where it has another name."""
    default: Any = ABSENT
    """The value in a seed that leaves it out, or a function of the part that returns it."""
    is_implied: bool = False
    """Whether it is not written where it has its default."""
    is_nullable: bool = False
    """Whether a null is as good as leaving it out."""
    in_request: bool = True
    """Whether the request has it: others are set or read by the code that builds the part."""


def outside_request(**codecs: Codec) -> dict[str, Member]:
    """Return members that no request has."""
    return {name: Member(codec, in_request=False) for name, codec in codecs.items()}


class ShortForm(NamedTuple):
    """A short form of a part: a value of one type, which is that of one member."""

    type: type
    member: str
    codec: Codec


class Part(Codec):
    """An object with named members, or its short form."""

    def __init__(
        self,
        name: str,
        members: Mapping[str, Codec | Member],
        *,
        short: ShortForm | None = None,
        arms: Sequence[str] = (),
        within: Sequence[str] = (),
    ) -> None:
        """Describe a part; of the members in *arms* it has exactly one."""
        self.name = name
        self.title = name.title().replace(" ", "")
        super().__init__({"$ref": f"#/$defs/{self.title}"}, within)
        self.members = {
            key: each if isinstance(each, Member) else Member(each) for key, each in members.items()
        }
        self.arms = tuple(arms)
        self._short = short

    @property
    def schema(self) -> JsonObject:
        """The JSON Schema of a reference to the part, or its short form."""
        long = super().schema
        return long if self._short is None else {"anyOf": [self._short.codec.schema, long]}

    def definition(self) -> JsonObject:
        """Return the JSON Schema of the object itself."""
        members = {key: each.codec.schema for key, each in self.members.items()}
        return {"type": "object", "additionalProperties": False, "properties": members}

    def check(self, given: Any) -> JsonObject:
        """Return the object, also for a short form, if it has only members of this part.

        Raises InvalidDocumentError.
        """
        if self._short is not None and type(given) is self._short.type:
            given = {self._short.member: given}
        checked: JsonObject = form.expect(given, dict)
        for name in checked:
            if name not in self.members:
                raise InvalidDocumentError(
                    f"a {self.name} has no member {name!r:.100}; {suggestion(name, self.members)}",
                    name,
                )
        return checked

    def arm(self, given: JsonObject) -> str:
        """Return the one of the arms that an object has; raises InvalidDocumentError."""
        found = [each for each in self.arms if each in given]
        if len(found) != 1:
            raise InvalidDocumentError(f"must have one of {', '.join(self.arms)}")
        return found[0]

    def place_of(self, member: str, given: Any) -> tuple[str, ...]:
        """Return the path in a part of a member of its request, empty where it has no own place."""
        for name, each in self.members.items():
            if member == (each.request_name or name) and type(given) is dict and name in given:
                return (name,)
        return ()

    def read(self, given: Any, names: DefinitionNames) -> Any:
        """Return the members that the request has; raises InvalidDocumentError."""
        return self._wrapped(self._read_members(self.check(given), names, in_request=True))

    def read_outside_request(self, given: Any, names: DefinitionNames) -> JsonObject:
        """Return the members that no request has; raises InvalidDocumentError."""
        return self._read_members(self.check(given), names, in_request=False)

    def write(self, value: Mapping[str, Any], names: DefinitionNames) -> Any:
        """Return the part, or its short form, for its members in a request and outside of it."""
        inner = self._unwrapped(value)
        written = {}
        for name, member in self.members.items():
            each = (inner if member.in_request else value).get(member.request_name or name)
            if each is not None:
                written[name] = member.codec.write(each, names)
        short = self._short
        if short is not None and type(written.get(short.member)) is short.type:
            alone = {short.member: written[short.member]}
            if all(
                name in alone or each == self._default(name, alone)
                for name, each in written.items()
            ):
                return alone[short.member]
        return {
            name: each
            for name, each in written.items()
            if not self.members[name].is_implied or each != self._default(name, written)
        }

    def _read_members(
        self, given: JsonObject, names: DefinitionNames, *, in_request: bool
    ) -> JsonObject:
        made: JsonObject = {}
        for name in (self.arm(given),) if self.arms else self.members:
            member = self.members[name]
            value = given.get(name, ABSENT)
            if value is None and member.is_nullable:
                value = ABSENT
            if value is ABSENT:
                value = self._default(name, given)
            if value is not ABSENT and member.in_request is in_request:
                with form.errors_at(name):
                    made[member.request_name or name] = member.codec.read(value, names)
        return made

    def _default(self, name: str, given: JsonObject) -> Any:
        default = self.members[name].default
        return default(given) if callable(default) else default


class KeyedBy(Codec):
    """An object, which a request has as a list of its names with their values."""

    def __init__(self, key: str, value: str, codec: Codec) -> None:
        super().__init__(lambda: {"type": "object", "additionalProperties": codec.schema})
        self._key = key
        self._value = value
        self._codec = codec

    def _read(self, given: Any, names: DefinitionNames) -> list[JsonObject]:
        return [
            {self._key: name, self._value: self._codec.read(each, names)}
            for name, each in form.expect(given, dict).items()
        ]

    def _write(self, value: Sequence[Mapping[str, Any]], names: DefinitionNames) -> Any:
        return {each[self._key]: self._codec.write(each[self._value], names) for each in value}
