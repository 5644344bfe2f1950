"""GetCaseAuditEvents."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from mock_connectcases import ids
from mock_connectcases.operations.users import user_union
from mock_connectcases.resources import field_value
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.related_item import has_fields
from mock_connectcases.search.paging import Pager
from mock_connectcases.wire.model import service_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.audit import AuditEvent, FieldChange
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import Value


def get_case_audit_events(call: Call, params: Params) -> Result:
    """Return the audit history of a case, the latest event first (assumed)."""
    domain, case = call.find(Case, params)
    pager: Pager[int] = Pager(call.operation, params)
    count = len(case.history)

    def after(position: int | None) -> Iterator[tuple[int, int]]:
        last = count if position is None else min(count, -position - 1)
        return ((-number, number) for number in range(last, 0, -1))

    page, token = pager.page_from(after)
    return {"auditEvents": [_write(domain, case, each) for each in page], "nextToken": token}


def _write(domain: Domain, case: Case, number: int) -> Result:
    event = case.history[number - 1]
    merge = event.merge
    return {
        "eventId": ids.derived_id(case.case_id, number),
        "type": event.type,
        "relatedItemType": event.related_item_type,
        "performedTime": event.performed_time,
        "fields": [_write_change(domain, event, each) for each in event.changes],
        "performedBy": {
            "user": user_union(event.author.user),
            "iamPrincipalArn": event.author.principal_arn,
        },
        "mergeMetadata": merge
        and {
            "mergeEventId": merge.merge_event_id,
            "primaryCaseId": merge.primary_case_id,
            "secondaryCaseId": merge.secondary_case_id,
        },
    }


def _write_change(domain: Domain, event: AuditEvent, change: FieldChange) -> dict[str, Any]:
    field = domain.fields.get(change.field_id) if has_fields(event.related_item_type) else None
    written = {"eventFieldId": change.field_id, "newValue": _write_value(field, change.new)}
    if change.old is not None:
        written["oldValue"] = _write_value(field, change.old)
    return written


def _write_value(field: Field | None, value: Value | None) -> dict[str, Any]:
    """Write an audited value: by its field's type, or as text where it belongs to an item."""
    if field is not None:
        return field_value.to_union(field, value)
    return field_value.EMPTY if value is None else {"stringValue": str(value)[: _longest_text()]}


@cache
def _longest_text() -> int:
    """Return the longest text that an entry can hold by the model: a comment can be longer."""
    shape = service_model().shape_for("AuditEventFieldValueUnionStringValueString")
    return int(shape.metadata["max"])
