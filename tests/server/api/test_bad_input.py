"""What is wrong with a request to the API is said in a sentence, and nothing changes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mock_connectcases.server.api.routes import ApiRoute, routes
from tests.server.api.calling import call, everything, send
from tests.server.raw import Connection, ask, request

WRITES = [each for each in routes() if each.body is not None]
MUST_HAVE_BODY = [each for each in WRITES if each.body and each.body.is_required]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
FAULT = {"operation": "GetCase", "error": "ThrottlingException"}
DELAY = {"operation": "GetCase", "delay": 1}


def name_of(route: ApiRoute) -> str:
    return f"{route.method} {route.path}"


def path_of(route: ApiRoute) -> str:
    return route.path.removeprefix("/").replace("{id}", "1")


def refused(url: str, answer: Any, before: Any, status: int, code: str, words: str) -> None:
    """Check a refusal, and that nothing changed."""
    assert (answer.status, answer.error) == (status, code), answer.body
    assert answer.headers["content-type"] == "application/json"
    assert words in answer.document["message"]
    assert everything(url) == before


@pytest.mark.parametrize("path", sorted({each.path for each in routes()}))
def test_each_address_says_its_methods(url: str, path: str) -> None:
    before = everything(url)
    methods = {each.method for each in routes() if each.path == path}
    for method in sorted({*METHODS} - methods):
        answer = ask(
            url, method, f"/_mock{path.replace('{id}', '1')}", content_type="application/json"
        )

        refused(url, answer, before, 405, "MethodNotAllowedException", f"not for {method}")
        assert set(answer.headers["allow"].split(", ")) == methods


@pytest.mark.parametrize("route", WRITES, ids=name_of)
@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "json"],
)
def test_write_needs_its_content_type(url: str, route: ApiRoute, content_type: str) -> None:
    before = everything(url)

    answer = send(url, route.method, path_of(route), b"{}", content_type=content_type)

    refused(
        url, answer, before, 415, "UnsupportedMediaTypeException", "Content-Type: application/json"
    )


@pytest.mark.parametrize("route", MUST_HAVE_BODY, ids=name_of)
def test_write_needs_a_content_type(url: str, route: ApiRoute) -> None:
    before = everything(url)

    answer = send(url, route.method, path_of(route), b"{}", content_type=None)

    refused(url, answer, before, 415, "UnsupportedMediaTypeException", "not as 'nothing'")


@pytest.mark.parametrize("route", [each for each in WRITES if "{" not in each.path], ids=name_of)
def test_unknown_member_is_refused(url: str, route: ApiRoute) -> None:
    assert route.body is not None
    before = everything(url)
    document = {**route.body.example, "doman": 1}

    answer = call(url, route.method, path_of(route), document)

    refused(url, answer, before, 400, "ValidationException", "no member 'doman'")


@pytest.mark.parametrize("route", [each for each in WRITES if "{" not in each.path], ids=name_of)
@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"[",
        b'"text"',
        b"\xff",
        b'{"domains": NaN}',
        b'{"domains": "\\ud800"}',
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        b'{"domains": ' + b"9" * 5_000 + b"}",
    ],
    ids=["list", "open", "text", "bytes", "NaN", "surrogate", "deep", "digits"],
)
def test_what_is_no_object_of_json_is_refused(url: str, route: ApiRoute, body: bytes) -> None:
    before = everything(url)

    answer = send(url, route.method, path_of(route), body)

    assert answer.status == 400, answer.body
    assert answer.error in {"ValidationException", "SerializationException"}
    assert answer.document["message"]
    assert everything(url) == before


@pytest.mark.parametrize("route", [each for each in WRITES if not each.body.is_seed], ids=name_of)  # type: ignore[union-attr]
def test_body_that_is_too_large_is_refused_before_it_comes(url: str, route: ApiRoute) -> None:
    before = everything(url)
    with Connection(url) as connection:
        head = {"content_type": "application/json", "content_length": "100000"}
        connection.send(request(route.method, f"/_mock/{path_of(route)}", b"", signed=None, **head))
        answer = connection.answer()

    refused(url, answer, before, 413, "RequestEntityTooLargeException", "at most")


@pytest.mark.parametrize("path", ["state", "faults", "events", "requests", "openapi.json", "seed"])
def test_unknown_query_parameter_is_refused(url: str, path: str) -> None:
    before = everything(url)

    answer = call(url, "GET", f"{path}?sinse=1")

    refused(url, answer, before, 400, "ValidationException", "no query parameter 'sinse'")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("since=", "since is the next"),
        ("since=-1", "since is the next"),
        ("since=" + "9" * 30, "since is the next"),
        ("since=1&since=2", "is there twice"),
        ("operation=CreateCas", "did you mean 'CreateCase'"),
        ("operation=", "No operation was named"),
        ("status=4xx", "status is a number such as 429"),
        ("status=%D9%A1", "status is a number such as 429"),
        ("status=1000", "status is a number such as 429"),
    ],
)
def test_bad_filter_is_refused(url: str, query: str, words: str) -> None:
    answer = call(url, "GET", f"requests?{query}")

    refused(url, answer, everything(url), 400, "ValidationException", words)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "needs the member 'operation'"),
        ({"operation": "GetCase"}, "give one of the two"),
        ({**FAULT, "delay": 1}, "give one of the two"),
        ({**FAULT, "operation": "GetCas"}, "did you mean 'GetCase'"),
        ({**FAULT, "operation": []}, "No operation was named"),
        ({**FAULT, "operation": {"GetCase": 1}}, "operation is a text or a list, not {"),
        ({**FAULT, "operation": ["GetCase", None]}, "operation[1] is a text, not null"),
        ({**FAULT, "error": "ThrotlingException"}, "did you mean 'ThrottlingException'"),
        ({**FAULT, "error": "ClientError"}, "has no error 'ClientError'"),
        ({**FAULT, "error": None}, "error is a text, not null"),
        ({**FAULT, "times": 0}, "times is a whole number of at least 1, not 0"),
        ({**FAULT, "times": 1.0}, "times is a whole number or null, not 1.0"),
        ({**FAULT, "times": True}, "times is a whole number or null, not true"),
        ({**FAULT, "after": -1}, "after is a whole number of at least 0"),
        ({**FAULT, "after": None}, "after is a whole number, not null"),
        ({**FAULT, "when": "x"}, "when is an object or null"),
        ({**FAULT, "when": {"caseid": "c"}}, "did you mean 'caseId'"),
        ({**FAULT, "when": {"caseId": 5}}, "GetCase matches: caseId: must be text, not a number."),
        ({**FAULT, "when": {"fields": [{"idd": "x"}]}}, "fields[0].idd: FieldIdentifier has no"),
        ({**FAULT, "probability": 2}, "A probability is a number from 0 to 1"),
        ({**FAULT, "seed": 1}, "A seed is for a probability"),
        ({**FAULT, "message": 5}, "message is a text or null, not 5"),
        ({**FAULT, "lostAnswer": 1}, "lostAnswer is true or false, not 1"),
        ({**FAULT, "lostAnswer": True}, "nothing was executed"),
        ({**FAULT, "lost_answer": True}, "did you mean 'lostAnswer'"),
        ({**FAULT, "retryAfterSeconds": 1}, "; that is a member of InternalServerException."),
        ({"operation": "GetCase", "seconds": 1}, "'seconds': `delay` is the seconds of a delay."),
        ({**FAULT, "wait": True}, "the mock never waits before a retry, the client does."),
        ({**DELAY, "delay": -1}, "Seconds are from 0"),
        ({**DELAY, "delay": "1"}, "delay is a number, not"),
        ({**DELAY, "message": "x"}, "A delay has no message"),
        ({**DELAY, "lostAnswer": False}, "A delay has no lostAnswer"),
    ],
    ids=json.dumps,
)
def test_bad_fault_is_refused(url: str, document: dict[str, Any], words: str) -> None:
    before = everything(url)

    refused(url, call(url, "POST", "faults", document), before, 400, "ValidationException", words)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "needs one of tick or to"),
        ({"tick": {"minutes": 1}, "to": "2030-01-01"}, "give one of the two"),
        ({"tick": {}}, "tick needs one of days,"),
        ({"tick": None}, "tick is an object, not null"),
        ({"tick": {"minuts": 1}}, "did you mean 'minutes'"),
        ({"tick": {"minutes": "1"}}, "minutes is a number, not"),
        ({"tick": {"minutes": None}}, "minutes is a number, not null"),
        ({"tick": {"minutes": 0}}, "tick needs a time to move by"),
        (
            {"tick": {"minutes": -1}},
            "Time does not run backwards: it cannot be moved by -1 minute.",
        ),
        ({"tick": {"days": 1e300}}, "Time cannot be moved so far"),
        ({"tick": {"days": 10**30}}, "Time cannot be moved so far"),
        ({"tick": {"days": 365_001}}, "by 365,001 days: a thousand years ahead is the most"),
        ({"to": "2000-01-01"}, "Time does not run backwards"),
        ({"to": "soon"}, "to is a time such as"),
        ({"to": 1}, "to is a text, not 1"),
    ],
    ids=json.dumps,
)
def test_bad_move_of_the_clock_is_refused(url: str, document: dict[str, Any], words: str) -> None:
    before = everything(url)

    refused(url, call(url, "POST", "clock", document), before, 400, "ValidationException", words)


@pytest.mark.parametrize(
    ("path", "document", "words"),
    [
        ("quotas", {"domain": 1}, "did you mean 'domains'"),
        ("quotas", {"domains": 9, "tags": -1}, "from 0, not -1"),
        ("quotas", {"domains": 9, "tags": 1.5}, "tags is a whole number or null"),
        ("assumptions", {"user-is-an": False}, "did you mean 'user-is-arn'"),
        ("assumptions", {"user-is-arn": 0}, "user-is-arn is true or false or null, not 0"),
        ("assumptions", {"resource-exists": False}, "no member 'resource-exists'"),
    ],
)
def test_bad_setting_is_refused(url: str, path: str, document: dict[str, Any], words: str) -> None:
    before = everything(url)

    refused(url, call(url, "PATCH", path, document), before, 400, "ValidationException", words)


@pytest.mark.parametrize("seconds", [None, "1", -1, 1e300, True])
def test_bad_search_lag_is_refused(url: str, seconds: Any) -> None:
    before = everything(url)

    answer = call(url, "PUT", "search-lag", {"seconds": seconds})

    refused(url, answer, before, 400, "ValidationException", "econds")


def test_body_of_a_get_is_refused(url: str) -> None:
    answer = call(url, "GET", "faults", {"a": 1})

    refused(url, answer, everything(url), 400, "ValidationException", "GET has no body here")


def test_web_page_of_another_origin_changes_nothing(url: str) -> None:
    before = everything(url)

    answer = ask(
        url,
        "POST",
        "/_mock/faults",
        json.dumps(FAULT).encode(),
        signed=None,
        content_type="application/json",
        origin="http://evil.example",
    )

    refused(url, answer, before, 403, "AccessDeniedException", "A web page of")
