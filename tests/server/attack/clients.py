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

from mock_connectcases.resources.quotas import SEARCH_CONDITIONS
from mock_connectcases.search.indexes import MAKING_COST
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from mock_connectcases.toolkit.calls import MAX_IN_ALL
from tests.server.raw import Connection, ask, request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.server.attack.victim import Victim

CREATE = ("POST", "/domains", b'{"name":"orders"}')
FEW_MEGABYTES = 300
LONGEST_TEXT = 4_100


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
    """Read what has come, and return whether the server has left the connection open."""
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
        content_length=str(15 << 20),
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
        for number in range(MAX_IN_ALL + times(50_000)):
            connection.send(request(x_moto_account_id=f"{number:012}"))
            assert connection.answer().status == 200
            if number == MAX_IN_ALL:  # the log is full
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


WORDS = "lorem ipsum dolor sit amet "


def nested(arms: tuple[str, ...], parts: list[dict[str, Any]], level: int = 0) -> dict[str, Any]:
    """Return a filter of all parts, in lists of ten."""
    if len(parts) == 1:
        return parts[0]
    lists = [{arms[level % len(arms)]: parts[at : at + 10]} for at in range(0, len(parts), 10)]
    return nested(arms, lists, level + 1)


def wide(field: str, width: int = SEARCH_CONDITIONS.limit) -> list[dict[str, Any]]:
    """Return filters for texts that no case has, though it has almost all of them."""
    return [
        {"field": {"contains": {"id": field, "value": {"stringValue": f"{WORDS}{number}"}}}}
        for number in range(width)
    ]


def searches(field: str) -> Iterator[bytes]:
    """Yield searches of up to a mebibyte that test as much as they can."""
    for filters in (wide(field), [{"not": each} for each in wide(field)]):
        for arms in (("orAll",), ("andAll",), ("orAll", "andAll")):
            yield json.dumps({"filter": nested(arms, filters)}).encode()
    yield json.dumps({"filter": nested(("orAll",), wide("title", 8_000))}).encode()
    yield from [json.dumps({"searchTerm": WORDS}).encode()] * (MAKING_COST + 2)
    yield json.dumps({"sorts": [{"fieldId": field, "sortOrder": "Asc"}]}).encode()


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
        root = f"/domains/{domain}"
        template = post(f"{root}/templates", {"name": "order"})["templateId"]
        field = post(f"{root}/fields", {"name": "text", "type": "Text"})["fieldId"]
        long = {"id": field, "value": {"stringValue": (WORDS * LONGEST_TEXT)[:LONGEST_TEXT]}}
        for number in range(times(10_000)):
            title = {"id": "title", "value": {"stringValue": f"Order {number} is late"}}
            post(f"{root}/cases", {"templateId": template, "fields": [title, long]})

        others = [
            ("GET", "/_mock/health", b""),
            ("GET", "/_mock/state", b""),
            ("POST", root, b""),
            ("POST", f"{root}/cases-search", b"{}"),
            ("POST", f"{root}/cases", b"{}"),
        ]
        longest: dict[str, float] = {}
        for number, body in enumerate(searches(field)):
            with Connection(victim.url) as attacker:
                attacker.send(request("POST", f"{root}/cases-search", body))
                while not attacker.has_answer(within=0.02):
                    for other in others:
                        began = time.monotonic()
                        assert ask(victim.url, *other).status in {200, 400}
                        key = f"{other[1]} during search {number}"
                        longest[key] = max(longest.get(key, 0), time.monotonic() - began)
                answer = attacker.answer()
                assert answer.status == 200 or b"conditions" in answer.body

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
