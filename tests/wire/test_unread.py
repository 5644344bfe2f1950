"""Query parameters and headers that no operation has are named, and what SDKs send is not."""

from __future__ import annotations

import pytest

from mock_connectcases.wire.unread import unread_parts

OF_SDKS = (
    *("Authorization", "Content-Type", "Host", "User-Agent", "Accept-Encoding", "Content-Length"),
    *("X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-Sha256", "x-amz-user-agent"),
    *("amz-sdk-invocation-id", "amz-sdk-request", "X-Amzn-Trace-Id", "x-moto-account-id"),
    *("traceparent", "x-forwarded-for", "cookie"),
)


@pytest.mark.parametrize(
    ("operation", "query", "headers", "sentence"),
    [
        ("UntagResource", "tagKeys=a&tagKeys=b", OF_SDKS, ""),
        ("UntagResource", "X-Amz-Date=d&X-Amz-Signature=s", (), ""),
        ("ListDomains", "", (), ""),
        (
            "UntagResource",
            "tagKeys.1=a",
            (),
            "UntagResource has no query parameter 'tagKeys.1': it was ignored; did you mean"
            " 'tagKeys'?",
        ),
        (
            "UntagResource",
            "tagKeys%5B%5D=a",
            (),
            "UntagResource has no query parameter 'tagKeys[]': it was ignored; did you mean"
            " 'tagKeys'?",
        ),
        (
            "ListDomains",
            "max_results=1&page=2",
            (),
            "ListDomains has no query parameter 'max_results': it was ignored; did you mean"
            " 'maxResults'? ListDomains has no query parameter 'page': it was ignored.",
        ),
        (
            "GetCase",
            "",
            ("X-Amz-Target",),
            "GetCase has no header 'X-Amz-Target': it was ignored.",
        ),
        ("GetCase", "", ("x-domain-id",), "GetCase has no header 'x-domain-id': it was ignored."),
        (
            "ListDomains",
            "%zz=1",
            (),
            "ListDomains has no query parameter '%zz': it was ignored.",
        ),
    ],
)
def test_unread_parts_are_named(
    operation: str, query: str, headers: tuple[str, ...], sentence: str
) -> None:
    assert unread_parts(operation, query, headers) == sentence


def test_of_many_the_first_are_named_and_the_others_counted() -> None:
    query = "&".join(f"key{number}=1" for number in range(9))

    sentence = unread_parts("GetCase", query, ())

    assert sentence.count("no query parameter") == 5
    assert sentence.endswith("There are 4 more.")
    assert len(unread_parts("GetCase", "a" * 5_000, ())) < 200
