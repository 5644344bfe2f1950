"""Many clients at once: nothing is lost, nothing happens twice, everything stays in order."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from tests.server.raw import Answer, Connection, request

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED_CASES = 16


class Ground(NamedTuple):
    """What all clients work on."""

    url: str
    domain: str
    template: str
    note: str
    """A text field that every client writes."""
    cases: list[str]


class Record(NamedTuple):
    """The answers that one client got."""

    created: list[str]
    updates: dict[str, list[str]]
    """Values written, by case, in order."""
    comments: dict[str, int]
    fields: list[str]
    """Names of fields that it was the one to create."""
    unexpected: list[Answer]


def call(connection: Connection, target: str, document: Any = None, *, method: str = "POST") -> Any:
    body = b"" if document is None else json.dumps(document).encode()
    connection.send(request(method, target, body))
    return connection.answer()


def text(field_id: str, value: str) -> dict[str, Any]:
    return {"id": field_id, "value": {"stringValue": value}}


def prepare(url: str) -> Ground:
    with Connection(url) as connection:
        domain = call(connection, "/domains", {"name": "orders"}).document["domainId"]
        root = f"/domains/{domain}"
        template = call(connection, f"{root}/templates", {"name": "order"}).document["templateId"]
        note = call(connection, f"{root}/fields", {"name": "note", "type": "Text"}).document
        new = {"templateId": template, "fields": [text("title", "shared")]}
        cases = [
            call(connection, f"{root}/cases", {**new, "clientToken": str(number)}).document
            for number in range(SHARED_CASES)
        ]
    return Ground(url, domain, template, note["fieldId"], [case["caseId"] for case in cases])


def work(ground: Ground, client: int, operations: int) -> Record:
    """Do a client's share: creations, changes and comments on shared cases, reads between."""
    choice = random.Random(client)  # noqa: S311 - repeatable, not secret
    record = Record([], {}, {}, [], [])
    root = f"/domains/{ground.domain}"
    with Connection(ground.url) as connection:
        for number in range(operations):
            mark = f"{client}.{number}"
            case = choice.choice(ground.cases)
            kind = choice.choice(["create", "update", "update", "comment", "field", "get", "list"])
            if kind == "create":
                answer = call(
                    connection,
                    f"{root}/cases",
                    {
                        "templateId": ground.template,
                        "clientToken": mark,
                        "fields": [text("title", mark)],
                    },
                )
                record.created.append(answer.document.get("caseId"))
            elif kind == "update":
                change = {"fields": [text(ground.note, mark)]}
                answer = call(connection, f"{root}/cases/{case}", change, method="PUT")
                record.updates.setdefault(case, []).append(mark)
            elif kind == "comment":
                comment = {"comment": {"body": mark, "contentType": "Text/Plain"}}
                answer = call(
                    connection,
                    f"{root}/cases/{case}/related-items",
                    {"type": "Comment", "content": comment},
                )
                record.comments[case] = record.comments.get(case, 0) + 1
            elif kind == "field":
                name = f"field {choice.randrange(40)}"
                answer = call(connection, f"{root}/fields", {"name": name, "type": "Text"})
                if answer.status == 200:
                    record.fields.append(name)
                    continue
            elif kind == "get":
                answer = call(connection, f"{root}/cases/{case}", {"fields": [{"id": ground.note}]})
            else:
                answer = call(connection, f"{root}/cases-search", {"maxResults": 10})
            if answer.status != (409 if kind == "field" else 200):
                record.unexpected.append(answer)
    return record


def pages(connection: Connection, target: str, member: str, **given: Any) -> list[Any]:
    """Read all pages of a list that pages in the body."""
    listed: list[Any] = []
    token: str | None = None
    while True:
        page = call(connection, target, {**given, "nextToken": token}).document
        listed += page[member]
        token = page["nextToken"]
        if token is None:
            return listed


class Outcome(NamedTuple):
    """The answers that the clients got, and the state that a reader finds afterwards."""

    ground: Ground
    records: list[Record]
    listed: list[str]
    fields: list[str]
    audits: dict[str, list[dict[str, Any]]]
    comments: dict[str, int]
    notes: dict[str, str | None]


def outcome(url: str, *, clients: int, operations: int) -> Outcome:
    ground = prepare(url)
    with ThreadPoolExecutor(clients) as threads:
        records = list(threads.map(lambda client: work(ground, client, operations), range(clients)))
    root = f"/domains/{ground.domain}"
    with Connection(url) as connection:
        listed = pages(connection, f"{root}/cases-search", "cases", maxResults=7)
        fields: list[str] = []
        token: str | None = ""
        while token is not None:
            query = f"?maxResults=9{token and f'&nextToken={token}'}"
            page = call(connection, f"{root}/fields-list{query}").document
            fields += [each["name"] for each in page["fields"]]
            token = page["nextToken"]
        audits, comments, notes = {}, {}, {}
        for case in ground.cases:
            target = f"{root}/cases/{case}"
            audits[case] = pages(
                connection, f"{target}/audit-history", "auditEvents", maxResults=25
            )
            items = pages(connection, f"{target}/related-items-search", "relatedItems")
            comments[case] = len(items)
            shown = call(connection, target, {"fields": [{"id": ground.note}]}).document["fields"]
            notes[case] = shown[0]["value"]["stringValue"] if shown else None
    identifiers = [case["caseId"] for case in listed]
    return Outcome(ground, records, identifiers, fields, audits, comments, notes)


@pytest.fixture(scope="module", params=["our server", "moto's server"])
def done(request: pytest.FixtureRequest) -> Iterator[Outcome]:
    """Yield what came of 64 clients with 40 operations each; of fewer under moto's server."""
    if request.param == "our server":
        with Server(Options(port=0)) as server:
            yield outcome(server.url, clients=64, operations=40)
    else:
        werkzeug_server = pytest.importorskip("moto.server", reason="moto's server has an extra")
        slow = werkzeug_server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        slow.start()
        yield outcome("http://{}:{}".format(*slow.get_host_and_port()), clients=16, operations=20)
        slow.stop()
    connectcases_backends.discard()


def written(done: Outcome, case: str) -> list[str]:
    """Return the notes of a case's audit history, the first first."""
    return [
        field["newValue"]["stringValue"]
        for event in reversed(done.audits[case])
        for field in event["fields"]
        if field["eventFieldId"] == done.ground.note
    ]


def test_every_request_is_answered_as_if_it_were_alone(done: Outcome) -> None:
    assert [record.unexpected for record in done.records] == [[]] * len(done.records)


def test_every_case_that_was_created_is_found_once(done: Outcome) -> None:
    created = [case for record in done.records for case in record.created]

    assert sorted(done.listed) == sorted([*created, *done.ground.cases])


def test_name_is_given_once(done: Outcome) -> None:
    made = [name for record in done.records for name in record.fields]

    assert len(made) == len(set(made))
    assert sorted(name for name in done.fields if name.startswith("field ")) == sorted(made)


def test_audit_history_has_every_update_once(done: Outcome) -> None:
    answered = {
        case: sorted(mark for record in done.records for mark in record.updates.get(case, []))
        for case in done.ground.cases
    }

    assert {case: sorted(written(done, case)) for case in answered} == answered


def test_audit_history_has_each_client_s_order(done: Outcome) -> None:
    recorded = [
        {
            case: [mark for mark in written(done, case) if mark.startswith(f"{client}.")]
            for case in record.updates
        }
        for client, record in enumerate(done.records)
    ]

    assert recorded == [record.updates for record in done.records]


def test_value_is_that_of_the_last_update(done: Outcome) -> None:
    last = {case: written(done, case)[-1] for case in done.ground.cases if written(done, case)}

    assert {case: note for case, note in done.notes.items() if note} == last


def test_audit_history_is_in_order_of_time(done: Outcome) -> None:
    times = [[event["performedTime"] for event in events] for events in done.audits.values()]

    assert times == [sorted(each, reverse=True) for each in times]


def test_no_comment_is_lost(done: Outcome) -> None:
    answered = {
        case: sum(record.comments.get(case, 0) for record in done.records)
        for case in done.ground.cases
    }

    assert done.comments == answered
