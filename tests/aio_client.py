"""A client of aiobotocore that is called as one of boto3 is, so that one test serves both.

Rule of this file: it waits for what aiobotocore gives and changes none of it.
"""

from __future__ import annotations

import asyncio
import inspect
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Coroutine, Iterator


class EventLoop:
    """An event loop in a thread of its own: any thread may wait for what runs there."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="aio", daemon=True)
        self._thread.start()

    def wait_for(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """Run a coroutine and return its result or raise its exception."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def stop(self) -> None:
        """Stop the loop."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class WaitingClient:
    """Waits for each call of a client; what is no call is the client's own.

    That is ``meta``, ``exceptions``, ``can_paginate`` and the like.
    """

    def __init__(self, service: str, loop: EventLoop, **options: Any) -> None:
        from aiobotocore.session import get_session  # noqa: PLC0415 - only with the extra aio

        self._loop = loop
        self._context = get_session().create_client(service, **options)
        self._client = loop.wait_for(self._context.__aenter__())

    def close(self) -> None:
        """Leave the context of the client."""
        self._loop.wait_for(self._context.__aexit__(None, None, None))

    def get_paginator(self, operation: str) -> _WaitingPaginator:
        """Return a paginator with pages to iterate as those of boto3."""
        return _WaitingPaginator(self._client.get_paginator(operation), self._loop)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._client, name)
        if not inspect.ismethod(value):
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            result = value(*args, **kwargs)
            return self._loop.wait_for(result) if inspect.iscoroutine(result) else result

        return call


class _WaitingPaginator:
    def __init__(self, paginator: Any, loop: EventLoop) -> None:
        self._paginator = paginator
        self._loop = loop

    def paginate(self, **params: Any) -> _WaitingPages:
        """Return the pages."""
        return _WaitingPages(self._paginator.paginate(**params), self._loop)


class _WaitingPages:
    def __init__(self, pages: Any, loop: EventLoop) -> None:
        self._pages = pages
        self._loop = loop

    def __iter__(self) -> Iterator[Any]:
        """Iterate as ``async for`` does."""
        return self._each(self._pages)

    def search(self, expression: str) -> Iterator[Any]:
        """Iterate over what an expression of JMESPath finds."""
        return self._each(self._pages.search(expression))

    def build_full_result(self) -> Any:
        """Return all pages as one."""
        return self._loop.wait_for(self._pages.build_full_result())

    def _each(self, iterable: AsyncIterable[Any]) -> Iterator[Any]:
        iterator, end = aiter(iterable), object()
        while (item := self._loop.wait_for(anext(iterator, end))) is not end:
            yield item
