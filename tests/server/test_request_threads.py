"""What takes long holds nobody up."""

from __future__ import annotations

import socket
import struct
import threading
from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.server.accounts import Accounts
from mock_connectcases.server.cases_service import CasesService
from mock_connectcases.wire.messages import Request
from tests.server.raw import Connection, ask, request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mock_connectcases.server.running import Server

AT_ONCE = struct.pack("ii", 1, 0)
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


def test_long_call_is_answered_while_another_one_runs(busy: str) -> None:
    assert ask(busy, "POST", "/domains", b'{"name":"other orders"}'.ljust(300_000)).status == 200


def test_client_that_has_gone_counts_until_it_is_answered(serve: Callable[..., str]) -> None:
    url = serve(max_connections=4)
    fill(ask(url, "POST", "/domains", b'{"name":"orders"}').document["domainId"])
    search = ("POST", "/domains/nowhere/cases-search", b"{}")
    with connectcases_backends.store_of("123456789012", "us-east-1").lock:
        for _ in range(4):
            with Connection(url) as connection:
                connection.send(request(*search))
                assert not connection.has_answer(within=0.1)
                connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        refused = ask(url, *search)

    assert (refused.status, refused.error) == (503, "ServiceUnavailableException")


def fill(domain: str, cases: int = 1_000) -> None:
    """Add cases that are never read to a domain."""
    held: Any = connectcases_backends.store_of("123456789012", "us-east-1").domains[domain].cases
    held.update(dict.fromkeys(map(str, range(cases))))


def test_search_of_many_cases_is_long_however_its_path_is_written(
    server: Server, remote: Any
) -> None:
    domain = remote.create_domain(name="orders")["domainId"]
    cases = CasesService(server.log, "us-east-1", Accounts(with_moto=False))
    encoded = f"%{ord(domain[0]):x}{domain[1:]}"
    search = Request("POST", f"/domains/{encoded}/cases-search", b"{}", {})

    fill(domain, 100)
    before = cases.is_short(search, None)
    fill(domain)

    assert (before, cases.is_short(search, None)) == (True, False)


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
