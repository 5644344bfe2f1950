"""Prunes a result to the members of an older service model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.wire.model import is_sparse

if TYPE_CHECKING:
    from mock_connectcases.wire.model import Shape


def pruned(shape: Shape, value: Any) -> Any:
    """Return a value without the members that the shape lacks, or None if nothing is left.

    A union with an unknown member goes, and so do a structure that loses a required member and the
    item of a list that contains them.  Only a botocore older than the one this release was built
    against needs this, so it may walk the shape.
    """
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        return _pruned_structure(shape, value)
    if kind == "list" and isinstance(value, list):
        return [left for item in value if (left := pruned(shape.member, item)) is not None]
    if kind == "map" and isinstance(value, dict):
        pruned_items = {key: pruned(shape.value, item) for key, item in value.items()}
        if is_sparse(shape):
            return pruned_items
        return {key: item for key, item in pruned_items.items() if item is not None}
    return value


def _pruned_structure(shape: Shape, value: dict[str, Any]) -> dict[str, Any] | None:
    remaining = {}
    for name, member in value.items():
        if name not in shape.members:
            continue
        pruned_member = pruned(shape.members[name], member)
        if pruned_member is not None:
            remaining[name] = pruned_member
        elif member is not None and name in shape.required_members:
            return None
    if shape.metadata.get("union") and not remaining:
        return None
    return remaining
