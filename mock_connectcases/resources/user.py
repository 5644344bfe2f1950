"""The user that a request names, beside the IAM principal that sent it."""

from __future__ import annotations

from typing import NamedTuple


class User(NamedTuple):
    """The user of ``performedBy``: a Connect user by ARN, or an entity of the caller's own."""

    user_arn: str | None
    custom_entity: str | None
