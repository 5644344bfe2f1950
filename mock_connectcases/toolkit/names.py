"""Names of operations, errors and case events as types, for the arguments of the handle.

Rule of this file: ``python -m tests.toolkit.test_names`` writes it from the service model.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Literal

OperationName = Literal[
    "*",
    "Batch*",
    "BatchCreate*",
    "BatchCreateRelatedItem",
    "BatchGet*",
    "BatchGetCaseRule",
    "BatchGetField",
    "BatchPut*",
    "BatchPutFieldOptions",
    "BatchUpdate*",
    "BatchUpdateCase",
    "Create*",
    "CreateCase",
    "CreateCaseRule",
    "CreateDomain",
    "CreateField",
    "CreateLayout",
    "CreateRelatedItem",
    "CreateTemplate",
    "Delete*",
    "DeleteCase",
    "DeleteCaseRule",
    "DeleteDomain",
    "DeleteField",
    "DeleteLayout",
    "DeleteRelatedItem",
    "DeleteTemplate",
    "Get*",
    "GetCase",
    "GetCaseAuditEvents",
    "GetCaseEventConfiguration",
    "GetDomain",
    "GetLayout",
    "GetMergeCasesStatus",
    "GetTemplate",
    "List*",
    "ListCaseRules",
    "ListCasesForContact",
    "ListDomains",
    "ListFieldOptions",
    "ListFields",
    "ListLayouts",
    "ListTagsForResource",
    "ListTemplates",
    "Put*",
    "PutCaseEventConfiguration",
    "Search*",
    "SearchAllRelatedItems",
    "SearchCases",
    "SearchRelatedItems",
    "Start*",
    "StartMergeCases",
    "Tag*",
    "TagResource",
    "Untag*",
    "UntagResource",
    "Update*",
    "UpdateCase",
    "UpdateCaseRule",
    "UpdateField",
    "UpdateLayout",
    "UpdateRelatedItem",
    "UpdateTemplate",
]
"""Operations, and their verbs."""

OperationNames = OperationName | list[str] | tuple[str, ...] | AbstractSet[str]
"""One operation, or several names and patterns of any kind."""

ErrorName = Literal[
    "AccessDeniedException",
    "ConflictException",
    "ConnectTimeoutError",
    "ConnectionClosedError",
    "ConnectionError",
    "EndpointConnectionError",
    "HTTPClientError",
    "InternalServerException",
    "ProxyConnectionError",
    "ReadTimeoutError",
    "ResourceNotFoundException",
    "ResponseStreamingError",
    "SSLError",
    "ServiceQuotaExceededException",
    "ThrottlingException",
    "ValidationException",
]
"""Errors of the service, and of botocore's connections."""

EventType = Literal[
    "CASE.CREATED",
    "CASE.DELETED",
    "CASE.RELATED_ITEM.DELETED",
    "CASE.UPDATED",
    "RELATED_ITEM.CREATED",
    "RELATED_ITEM.UPDATED",
]
"""Types of case events."""
