"""The system fields that every domain has: the same ids everywhere, filled by agent or service.

Ids, names and types are documented in the administrator guide's "System case fields" and the
analytics data lake.  The names "Customer Id" and "Reference Number" and the descriptions of the
case id, title, status, summary, customer, reference number and the times of opening and of the last
update are observed; ``last_reopened_datetime``'s name and the other descriptions are assumed.
``reference_id`` is announced for 2026 and named by the service model; that it is a field of every
domain by now is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mock_connectcases.resources.field import (
    DATE_TIME,
    SINGLE_SELECT,
    SYSTEM,
    TEXT,
    USER,
    Field,
    FieldOption,
)
from mock_connectcases.resources.kinds import FIELD

if TYPE_CHECKING:
    from datetime import datetime

TITLE: Final = "title"
STATUS: Final = "status"
SUMMARY: Final = "summary"
CASE_REASON: Final = "case_reason"
CUSTOMER_ID: Final = "customer_id"
ASSIGNED_QUEUE: Final = "assigned_queue"
ASSIGNED_USER: Final = "assigned_user"
REFERENCE_NUMBER: Final = "reference_number"
REFERENCE_ID: Final = "reference_id"
CASE_ID: Final = "case_id"
CREATED_BY: Final = "created_by"
LAST_UPDATED_USER: Final = "last_updated_user"
CREATED_DATETIME: Final = "created_datetime"
LAST_UPDATED_DATETIME: Final = "last_updated_datetime"
LAST_CLOSED_DATETIME: Final = "last_closed_datetime"
LAST_REOPENED_DATETIME: Final = "last_reopened_datetime"
NEXT_SLA_BREACH_DATETIME: Final = "next_sla_breach_datetime"

OPEN: Final = "open"
CLOSED: Final = "closed"
"""Values of the built-in status options: documented samples show both ``open`` and ``Open``;
programs that run against the service write lower case (observed)."""

SUMMARY_MAX_LENGTH: Final = 3000
"""Documented with FieldValueUnion: "The Summary system field accepts up to 3000 characters"."""

DERIVED: Final = frozenset({CASE_ID, NEXT_SLA_BREACH_DATETIME})
"""The fields whose values are derived from the rest of the case."""

DRAWN: Final = frozenset({CASE_ID, REFERENCE_NUMBER, REFERENCE_ID})
"""The fields for which each new case draws a value, unless the request gives one."""

MERGEABLE: Final = frozenset({ASSIGNED_QUEUE, ASSIGNED_USER, SUMMARY, CASE_REASON})
"""Documented with StartMergeCases: beside custom fields, only these can be merged."""


class _Definition(NamedTuple):
    field_id: str
    name: str
    type: str
    description: str
    writable: bool = False
    reserves_name: bool = True
    depends_on_clock: bool = False


_DEFINITIONS: Final = (
    _Definition(CASE_ID, "Case Id", TEXT, "Unique Identifier of the case"),
    _Definition(TITLE, "Title", TEXT, "Title of the case", writable=True),
    _Definition(STATUS, "Status", SINGLE_SELECT, "Current status of the case", writable=True),
    _Definition(SUMMARY, "Summary", TEXT, "Summary of the case", writable=True),
    _Definition(CASE_REASON, "Case Reason", SINGLE_SELECT, "Reason of the case", writable=True),
    _Definition(CUSTOMER_ID, "Customer Id", TEXT, "Customer Identifier", writable=True),
    _Definition(
        ASSIGNED_QUEUE, "Assigned queue", TEXT, "Queue the case is assigned to", writable=True
    ),
    _Definition(
        ASSIGNED_USER, "Assigned user", TEXT, "User the case is assigned to", writable=True
    ),
    _Definition(
        REFERENCE_NUMBER,
        "Reference Number",
        TEXT,
        "Human Friendly Reference Identifier for the case",
        writable=True,
    ),
    _Definition(
        REFERENCE_ID,
        "Reference ID",
        TEXT,
        "Identifier for people to quote, unique within the domain",
        writable=True,
        reserves_name=False,
    ),
    _Definition(CREATED_BY, "Created By", USER, "User who created the case"),
    _Definition(LAST_UPDATED_USER, "Last Updated User", USER, "User who last changed the case"),
    _Definition(CREATED_DATETIME, "Date/Time Opened", DATE_TIME, "Date/time the case was opened"),
    _Definition(
        LAST_UPDATED_DATETIME, "Date/Time Updated", DATE_TIME, "Date/time the case was last updated"
    ),
    _Definition(
        LAST_CLOSED_DATETIME, "Date/Time Closed", DATE_TIME, "Date/time the case was last closed"
    ),
    _Definition(
        LAST_REOPENED_DATETIME,
        "Date/Time Reopened",
        DATE_TIME,
        "Date/time the case was last reopened",
        reserves_name=False,
    ),
    _Definition(
        NEXT_SLA_BREACH_DATETIME,
        "Next SLA Breach",
        DATE_TIME,
        "Date/time the next SLA is breached",
        reserves_name=False,
        depends_on_clock=True,
    ),
)


def make_system_fields(domain_arn: str, created_time: datetime) -> dict[str, Field]:
    """Return the system fields of a new domain, by field id.

    ``status`` comes with the options Open and Closed, which cannot be changed (documented);
    ``case_reason`` comes without options (assumed: none is documented).
    """
    fields = {
        each.field_id: Field(
            **each._asdict(),
            arn=FIELD.arn(domain_arn, each.field_id),
            namespace=SYSTEM,
            created_time=created_time,
            last_modified_time=created_time,
        )
        for each in _DEFINITIONS
    }
    status = fields[STATUS]
    status.options = {
        OPEN: FieldOption(name="Open", value=OPEN, active=True),
        CLOSED: FieldOption(name="Closed", value=CLOSED, active=True),
    }
    status.fixed_options = frozenset(status.options)
    return fields
