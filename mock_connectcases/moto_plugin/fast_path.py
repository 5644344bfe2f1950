"""Answers calls to Amazon Connect Cases before moto's slower dispatch.

botocore calls *every* ``before-send`` handler and uses the first answer, so a handler of our own
beside moto's would run each operation twice.  moto's handler itself is wrapped instead.  At
``before-call`` the first answer is the last, and ours is the last handler.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable
from typing import Any

from mock_connectcases.compat import botocore, moto_modules

_CALLS = "before-call.connectcases."
_REQUESTS = "before-send.connectcases."


AnswerFunction = Callable[..., Any]
"""Answers a call or a request, or returns None to leave it to botocore or moto."""

_answer_other: AnswerFunction | None = None
"""Answers requests to other services, once a mock or its handle is loaded."""


def answer_others_with(answer: AnswerFunction) -> None:
    """Have a function see the requests to other services before moto does.

    It takes the name of the event, which has the service and the operation, and the request.
    """
    global _answer_other  # noqa: PLW0603 - one for the process, as there is one moto
    _answer_other = answer


def install(
    botocore_stubber: Any,
    *,
    at_before_call: Callable[[], AnswerFunction],
    at_before_send: Callable[[], AnswerFunction],
) -> None:
    """Add a ``before-call`` handler, and wrap moto's ``before-send`` handler.

    The arguments return the functions that answer: of a call with the arguments of the event, of a
    request with whether a ``mock_aws`` is on.

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
                response = _answer_other(event_name, request) if _answer_other else None
            if response is not None:
                return response
            return moto_call(self, event_name, request, **kwargs)

        call.answers_connectcases = True  # type: ignore[attr-defined]
        return call

    answer_call.answers_connectcases = True  # type: ignore[attr-defined]
    botocore.handle_last("before-call", answer_call)
    moto_modules.wrap_before_send(botocore_stubber, wrap)
