"""What takes long holds nobody up."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from tests.server.raw import Connection, ask, request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.server.running import Server

LONG = b'{"searchTerm":"late"}'.ljust(300_000)


@pytest.fixture
def busy(server: Server) -> Iterator[str]:
    """Return the endpoint of a server that is answering a search which does not come to its end."""
    goes_on, is_seen = threading.Event(), threading.Event()

    def wait(_: Any) -> bool:
        is_seen.set()
        return goes_on.wait(10)

    domain = ask(server.url, "POST", "/domains", b'{"name":"orders"}').document["domainId"]
    with mock_connectcases() as mock, Connection(server.url) as connection:
        mock.fail("SearchCases", "ThrottlingException", when=wait)
        connection.send(request("POST", f"/domains/{domain}/cases-search", LONG))
        assert is_seen.wait(10)
        yield server.url
        goes_on.set()
        assert connection.answer().status == 429


@pytest.mark.parametrize(
    ("method", "target"),
    [
        ("GET", "/_mock/health"),
        ("GET", "/_mock/state"),
        ("GET", "/_mock/"),
        ("POST", "/domains-list"),
    ],
)
def test_others_are_answered_while_a_long_search_runs(busy: str, method: str, target: str) -> None:
    assert ask(busy, method, target).status == 200


def test_health_is_answered_while_a_store_is_locked(server: Server) -> None:
    store = connectcases_backends.store_of("123456789012", "us-east-1")
    with Connection(server.url) as search, Connection(server.url) as short, store.lock:
        search.send(request("POST", "/domains/nowhere/cases-search", LONG))
        assert not search.has_answer(within=0.1)
        short.send(request())
        assert not short.has_answer(within=0.1)

        assert ask(server.url, "GET", "/_mock/health").status == 200

        store.lock.release()
        answers = [search.answer().status, short.answer().status]
        store.lock.acquire()

    assert answers == [404, 200]
