"""Writes a call as Python code that makes it again through boto3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from botocore import xform_name
from moto.core.models import DEFAULT_ACCOUNT_ID

from mock_connectcases.inspector import sent
from mock_connectcases.inspector.literals import Call, source, text_literal

if TYPE_CHECKING:
    from collections.abc import Mapping

_CREDENTIALS: Final = (("aws_access_key_id", "testing"), ("aws_secret_access_key", "testing"))

_NAME_ACCOUNT = """

def name_account(params, **_):
    params["headers"]["x-moto-account-id"] = {account}


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
    """Write a program that makes a call.

    With an endpoint the program goes to that server, with credentials that are none, and names the
    account, if one is given and is not moto's default.

    Raises:
        CannotBeCopiedError: boto3 cannot send these parameters.
        ValueError: there is no such operation, or it has no such parameter.
    """
    repeated = sendable(operation, params)
    arguments: list[tuple[str, Any]] = [("", "connectcases"), ("region_name", region)]
    if endpoint is not None:
        arguments += [("endpoint_url", endpoint), *_CREDENTIALS]
    imports = "import boto3\n"
    if sent.complaint(operation, repeated):
        imports += "from botocore.config import Config\n"
        arguments.append(("config", config(checks=False)))
    client = "client = "
    account = ""
    if endpoint is not None and account_id not in {None, DEFAULT_ACCOUNT_ID}:
        account = _NAME_ACCOUNT.format(account=text_literal(str(account_id)))
    made = source(Call("boto3.client", tuple(arguments)), taken=len(client))
    call = request("client", operation, repeated, before="response = ")
    return f"{imports}\n{client}{made}\n{account}{call}\n"


def boto3_call(operation: str, params: Mapping[str, Any]) -> str:
    """Write the call alone, of a ``client`` that there is.

    Raises:
        CannotBeCopiedError: boto3 cannot send these parameters.
        ValueError: there is no such operation, or it has no such parameter.
    """
    return request("client", operation, sendable(operation, params))


def request(
    client: str, operation: str, params: Mapping[str, Any], *, before: str = "", indent: int = 0
) -> str:
    """Write the line that calls a method of a client, with what comes before it on that line."""
    call = Call(f"{client}.{xform_name(operation)}", tuple(params.items()))
    return " " * indent + before + source(call, indent=indent, taken=indent + len(before))


def config(*, checks: bool, retries: bool = True) -> Call:
    """Write the configuration of a client that does not check parameters, or does not retry."""
    arguments: list[tuple[str, Any]] = []
    if not checks:
        arguments.append(("parameter_validation", False))
    if not retries:
        arguments.append(("retries", {"total_max_attempts": 1}))
    return Call("Config", tuple(arguments))


def sendable(operation: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters to repeat a call with through boto3.

    Raises:
        CannotBeCopiedError: boto3 cannot send them, even without checking them first.
        ValueError: there is no such operation, or it has no such parameter.
    """
    repeated = sent.copied(operation, params)
    complaint = sent.complaint(operation, repeated)
    if complaint and not sent.is_sent_unchanged(operation, repeated):
        raise sent.CannotBeCopiedError(f"boto3 cannot send this request. {complaint}")
    return repeated
