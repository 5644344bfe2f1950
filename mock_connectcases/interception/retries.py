"""Lets retries of calls that meet a fault wait by the mock's clock.

botocore decides on a retry after the first answer: it is patched when an operation meets a fault.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.compat import aiobotocore, botocore, moto
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.interception.patch import Patch
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from collections.abc import Callable


def _clock_mover(operation: Any) -> Callable[[float], None] | None:
    """Return what moves the mock's clock in place of a wait before a retry; None is to wait."""
    if operation.service_model.service_name != "connectcases":
        return None
    if not (connectcases_backends.mocks_active or moto.answers_clients()):
        return None
    accounts = toolkit.injections.accounts_to_move(operation.name)

    def tick(seconds: float) -> None:
        for account_id in accounts:
            clock.move(timedelta(seconds=seconds), account_id)

    return tick if accounts else None


def _botocore_needs_retry(needs_retry: Callable[..., Any]) -> Callable[..., Any]:
    def patched(self: Any, attempts: int, operation_model: Any, *args: Any, **kwargs: Any) -> Any:
        tick = _clock_mover(operation_model)
        endpoint = self if tick is None else botocore.RetryingEndpoint(self, tick)
        return needs_retry(endpoint, attempts, operation_model, *args, **kwargs)

    return patched


def _aiobotocore_needs_retry(needs_retry: Callable[..., Any]) -> Callable[..., Any]:
    async def patched(
        self: Any, attempts: int, operation_model: Any, *args: Any, **kwargs: Any
    ) -> Any:
        tick = _clock_mover(operation_model)
        endpoint = self if tick is None else aiobotocore.AioRetryingEndpoint(self, tick)
        return await needs_retry(endpoint, attempts, operation_model, *args, **kwargs)

    return patched


_PATCHES = (
    Patch(*botocore.NEEDS_RETRY, _botocore_needs_retry),
    Patch(*aiobotocore.NEEDS_RETRY, _aiobotocore_needs_retry),
)


def install() -> None:
    """Let retries of calls that meet a fault wait by the mock's clock."""
    for patch in _PATCHES:
        patch.install()


def remove() -> None:
    """Let all retries wait as before."""
    for patch in _PATCHES:
        patch.remove()
