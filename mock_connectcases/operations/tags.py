"""TagResource, UntagResource, ListTagsForResource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.resources import arn, tags
from mock_connectcases.resources.case import Case

if TYPE_CHECKING:
    from mock_connectcases.operations.call import Call, Params, Result


def tag_resource(call: Call, params: Params) -> None:
    """Add tags to a resource of any of the seven kinds that can have them (documented).

    Raises ValidationException for a malformed ARN or tag, ResourceNotFoundException.
    """
    found = _find(call, params)
    tags.put_tags(found.tags, params["tags"])
    _note_change(call, found)


def untag_resource(call: Call, params: Params) -> None:
    """Remove tags from a resource; keys it does not have are no fault (assumed)."""
    found = _find(call, params)
    for key in params["tagKeys"]:
        found.tags.pop(key, None)
    _note_change(call, found)


def list_tags_for_resource(call: Call, params: Params) -> Result:
    """List the tags of a resource; raises as TagResource does."""
    return {"tags": _find(call, params).tags}


def _find(call: Call, params: Params) -> arn.Tagged:
    for domain in call.store.domains.values():
        call.settle(domain)
    return arn.find(call.store, params["arn"])


def _note_change(call: Call, found: arn.Tagged) -> None:
    if isinstance(found, Case):
        call.store.domain(arn.domain_id_of(found.arn)).tags_changed(found)
