"""Answers requests to Amazon Connect Cases before moto's slower dispatch.

botocore calls *every* ``before-send`` handler and keeps the first answer, so a handler of our own
beside moto's would run each operation twice.  moto's handler itself is wrapped instead.
"""

from __future__ import annotations

import functools
import warnings
from typing import TYPE_CHECKING, Any, Protocol

from mock_connectcases.compat import moto_modules

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.awsrequest import AWSPreparedRequest, AWSResponse

_EVENTS = "before-send.connectcases."


class Answer(Protocol):
    """Answers a request to the service, or returns None to leave it to moto."""

    def __call__(self, request: AWSPreparedRequest, *, mock_aws_is_on: bool) -> AWSResponse | None:
        """Answer a request."""


def install(botocore_stubber: Any, load_answer: Callable[[], Answer]) -> None:
    """Wrap moto's ``before-send`` handler.

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
    load = functools.lru_cache(maxsize=1)(load_answer)

    def wrap(moto_call: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(moto_call)
        def call(self: Any, event_name: str, request: Any, **kwargs: Any) -> Any:
            if event_name.startswith(_EVENTS):
                response = load()(request, mock_aws_is_on=self.enabled)
                if response is not None:
                    return response
            return moto_call(self, event_name, request, **kwargs)

        call.answers_connectcases = True  # type: ignore[attr-defined]
        return call

    moto_modules.wrap_before_send(botocore_stubber, wrap)
