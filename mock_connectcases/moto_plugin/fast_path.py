"""Answers a client's request to Amazon Connect Cases before moto's longer way begins.

botocore asks *every* ``before-send`` handler and keeps the first answer, so a handler of our own
beside moto's would run each operation twice.  moto's handler itself is wrapped instead.
"""

from __future__ import annotations

import functools
import inspect
import warnings
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.awsrequest import AWSPreparedRequest, AWSResponse

_EVENTS = "before-send.connectcases."


class Answer(Protocol):
    """Answers a request to the service, or leaves it to moto by returning nothing."""

    def __call__(self, request: AWSPreparedRequest, *, mock_aws_is_on: bool) -> AWSResponse | None:
        """Answer a request."""


def install(botocore_stubber: Any, load_answer: Callable[[], Answer]) -> None:
    """Wrap moto's ``before-send`` handler.

    A moto whose handler has changed is left alone: its own way still answers, only slower.
    """
    moved = what_moved(botocore_stubber)
    if moved:
        warnings.warn(
            f"This moto is newer than mock_connectcases knows: {moved}. Amazon Connect Cases is"
            " answered through moto's own way, which is slower.",
            RuntimeWarning,
            stacklevel=2,
        )
        return
    stubber = botocore_stubber.BotocoreStubber
    moto_call = stubber.__call__
    load = functools.lru_cache(maxsize=1)(load_answer)

    @functools.wraps(moto_call)
    def call(self: Any, event_name: str, request: Any, **kwargs: Any) -> Any:
        if event_name.startswith(_EVENTS):
            response = load()(request, mock_aws_is_on=self.enabled)
            if response is not None:
                return response
        return moto_call(self, event_name, request, **kwargs)

    call.answers_connectcases = True  # type: ignore[attr-defined]
    stubber.__call__ = call


def what_moved(botocore_stubber: Any) -> str:
    """Say what of moto's handler is not where the wrap needs it; nothing if all is in place."""
    stubber = getattr(botocore_stubber, "BotocoreStubber", None)
    if stubber is None:
        return "moto.core.botocore_stubber.BotocoreStubber is gone"
    for method, expected in (
        ("__call__", ["self", "event_name", "request", "kwargs"]),
        ("process_request", ["self", "request"]),
    ):
        found = getattr(stubber, method, None)
        if found is None or list(inspect.signature(found).parameters) != expected:
            return f"BotocoreStubber.{method} no longer takes ({', '.join(expected)})"
    if not hasattr(stubber(), "enabled"):
        return "BotocoreStubber.enabled is gone"
    return ""
