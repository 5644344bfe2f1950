"""PutCaseEventConfiguration, GetCaseEventConfiguration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.operations.definitions import is_shown
from mock_connectcases.resources.changes import DomainChanged
from mock_connectcases.resources.event_configuration import (
    CATEGORIES,
    CaseData,
    EventConfiguration,
)
from mock_connectcases.resources.kinds import FIELD
from mock_connectcases.wire.model import known_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.domain import Domain


def put_case_event_configuration(call: Call, params: Params) -> Result:
    """Replace the event configuration of a domain as a whole (assumed).

    Raises ValidationException for fields that do not exist (assumed).
    """
    domain = call.domain(params)
    configuration = read_configuration(params["eventBridge"])
    if configuration.case_data is not None:
        configuration.case_data.check(domain)
    domain.event_configuration = configuration
    domain.record(DomainChanged())
    return {}


def get_case_event_configuration(call: Call, params: Params) -> Result:
    """Describe the event configuration, without the fields that were deleted (documented).

    A domain that never had one answers that events are off (assumed).
    """
    domain = call.domain(params)
    return {"eventBridge": write_configuration(domain.event_configuration, live_in=domain)}


def read_configuration(given: Mapping[str, Any]) -> EventConfiguration:
    """Read the configuration that a request puts."""
    included = given.get("includedData")
    case_data = (included or {}).get("caseData")
    related_item_data = (included or {}).get("relatedItemData")
    return EventConfiguration(
        enabled=given["enabled"],
        has_included_data=included is not None,
        case_data=None
        if case_data is None
        else CaseData(
            field_ids=tuple(each["id"] for each in case_data["fields"]),
            auto_include=_read_category(case_data.get("autoIncludeFields")),
        ),
        include_related_item_content=None
        if related_item_data is None
        else related_item_data["includeContent"],
    )


def _read_category(given: str | None) -> str | None:
    return None if given is None else known_value(given, "autoIncludeFields", CATEGORIES)


def write_configuration(of: EventConfiguration, live_in: Domain | None = None) -> dict[str, Any]:
    """Write a configuration as PutCaseEventConfiguration has it.

    Fields that are deleted in the given domain are left out.
    """
    if not of.has_included_data:
        return {"enabled": of.enabled}
    included: dict[str, Any] = {}
    if of.case_data is not None:
        included["caseData"] = {
            "fields": [
                {"id": each} for each in of.case_data.field_ids if is_shown(FIELD, each, live_in)
            ],
            "autoIncludeFields": of.case_data.auto_include,
        }
    if of.include_related_item_content is not None:
        included["relatedItemData"] = {"includeContent": of.include_related_item_content}
    return {"enabled": of.enabled, "includedData": included}
