"""Private and undocumented names of aiobotocore."""

from __future__ import annotations

from typing import Any

from mock_connectcases.compat.botocore import RetryingEndpoint

SEND = ("aiobotocore.httpsession", "AIOHTTPSession", "send")
HTTPX_SEND = ("aiobotocore.httpxsession", "HttpxSession", "send")
CALL = ("aiobotocore.client", "AioBaseClient", "_make_api_call")
NEEDS_RETRY = ("aiobotocore.endpoint", "AioEndpoint", "_needs_retry")


class AioRetryingEndpoint(RetryingEndpoint):
    """Stands for an endpoint of aiobotocore."""

    async def emit(self, event_name: str, **kwargs: Any) -> list[tuple[Any, Any]]:  # type: ignore[override]
        """Emit ``needs-retry`` as botocore's does."""
        emitter = self._endpoint._event_emitter
        responses = emitter.emit(event_name, **{**kwargs, "endpoint": self._endpoint})
        return self.without_wait(await responses)
