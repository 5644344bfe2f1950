"""StartMergeCases, GetMergeCasesStatus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.errors import ResourceNotFoundException, ValidationException
from mock_connectcases.operations.contents import ITEM_TYPE_OF_ARM
from mock_connectcases.resources import merge, merging
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.changes import DomainChanged

if TYPE_CHECKING:
    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.store import Store


def start_merge_cases(call: Call, params: Params) -> Result:
    """Start merging a secondary case into a primary case.

    The merge ends when moto's state-transition manager says so under ``cases::merge``: at once by
    default (assumed).  Raises ValidationException, ConflictException and
    ServiceQuotaExceededException as documented.
    """
    domain, primary = call.find(Case, params)
    (secondary_id,) = params["secondaryCaseIds"]
    secondary = domain.find(Case, secondary_id)
    configurations = params.get("fieldsConfiguration", ())
    if len(configurations) > 1:
        message = f"'fieldsConfiguration' can have one entry only; it has {len(configurations)}."
        raise ValidationException(message, rule="merge-source-is-secondary-case")
    for each in configurations:
        if each["sourceCaseId"] != secondary_id:
            message = (
                f"Value {each['sourceCaseId']!r} at 'sourceCaseId' must be the secondary case "
                f"{secondary_id!r}."
            )
            raise ValidationException(message, rule="merge-source-is-secondary-case")
    wanted = params.get("relatedItemsConfiguration", {})
    merging.start(
        domain,
        primary,
        secondary,
        selected=[field["id"] for each in configurations for field in each["fieldIds"]],
        moved_types=frozenset(ITEM_TYPE_OF_ARM[arm] for arm, moves in wanted.items() if moves),
        author=call.author(params),
    )
    merging.settle(domain)
    return {}


def get_merge_cases_status(call: Call, params: Params) -> Result:
    """Return the status of the merge of a case that is running or closed it as the secondary.

    Raises ResourceNotFoundException for any other case, a former primary included (documented).
    """
    domain, case = call.find(Case, params)
    running = domain.merges.get(case.case_id)
    if running is not None:
        if running.progress.advance():
            domain.record(DomainChanged())
        merging.settle(domain)
    if case.case_id in domain.merges and running is not None:
        return {
            "status": merge.IN_PROGRESS,
            "primaryCaseId": running.record.primary_case_id,
            "secondaryCaseIds": [running.record.secondary_case_id],
        }
    if case.merged_into is None:
        message = f"Case {case.case_id!r} is in no running merge and was not merged before."
        raise ResourceNotFoundException(
            "Case", case.case_id, message=message, rule="merge-status-not-found-otherwise"
        )
    return {
        "status": merge.COMPLETED,
        "primaryCaseId": case.merged_into,
        "secondaryCaseIds": [case.case_id],
    }


def settle_merges(store: Store) -> None:
    """Finish the merges of a store that are due.

    The service does this before each operation, so that lookups read and change nothing.
    """
    for domain in store.domains.values():
        if domain.merges:
            merging.settle(domain)
