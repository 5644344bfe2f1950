"""Users between the wire and the resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mock_connectcases.resources.user import User


def user_union(user: User | None) -> dict[str, str] | None:
    """Write a user as the union of the wire."""
    if user is None:
        return None
    if user.user_arn is not None:
        return {"userArn": user.user_arn}
    return {"customEntity": str(user.custom_entity)}
