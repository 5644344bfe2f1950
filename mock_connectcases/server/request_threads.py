"""Runs short calls on the event loop, and long calls and pages in threads.

Long calls share the lock of a store by turns, so that one does not wait for all of another.

Rule of this file: the event loop never waits for a lock that one of these threads holds, so while
one is busy, whatever takes locks runs in a thread too.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from mock_connectcases.server.options import LONG_CALLS

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


class RequestThreads:
    """Threads for long calls, one for short calls that have to wait for them, one for pages."""

    def __init__(self) -> None:
        self._long = ThreadPoolExecutor(LONG_CALLS, thread_name_prefix="long calls")
        self._short = ThreadPoolExecutor(1, thread_name_prefix="short calls")
        self._pages = ThreadPoolExecutor(1, thread_name_prefix="pages")
        self._under_way = 0

    def close(self) -> None:
        """Wait for the running work, and end the threads."""
        for threads in (self._long, self._short, self._pages):
            threads.shutdown()

    async def call(self, answer: Callable[..., Result], *given: Any, is_short: bool) -> Result:
        """Run a call: a short one at once, unless it might have to wait."""
        if is_short and not self._under_way:
            return answer(*given)
        return await self._in_thread(self._short if is_short else self._long, answer, *given)

    async def page(self, answer: Callable[..., Result], *given: Any) -> Result:
        """Run a request about the mock itself."""
        return await self._in_thread(self._pages, answer, *given)

    async def _in_thread(
        self, threads: ThreadPoolExecutor, answer: Callable[..., Result], *given: Any
    ) -> Result:
        self._under_way += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(threads, answer, *given)
        finally:
            self._under_way -= 1
