"""Checks whether a document can have the values that a test gives, by the shapes of its model.

Rule of this file: names and plain types at every level.  An object of another class passes: it may
be unittest.mock.ANY, or something that botocore writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.wording import join_words, suggestion

if TYPE_CHECKING:
    from mock_connectcases.wire.model import Shape

_MEMBERS: Final = ((Mapping,), "members by name")
_NUMBER: Final = ((int, float), "a number")
_TEXT: Final = ((str,), "text")
_OF_SHAPES: Final[Mapping[str, tuple[tuple[type, ...], str]]] = {
    "structure": _MEMBERS,
    "map": _MEMBERS,
    "list": ((list, tuple), "a list"),
    "string": _TEXT,
    "character": _TEXT,
    "blob": ((str, bytes), "text or bytes"),
    "timestamp": ((str, int, float, datetime), "a time"),
    "boolean": ((bool,), "true or false"),
    **dict.fromkeys(
        ("byte", "short", "integer", "long", "bigInteger", "float", "double", "bigDecimal"), _NUMBER
    ),
}
_PLAIN: Final[tuple[tuple[tuple[type, ...], str], ...]] = (
    ((type(None),), "null"),
    ((bool,), "true or false"),
    _NUMBER,
    _TEXT,
    ((bytes,), "bytes"),
    ((datetime,), "a time"),
    ((list, tuple), "a list"),
    _MEMBERS,
)


def check_possible(shape: Shape | None, given: Any, *, is_whole: bool = False) -> None:
    """Check that a value of a shape can be so; raises InvalidDocumentError with the place.

    A whole value lacks no required member.
    """
    if shape is None:
        if given:
            raise InvalidDocumentError("there are no members here")
        return
    if getattr(shape, "is_document_type", False):
        return
    _check_type(shape.type_name, given)
    if shape.type_name == "structure" and isinstance(given, Mapping):
        for name, each in given.items():
            if name not in shape.members:
                hint = suggestion(str(name), shape.members)
                raise InvalidDocumentError(
                    f"{shape.name} has no member {name!r:.100}; {hint}", str(name)
                )
            _check_inside(shape.members[name], each, name, is_whole=is_whole)
        missing = [each for each in shape.required_members if each not in given]
        if missing and is_whole:
            raise InvalidDocumentError(f"lacks {join_words(missing)}, which {shape.name} requires")
    elif shape.type_name == "list" and isinstance(given, list | tuple):
        for index, each in enumerate(given):
            _check_inside(shape.member, each, index, is_whole=is_whole)
    elif shape.type_name == "map" and isinstance(given, Mapping):
        for name, each in given.items():
            _check_inside(shape.value, each, str(name), is_whole=is_whole)


def _check_inside(shape: Shape, given: Any, step: str | int, *, is_whole: bool) -> None:
    try:
        check_possible(shape, given, is_whole=is_whole)
    except InvalidDocumentError as error:
        raise error.within(step) from None


def _check_type(type_name: str, given: Any) -> None:
    types, expected = _OF_SHAPES[type_name]
    if isinstance(given, types) and (not isinstance(given, bool) or bool in types):
        return
    found = next((words for plain, words in _PLAIN if isinstance(given, plain)), None)
    if found is not None:
        raise InvalidDocumentError(f"must be {expected}, not {found}")
