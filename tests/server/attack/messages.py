"""Malformed requests by the thousand: never a failure, a traceback, a hang or a changed state.

Those of programs to the service, and those of browsers to the pages that read or send a call.
"""

from __future__ import annotations

import copy
import json
import re
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
from botocore.awsrequest import prepare_request_dict
from botocore.serialize import create_serializer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from mock_connectcases.wire.model import service_model
from tests.server.raw import SIGNED, Answer, Connection, ask, request
from tests.strategies import inputs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.store import Store

HOST = "https://cases.us-east-1.amazonaws.com"
REQUESTS = 1_000 if "--short" in sys.argv else 20_000
FORM_FIELDS = ["operation", "account", "region", "params", "domain", "case", "token", "x"]
HOSTILE_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(
        [
            *("CreateCase", "123456789012", "us-east-1", "[" * 100_000, '{"domainId": 1}', "null"),
            *("\x00", "../..", "\r\nHost: x", "1" * 5_000, "-1", "1e999", "<script>", "title"),
        ]
    ),
)
SEGMENTS = st.lists(HOSTILE_TEXT.filter(lambda text: len(text) < 99), max_size=4)
ADDRESS_IN_MEMORY = re.compile(" at 0x[0-9a-f]+")
MOST_BYTES = 300

IDENTIFIERS: dict[str, str] = {}
"""Resources that exist, by the member that names them."""


def settled(share: float) -> settings:
    """Return Hypothesis settings for a share of all requests."""
    return settings(
        max_examples=max(1, int(REQUESTS * share)),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(Options(port=0, timeout=0.2, idle_timeout=0.5)) as running:
        url = running.url
        domain = ask(url, "POST", "/domains", b'{"name":"orders"}').document
        root = f"/domains/{domain['domainId']}"

        def create(target: str, members: dict[str, Any]) -> Any:
            body = json.dumps(members).encode()
            return ask(url, "POST", f"{root}/{target}", body).document

        IDENTIFIERS.update(domainId=domain["domainId"], arn=domain["domainArn"])
        IDENTIFIERS.update(create("fields", {"name": "colour", "type": "SingleSelect"}))
        basic: Any = {"topPanel": {"sections": []}}
        IDENTIFIERS.update(create("layouts", {"name": "plain", "content": {"basic": basic}}))
        IDENTIFIERS.update(create("templates", {"name": "order"}))
        title = {"id": "title", "value": {"stringValue": "Late"}}
        IDENTIFIERS.update(
            create(
                "cases",
                {
                    "templateId": IDENTIFIERS["templateId"],
                    "clientToken": "1",
                    "fields": [title],
                },
            )
        )
        comment = {"comment": {"body": "Soon", "contentType": "Text/Plain"}}
        target = f"cases/{IDENTIFIERS['caseId']}/related-items"
        IDENTIFIERS.update(create(target, {"type": "Comment", "content": comment}))
        yield running


@pytest.fixture(scope="module")
def prepared(server: Server) -> Any:
    return copied(store().domains)


def store() -> Store:
    return connectcases_backends.store_of("123456789012", "us-east-1")


def server_token(server: Server) -> str:
    """Return the token of the forms of a server."""
    page = ask(server.url, "GET", "/_mock/try", accept="text/html").body
    (found,) = re.findall(rb'name="token" value="([^"]+)"', page)
    return str(found.decode())


def browsed(method: str, target: str, body: bytes = b"") -> bytes:
    """Compose the request of a browser."""
    type_ = "application/x-www-form-urlencoded"
    return request(method, target, body, signed=None, accept="text/html", content_type=type_)


def copied(domains: dict[str, Any]) -> dict[str, Any]:
    """Copy domains with everything in them, but not the store that observes them."""
    return copy.deepcopy(domains, {id(store()): store()})


def state() -> str:
    """Return everything that exists, as text that differs when anything does."""
    return ADDRESS_IN_MEMORY.sub("", repr(store().domains))


def answers_to(url: str, sent: bytes) -> list[Answer]:
    """Send bytes and read all answers, until the server has no more to say or hangs up."""
    answers: list[Answer] = []
    method = sent.partition(b" ")[0].decode("latin-1")
    with Connection(url) as connection:
        try:
            connection.send(sent)
            while not answers or answers[-1].status == 100:
                answers.append(connection.answer(to=method))
        except ConnectionError:
            pass
    return answers


def check(server: Server, prepared: Any, sent: bytes, *, page: bool = False) -> None:
    """Send a request and hold the server to its promises; then undo what it did.

    Errors have the code that SDKs read, but for those of pages.
    """
    before = state()
    answers = answers_to(server.url, sent)

    for answer in answers:
        assert answer.status < 500, (sent, answer)
        assert b"Traceback" not in answer.body, (sent, answer)
        if answer.status >= 400 and not page:
            assert answer.error, (sent, answer)
    if state() != before:
        # What is left of a damaged connection may hold a second, valid request.
        assert any(answer.status < 400 for answer in answers), (sent, answers)
        store().domains.clear()
        store().domains.update(copied(prepared))


def valid_call(data: st.DataObject) -> tuple[str, dict[str, Any]]:
    """Draw a valid call of any operation, more often than not about what exists."""
    name: str = data.draw(st.sampled_from(service_model().operation_names))
    params = {**data.draw(inputs(name))}
    for member, identifier in IDENTIFIERS.items():
        if member in params and data.draw(st.integers(0, 4)):
            params[member] = identifier
    return name, params


def valid_request(data: st.DataObject) -> tuple[str, str, bytes]:
    """Draw a valid request of any operation."""
    name, params = valid_call(data)
    model = service_model().operation_model(name)
    serializer = create_serializer("rest-json", include_validation=False)
    prepared = serializer.serialize_to_request(params, model)
    prepare_request_dict(prepared, HOST)
    body = prepared["body"] or b""
    return prepared["method"], prepared["url"].removeprefix(HOST), body


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(10**17, 10**400),
    st.floats(),
    st.text(max_size=40),
    st.sampled_from(["", " ", "\x00", "\ud800", "A" * 10_000, "NaN", "-Infinity", "../..", "%00"]),
    st.lists(st.none(), max_size=3),
    st.sampled_from([{}, [], {"": None}, [[]], {"a": {"a": {}}}, [{}] * 300]),
)


def damaged(document: Any, data: st.DataObject) -> Any:
    """Replace, remove or add something somewhere in a JSON document."""
    if isinstance(document, dict) and document and data.draw(st.integers(0, 5)):
        key = data.draw(st.sampled_from(sorted(document)))
        changed = dict(document)
        match data.draw(st.integers(0, 5)):
            case 0:
                del changed[key]
            case 1:
                changed[data.draw(st.text(max_size=5))] = changed[key]
            case _:
                changed[key] = damaged(changed[key], data)
        return changed
    if isinstance(document, list) and document and data.draw(st.integers(0, 3)):
        place = data.draw(st.integers(0, len(document) - 1))
        return [*document[:place], damaged(document[place], data), *document[place:]]
    return data.draw(JUNK)


def damaged_bytes(sent: bytes, data: st.DataObject) -> bytes:
    """Cut, double, overwrite or insert bytes in a few places."""
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(sent)))
        end = min(len(sent), start + data.draw(st.integers(0, 30)))
        other = data.draw(
            st.one_of(
                st.just(b""),
                st.just(sent[start:end] * 2),
                st.binary(max_size=20),
                st.sampled_from([b"\r\n", b"\r\n\r\n", b"%", b"%2F", b"/", b"?", b"&", b":", b"0"]),
            )
        )
        sent = sent[:start] + other + sent[end:]
    return sent


@settled(0.5)
@given(data=st.data())
def test_damaged_documents(server: Server, prepared: Any, data: st.DataObject) -> None:
    method, target, body = valid_request(data)
    document = damaged(json.loads(body or b"{}"), data)
    body = json.dumps(document).encode("utf-8", "surrogatepass")

    check(server, prepared, request(method, target, body))


@settled(0.15)
@given(data=st.data())
def test_damaged_targets(server: Server, prepared: Any, data: st.DataObject) -> None:
    method, target, body = valid_request(data)
    changed = damaged_bytes(target.encode("latin-1"), data)
    changed = re.sub(rb"[\x00-\x20]", b"", changed)

    check(server, prepared, request(method, changed.decode("latin-1"), body))


@settled(0.2)
@given(data=st.data())
def test_damaged_messages(server: Server, prepared: Any, data: st.DataObject) -> None:
    method, target, body = valid_request(data)

    check(server, prepared, damaged_bytes(request(method, target, body), data))


@settled(0.05)
@given(
    data=st.data(),
    name=st.sampled_from(
        [
            "Authorization",
            "Content-Encoding",
            "Host",
            "Expect",
            "Content-Type",
            "x-moto-account-id",
            "Transfer-Encoding",
            "Upgrade",
            "Origin",
        ]
    ),
)
def test_damaged_headers(server: Server, prepared: Any, data: st.DataObject, name: str) -> None:
    method, target, body = valid_request(data)
    value = data.draw(st.one_of(st.binary(max_size=60), st.just(SIGNED.encode())))
    value = damaged_bytes(value, data).replace(b"\r", b"").replace(b"\n", b"")
    head, _, rest = request(method, target, body).partition(b"\r\n")

    check(server, prepared, head + b"\r\n" + name.encode() + b": " + value + b"\r\n" + rest)


@settled(0.1)
@given(sent=st.binary(min_size=1, max_size=MOST_BYTES), head=st.booleans())
def test_garbage(server: Server, prepared: Any, sent: bytes, *, head: bool) -> None:
    if head:
        sent = b"POST /domains HTTP/1.1\r\n" + sent

    check(server, prepared, sent + b"\r\n\r\n")


@settled(0.1)
@given(data=st.data())
def test_damaged_forms_of_a_call(server: Server, prepared: Any, data: st.DataObject) -> None:
    name, params = valid_call(data)
    text = json.dumps(damaged(params, data) if data.draw(st.booleans()) else params, default=str)
    fields = {
        "operation": name,
        "account": "123456789012",
        "region": "us-east-1",
        "params": text,
        **data.draw(st.dictionaries(st.sampled_from(FORM_FIELDS), HOSTILE_TEXT, max_size=2)),
    }
    body = urlencode({"token": server_token(server), **fields}, errors="surrogatepass").encode()
    if data.draw(st.integers(0, 3)) == 0:
        body = damaged_bytes(body, data)

    check(server, prepared, browsed("POST", "/_mock/try", body), page=True)


@settled(0.1)
@given(
    data=st.data(),
    path=st.sampled_from(["try", "log", "case-events", "rules", "log/newer/1", "domains", "cases"]),
    query=st.dictionaries(
        st.sampled_from(
            [
                *("operation", "account", "region", "domain", "case", "call", "choice"),
                *("status", "text", "refused", "resource", "sort", "page", "fields", "filter"),
            ]
        ),
        HOSTILE_TEXT,
        max_size=4,
    ),
)
def test_damaged_addresses_of_pages(
    server: Server, prepared: Any, data: st.DataObject, path: str, query: dict[str, str]
) -> None:
    domain_id = quote(IDENTIFIERS["domainId"])
    path = {"cases": f"domains/123456789012/us-east-1/{domain_id}/cases"}.get(path, path)
    segments = "".join(f"/{quote(each, safe='')}" for each in data.draw(SEGMENTS))
    target = f"/_mock/{path}{segments}?{urlencode(query)}"

    check(server, prepared, browsed("GET", target), page=True)
