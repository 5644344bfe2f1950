"""Damaged seeds, state files and page tokens: refused in words, and nothing is lost or left."""

from __future__ import annotations

import json
import os
import random
import re
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest

from tests.interpreters.cold import run
from tests.server.attack.victim import serving
from tests.server.raw import Connection, ask, request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.server.attack.victim import Victim

GOOD = """
domains:
  orders:
    fields:
      colour: {type: Text}
    layouts:
      plain: {}
    templates:
      order: {}
"""
NO_JSON_DATA = [
    "a: 1:59:59:59:59:59:59",
    "a: !!bool x",
    'a: !!int ""',
    'a: !!int "+"',
    'a: !!float ""',
    "a: 0o17",
    "a: 017",
    "a: &x [*x]",
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
    "? {a: b}\n: c",
    "a: !!python/object/apply:os.system [id]",
    "a: .inf",
    "a: 2030-01-01",
    "- " * 5_000,
    "{" * 5_000,
]
MIB = 1 << 20


def repeated(before: bytes, part: bytes, after: bytes, size: int = 15 * MIB) -> bytes:
    """Return a text of about a size in which a part stands again and again."""
    return before + b",".join([part] * (size // (len(part) + 1))) + after


def members(before: bytes, value: bytes, after: bytes, count: int) -> bytes:
    """Return a text of so many members."""
    return before + b",".join(b'"%d":%b' % (number, value) for number in range(count)) + after


DESK = b'{"domains":{"desk":{"templates":{"t":{}},'
LARGE: dict[str, Callable[[], bytes]] = {
    "sexagesimal.yaml": lambda: b"a: " + b"1:59" + b":59" * 300_000,
    "same name.json": lambda: b"{%b}" % b",".join([b'"name":1'] * 100_000),
    "other names.json": lambda: members(b'{"a":1,', b"1", b',"a":2}', 60_000),
    "quotes.yaml": lambda: b"a: " + b'"' * 2_000_000,
    "blanks.yaml": lambda: b" " * 2_000_000 + b"a",
    "lists.json": lambda: b"[" * 2_000_000,
    "lines.yaml": lambda: b"- a\n" * MIB,
    "flow.yaml": lambda: repeated(b"[", b"a", b"]", 4 * MIB - 10),
    "tags.yaml": lambda: repeated(b"[", b"!a b", b"]", 4 * MIB - 10),
    "aliases.yaml": lambda: b"- &a a\n" + b"- *a\n" * 800_000,
    "colons.yaml": lambda: b"a: b: c: " * 100_000,
    "zeros.json": lambda: b'{"a":' + b"9" * 2_000_000 + b"}",
    "bytes.yaml": lambda: bytes(range(256)) * 5_000,
    "members.json": lambda: members(b"{", b"1", b"}", 1_200_000),
    "numbers.json": lambda: repeated(b'{"domains":[', b"1", b"]}"),
    "objects.json": lambda: repeated(b'{"domains":[', b"{}", b"]}"),
    "domains.json": lambda: members(b'{"domains":{', b"{}", b"}}", 1_100_000),
    "fewer domains.json": lambda: members(b'{"domains":{', b"{}", b"}}", 249_000),
    "cases.json": lambda: repeated(DESK + b'"cases":[', b"{}", b"]}}}"),
    "items.json": lambda: repeated(
        DESK + b'"cases":[{"template":"t","relatedItems":[', b"{}", b"]}]}}}"
    ),
    "blanks.json": lambda: b" " * (15 * MIB) + b"1",
    "text.json": lambda: b'{"a":"' + b"\\n" * (7 * MIB) + b'"}',
    "surrogates.json": lambda: b'{"a":"' + b"\\ud83d\\ude00" * MIB + b'"}',
    "escapes.json": lambda: b'{"a":["' + b'\\\\",' * (3 * MIB),
    "fewer cases.json": lambda: repeated(
        DESK + b'"cases":[', b'{"template":"t","fields":{"a":1}}', b"]}}}", 2 * MIB
    ),
}


class Forms:
    """The forms of a server's inspector."""

    def __init__(self, url: str) -> None:
        page = ask(url, "GET", "/_mock/controls").body.decode()
        found = re.search('name="token" value="([^"]+)"', page)
        assert found is not None
        self._token = found[1]
        self._url = url

    def paste(self, text: str, language: str) -> int:
        """Load a text as a seed and return the status: 303 where it was loaded."""
        fields = {"token": self._token, "format": language, "text": text}
        return self._send(urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def upload(self, name: str, content: bytes) -> int:
        """Load a file as a seed and return the status."""
        parts = (
            f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{self._token}\r\n'
            f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        )
        body = parts.encode() + content + b"\r\n--x--\r\n"
        return self._send(body, "multipart/form-data; boundary=x")

    def _send(self, body: bytes, content_type: str) -> int:
        with Connection(self._url) as connection:
            connection.socket.settimeout(60)
            connection.send(
                request("POST", "/_mock/controls/seed", body, content_type=content_type)
            )
            while not connection.has_answer(within=0.05):
                for other in (("GET", "/_mock/health"), ("POST", "/domains-list")):
                    began = time.monotonic()
                    assert ask(self._url, *other).status == 200
                    assert time.monotonic() - began < 1
            return connection.answer().status


def damaged(text: str, choice: random.Random) -> str:
    """Overwrite, cut or double something in a few places."""
    for _ in range(choice.randint(1, 5)):
        start = choice.randrange(len(text) + 1)
        end = start + choice.randrange(10)
        other = choice.choice(["", text[start:end] * 2, "!!", ": ", "- ", "&a ", "*a", "\x00", "{"])
        text = text[:start] + other + text[end:]
    return text


def test_damaged_seeds_are_refused_or_loaded(
    serve: Callable[..., Victim], times: Callable[[int], int]
) -> None:
    victim = serve()
    forms = Forms(victim.url)
    choice = random.Random(17)  # noqa: S311 - repeatable, not secret
    as_json = json.dumps({"domains": {"orders": {"fields": {"colour": {"type": "Text"}}}}})

    assert (forms.paste(GOOD, "yaml"), forms.paste(as_json, "json")) == (303, 400)
    statuses = {forms.paste(damaged(GOOD, choice), "yaml") for _ in range(times(2_000))}
    statuses |= {forms.paste(damaged(as_json, choice), "json") for _ in range(times(2_000))}

    assert statuses <= {303, 400}
    assert victim.end() == ""


@pytest.fixture(scope="module")
def forms() -> Iterator[Forms]:
    with serving() as victim:
        yield Forms(victim.url)


@pytest.mark.parametrize("text", NO_JSON_DATA, ids=lambda text: text[:20])
def test_yaml_that_is_no_json_data_is_refused(forms: Forms, text: str) -> None:
    assert forms.paste(text, "yaml") == 400


@pytest.mark.parametrize("name", LARGE)
def test_large_seed_is_refused_soon_and_holds_nobody_up(forms: Forms, name: str) -> None:
    content = LARGE[name]()
    began = time.monotonic()

    assert forms.upload(name, content) == 400
    assert time.monotonic() - began < 5


def test_largest_seed_is_loaded_soon_and_holds_nobody_up(serve: Callable[..., Victim]) -> None:
    forms = Forms(serve().url)
    content = repeated(
        DESK + b'"cases":[', b'{"template":"t","fields":{"title":"Late"}}', b"]}}}", 60_000 * 43
    )
    began = time.monotonic()

    assert forms.upload("cases.json", content) == 303
    assert time.monotonic() - began < 10


def test_damaged_page_tokens_are_refused(
    serve: Callable[..., Victim], times: Callable[[int], int]
) -> None:
    victim = serve()
    choice = random.Random(17)  # noqa: S311 - repeatable, not secret
    with Connection(victim.url) as connection:

        def post(target: str, members: dict[str, Any]) -> Any:
            connection.send(request("POST", target, json.dumps(members).encode()))
            return connection.answer()

        root = f"/domains/{post('/domains', {'name': 'orders'}).document['domainId']}"
        template = post(f"{root}/templates", {"name": "order"}).document["templateId"]
        for _ in range(3):
            title = {"id": "title", "value": {"stringValue": "Late"}}
            case = {"templateId": template, "fields": [title]}
            case_id = post(f"{root}/cases", case).document["caseId"]
        searches = [f"{root}/cases-search", f"{root}/cases/{case_id}/audit-history"]
        tokens = {
            each: post(each, {"maxResults": 1}).document["nextToken"] or "AAAA" for each in searches
        }
        listed = f"{root}/fields-list?maxResults=1"
        in_query = post(listed, {}).document["nextToken"]

        for _ in range(times(3_000)):
            for target, token in tokens.items():
                answer = post(target, {"maxResults": 1, "nextToken": damaged(token, choice)})
                assert answer.status in {200, 400}, answer
            broken = quote(damaged(in_query, choice), safe="")
            answer = post(f"{listed}&nextToken={broken}", {})
            assert answer.status in {200, 400}, answer

    assert victim.end() == ""


def test_kills_lose_no_state_that_was_written(
    serve: Callable[..., Victim], times: Callable[[int], int], tmp_path: Path
) -> None:
    options = ("--state", str(tmp_path / "state"), "--state-interval", "0.05")
    known: set[str] = set()
    choice = random.Random(17)  # noqa: S311 - repeatable, not secret
    for kill in range(times(30)):
        victim = serve(*options)
        account = {"x_moto_account_id": f"{kill:012}"}
        found = ask(victim.url, "GET", "/_mock/state", signed=None).document["accounts"]
        names = {
            domain["name"]
            for regions in found.values()
            for region in regions.values()
            for domain in region["domains"]
        }
        assert known <= names

        known.add(f"lasting {kill}")
        ask(victim.url, "POST", "/domains", b'{"name":"lasting %d"}' % kill, **account)
        time.sleep(0.5)
        until = time.monotonic() + choice.random() / 5
        number = 0
        while time.monotonic() < until:
            number += 1
            name = b'{"name":"passing %d"}' % number
            ask(victim.url, "POST", "/domains", name, x_moto_account_id=f"9{number:011}")
        victim.kill()

    assert {each.name for each in tmp_path.iterdir()} <= {"state", "state-journal"}


def test_damaged_state_is_refused_and_left(
    serve: Callable[..., Victim], times: Callable[[int], int], tmp_path: Path
) -> None:
    path = tmp_path / "state"
    victim = serve("--state", str(path))
    ask(victim.url, "POST", "/domains", b'{"name":"orders"}')
    victim.end()
    good = path.read_bytes()
    choice = random.Random(17)  # noqa: S311 - repeatable, not secret
    for _ in range(times(50)):
        start = choice.randrange(len(good) - 20)
        bad = good[:start] + choice.randbytes(choice.randint(1, 20))
        path.write_bytes(bad)

        status, output, errors = run(
            *("-m", "mock_connectcases", "serve", "--port", "0", "--state", str(path))
        )

        assert (status, output) == (2, "")
        assert len(errors.splitlines()) == 1
        assert path.read_bytes() == bad


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_file_is_refused_at_once(kind: str, tmp_path: Path) -> None:
    path = str(tmp_path / "state")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        os.mkdir(path)  # noqa: PTH102 - beside mkfifo
    else:
        path = "/dev/zero"

    status, output, errors = run("-m", "mock_connectcases", "serve", "--port", "0", "--state", path)

    assert (status, output) == (2, "")
    assert len(errors.splitlines()) == 1
