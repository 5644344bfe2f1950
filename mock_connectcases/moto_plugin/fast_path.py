"""Answers calls to Amazon Connect Cases before moto's slower dispatch.

botocore calls *every* ``before-send`` handler and uses the first answer, so a handler of our own
beside moto's would run each operation twice.  moto's handler itself is wrapped instead.  At
``before-call`` the first answer is the last, and ours is the last handler.
"""

from __future__ import annotations

import functools
import warnings
from typing import TYPE_CHECKING, Any, Protocol

from mock_connectcases.compat import botocore, moto_modules

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.awsrequest import AWSPreparedRequest, AWSResponse

_CALLS = "before-call.connectcases."
_REQUESTS = "before-send.connectcases."


_for_others: list[AnswerOther] = []
"""The one function for requests to other services, once a mock or its handle is loaded."""


class AnswerCall(Protocol):
    """Answers a call of the service, or returns None: botocore makes a request of it then."""

    def __call__(self, **call: Any) -> tuple[AWSResponse, dict[str, Any]] | None:
        """Answer a call with the arguments of the event."""


class AnswerRequest(Protocol):
    """Answers a request to the service, or returns None to leave it to moto."""

    def __call__(self, request: AWSPreparedRequest, *, mock_aws_is_on: bool) -> AWSResponse | None:
        """Answer a request."""


class AnswerOther(Protocol):
    """Answers a request to another service, or returns None to leave it to moto."""

    def __call__(self, event_name: str, request: AWSPreparedRequest) -> AWSResponse | None:
        """Answer a request; the name of its event has the service and the operation."""


def answer_others_with(answer: AnswerOther) -> None:
    """Have a function see the requests to other services before moto does."""
    _for_others[:] = [answer]


def install(
    botocore_stubber: Any,
    *,
    at_before_call: Callable[[], AnswerCall],
    at_before_send: Callable[[], AnswerRequest],
) -> None:
    """Add a ``before-call`` handler, and wrap moto's ``before-send`` handler.

    A moto with another handler stays as it is: its own dispatch answers, only slower.
    """
    difference = moto_modules.check_before_send(botocore_stubber)
    if difference:
        warnings.warn(
            f"This moto is newer than mock_connectcases knows: {difference}. Amazon Connect Cases"
            " is answered through moto's own dispatch, which is slower.",
            RuntimeWarning,
            stacklevel=2,
        )
        return

    def answer_call(event_name: str, **call: Any) -> Any:
        return at_before_call()(**call) if event_name.startswith(_CALLS) else None

    def wrap(moto_call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(moto_call)
        def call(self: Any, event_name: str, request: Any, **kwargs: Any) -> Any:
            if event_name.startswith(_REQUESTS):
                response = at_before_send()(request, mock_aws_is_on=self.enabled)
            else:
                response = _for_others[0](event_name, request) if _for_others else None
            if response is not None:
                return response
            return moto_call(self, event_name, request, **kwargs)

        call.answers_connectcases = True  # type: ignore[attr-defined]
        return call

    answer_call.answers_connectcases = True  # type: ignore[attr-defined]
    botocore.handle_last("before-call", answer_call)
    moto_modules.wrap_before_send(botocore_stubber, wrap)
