"""Private and undocumented names of aiobotocore."""

from __future__ import annotations

SEND = ("aiobotocore.httpsession", "AIOHTTPSession", "send")
HTTPX_SEND = ("aiobotocore.httpxsession", "HttpxSession", "send")
CALL = ("aiobotocore.client", "AioBaseClient", "_make_api_call")
