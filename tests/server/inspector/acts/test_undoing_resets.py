"""A reset that is undone leaves everything as it was, as every client sees it."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from mock_connectcases import SeedError, clock
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.seeds import writing
from mock_connectcases.server.inspector.acts import Acts
from mock_connectcases.server.inspector.handle import ServedMock
from mock_connectcases.server.request_log import RequestLog
from mock_connectcases.toolkit.toolkit import toolkit
from tests.server.inspector.acts.conftest import Desk
from tests.server.raw import ask
from tests.state.reading import read_everything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mock_connectcases.server.running import Server

mock = ServedMock()


def test_all_that_clients_can_read_is_as_before(acts: Acts, clients: list[Any]) -> None:
    desks = [Desk(client) for client in clients]
    before = [read_everything(client) for client in clients]
    acts.reset()
    assert all(client.list_domains()["domains"] == [] for client in clients)
    Desk(clients[1], cases=1)

    acts.undo()

    assert [read_everything(client) for client in clients] == before
    assert all(len(desk.ids()) == 3 for desk in desks)


def test_searches_follow_changes_after_it(acts: Acts, client: Any) -> None:
    desk = Desk(client)
    indexed = desk.ids()  # the indexes are made here
    acts.reset()
    acts.undo()

    client.update_case(
        domainId=desk.domain_id,
        caseId=indexed[0],
        fields=[{"id": "title", "value": {"stringValue": "Broken vase"}}],
    )
    client.tag_resource(arn=f"{desk.arn}/case/{indexed[1]}", tags={"a": "b"})
    client.delete_case(domainId=desk.domain_id, caseId=indexed[2])
    new = desk.create("Lost parcel")

    assert desk.ids("vase") == [indexed[0]]
    assert desk.ids() == [new, indexed[1]]
    tagged = desk.found(filter={"tag": {"equalTo": {"key": "a", "value": "b"}}})
    assert [each["caseId"] for each in tagged["cases"]] == [indexed[1]]


def test_page_tokens_and_client_tokens_are_known_again(acts: Acts, client: Any) -> None:
    desk = Desk(client)
    first = desk.found(maxResults=2)
    case_id = desk.create("Lost letter", clientToken="t")
    acts.reset()
    acts.undo()

    rest = desk.found(maxResults=2, nextToken=first["nextToken"])

    assert [each["caseId"] for each in rest["cases"]] == [desk.cases[0]]
    assert desk.create("Lost letter", clientToken="t") == case_id
    with pytest.raises(ClientError, match="used before"):
        desk.create("Another", clientToken="t")


def test_counters_go_on_where_they_were(acts: Acts, client: Any) -> None:
    desk = Desk(client)
    page = client.list_domains(maxResults=1)
    store = connectcases_backends.store_of("123456789012", "us-east-1")
    before = store.last_number, store.domains[desk.domain_id].last_number
    acts.reset()
    client.create_domain(name="a")
    acts.undo()

    assert connectcases_backends.store_of("123456789012", "us-east-1") is store
    assert (store.last_number, store.domains[desk.domain_id].last_number) == before
    client.create_domain(name="later")
    assert "nextToken" not in page
    assert [each["name"] for each in client.list_domains()["domains"]] == ["desk", "later"]


def test_events_calls_faults_lag_clock_and_requests_are_as_before(
    acts: Acts, server: Server, clients: list[Any]
) -> None:
    desk, _ = Desk(clients[0]), Desk(clients[3])
    mock.tick(hours=5)
    mock.search_lag(60)
    fault = mock.fail("GetCase", "ThrottlingException", times=2)
    with pytest.raises(ClientError):
        clients[0].get_case(domainId=desk.domain_id, caseId=desk.cases[0], fields=[{"id": "title"}])
    requests = server.log.entries()
    calls = [(each.number, each.request_id) for each in mock.calls]
    events = mock.events

    acts.reset()
    assert (mock.events, len(mock.calls), server.log.entries()) == ([], 0, [])
    assert toolkit.faults.present() == []
    mock.tick(days=1)
    Desk(clients[0])
    acts.undo()

    assert mock.events == events
    assert len(events) == 6
    assert [(each.number, each.request_id) for each in mock.calls] == calls
    assert server.log.entries() == requests
    assert clock.ahead() == timedelta(hours=5)
    assert toolkit.search_lag.length == timedelta(seconds=60)
    assert toolkit.faults.present() == [fault]
    with pytest.raises(ClientError, match="Throttling"):
        clients[0].get_case(domainId=desk.domain_id, caseId=desk.cases[0], fields=[{"id": "title"}])
    assert fault.fired == 2


def test_sentences_count_what_was_forgotten_put_back_and_discarded(
    acts: Acts, clients: list[Any]
) -> None:
    Desk(clients[0], cases=2), Desk(clients[3], cases=2)

    reset = acts.reset()
    Desk(clients[0], cases=1)
    warning = acts.undo_warning
    undone = acts.undo()

    before = "2 domains with 4 cases, 4 case events and 10 calls"
    since = "1 domain with 1 case, 1 case event and 4 calls"
    assert reset.sentence == f"Forgot everything: {before}."
    assert warning == f"What came since the reset is discarded: {since}."
    assert undone.sentence == (
        f"Undone: Put back what the reset forgot: {before}. Discarded what came since: {since}."
    )


def test_resets_are_undone_one_by_one(acts: Acts, client: Any) -> None:
    def names() -> list[str]:
        return [each["name"] for each in client.list_domains()["domains"]]

    for name in ("a", "b"):
        client.create_domain(name=name)
        acts.reset()

    found = [names()]
    for _ in range(2):
        acts.undo()
        found.append(names())

    assert found == [[], ["b"], ["a"]]


def test_reset_of_nothing_can_be_undone(acts: Acts, client: Any) -> None:
    assert acts.reset().sentence == "Forgot everything: nothing."
    client.create_domain(name="a")

    acts.undo()

    assert client.list_domains()["domains"] == []


def test_other_reset_leaves_nothing_to_undo(acts: Acts, url: str, client: Any) -> None:
    Desk(client)
    acts.reset()
    ask(url, "POST", "/_mock/reset")

    assert acts.next_undo is None
    assert [each.can_be_undone for each in acts.done] == [False]
    with pytest.raises(ValueError, match="nothing to undo"):
        acts.undo()


def test_refused_seed_of_the_server_forgets_nothing(server: Server, client: Any) -> None:
    def forget() -> None:
        connectcases_backends.discard()
        raise SeedError("no")

    acts = Acts(forget, server.log, has_seed=True)
    Desk(client)
    before = writing.dump(connectcases_backends)

    with pytest.raises(SeedError):
        acts.reset()

    assert writing.dump(connectcases_backends) == before
    assert acts.done == []


def test_seed_of_the_server_is_told_before_and_after(server: Server) -> None:
    acts = Acts(connectcases_backends.discard, server.log, has_seed=True)

    assert "returns to the seed of the server" in acts.reset_warning
    assert "seed of the server" in acts.reset().sentence


@pytest.fixture
def whole(serve: Any) -> Iterator[tuple[Acts, str]]:
    """Return a server of all services, with its controls."""
    pytest.importorskip("flask", reason="moto's server needs the extra mock-connectcases[server]")
    from moto.moto_api._internal.models import moto_api_backend  # noqa: PLC0415

    yield Acts(moto_api_backend.reset, RequestLog(10), with_moto=True), serve(with_moto=True)
    moto_api_backend.reset()


def test_other_services_of_moto_are_not_put_back_and_all_sentences_say_so(
    whole: tuple[Acts, str],
) -> None:
    acts, url = whole
    clients = [
        boto3.client(name, region_name="us-east-1", endpoint_url=url)
        for name in ("connectcases", "sqs")
    ]
    cases, sqs = clients
    desk = Desk(cases)
    sqs.create_queue(QueueName="orders")

    told = [acts.reset_warning, acts.reset().sentence]
    assert cases.list_domains()["domains"] == []
    told.append(acts.undo().sentence)

    assert all("moto's other services" in each for each in told)
    assert all("not come back" in each for each in told)
    assert len(desk.ids()) == 3
    assert "QueueUrls" not in sqs.list_queues()
    for each in clients:
        each.close()


def test_requests_in_other_threads_meet_all_or_nothing(whole: tuple[Acts, str]) -> None:
    acts, url = whole
    setup = boto3.client("connectcases", region_name="us-east-1", endpoint_url=url)
    desk = Desk(setup)
    events = boto3.client("events", region_name="us-east-1", endpoint_url=url)
    events.list_rules()  # from now on requests to Cases run in threads
    events.close()
    stop = threading.Event()
    seen: set[int] = set()

    def look() -> None:
        while not stop.is_set():
            seen.add(ask(url, "POST", f"/domains/{desk.domain_id}/cases-search", b"{}").status)

    threads = [threading.Thread(target=look) for _ in range(3)]
    for each in threads:
        each.start()
    for _ in range(10):
        acts.reset()
        acts.undo()
    stop.set()
    for each in threads:
        each.join()

    assert seen <= {200, 404}
    assert len(desk.ids()) == 3
    setup.close()
