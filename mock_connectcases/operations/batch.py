"""The common part of BatchUpdateCase and BatchCreateRelatedItem: an independent result per case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import (
    ConflictException,
    ServiceError,
    ServiceQuotaExceededException,
    ValidationException,
)
from mock_connectcases.operations.call import RefusedEntry
from mock_connectcases.resources import system_fields
from mock_connectcases.resources.kinds import CASE
from mock_connectcases.wording import quote, repeated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mock_connectcases.operations.call import Result
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain

CASE_NOT_FOUND = "CASE_NOT_FOUND"

_CODES: Mapping[type[ServiceError], str] = {
    ValidationException: "VALIDATION_ERROR",
    ConflictException: "CONFLICT",
    ServiceQuotaExceededException: "SERVICE_QUOTA_EXCEEDED",
}
"""The error codes that both operations publish, without those that a mock never causes."""


def each_case(
    domain: Domain, entries: Iterable[Mapping[str, Any]], act: Callable[[Case], Result]
) -> tuple[list[Result], list[Result]]:
    """Apply a function to each case; return the entries that succeeded and those that failed.

    Documented: an unknown case id fails alone, while duplicate case ids and unmatched reference
    ids fail the whole request (the error type is assumed).
    """
    case_ids = _case_ids(domain, entries)
    succeeded: list[Result] = []
    failed: list[Result] = []
    for case_id in case_ids:
        case = domain.cases.get(case_id)
        identifier = _identifier(case_id, case)
        if case is None:
            rule = "batch-update-case-not-found-code"
            code = CASE_NOT_FOUND
            message = f"Case {case_id!r} does not exist.{domain.instead_of(CASE, case_id)}"
        else:
            try:
                succeeded.append({"caseIdentifier": identifier, **act(case)})
                continue
            except tuple(_CODES) as refusal:
                rule, code, message = refusal.rule, _CODES[type(refusal)], str(refusal)
        failed.append(
            RefusedEntry(rule, caseIdentifier=identifier, errorCode=code, errorMessage=message)
        )
    return succeeded, failed


def _case_ids(domain: Domain, entries: Iterable[Mapping[str, Any]]) -> list[str]:
    case_ids = [_case_id(domain, entry["caseIdentifier"]) for entry in entries]
    twice = repeated(case_ids)
    if twice:
        message = f"A case is named more than once: {quote(twice)}."
        raise ValidationException(message, rule="batch-update-duplicate-case-ids-refused")
    return case_ids


def _case_id(domain: Domain, identifier: Mapping[str, str]) -> str:
    ((member, reference_id),) = identifier.items()
    if member == "caseId":
        return reference_id
    case_id = domain.case_id_of_reference(reference_id)
    if case_id is None:
        message = f"No case of the domain has the reference ID {reference_id!r}."
        if reference_id in domain.cases:
            message += " It is the id of a case: give it as 'caseId'."
        raise ValidationException(message, rule="batch-update-unknown-reference-id-fails")
    return case_id


def _identifier(case_id: str, case: Case | None) -> dict[str, Any]:
    reference_id = case and case.values.get(system_fields.REFERENCE_ID)
    return {"caseId": case_id, "referenceId": reference_id}
