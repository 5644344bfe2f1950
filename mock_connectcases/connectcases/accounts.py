"""Identifies the caller of a request: the account, and the IAM principal within it.

Rule of this file: it reads moto's IAM and STS only if the program has loaded them.  If not, no
access key is known.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from moto.core.models import DEFAULT_ACCOUNT_ID

from mock_connectcases.compat import moto
from mock_connectcases.wire.messages import header_text

if TYPE_CHECKING:
    from collections.abc import Mapping


_ACCOUNT = re.compile("[0-9]{12}")


def is_account(text: str) -> bool:
    """Return whether a text is the id of an account."""
    return _ACCOUNT.fullmatch(text) is not None


def access_key_of(headers: Mapping[str, Any]) -> str:
    """Return the access key id that signed a request, or an empty string if none did."""
    authorization = header_text(headers, "Authorization")
    return authorization.partition("Credential=")[2].partition("/")[0]


def account_of(headers: Mapping[str, Any], region: str, *, access_key: str | None = None) -> str:
    """Return the account of a request by moto's order of precedence.

    ``MOTO_ACCOUNT_ID`` comes first, then the header ``x-moto-account-id``, then the owner of the
    access key, then moto's default account.  moto's IAM records the use of the key.  ``access_key``
    is that of a request that is not signed yet.
    """
    account = header_text(headers, "x-moto-account-id")
    if "MOTO_ACCOUNT_ID" in os.environ:
        account = os.environ["MOTO_ACCOUNT_ID"]
    iam = sys.modules.get("moto.iam.models")
    if iam is None:
        return account or DEFAULT_ACCOUNT_ID
    access_key = access_key_of(headers) if access_key is None else access_key
    owner: str = account or moto.account_of_key(iam, access_key)
    moto.record_visit(iam, owner, access_key, region)
    return owner


def principal_of(headers: Mapping[str, Any], account_id: str, partition: str) -> str:
    """Return the ARN of the IAM principal that signed a request of an account."""
    keys_are_known = "moto.iam.models" in sys.modules or "moto.sts.models" in sys.modules
    return principal_arn(account_id, partition, access_key_of(headers) if keys_are_known else "")


def principal_arn(account_id: str, partition: str, access_key: str) -> str:
    """Return the ARN of the IAM user or assumed role that owns a key.

    The account's root owns each key that moto does not know.
    """
    sts = sys.modules.get("moto.sts.models")
    if sts is not None:
        for role in sts.sts_backends[account_id][partition].assumed_roles:
            if role.access_key_id == access_key:
                return str(role.arn)
    iam = sys.modules.get("moto.iam.models")
    if iam is not None:
        for user in iam.iam_backends[account_id][partition].users.values():
            if any(key.access_key_id == access_key for key in user.access_keys):
                return str(user.arn)
    return f"arn:{partition}:iam::{account_id}:root"
