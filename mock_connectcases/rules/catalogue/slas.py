"""Rules of SLAs."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import (
    CASE_SUMMARIZATION,
    assumed,
    documented,
    documented_page,
    modeled,
    observed,
    reference,
)

RULES: Final = (
    assumed(
        "sla-name-not-unique",
        "CreateRelatedItem",
        "Several SLAs of a case may have the same name",
        why="no uniqueness is documented",
    ),
    documented_page(
        "case-at-most-10-slas",
        "CreateRelatedItem",
        "A case has up to 10 SLAs",
        page="amazon-connect-service-limits.html",
    ),
    observed(
        "sla-target-time-from-creation",
        "CreateRelatedItem",
        "The target time is that of creation and the target minutes",
        seen_in=CASE_SUMMARIZATION,
    ),
    modeled(
        "sla-configuration-members", "CreateRelatedItem", "Seven members", at="SlaConfiguration"
    ),
    documented_page(
        "sla-target-up-to-two-years",
        "CreateRelatedItem UpdateRelatedItem",
        "A target may be up to 1,051,200 minutes, two years; the 90 days of older pages were the "
        "limit before",
        page="changes of botocore 1.43.7, which raises it",
    ),
    modeled(
        "sla-target-minutes-bounds",
        "CreateRelatedItem",
        "1 to 1,051,200 minutes",
        at="SlaInputConfiguration",
    ),
    assumed(
        "sla-target-value-required",
        "CreateRelatedItem",
        "The target must be given",
        why="an SLA without one could not be met; the page requires exactly one",
        fixed_because="an SLA without a target could not be met",
    ),
    modeled(
        "sla-target-field-values",
        "CreateRelatedItem",
        "targetFieldValues has exactly one value",
        at="SlaInputConfiguration.targetFieldValues",
    ),
    assumed(
        "sla-target-is-active-option",
        "CreateRelatedItem",
        "The target must be an active option of the field that is tracked",
        why="a case could never reach another",
    ),
    documented_page(
        "sla-type-is-case-field",
        "CreateRelatedItem",
        "type can only be CaseField",
        page=reference("CreateRelatedItem"),
    ),
    documented_page(
        "sla-overdue-after-target-time",
        "SearchRelatedItems",
        "Overdue once the target has passed",
        page="cases-sla.html",
    ),
    documented(
        "sla-completion-time",
        "UpdateCase",
        "Time at which an SLA was completed.",
        at="SlaConfiguration.completionTime",
    ),
    documented_page(
        "sla-met-before-target-time",
        "SearchRelatedItems UpdateCase",
        "Met when fulfilled before the target time",
        page="cases-sla.html",
    ),
    documented(
        "sla-met-by-any-target-value",
        "UpdateCase",
        "The SLA is considered met if any one of these target field values matches the actual "
        "field value.",
        at="SlaInputConfiguration.targetFieldValues",
    ),
    assumed(
        "sla-stays-fulfilled-on-reopening",
        "UpdateCase",
        "A fulfilled SLA stays so when the case is reopened",
        why="nothing resets it; its time of completion is a fact",
    ),
    assumed(
        "sla-met-when-already-at-target",
        "CreateRelatedItem",
        "An SLA whose target is the present status is met at once",
        why="the value matches",
    ),
    documented(
        "sla-deadline-counted-from-creation",
        "UpdateRelatedItem",
        "The new deadline is counted from when the SLA was created.",
        at="SlaUpdateConfiguration.targetSlaMinutes",
    ),
    documented(
        "sla-status-recalculated-on-update",
        "UpdateRelatedItem",
        "The SLA status is recalculated against the new deadline: an open SLA becomes Active or "
        "Overdue, and a completed SLA becomes Met or NotMet.",
    ),
    assumed(
        "audit-sla-update-target-times",
        "UpdateRelatedItem",
        "The history lists an SLA's target time before and after",
        why="entries of an update list what changed; an update of an SLA was never seen",
    ),
    modeled(
        "sla-update-target-minutes-bounds",
        "UpdateRelatedItem",
        "1 to 1,051,200 minutes",
        at="SlaUpdateConfiguration",
    ),
    assumed(
        "sla-deadline-after-year-9999-refused",
        "CreateRelatedItem UpdateRelatedItem",
        "A deadline after the year 9999 is a ValidationException",
        why="no client of Python could read such a time",
        fixed_because="clients have no later time",
    ),
    documented_page(
        "next-sla-breach-earliest-target",
        "GetCase",
        "Next SLA Breach is the earliest target time",
        page="cases-sla.html",
    ),
    assumed(
        "next-sla-breach-active-slas-only",
        "GetCase",
        "Only active SLAs count for the next breach: neither overdue nor met ones",
        why="what is breached already is not next",
    ),
    documented(
        "sla-field-single-select",
        "CreateRelatedItem",
        "The field must be a single-select field, such as the system status field or a custom "
        "single-select field.",
        at="SlaInputConfiguration.fieldId",
    ),
    assumed(
        "sla-field-exists",
        "CreateRelatedItem",
        "The field of an SLA must be given and must exist",
        why="an SLA without one could not be met",
        fixed_because="an SLA without a field could not be met",
    ),
    assumed(
        "sla-deleted-field-refused",
        "CreateRelatedItem",
        "A deleted field cannot be tracked by a new SLA",
        why="values of it can only be set where there is one",
        fixed_because="no case can get a value of a deleted field",
    ),
)
