"""What the tests cannot make happen, each with its reason; the ledger refuses any other gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ledger.exercise import EVERY_OPERATION, Exercise

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONTENT_OF_OTHER_BATCHES = (
    "ConnectCaseInputContent.caseId",
    "Contact.contactArn",
    "CustomInputContent.fields",
    "FieldValue.id",
    "FieldValue.value",
    "FieldValueUnion.booleanValue",
    "FieldValueUnion.doubleValue",
    "FieldValueUnion.emptyValue",
    "FieldValueUnion.stringValue",
    "FieldValueUnion.userArnValue",
    "FileContent.fileArn",
    "RelatedItemInputContent.connectCase",
    "RelatedItemInputContent.contact",
    "RelatedItemInputContent.custom",
    "RelatedItemInputContent.file",
    "RelatedItemInputContent.sla",
    "SlaInputConfiguration.fieldId",
    "SlaInputConfiguration.name",
    "SlaInputConfiguration.targetFieldValues",
    "SlaInputConfiguration.targetSlaMinutes",
    "SlaInputConfiguration.type",
    "SlaInputContent.slaInputConfiguration",
)

_CONTENT_THAT_CANNOT_BE_UPDATED = (
    "ConnectCaseContent.caseId",
    "ContactContent.channel",
    "ContactContent.connectedToSystemTime",
    "ContactContent.contactArn",
    "FileContent.fileArn",
    "RelatedItemContent.connectCase",
    "RelatedItemContent.contact",
    "RelatedItemContent.file",
)

UNEXERCISED: Mapping[Exercise, str] = {
    Exercise(EVERY_OPERATION, "error", "InternalServerException"): (
        "a failure of the service itself, which no state brings about"
    ),
    Exercise(EVERY_OPERATION, "error", "ThrottlingException"): (
        "depends on the rate of requests, not on state; the mock has no rates"
    ),
    Exercise(EVERY_OPERATION, "error", "AccessDeniedException"): (
        "moto's enforcement of IAM policies answers it before the service is reached"
    ),
    Exercise("BatchCreateRelatedItem", "error", "ServiceQuotaExceededException"): (
        "quotas are those of each case and are answered for each case"
    ),
    Exercise("CreateCaseRule", "error", "ServiceQuotaExceededException"): (
        "no quota of case rules is published"
    ),
    Exercise("UpdateCaseRule", "error", "ServiceQuotaExceededException"): (
        "no quota of case rules is published"
    ),
    Exercise("UpdateTemplate", "error", "ServiceQuotaExceededException"): (
        "it belongs to field options rules, of which no quota is published for an update"
    ),
    Exercise("DeleteField", "error", "ConflictException"): (
        "no state of a field is published in which it could not be deleted"
    ),
    Exercise("DeleteField", "error", "ServiceQuotaExceededException"): (
        "the limit of 100 deleted fields was lifted, by the changes of botocore 1.42.55"
    ),
    Exercise("PutCaseEventConfiguration", "error", "ConflictException"): (
        "it replaces the whole configuration, and requests run one after the other"
    ),
    Exercise("GetCase", "output", "GetCaseResponse.nextToken"): (
        "the values of all fields that a request can name fit into one page"
    ),
    **{
        Exercise(operation, "output", "FieldValueUnion.emptyValue"): (
            "a field without a value is left out of a case"
        )
        for operation in ("GetCase", "SearchCases")
    },
    **{
        Exercise(operation, "output", "CaseIdentifier.referenceNumber"): (
            "documented: the batch operations do not return it"
        )
        for operation in ("BatchCreateRelatedItem", "BatchUpdateCase")
    },
    **{
        Exercise("BatchCreateRelatedItem", "input", member): (
            "documented: only comments can be created in a batch"
        )
        for member in _CONTENT_OF_OTHER_BATCHES
    },
    **{
        Exercise("UpdateRelatedItem", "output", member): (
            "only comments, custom items and SLAs can be updated"
        )
        for member in _CONTENT_THAT_CANNOT_BE_UPDATED
    },
}
