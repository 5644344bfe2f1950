"""Lists the members of an input or output, nested ones too, with what the service model says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generators.prose import first_sentence, table
from mock_connectcases.rules.rule import reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.wire.model import Shape

_INDENT = "&nbsp;" * 4
_LENGTHS = {"string": "characters", "list": "elements", "map": "entries", "blob": "bytes"}


class _Member(NamedTuple):
    path: str
    shape: Shape
    required: bool
    repeats: str
    """The path where the members of this structure are listed, if not below."""


def members_table(shape: Shape | None) -> list[str]:
    """Return a table of everything below a structure, or a sentence where there is nothing."""
    if shape is None or not shape.members:
        return ["", "No members.", ""]
    rows = [
        (_indented(each.path), type_of(each.shape), "; ".join(_rules(each)), _documentation(each))
        for each in _members(shape, "", {shape.name: ""})
    ]
    return table(("member", "type", "rules", "in AWS's words"), *rows)


def _indented(path: str) -> str:
    """Return the name at the end of a path, as far in as it is deep."""
    *above, name = path.replace(".*", "").split(".")
    return f"{_INDENT * len(above)}`{name}`"


def type_of(shape: Shape) -> str:
    """Name the type of a member: a primitive, or what it is a list or map of."""
    match shape.type_name:
        case "structure":
            return f"[{shape.name}]({reference(shape.name)})"
        case "list":
            return f"list of {type_of(shape.member)}"
        case "map":
            return f"map of {type_of(shape.key)} to {type_of(shape.value)}"
        case primitive:
            return str(primitive)


def _members(shape: Shape, prefix: str, listed: dict[str, str]) -> Iterator[_Member]:
    """Yield members depth first; the members of a structure are listed once, at its first path."""
    for name, member in shape.members.items():
        path = f"{prefix}.{name}" if prefix else name
        below, suffix = _structure_below(member)
        repeats = listed.get(below.name, "") if below is not None else ""
        yield _Member(path, member, name in shape.required_members, repeats)
        if below is not None and not repeats:
            listed[below.name] = path + suffix
            yield from _members(below, path + suffix, listed)


def _structure_below(shape: Shape) -> tuple[Shape | None, str]:
    """Find the structure that a member is, or is a list or map of, and how its path goes on."""
    match shape.type_name:
        case "structure":
            return shape, ""
        case "list":
            below, suffix = _structure_below(shape.member)
            return below, f"[]{suffix}"
        case "map":
            below, suffix = _structure_below(shape.value)
            return below, f".*{suffix}"
    return None, ""


def _rules(member: _Member) -> Iterator[str]:
    shape = member.shape
    if member.required:
        yield "**required**"
    if getattr(shape, "is_tagged_union", False):
        yield "exactly one member"
    yield from _bounds(shape)
    if shape.type_name == "list":
        yield from (f"each: {rule}" for rule in _bounds(shape.member))
    if shape.type_name == "map":
        yield from (f"each key: {rule}" for rule in _bounds(shape.key))
        yield from (f"each value: {rule}" for rule in _bounds(shape.value))
    if shape.metadata.get("idempotencyToken"):
        yield "filled in by boto3"
    if shape.metadata.get("sensitive"):
        yield "sensitive"
    if member.repeats:
        yield f"members as of `{member.repeats}`"


def _bounds(shape: Shape) -> Iterator[str]:
    said = shape.metadata
    if "min" in said or "max" in said:
        unit = _LENGTHS.get(shape.type_name, "")
        yield f"{_span(said.get('min'), said.get('max'))} {unit}".rstrip()
    if "pattern" in said:
        yield f"pattern `{said['pattern']}`".replace("|", "\\|")
    if said.get("enum"):
        yield "one of " + ", ".join(f"`{value}`" for value in said["enum"])


def _span(least: int | None, most: int | None) -> str:
    if most is None:
        return f"at least {least}"
    return f"{least} to {most}" if least else f"at most {most}"


def _documentation(member: _Member) -> str:
    return first_sentence(member.shape.documentation)
