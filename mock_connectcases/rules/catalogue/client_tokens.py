"""Rules of client tokens, which make a request repeatable."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented

RULES: Final = (
    documented(
        "batch-client-token-retry-same-response",
        "BatchUpdateCase BatchCreateRelatedItem",
        "If you retry a request with the same client token, the service returns the original "
        "response instead of processing the request again.",
        at="{operation}Request.clientToken",
    ),
    documented(
        "batch-client-token-reuse-conflict",
        "BatchCreateRelatedItem BatchUpdateCase",
        "If you reuse a client token with different request parameters, the request fails with a "
        "ConflictException.",
        at="BatchUpdateCaseRequest.clientToken",
    ),
    assumed(
        "batch-client-token-per-operation",
        "BatchUpdateCase",
        "A token belongs to its operation",
        why="the operations are different services' requests to an SDK",
    ),
    documented(
        "client-token-retry-same-case",
        "CreateCase",
        "A unique, case-sensitive identifier that you provide to ensure the idempotency of the "
        "request.",
        at="{operation}Request.clientToken",
    ),
    assumed(
        "client-token-reuse-conflict",
        "CreateCase",
        "A token used again with other parameters is a ConflictException",
        why="documented so for the two batch operations",
        fixed_because="nothing says whether the first or the second request would count",
    ),
    documented(
        "client-token-default-from-sdk",
        "CreateCase",
        "If not provided, the Amazon Web Services SDK populates this field.",
        at="{operation}Request.clientToken",
    ),
    assumed(
        "client-token-empty-is-absent",
        "CreateCase",
        "An empty token is no token",
        why="the model allows zero characters; one token for everybody would serve nobody",
    ),
    assumed(
        "client-token-free-after-failure",
        "CreateCase",
        "A request that failed leaves its token free",
        why="nothing was done that a repetition could do twice",
    ),
    assumed(
        "client-token-per-domain",
        "CreateCase",
        "A token belongs to its domain",
        why="domains are isolated from each other",
    ),
    assumed(
        "client-token-retry-nan-equals-nan",
        "CreateCase",
        "NaN is the same as NaN when a request is sent again",
        why="a retry repeats its bytes, and must get the first answer",
    ),
)
