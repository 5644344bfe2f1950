"""CreateRelatedItem, UpdateRelatedItem, DeleteRelatedItem, BatchCreateRelatedItem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import ValidationException
from mock_connectcases.operations import contents
from mock_connectcases.operations.batch import each_case
from mock_connectcases.operations.users import user_union
from mock_connectcases.resources import merging, related_item
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.changes import (
    RelatedItemCreated,
    RelatedItemDeleted,
    RelatedItemUpdated,
)
from mock_connectcases.resources.related_item import RelatedItem
from mock_connectcases.resources.sla import Sla
from mock_connectcases.wire.model import known_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.audit import Author
    from mock_connectcases.resources.domain import Domain


def create_related_item(call: Call, params: Params) -> Result:
    """Add a related item to a case; a contact that is on it already has the same item (assumed).

    Raises ValidationException when ``type`` and content differ (assumed) or a rule of the type is
    broken, ConflictException while the case is being merged into another,
    ServiceQuotaExceededException when the case has no room.
    """
    domain, case = call.find(Case, params)
    ((arm, _),) = params["content"].items()
    type_ = known_value(params["type"], "type", contents.ITEM_TYPE_OF_ARM.values())
    if contents.ITEM_TYPE_OF_ARM[arm] != type_:
        message = (
            f"The content '{arm}' is not that of a related item of type {type_}, which is "
            f"'{contents.ARM_OF_ITEM_TYPE[type_]}'."
        )
        raise ValidationException(message, rule="related-item-content-matches-type")
    return _create(call, domain, case, params["content"], call.author(params))


def update_related_item(call: Call, params: Params) -> Result:
    """Replace the content of a comment, that of a custom item as a whole, or the target of an SLA.

    The association time stays (documented).  Raises ValidationException for items of other types
    (documented; the error type is assumed), ConflictException while the case is being merged into
    another.
    """
    domain, case = call.find(Case, params)
    item = domain.find_item(case, params["relatedItemId"])
    merging.check_unlocked(domain, case)
    ((arm, given),) = params["content"].items()
    item.check_content(contents.ITEM_TYPE_OF_ARM[arm])
    content: related_item.Content
    if isinstance(item.content, Sla):
        content = contents.read_target(item.content, given, item.association_time)
    elif isinstance(item.content, related_item.Custom):
        content = contents.read_custom(domain, given, item.content.values)
    else:
        content = contents.read_comment(given)
    author = call.author(params)
    now = call.now()
    changes = related_item.changes_between(item.content, content, now)
    domain.record(RelatedItemUpdated(case, author, now, item, changes, content=content))
    return {
        "relatedItemId": item.related_item_id,
        "relatedItemArn": item.arn,
        "type": item.type,
        "content": contents.write_content(domain, content, now),
        "associationTime": item.association_time,
        "tags": item.tags,
        "lastUpdatedUser": user_union(item.last_updated_user),
        "createdBy": user_union(item.created_by),
    }


def delete_related_item(call: Call, params: Params) -> Result:
    """Delete a related item of a case.

    Raises ValidationException for a file (documented; the error type is assumed), ConflictException
    while the case is being merged into another.
    """
    domain, case = call.find(Case, params)
    item = domain.find_item(case, params["relatedItemId"])
    merging.check_unlocked(domain, case)
    item.check_deletable()
    author = call.author(params)
    now = call.now()
    changes = related_item.changes_between(item.content, None, now)
    domain.record(RelatedItemDeleted(case, author, now, item, changes))
    return {}


def batch_create_related_item(call: Call, params: Params) -> Result:
    """Add the same comment to up to 100 cases, each independently.

    The whole request fails, with ValidationException (the type is assumed), for content that is no
    comment, duplicate case ids and unmatched reference ids (all documented), and with
    UnknownOperationException for a comment of a newer service model.
    """
    domain = call.domain(params)
    return domain.client_tokens.answer(call.operation, params, _create_each, call, domain, params)


def _create_each(call: Call, domain: Domain, params: Params) -> Result:
    ((arm, given),) = params["content"].items()
    if contents.ITEM_TYPE_OF_ARM[arm] != related_item.COMMENT:
        message = f"Only a 'comment' can be added to many cases at once; the content is '{arm}'."
        raise ValidationException(message, rule="batch-comment-only-comment-type")
    contents.read_comment(given)
    author = call.author(params)

    def create(case: Case) -> Result:
        return _create(call, domain, case, params["content"], author)

    created, failed = each_case(domain, params["cases"], create)
    return {"successfulItems": created, "failedItems": failed}


def _create(
    call: Call, domain: Domain, case: Case, union: Mapping[str, Any], author: Author
) -> Result:
    item = new_item(call, domain, case, union, author)
    if item.related_item_id not in case.related_items:
        now = item.association_time
        changes = related_item.changes_between(None, item.content, now)
        domain.record(RelatedItemCreated(case, author, now, item, changes))
    return {"relatedItemId": item.related_item_id, "relatedItemArn": item.arn}


def new_item(
    call: Call, domain: Domain, case: Case, union: Mapping[str, Any], author: Author
) -> RelatedItem:
    """Return a new related item for a case, or the one of the same contact that it has.

    Raises what CreateRelatedItem raises.
    """
    merging.check_unlocked(domain, case)
    now = call.now()
    content = contents.read_content(domain, case, union, now)
    if isinstance(content, related_item.Contact):
        known = case.find_contact(content.contact_arn)
        if known is not None:
            return known
    case.check_room(content, reserved=merging.reserved_items(domain, case))
    item_id = call.new_id()
    number = call.new_number(domain)
    return RelatedItem(item_id, case.domain_arn, case.case_id, content, now, author.user, number)
