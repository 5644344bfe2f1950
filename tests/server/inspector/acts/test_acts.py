"""Each control does one thing, says so, and is taken back; bad input changes nothing."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from mock_connectcases import SeedError, clock
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.inspector.copying import SEED_FILE
from mock_connectcases.seeds import writing
from mock_connectcases.server.inspector.download import seed_download
from mock_connectcases.server.inspector.handle import ServedMock
from mock_connectcases.server.inspector.history import LISTED
from mock_connectcases.toolkit.toolkit import toolkit
from tests.server.inspector.acts.conftest import Desk
from tests.toolkit.conftest import code_of_listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.server.inspector.acts import Acts

SEED = """\
domains:
  desk: {cases: [], templates: {Complaint: }}
  shop: {region: eu-west-2}
"""
mock = ServedMock()


def names(client: Any) -> list[str]:
    return [each["name"] for each in client.list_domains()["domains"]]


def state() -> Any:
    return writing.dump(connectcases_backends), toolkit.keep()


# Seeds


def test_seed_is_added_and_taken_out_again(acts: Acts, clients: list[Any]) -> None:
    clients[0].create_domain(name="mine")

    act = acts.load_seed("desk.yaml", SEED)

    assert act.sentence == "Loaded desk.yaml: 2 domains (desk, shop) with 0 cases."
    assert [names(client) for client in clients] == [["mine", "desk"], ["shop"], [], []]
    undone = acts.undo()
    assert [names(client) for client in clients] == [["mine"], [], [], []]
    assert undone.sentence == (
        "Undone: Took out what desk.yaml had added: 2 domains (desk, shop) with 0 cases."
    )


def test_domains_of_a_seed_are_taken_out_with_what_was_made_in_them(
    acts: Acts, client: Any
) -> None:
    acts.load_seed("desk.yaml", SEED)
    (domain,) = client.list_domains()["domains"]
    (template,) = client.list_templates(domainId=domain["domainId"])["templates"]
    client.create_case(
        domainId=domain["domainId"],
        templateId=template["templateId"],
        fields=[{"id": "title", "value": {"stringValue": "Late"}}],
    )

    assert acts.undo_warning == (
        "Takes out 2 domains (desk, shop) with 1 case, with all that was changed in them since."
    )
    assert "with 1 case." in acts.undo().sentence
    assert names(client) == []


def test_domain_of_a_seed_that_is_gone_is_told(acts: Acts, client: Any) -> None:
    acts.load_seed("desk.yaml", SEED)
    client.delete_domain(domainId=client.list_domains()["domains"][0]["domainId"])
    client.create_domain(name="desk")

    sentence = acts.undo().sentence

    assert "1 domain (shop) with 0 cases. 1 domain of it had been deleted before." in sentence
    assert names(client) == ["desk"]


def test_same_id_in_another_region_stays(acts: Acts, clients: list[Any]) -> None:
    given = {"domains": {"desk": {"id": "same"}}}
    acts.load_seed("a.json", json.dumps({"region": "eu-west-2", **given}))
    acts.load_seed("b.json", json.dumps({"region": "us-east-1", **given}))

    acts.undo()

    assert [names(client) for client in clients[:2]] == [[], ["desk"]]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("desk.yaml", SEED.replace("cases", "casse"), "desk.yaml:2: domains.desk.casse: "),
        ("desk.yaml", SEED.replace("eu-west-2", "mars"), "desk.yaml:3: domains.shop.region: "),
        ("desk.json", b"\xff", "desk.json: this is not UTF-8 text"),
    ],
)
def test_refused_seed_is_told_with_its_line_and_adds_nothing(
    acts: Acts, client: Any, name: str, text: str, told: str
) -> None:
    client.create_domain(name="mine")
    before = state()

    with pytest.raises(SeedError) as caught:
        acts.load_seed(name, text)

    assert str(caught.value).startswith(told)
    assert state() == before
    assert acts.done == []


def test_seed_that_is_there_already_is_refused(acts: Acts) -> None:
    acts.load_seed("desk.yaml", SEED)

    with pytest.raises(SeedError, match="desk"):
        acts.load_seed("desk.yaml", SEED)

    assert len(acts.done) == 1


def test_download_makes_the_same_again(acts: Acts, clients: list[Any]) -> None:
    Desk(clients[0]), Desk(clients[3])
    document = seed_download().body
    before = writing.dump(connectcases_backends)
    acts.reset()

    acts.load_seed(SEED_FILE, document)

    assert writing.dump(connectcases_backends) == before
    assert document.isascii()


def test_download_of_nothing_can_be_loaded(acts: Acts) -> None:
    assert "0 domains with 0 cases" in acts.load_seed(SEED_FILE, seed_download().body).sentence


# Faults and delays


def test_fault_is_armed_and_taken_back(acts: Acts, client: Any) -> None:
    act = acts.arm_fault({"operation": "ListDomains", "error": "ThrottlingException", "times": "2"})
    assert act.sentence == "Armed a fault: ListDomains gets ThrottlingException twice."
    assert code_of_listing(client) == "ThrottlingException"

    undone = acts.undo()

    assert code_of_listing(client) == ""
    assert undone.sentence == (
        "Undone: Took back the fault: ListDomains gets ThrottlingException twice."
        " It has happened once: that stays."
    )
    mock.assert_all_faults_used()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"operation": "GetCase"}, "GetCase gets ThrottlingException once."),
        ({"operation": "GetCase", "times": ""}, "GetCase gets ThrottlingException each time."),
        ({"operation": "Get*, List*"}, "Get* or List* gets ThrottlingException once."),
        (
            {"operation": "GetCase", "after": "2", "probability": ".5", "seed": "7", "times": ""},
            "GetCase gets ThrottlingException each time by a chance of 0.5 after 2 requests.",
        ),
        (
            {
                "operation": "CreateCase",
                "error": "InternalServerException",
                "lost_answer": "on",
                "message": "no",
                "retryAfterSeconds": "3",
            },
            "CreateCase gets InternalServerException once though it is carried out.",
        ),
        ({"operation": "GetCase", "error": "ReadTimeoutError"}, "gets ReadTimeoutError once."),
    ],
)
def test_fault_is_told_as_it_was_asked_for(acts: Acts, fields: dict[str, str], told: str) -> None:
    empty = dict.fromkeys(("after", "probability", "seed", "message", "resourceId"), "")

    act = acts.arm_fault({"error": "ThrottlingException", **empty, **fields})

    assert act.sentence.endswith(told)


def test_members_of_an_error_reach_the_client(acts: Acts, client: Any) -> None:
    acts.arm_fault(
        {
            "operation": "ListDomains",
            "error": "InternalServerException",
            "message": "Come back later.",
            "retryAfterSeconds": "3",
        }
    )

    with pytest.raises(ClientError, match="Come back later") as caught:
        client.list_domains()

    assert caught.value.response["ResponseMetadata"]["HTTPHeaders"]["retry-after"] == "3"


def test_delay_is_armed_and_taken_back(acts: Acts, client: Any) -> None:
    act = acts.arm_delay({"operation": "List*", "seconds": "1.5", "times": "1"})
    assert act.sentence == "Armed a delay: List* takes 1.5 s once."
    client.list_domains()
    assert clock.ahead() == timedelta(seconds=1.5)

    acts.undo()

    assert toolkit.faults.present() == []


def test_removed_fault_comes_back_with_the_turns_it_had_left(acts: Acts, client: Any) -> None:
    fault = mock.fail("ListDomains", "ThrottlingException", times=2)
    assert code_of_listing(client) == "ThrottlingException"

    act = acts.remove_plan(str(fault.number))
    assert act.sentence == (
        "Removed the fault: ListDomains gets ThrottlingException twice. It has happened once."
    )
    assert code_of_listing(client) == ""

    assert acts.undo().sentence == (
        "Undone: Armed the fault again: ListDomains gets ThrottlingException twice."
        " It has 1 turn left."
    )
    assert [code_of_listing(client), code_of_listing(client)] == ["ThrottlingException", ""]


FAULT = {"operation": "GetCase", "error": "ThrottlingException"}
DELAY = {"operation": "GetCase", "seconds": "1"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"operation": ""}, "No operation was named"),
        ({"operation": "GetCaes"}, "Did you mean GetCase?"),
        ({"operation": "Get_*"}, "No operation of Amazon Connect Cases is like 'Get_*'"),
        ({"error": ""}, "has no error ''"),
        ({"error": "ThrotlingException"}, "Did you mean ThrottlingException?"),
        ({"error": "ConflictException"}, "GetCase does not give ConflictException"),
        ({"times": "0"}, "times is a whole number of at least 1, not 0"),
        ({"times": "2.5"}, "times is a whole number of at least 1, not '2.5'"),
        ({"times": "\u0661"}, "times is a whole number"),
        ({"times": "9" * 30}, "times is a whole number"),
        ({"after": "-1"}, "after is a whole number of at least 0, not -1"),
        ({"probability": "2"}, "A probability is a number from 0 to 1"),
        ({"probability": "nan"}, "A probability is a number from 0 to 1"),
        ({"seed": "1"}, "A seed is for a probability"),
        ({"lost_answer": "maybe"}, "lost_answer is on or off, not 'maybe'"),
        ({"lost_answer": "on"}, "no answer can be lost"),
        ({"retryAfterSeconds": "1"}, "ThrottlingException has no member 'retryAfterSeconds'"),
        ({"tims": "1"}, "There is no field 'tims' here. Did you mean times?"),
        ({"self": "1"}, "There is no field 'self' here"),
        ({"when": "1"}, "There is no field 'when' here"),
        ({"message": "x" * 1001}, "longer than 1,000 characters"),
    ],
)
def test_bad_fault_is_told_and_changes_nothing(
    acts: Acts, changed: dict[str, str], told: str
) -> None:
    check_refused(acts, lambda: acts.arm_fault({**FAULT, **changed}), told)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"seconds": ""}, "seconds is a number, not ''"),
        ({"seconds": "soon"}, "seconds is a number, not 'soon'"),
        ({"seconds": "-1"}, "Seconds are from 0 to a thousand years"),
        ({"seconds": "1e300"}, "There is no time of 1e+300 seconds"),
        ({"seconds": "1e999"}, "There is no time of inf seconds"),
        ({"error": "x"}, "There is no field 'error' here"),
        ({"times": "x"}, "times is a whole number"),
    ],
)
def test_bad_delay_is_told_and_changes_nothing(
    acts: Acts, changed: dict[str, str], told: str
) -> None:
    check_refused(acts, lambda: acts.arm_delay({**DELAY, **changed}), told)


@pytest.mark.parametrize("number", ["", "0", "x", "9999999", "-1", "x" * 5000])
def test_plan_that_is_not_there_is_told(acts: Acts, number: str) -> None:
    check_refused(acts, lambda: acts.remove_plan(number), "There is no fault or delay")


def test_removed_plan_is_not_removed_twice(acts: Acts) -> None:
    fault = mock.fail("GetCase", "ThrottlingException")
    acts.remove_plan(str(fault.number))

    check_refused(acts, lambda: acts.remove_plan(str(fault.number)), "it was removed")


def check_refused(acts: Acts, act: Callable[[], Any], told: str) -> None:
    before, done = state(), acts.done
    with pytest.raises(ValueError, match=re.escape(told)) as caught:
        act()
    assert len(str(caught.value)) < 500
    assert state() == before
    assert acts.done == done


# Search lag and clock


def test_search_lag_is_set_and_as_it_was_again(acts: Acts, client: Any) -> None:
    desk = Desk(client, cases=1)

    assert acts.set_search_lag("90").sentence == "The search lag is 1 min 30 s."
    assert desk.ids() == []

    assert acts.undo().sentence == "Undone: The search lag is 0 s again."
    assert desk.ids() == desk.cases


@pytest.mark.parametrize("given", ["", "x", "-1", "1e300", "inf"])
def test_bad_search_lag_changes_nothing(acts: Acts, given: str) -> None:
    check_refused(acts, lambda: acts.set_search_lag(given), "econds")


def test_clock_is_moved_and_as_it_was_again(acts: Acts) -> None:
    mock.tick(hours=1)

    act = acts.move_clock({"weeks": "1", "days": "", "minutes": "0.5"})

    assert clock.ahead() == timedelta(weeks=1, hours=1, seconds=30)
    assert act.sentence.endswith("UTC. The clock is 7 d 1 h 30 s ahead.")
    assert acts.undo().sentence == (
        "Undone: The clock is 1 h ahead again. What was made in between keeps its times."
    )
    assert clock.ahead() == timedelta(hours=1)


def test_clock_returns_to_the_process_and_is_ahead_again(acts: Acts) -> None:
    mock.tick(days=3)

    act = acts.return_clock()

    assert clock.ahead() == timedelta(0)
    assert act.sentence.startswith("The clock is the process's again, 3 d earlier.")
    acts.undo()
    assert clock.ahead() == timedelta(days=3)


def test_clock_that_is_the_process_s_does_not_return(acts: Acts) -> None:
    check_refused(acts, acts.return_clock, "The clock is the process's already.")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "no time to move by"),
        ({"days": " "}, "no time to move by"),
        ({"days": "0"}, "no time to move by"),
        ({"days": "-1"}, "Time does not run backwards"),
        ({"days": "x"}, "days is a number, not 'x'"),
        ({"days": "nan"}, "days is a number, not 'nan'"),
        ({"days": "1e9"}, "Time cannot be moved"),
        ({"weeks": "1e300"}, "Time cannot be moved"),
        ({"weeks": "1e999"}, "Time cannot be moved"),
        ({"years": "1"}, "There is no field 'years' here"),
        ({"by": "1"}, "There is no field 'by' here"),
    ],
)
def test_bad_move_is_told_and_changes_nothing(
    acts: Acts, fields: dict[str, str], told: str
) -> None:
    check_refused(acts, lambda: acts.move_clock(fields), told)


# The list


def test_acts_are_listed_latest_first_with_what_can_be_undone(acts: Acts) -> None:
    acts.move_clock({"days": "1"})
    acts.set_search_lag("1")
    acts.undo()

    assert [(each.number, each.can_be_undone) for each in acts.done] == [
        (3, False),
        (2, False),
        (1, True),
    ]
    assert acts.next_undo == acts.done[2]
    assert all(abs(each.time - clock.process_now()) < timedelta(hours=1) for each in acts.done)


def test_undoing_goes_back_act_by_act(acts: Acts) -> None:
    before = state()
    acts.move_clock({"days": "1"})
    acts.arm_fault(FAULT)
    acts.set_search_lag("1")
    acts.load_seed("desk.yaml", SEED)
    acts.reset()
    for _ in range(5):
        acts.undo()

    assert state() == before
    with pytest.raises(ValueError, match=r"There is nothing to undo\."):
        acts.undo()


def test_undo_of_an_old_page_is_refused(acts: Acts) -> None:
    first = acts.move_clock({"days": "1"})
    latest = acts.set_search_lag("1")

    check_refused(acts, lambda: acts.undo(str(first.number)), "which is 2: The search lag is 1 s.")
    assert "search lag" in acts.undo(str(latest.number)).sentence


def test_list_is_bounded(acts: Acts) -> None:
    for _ in range(LISTED + 5):
        acts.move_clock({"days": "1"})

    assert len(acts.done) == LISTED
    assert acts.done[0].number == LISTED + 5


def test_forgotten_acts_are_listed_and_stay_done(acts: Acts) -> None:
    acts.move_clock({"days": "1"})

    acts.forget()

    assert [each.can_be_undone for each in acts.done] == [False]
    assert acts.undo_warning == ""
    assert clock.ahead() == timedelta(days=1)


def test_reset_by_the_mock_itself_is_noticed_before_the_next_act(acts: Acts) -> None:
    acts.move_clock({"days": "1"})
    connectcases_backends.discard()

    acts.set_search_lag("1")

    assert [each.can_be_undone for each in acts.done] == [True, False]
