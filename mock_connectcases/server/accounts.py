"""Finds the account of a request to a server."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mock_connectcases.connectcases.accounts import access_key_of, account_of, is_account
from mock_connectcases.server.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

ACCOUNT_HEADER = "x-moto-account-id"


class Accounts:
    """The accounts of one server, in the order of ``account_of``.

    Without moto, which knows the owners of access keys, a key of twelve digits is an account: so
    programs choose one by their settings.
    """

    def __init__(self, *, with_moto: bool) -> None:
        self._keys_may_be_accounts = not with_moto and "MOTO_ACCOUNT_ID" not in os.environ

    def of(self, headers: Mapping[str, str], region: str) -> str:
        """Return the account of a request to the service, which may be no valid one."""
        if self._keys_may_be_accounts and ACCOUNT_HEADER not in headers:
            key = access_key_of(headers)
            if is_account(key):
                return key
        return account_of(headers, region)

    def named(self, headers: Mapping[str, str], region: str) -> str | None:
        """Return the account that a request about the mock names; ``None`` is all accounts.

        Raises:
            Refused: it is no account.
        """
        if ACCOUNT_HEADER in headers:
            check_account(headers[ACCOUNT_HEADER])
        elif not access_key_of(headers):
            return None
        return check_account(self.of(headers, region))


def check_account(account_id: str) -> str:
    """Return the id of an account; raises Refused if it is none."""
    if not is_account(account_id):
        raise Refused(
            400,
            "ValidationException",
            f"An account id has twelve digits, not {account_id!r:.100}.",
        )
    return account_id
