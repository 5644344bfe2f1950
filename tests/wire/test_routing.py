"""How a method and an undecoded path find their operation."""

from __future__ import annotations

import pytest

from mock_connectcases.errors import SerializationException
from mock_connectcases.wire.protocol import protocol
from mock_connectcases.wire.routing import Route, Router, decoded

ARN = "arn:aws:cases:us-east-1:123456789012:domain/d/case/c"
ENCODED_ARN = "arn%3Aaws%3Acases%3Aus-east-1%3A123456789012%3Adomain%2Fd%2Fcase%2Fc"


def routed(method: str, target: str) -> str | None:
    match = protocol().route(method, target)
    return match.endpoint.name if match else None


def labels(method: str, target: str) -> tuple[str, ...]:
    match = protocol().route(method, target)
    assert match is not None
    return match.labels


@pytest.mark.parametrize(
    ("method", "operation"),
    [("POST", "GetCase"), ("PUT", "UpdateCase"), ("DELETE", "DeleteCase")],
)
def test_operations_that_share_a_path_differ_by_method(method: str, operation: str) -> None:
    if operation not in protocol().operations:
        pytest.skip("the installed botocore does not have it")

    assert routed(method, "/domains/d/cases/c") == operation


def test_a_literal_segment_wins_over_a_label() -> None:
    router = Router([Route("GET", "/a/{x}", "label"), Route("GET", "/a/b", "literal")])

    match = router.match("GET", "/a/b")

    assert match is not None
    assert match.endpoint == "literal"


def test_an_escaped_slash_does_not_split_a_label() -> None:
    assert labels("POST", "/domains/a%2Fb") == ("a%2Fb",)


def test_a_case_arn_may_stand_where_a_case_id_belongs() -> None:
    assert routed("POST", f"/domains/d/cases/{ENCODED_ARN}/related-items/") == "CreateRelatedItem"


@pytest.mark.parametrize("colon", [":", "%3A", "%3a"])
def test_a_colon_is_part_of_a_literal_segment_escaped_or_not(colon: str) -> None:
    router = Router([Route("PUT", "/cases:batchUpdateCase", "BatchUpdateCase")])

    match = router.match("PUT", f"/cases{colon}batchUpdateCase")

    assert match is not None


@pytest.mark.parametrize("slash", ["", "/"])
def test_a_slash_at_the_end_in_the_model_is_met_with_and_without(slash: str) -> None:
    assert routed("POST", f"/domains/d/rules-list{slash}") == "ListCaseRules"


@pytest.mark.parametrize("path", ["/domains-list/", "/domains/d/cases/", "/domains/d/cases/c/"])
def test_no_other_path_gains_a_slash_at_the_end(path: str) -> None:
    assert routed("POST", path) is None


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/domains/"),
        ("POST", "/domains//cases"),
        ("DELETE", "/domains/d/cases/"),
        ("PUT", "/domains/d/cases/c/related-items/"),
        ("GET", "/tags/"),
        ("GET", "/tags//x"),
        ("POST", "//domains"),
        ("POST", "/"),
        ("POST", ""),
        ("POST", "domains"),
        ("POST", "x/domains"),
    ],
)
def test_an_empty_segment_is_never_a_label(method: str, path: str) -> None:
    assert routed(method, path) is None


@pytest.mark.parametrize("arn", [ARN, ENCODED_ARN])
def test_the_slashes_of_a_tagged_arn_may_be_escaped_or_not(arn: str) -> None:
    assert routed("GET", f"/tags/{arn}") == "ListTagsForResource"
    assert decoded("/".join(labels("GET", f"/tags/{arn}")), "path") == ARN


def test_the_query_string_is_no_part_of_the_path() -> None:
    match = protocol().route("POST", "/domains-list?nextToken=a/b?c")

    assert match is not None
    assert match.endpoint.name == "ListDomains"
    assert match.query == "nextToken=a/b?c"


def test_a_wrong_method_is_not_routed() -> None:
    assert routed("PATCH", "/domains") is None


def test_the_methods_of_a_path_are_known() -> None:
    assert protocol().methods("/tags/x?y") == ["DELETE", "GET", "POST"]


def test_a_path_of_no_operation_has_no_methods() -> None:
    assert protocol().methods("/nowhere") == []


def test_a_plus_stays_a_plus() -> None:
    assert decoded("a+b%20c", "path") == "a+b c"


@pytest.mark.parametrize("text", ["%", "%4", "%zz", "a%2", "%FF", "%ED%A0%80", "\ud800"])
def test_broken_escapes_and_what_is_not_utf8_cannot_be_read(text: str) -> None:
    with pytest.raises(SerializationException, match="The path"):
        decoded(text, "path")
