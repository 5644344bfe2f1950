"""Adds integration associations to moto's Amazon Connect, which connect an instance to its domain.

Only operations that moto lacks are added.  Rule of this file: the checks and error types of
associations to a Cases domain are assumed unless said otherwise; others are stored as given, if
Amazon Connect has their type.
"""

from __future__ import annotations

import json
import warnings
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qs, unquote

from moto.core.exceptions import JsonRESTError

from mock_connectcases import ids
from mock_connectcases.compat import moto_modules
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.wire.loader import create_shared_loader

CASES_DOMAIN: Final = "CASES_DOMAIN"

_PAGE_LENGTH = 100
_COLLECTION = "{0}/instance/(?P<InstanceId>[^/]+)/integration-associations$"
_MEMBER = (
    "{0}/instance/(?P<InstanceId>[^/]+)"
    "/integration-associations/(?P<IntegrationAssociationId>[^/]+)$"
)
_SUMMARY_MEMBERS = (
    "InstanceId",
    "IntegrationType",
    "IntegrationArn",
    "SourceApplicationUrl",
    "SourceApplicationName",
    "SourceType",
)

Association = dict[str, str]
"""One association, with the members of ``IntegrationAssociationSummary``."""


def complete(urls: Any) -> None:
    """Add the operations to ``moto.connect.urls``, unless moto has brought its own."""
    difference = moto_modules.check_connect(urls)
    if difference:
        warnings.warn(
            "Amazon Connect has no integration associations in this mock, so programs cannot find"
            f" their Cases domain by its instance: {difference}.",
            RuntimeWarning,
            stacklevel=2,
        )
        return
    responses = urls.ConnectResponse
    if hasattr(responses, "create_integration_association"):
        return
    responses.create_integration_association = _create
    responses.list_integration_associations = _list
    responses.delete_integration_association = _delete
    for path in (_COLLECTION, _MEMBER):
        urls.url_paths[path] = responses.dispatch


@cache
def _integration_types() -> tuple[str, ...]:
    """Return the types that the service model of Amazon Connect has."""
    model = create_shared_loader().load_service_model("connect", "service-2")
    return tuple(model["shapes"]["IntegrationType"]["enum"])


def _create(response: Any) -> str:
    """Associate an instance with a resource of another service.

    One Cases domain per instance is documented.  A domain that was deleted holds its place until it
    is disassociated (documented with DeleteDomain).
    """
    backend, associations = _of_instance(response)
    members = _body(response)
    for name in ("IntegrationType", "IntegrationArn"):
        if not isinstance(members.get(name), str) or not members[name]:
            raise _refusal(400, "InvalidRequestException", f"The request needs a value for {name}.")
    if members["IntegrationType"] not in _integration_types():
        raise _refusal(
            400,
            "InvalidRequestException",
            f"IntegrationType {members['IntegrationType']!r} is none of"
            f" {', '.join(_integration_types())}.",
        )
    _check_new(backend, associations, members)
    association_id = ids.new_id()
    instance_id = _path(response)[0]
    arn = f"{backend.instances[instance_id].arn}/integration-association/{association_id}"
    given = {name: members[name] for name in _SUMMARY_MEMBERS if name in members}
    associations[association_id] = {
        **given,
        "IntegrationAssociationId": association_id,
        "IntegrationAssociationArn": arn,
        "InstanceId": instance_id,
    }
    if members.get("Tags"):
        backend.tag_resource(arn, members["Tags"])
    return json.dumps(
        {"IntegrationAssociationId": association_id, "IntegrationAssociationArn": arn}
    )


def _list(response: Any) -> str:
    """List the associations of an instance, the oldest first, by type and ARN where given."""
    _, associations = _of_instance(response)
    query = {
        name: values[0] for name, values in parse_qs(response.parsed_url.query).items() if values
    }
    wanted = {
        member: query[name]
        for name, member in (
            ("integrationType", "IntegrationType"),
            ("integrationArn", "IntegrationArn"),
        )
        if name in query
    }
    found = [each for each in associations.values() if wanted.items() <= each.items()]
    start = _number(query, "nextToken", 0)
    stop = start + max(_number(query, "maxResults", _PAGE_LENGTH), 1)
    answer: dict[str, Any] = {"IntegrationAssociationSummaryList": found[start:stop]}
    if stop < len(found):
        answer["NextToken"] = str(stop)
    return json.dumps(answer)


def _delete(response: Any) -> str:
    """Delete an association, whether or not its target still exists."""
    _, associations = _of_instance(response)
    association_id = _path(response)[1]
    if associations.pop(association_id, None) is None:
        raise _refusal(
            404,
            "ResourceNotFoundException",
            f"Integration association {association_id!r} does not exist.",
        )
    return "{}"


def _check_new(backend: Any, associations: dict[str, Association], members: Association) -> None:
    """Refuse a duplicate association, and a domain that does not exist."""
    type_, arn = members["IntegrationType"], members["IntegrationArn"]
    for each in associations.values():
        if each["IntegrationType"] == type_ and type_ == CASES_DOMAIN:
            raise _refusal(
                409,
                "DuplicateResourceException",
                f"The instance is associated with {each['IntegrationArn']} already; it can have one"
                " Cases domain. Delete that association first.",
            )
        if (each["IntegrationType"], each["IntegrationArn"]) == (type_, arn):
            raise _refusal(
                409, "DuplicateResourceException", f"The instance is associated with {arn} already."
            )
    if type_ == CASES_DOMAIN:
        store = connectcases_backends.store_of(backend.account_id, backend.region_name)
        if all(domain.arn != arn for domain in list(store.domains.values())):
            raise _refusal(
                404, "ResourceNotFoundException", f"Cases domain {arn!r} does not exist."
            )


def _of_instance(response: Any) -> tuple[Any, dict[str, Association]]:
    """Return moto's backend and the associations of the instance in the path.

    The instance holds them, so they end with it and with every reset of moto.
    """
    backend = response.connect_backend
    instance_id = _path(response)[0]
    instance = backend.instances.get(instance_id)
    if instance is None:
        raise _refusal(
            404, "ResourceNotFoundException", f"Instance with id {instance_id} not found"
        )
    associations: dict[str, Association] = vars(instance).setdefault("integration_associations", {})
    return backend, associations


def _path(response: Any) -> list[str]:
    """Return the ids in the path: of the instance, then of the association if it has one."""
    parts = [unquote(part) for part in response.raw_path.split("/")]
    return [parts[2], *parts[4:]]


def _body(response: Any) -> dict[str, Any]:
    try:
        members = json.loads(response.body or "{}")
    except ValueError:
        members = None
    if not isinstance(members, dict):
        raise _refusal(400, "InvalidRequestException", "The body of the request is no JSON object.")
    return members


def _number(query: dict[str, str], name: str, default: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    if not text.isdecimal():
        raise _refusal(
            400, "InvalidRequestException", f"The value of {name} must be a number, not {text!r}."
        )
    return int(text)


def _refusal(status: int, code: str, message: str) -> JsonRESTError:
    """Make a modeled error of Amazon Connect."""
    error = JsonRESTError(code, message)
    error.code = status
    return error
