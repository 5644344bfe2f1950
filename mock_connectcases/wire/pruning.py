"""Cuts a result down to what an older service model can say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.wire.model import is_sparse

if TYPE_CHECKING:
    from mock_connectcases.wire.model import Shape


def pruned(shape: Shape, value: Any) -> Any:
    """Return a value without the members that the shape lacks, or nothing if that empties it.

    A union whose one member is unknown says nothing any more, nor does a structure that loses a
    required member: both go, and so does the item of a list that holds them.  Needed only under a
    botocore older than the one this release was built against, so it may walk the shape.
    """
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        return _pruned_structure(shape, value)
    if kind == "list" and isinstance(value, list):
        return [kept for item in value if (kept := pruned(shape.member, item)) is not None]
    if kind == "map" and isinstance(value, dict):
        kept_items = {key: pruned(shape.value, item) for key, item in value.items()}
        if is_sparse(shape):
            return kept_items
        return {key: item for key, item in kept_items.items() if item is not None}
    return value


def _pruned_structure(shape: Shape, value: dict[str, Any]) -> dict[str, Any] | None:
    kept = {}
    for name, member in value.items():
        if name not in shape.members:
            continue
        kept_member = pruned(shape.members[name], member)
        if kept_member is not None:
            kept[name] = kept_member
        elif member is not None and name in shape.required_members:
            return None
    if shape.metadata.get("union") and not kept:
        return None
    return kept
