"""Checks every permission that a request needs with moto's IAM, and refuses in AWS's words.

Rule of this file: it is imported only when policies are enforced, as moto's IAM is slow to
import.  moto evaluates no condition key of Amazon Connect Cases: statements apply without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from moto.core.exceptions import AccessDeniedError
from moto.iam.access_control import IAMPolicy, IAMRequest, PermissionResult

from mock_connectcases.compat.moto import access_key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mock_connectcases.connectcases.permissions import Permission


class CasesIAMRequest(IAMRequest):
    """One request for IAM: moto checks the signature, this class the permissions."""

    def __init__(self, permissions: Iterable[Permission], **request: Any) -> None:
        super().__init__(**request)
        self._permissions = permissions

    def check_action_permitted(self, resource: str) -> None:  # noqa: ARG002 - moto knows only one
        """Check every permission; an explicit deny wins over any allow.

        Raises:
            AccessDeniedError: of moto, with the sentence of the service.
        """
        policies = [IAMPolicy(policy) for policy in access_key_of(self).collect_policies()]
        for permission in self._permissions:
            results = {policy.is_action_permitted(*permission) for policy in policies}
            if PermissionResult.DENIED in results:
                self._deny(permission, "with an explicit deny in an identity-based policy")
            if PermissionResult.PERMITTED not in results:
                reason = f"because no identity-based policy allows the {permission.action} action"
                self._deny(permission, reason)

    def _deny(self, permission: Permission, reason: str) -> NoReturn:
        arn = access_key_of(self).arn
        error = AccessDeniedError(user_arn=arn, action=permission.action)
        error.message = (
            f"User: {arn} is not authorized to perform: {permission.action}"
            f" on resource: {permission.resource} {reason}"
        )
        try:
            raise error
        finally:
            del error  # in a variable of its own traceback it would hold the request's body
