"""TagResource, UntagResource, ListTagsForResource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.resources import arn, tags
from mock_connectcases.resources.changes import TagsChanged

if TYPE_CHECKING:
    from mock_connectcases.operations.call import Call, Params, Result


def tag_resource(call: Call, params: Params) -> None:
    """Add tags to a resource of any of the seven kinds that can have them (documented).

    Raises ValidationException for a malformed ARN or tag, ResourceNotFoundException.
    """
    found = arn.find(call.store, params["arn"])
    tags.put_tags(found.resource.tags, params["tags"])
    _record(found)


def untag_resource(call: Call, params: Params) -> None:
    """Remove tags from a resource; keys it does not have are no fault (assumed).

    Raises ValidationException for a malformed ARN or key, ResourceNotFoundException.
    """
    found = arn.find(call.store, params["arn"])
    for key in params["tagKeys"]:
        tags.check_key(key)
    for key in params["tagKeys"]:
        found.resource.tags.pop(key, None)
    _record(found)


def list_tags_for_resource(call: Call, params: Params) -> Result:
    """List the tags of a resource; raises as TagResource does."""
    return {"tags": arn.find(call.store, params["arn"]).resource.tags}


def _record(found: arn.Found) -> None:
    found.domain.record(TagsChanged(found.owner_kind, found.owner_id, found.resource))
