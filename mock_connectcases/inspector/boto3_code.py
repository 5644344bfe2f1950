"""Formats a call as Python code that makes it again through boto3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from botocore import xform_name
from moto.core.models import DEFAULT_ACCOUNT_ID

from mock_connectcases.inspector import call_params
from mock_connectcases.inspector.python_source import call, keywords

if TYPE_CHECKING:
    from collections.abc import Mapping

_CREDENTIALS: Final = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}

_NAME_ACCOUNT = """

def name_account(params, **_):
    params["headers"]["x-moto-account-id"] = {account!r}


client.meta.events.register("before-call.connectcases", name_account)
"""


def as_boto3(
    operation: str,
    params: Mapping[str, Any],
    *,
    region: str,
    endpoint: str | None = None,
    account_id: str | None = None,
) -> str:
    """Format a program that makes a call.

    With an endpoint the program sends to that server, with placeholder credentials, and names the
    account, if one is given and is not moto's default.

    Raises:
        CannotBeCopiedError: boto3 cannot send these parameters.
        ValueError: there is no such operation, or it has no such parameter.
    """
    request = boto3_call(operation, params, before="response = ")
    settings = {"region_name": region}
    if endpoint is not None:
        settings |= {"endpoint_url": endpoint, **_CREDENTIALS}
    config = client_config(operation, params)
    imports = "import boto3\n" + ("from botocore.config import Config\n" if config else "")
    arguments = ["'connectcases'", *keywords(settings), *config]
    account = ""
    if endpoint is not None and account_id not in {None, DEFAULT_ACCOUNT_ID}:
        account = _NAME_ACCOUNT.format(account=str(account_id))
    client = call("boto3.client", *arguments, before="client = ")
    return f"{imports}\n{client}\n{account}{request}\n"


def boto3_call(
    operation: str,
    params: Mapping[str, Any],
    *,
    client: str = "client",
    before: str = "",
    indent: int = 0,
) -> str:
    """Format the statement alone that calls a client.

    Raises:
        CannotBeCopiedError: boto3 cannot send these parameters, even without validation.
        ValueError: there is no such operation, or it has no such parameter.
    """
    repeated = call_params.params_to_repeat(operation, params)
    error = call_params.validation_error(operation, repeated)
    if error and not call_params.is_sent_unchanged(operation, repeated):
        raise call_params.CannotBeCopiedError(f"boto3 cannot send this request. {error}")
    method = f"{client}.{xform_name(operation)}"
    return call(method, *keywords(repeated, indent=indent), before=before, indent=indent)


def client_config(operation: str, params: Mapping[str, Any], *, retries: bool = True) -> list[str]:
    """Format the argument for the client of a call, which may be without retries.

    A client validates parameters unless botocore would refuse these; nothing is formatted for a
    client with botocore's own settings.
    """
    settings: dict[str, Any] = {}
    repeated = call_params.params_to_repeat(operation, params)
    if call_params.validation_error(operation, repeated):
        settings["parameter_validation"] = False
    if not retries:
        settings["retries"] = {"total_max_attempts": 1}
    return [f"config={call('Config', *keywords(settings))}"] if settings else []
