"""Turns errors of a resource into the failure of a stack, with CloudFormation's sentences."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn
from xml.sax.saxutils import escape

from moto.cloudformation.exceptions import ValidationError

from mock_connectcases.connectcases.direct_call import CallLost, CallRefused
from mock_connectcases.errors import UnknownRegionError
from mock_connectcases.moto_plugin.cloudformation.properties import PropertiesRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

_HANDLER_ERROR_CODES = {
    "AccessDeniedException": "AccessDenied",
    "ConflictException": "AlreadyExists",
    "ResourceNotFoundException": "NotFound",
    "ServiceQuotaExceededException": "ServiceLimitExceeded",
    "ValidationException": "InvalidRequest",
}
"""CloudFormation's codes for the errors of a service (documented for resource handlers)."""


def refusal(message: str) -> ValidationError:
    """Make moto's own validation error; an older moto writes the message into XML as it is."""
    if hasattr(ValidationError, "get_headers"):
        message = escape(message)
    return ValidationError(message=message)


def reason_of(error: Exception) -> str:
    """Return the sentence of any error of moto."""
    return str(getattr(error, "message", None) or error)


@contextmanager
def failing(verb: str, logical_id: str) -> Iterator[None]:
    """Turn an error of a block into the failure of a stack, with CloudFormation's sentence."""
    try:
        yield
    except PropertiesRefused as error:
        _fail(verb, logical_id, f"Properties validation failed with message: {error}")
    except UnknownRegionError as error:
        _fail(verb, logical_id, str(error))
    except CallLost as lost:
        reason = f'Resource handler returned message: "{lost}" (HandlerErrorCode: NetworkFailure)'
        _fail(verb, logical_id, reason)
    except CallRefused as answer:
        code = _HANDLER_ERROR_CODES.get(answer.code, "GeneralServiceException")
        reason = (
            f'Resource handler returned message: "{answer} (Service: ConnectCases, Status Code:'
            f' {answer.status})" (HandlerErrorCode: {code})'
        )
        _fail(verb, logical_id, reason)


def _fail(verb: str, logical_id: str, reason: str) -> NoReturn:
    message = f"The following resource(s) failed to {verb}: [{logical_id}]. {reason}"
    raise refusal(message) from None
