"""Service level agreements of a case: a target for its status, and a time to reach it by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from mock_connectcases.errors import ValidationException
from mock_connectcases.resources.field import SINGLE_SELECT

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import Value

ACTIVE: Final = "Active"
OVERDUE: Final = "Overdue"
MET: Final = "Met"
NOT_MET: Final = "NotMet"
STATUSES: Final = (ACTIVE, OVERDUE, MET, NOT_MET)

CASE_FIELD: Final = "CaseField"
"""The only type of SLA."""


def target_time(created: datetime, minutes: int) -> datetime:
    """Return the target time of an SLA, in minutes after its creation.

    Raises ValidationException for one beyond the year 9999 (ours: Python has no later time).
    """
    try:
        return created + timedelta(minutes=minutes)
    except OverflowError:
        message = (
            f"'targetSlaMinutes' of {minutes} from {created.isoformat()} ends after year 9999."
        )
        raise ValidationException(message, rule="sla-deadline-after-year-9999-refused") from None


def check_field(field: Field) -> None:
    """Raise ValidationException unless an SLA can track this field.

    Documented with SlaInputConfiguration: it must be a single-select field.  The error type, and
    that a deleted field does not count, is assumed.
    """
    if field.deleted:
        message = f"Field {field.field_id!r} is deleted; an SLA cannot track it."
        raise ValidationException(message, rule="sla-deleted-field-refused")
    if field.type != SINGLE_SELECT:
        message = (
            f"Field {field.field_id!r} has the type {field.type}; an SLA tracks a field of type "
            f"{SINGLE_SELECT}."
        )
        raise ValidationException(message, rule="sla-field-single-select")


@dataclass(slots=True)
class Sla:
    """A target of one case; its status follows from the clock and from when it was fulfilled."""

    name: str
    type: str
    field_id: str
    target_values: tuple[Value, ...]
    target_time: datetime
    completion_time: datetime | None = None

    def status(self, now: datetime) -> str:
        """Return the status at a time (documented in the administrator guide).

        Met or NotMet once fulfilled, by when that was; else Active until the target time has
        passed, Overdue after it.
        """
        if self.completion_time is not None:
            return MET if self.completion_time <= self.target_time else NOT_MET
        return OVERDUE if now > self.target_time else ACTIVE

    def complete_if_fulfilled(self, value: Value | None, now: datetime) -> None:
        """Complete this SLA if the watched field has a target value.

        Fulfilment is for good: reopening a case does not undo it (assumed).
        """
        if self.completion_time is None and value in self.target_values:
            self.completion_time = now
