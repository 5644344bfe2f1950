"""TagResource, UntagResource, ListTagsForResource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.errors import ResourceNotFoundException, ValidationException
from mock_connectcases.resources import arn, tags
from mock_connectcases.resources.changes import TagsChanged
from mock_connectcases.resources.kinds import CASE, DOMAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.store import Store


def tag_resource(call: Call, params: Params) -> None:
    """Add tags to a resource of any of the seven kinds that can have them (documented).

    Raises ValidationException for a malformed ARN or tag, ResourceNotFoundException.
    """
    domain, change = _find(call.store, params["arn"])
    tags.put_tags(change.resource.tags, params["tags"])
    domain.record(change)


def untag_resource(call: Call, params: Params) -> None:
    """Remove tags from a resource; keys it does not have are no fault (assumed).

    Raises ValidationException for a malformed ARN or key, ResourceNotFoundException.
    """
    domain, change = _find(call.store, params["arn"])
    for key in params["tagKeys"]:
        tags.check_key(key)
    for key in params["tagKeys"]:
        change.resource.tags.pop(key, None)
    domain.record(change)


def list_tags_for_resource(call: Call, params: Params) -> Result:
    """List the tags of a resource; raises as TagResource does."""
    _, found = _find(call.store, params["arn"])
    return {"tags": found.resource.tags}


def _find(store: Store, text: str) -> tuple[Domain, TagsChanged]:
    """Return the domain of the resource with an ARN, and the change of the resource's tags.

    Deleted resources are found (assumed).  Raises ValidationException when it is not the ARN of a
    Cases resource, and ResourceNotFoundException when no resource has it: one of another account or
    region is not found here (assumed).
    """
    path = arn.path(text)
    if not path:
        message = f"Value {text!r} at 'arn' is not the ARN of an Amazon Connect Cases resource."
        located = store.locate(text)
        message += f" {located} Give its ARN." if located else f" One is {_example(store)!r}."
        raise ValidationException(message, rule="tag-malformed-arn-refused")
    domain = store.domains.get(path[0][1])
    change = None if domain is None else _change(domain, path)
    if domain is None or change is None or change.resource.arn != text:
        raise ResourceNotFoundException(
            path[-1][0].type_name,
            text,
            rule="tag-unknown-resource-not-found",
            instead=_instead_of(store, domain, text, path),
        )
    return domain, change


def _change(domain: Domain, path: Sequence[tuple[Kind, str]]) -> TagsChanged | None:
    """Return the change of the tags of the resource with a path, ``None`` if there is none."""
    if len(path) == 1:
        return TagsChanged(DOMAIN, domain.domain_id, domain)
    (kind, resource_id), *below = path[1:]
    resource = domain.collection(kind).get(resource_id)
    for _, related_item_id in below:
        resource = resource and resource.related_items.get(related_item_id)
    return None if resource is None else TagsChanged(kind, resource_id, resource)


def _example(store: Store) -> str:
    return CASE.arn(store.domain_arn("DOMAIN-ID"), "CASE-ID")


def _instead_of(
    store: Store, domain: Domain | None, text: str, path: Sequence[tuple[Kind, str]]
) -> str:
    """Return what there is instead of the resource with an ARN, for a message, after a blank."""
    prefix = store.domain_arn("")
    if not text.startswith(prefix):
        return f" The ARNs of this account and region begin with {prefix!r}."
    if domain is None:
        return store.instead_of(path[0][1])
    (kind, resource_id), *below = path[1:]
    resource = domain.collection(kind).get(resource_id)
    if resource is None:
        return domain.instead_of(kind, resource_id)
    return domain.instead_of_item(resource, below[0][1])
