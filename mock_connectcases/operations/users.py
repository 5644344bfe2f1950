"""Users between the wire and the resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.resources.audit import User
from mock_connectcases.resources.related_item import check_arn

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_user(union: Mapping[str, str]) -> User:
    """Return the user of a union.

    Raises ValidationException for a Connect user that is no ARN (assumed).
    """
    ((member, given),) = union.items()
    if member == "customEntity":
        return User(None, given)
    check_arn("performedBy.userArn", given, rule="performed-by-user-is-arn")
    return User(given, None)


def user_union(user: User | None) -> dict[str, str] | None:
    """Write a user as the union of the wire."""
    if user is None:
        return None
    if user.user_arn is not None:
        return {"userArn": user.user_arn}
    return {"customEntity": str(user.custom_entity)}
