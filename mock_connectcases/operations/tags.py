"""TagResource, UntagResource, ListTagsForResource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.resources import arn, tags

if TYPE_CHECKING:
    from mock_connectcases.operations.call import Call, Params, Result


def tag_resource(call: Call, params: Params) -> None:
    """Add tags to a resource of any of the seven kinds that can have them (documented).

    Raises ValidationException for a malformed ARN or tag, ResourceNotFoundException.
    """
    tags.put_tags(_tags(call, params), params["tags"])


def untag_resource(call: Call, params: Params) -> None:
    """Remove tags from a resource; keys it does not have are no fault (assumed)."""
    found = _tags(call, params)
    for key in params["tagKeys"]:
        found.pop(key, None)


def list_tags_for_resource(call: Call, params: Params) -> Result:
    """List the tags of a resource; raises as TagResource does."""
    return {"tags": _tags(call, params)}


def _tags(call: Call, params: Params) -> dict[str, str]:
    for domain in call.store.domains.values():
        call.settle(domain)
    return arn.find(call.store, params["arn"]).tags
