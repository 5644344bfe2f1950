"""Broken clients and hostile pages: others are served meanwhile, and nothing of them stays."""

from __future__ import annotations

import json
import os
import random
import socket
import string
import threading
import time
from contextlib import ExitStack, suppress
from itertools import cycle
from typing import TYPE_CHECKING, Any

from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from tests.server.raw import Connection, ask, request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.server.attack.victim import Victim

CREATE = ("POST", "/domains", b'{"name":"orders"}')
FEW_MEGABYTES = 300


def test_slow_clients_are_let_go_and_others_are_served(times: Callable[[int], int]) -> None:
    """Heads and bodies come byte by byte, and answers are not taken."""
    begun = cycle(
        [
            b"POST /domains HTTP/1.1\r\nHost: 127",
            request(content_length="100000") + b"{",
            request(content_length=None, transfer_encoding="chunked") + b"1;",
            request("GET", "/_mock/state") * 500,
        ]
    )
    with Server(Options(port=0, timeout=1, idle_timeout=1)) as server, ExitStack() as stack:
        slow = [stack.enter_context(Connection(server.url)) for _ in range(times(400))]
        for each in slow:
            each.send(next(begun))
        longest = 0.0
        until = time.monotonic() + 4
        while time.monotonic() < until:
            for each in slow:
                with suppress(OSError):
                    each.socket.send(b" ", socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)
            began = time.monotonic()
            assert ask(server.url).status == 200
            longest = max(longest, time.monotonic() - began)

        assert longest < 1
        assert not any(_is_open(each) for each in slow)


def _is_open(connection: Connection) -> bool:
    """Read what has come, and tell whether the server has left the connection open."""
    try:
        while data := connection.socket.recv(1 << 20, socket.MSG_DONTWAIT):
            assert data
    except BlockingIOError:
        return True
    except ConnectionError:
        return False
    return False


def test_page_that_points_its_name_here_reaches_nothing(
    serve: Callable[..., Victim], times: Callable[[int], int]
) -> None:
    victim = serve("--host", "0.0.0.0")  # noqa: S104 - for the time of a test
    choice = random.Random(17)  # noqa: S311 - repeatable, not secret
    with Connection(victim.url) as connection:
        for number in range(times(20_000)):
            letters = choice.choices(string.ascii_letters + string.digits + "-._", k=20)
            host = f"{''.join(letters)}{number}.example"
            connection.send(request("POST", "/_mock/reset", host=host))
            assert connection.answer().status == 421
        before = victim.megabytes()
        for number in range(times(20_000)):
            connection.send(request(host=f"10.{number % 256}.{number // 256}.1"))
            assert connection.answer().status == 200

    assert victim.megabytes() - before < 20
    assert victim.end() == ""


def test_memory_stays_small_under_refused_bodies(
    serve: Callable[..., Victim], times: Callable[[int], int]
) -> None:
    victim = serve()
    name = b"x" * ((1 << 20) - 20)
    bodies = cycle([b'{"name":"%b"}' % name, b'{"name":["%b"]}' % name, b'{"name":"%b' % name])
    with Connection(victim.url) as connection:
        for _ in range(times(5_000)):
            connection.send(request("POST", "/domains", next(bodies)))
            assert connection.answer().status == 400

    assert victim.megabytes() < FEW_MEGABYTES


def test_memory_stays_small_under_unfinished_uploads(serve: Callable[..., Victim]) -> None:
    victim = serve()
    head = request(
        "POST",
        "/_mock/controls/seed",
        content_length=str(60 << 20),
        content_type="multipart/form-data; boundary=x",
    )
    with ExitStack() as stack:
        for _ in range(40):
            connection = stack.enter_context(Connection(victim.url))
            with suppress(ConnectionError):  # all but one are refused
                connection.send(head + b" " * (8 << 20))
        assert ask(victim.url, "GET", "/_mock/health").status == 200
        assert victim.megabytes() < FEW_MEGABYTES


def test_memory_stays_small_under_new_accounts(
    serve: Callable[..., Victim], times: Callable[[int], int]
) -> None:
    victim = serve()
    before = 0
    with Connection(victim.url) as connection:
        for number in range(1_000 + times(50_000)):
            connection.send(request(x_moto_account_id=f"{number:012}"))
            assert connection.answer().status == 200
            if number == 1_000:  # the logs are full
                before = victim.megabytes()

    assert victim.megabytes() - before < 10


def test_memory_stays_small_under_large_heads(
    serve: Callable[..., Victim], times: Callable[[int], int]
) -> None:
    victim = serve()
    headers = {f"x_large_{number}": "a" * 15_000 for number in range(4)}
    large = request("POST", "/domains-list", b"", **headers)
    with Connection(victim.url) as connection:
        for _ in range(times(10_000)):
            connection.send(large)
            assert connection.answer().status == 200

    assert victim.megabytes() < FEW_MEGABYTES


def wide(arms: tuple[str, ...], field: str, levels: int = 4, number: int = 0) -> dict[str, Any]:
    """Return a filter of ten parts each of whose parts has ten parts, and so on."""
    if not levels:
        value = {"stringValue": f"no {number}"}
        return {"field": {"contains": {"id": field, "value": value}}}
    parts = [wide(arms, field, levels - 1, 10 * number + part) for part in range(10)]
    return {arms[levels % len(arms)]: parts[: 9 if levels == 4 else 10]}


def searches() -> Iterator[bytes]:
    """Yield searches of almost a mebibyte that look at as much as they can."""
    for arms in (("orAll",), ("andAll",), ("orAll", "andAll")):
        yield json.dumps({"filter": wide(arms, "title")}).encode()
    yield json.dumps({"filter": {"not": wide(("orAll",), "title")}}).encode()
    yield json.dumps({"searchTerm": "a b c " * 40}).encode()


def test_no_request_holds_others_up(
    serve: Callable[..., Victim], times: Callable[[int], int]
) -> None:
    """Within every limit: 10,000 cases, and requests of a mebibyte."""
    victim = serve()
    with Connection(victim.url) as connection:

        def post(target: str, members: dict[str, Any]) -> Any:
            connection.send(request("POST", target, json.dumps(members).encode()))
            return connection.answer().document

        domain = post("/domains", {"name": "orders"})["domainId"]
        template = post(f"/domains/{domain}/templates", {"name": "order"})["templateId"]
        for number in range(times(10_000)):
            title = {"id": "title", "value": {"stringValue": f"Order {number} is late"}}
            members = {"templateId": template, "fields": [title]}
            post(f"/domains/{domain}/cases", members)

        longest: dict[str, float] = {}
        for number, body in enumerate(searches()):
            with Connection(victim.url) as attacker:
                attacker.send(request("POST", f"/domains/{domain}/cases-search", body))
                while not attacker.has_answer(within=0.02):
                    for asked in (("GET", "/_mock/health"), ("POST", f"/domains/{domain}")):
                        began = time.monotonic()
                        assert ask(victim.url, *asked).status == 200
                        key = f"{asked[1]} during search {number}"
                        longest[key] = max(longest.get(key, 0), time.monotonic() - began)

    assert {key: seconds for key, seconds in longest.items() if seconds > 1} == {}


def test_threads_of_a_parent_hold_up_no_child(times: Callable[[int], int]) -> None:
    """A child is forked while threads use the mock, and uses it as well."""
    with Server(Options(port=0)) as server:
        over = threading.Event()

        def call() -> None:
            with Connection(server.url) as connection:
                while not over.is_set():
                    connection.send(request())
                    connection.answer()

        threads = [threading.Thread(target=call) for _ in range(8)]
        for each in threads:
            each.start()
        try:
            statuses = [_status_of_child() for _ in range(times(30))]
        finally:
            over.set()
            for each in threads:
                each.join()

    assert statuses == [0] * len(statuses)


def _status_of_child() -> int:
    """Fork, call an operation in the child, and return its exit status, or -1 if it hangs."""
    child = os.fork()
    if not child:
        status = 1
        try:
            import boto3  # noqa: PLC0415 - in the child

            from mock_connectcases import mock_connectcases  # noqa: PLC0415

            with mock_connectcases():
                client = boto3.client(
                    "connectcases",
                    region_name="us-east-1",
                    aws_access_key_id="test",
                    aws_secret_access_key="test",
                )
                status = int(client.list_domains()["domains"] != [])
        finally:
            os._exit(status)
    until = time.monotonic() + 10
    while time.monotonic() < until:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return -1
