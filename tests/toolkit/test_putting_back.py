"""What was taken from the toolkit, or moved in it, can be as it was before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases import clock
from mock_connectcases.toolkit import calls as call_log
from mock_connectcases.toolkit.toolkit import toolkit
from tests.toolkit.conftest import code_of_listing, new_client

if TYPE_CHECKING:
    from mock_connectcases import MockConnectCases


@pytest.fixture
def client(cases: MockConnectCases) -> Any:
    return new_client()


def codes(client: Any, count: int) -> list[str]:
    return [code_of_listing(client) for _ in range(count)]


def test_renewed_fault_has_the_turns_it_had_left(cases: MockConnectCases, client: Any) -> None:
    fault = cases.fail("ListDomains", "ThrottlingException", times=3, after=1)
    assert codes(client, 2) == ["", "ThrottlingException"]
    fault.remove()
    assert codes(client, 2) == ["", ""]

    toolkit.faults.renew(fault)

    assert codes(client, 3) == ["ThrottlingException", "ThrottlingException", ""]
    assert fault.fired == 3


def test_renewed_fault_comes_before_those_that_were_asked_for_later(
    cases: MockConnectCases, client: Any
) -> None:
    first = cases.fail("ListDomains", "ThrottlingException")
    cases.fail("ListDomains", "AccessDeniedException")
    first.remove()

    toolkit.faults.renew(first)

    assert codes(client, 2) == ["ThrottlingException", "AccessDeniedException"]


def test_renewed_fault_counts_as_unused_again(cases: MockConnectCases) -> None:
    fault = cases.fail("ListDomains", "ThrottlingException")
    fault.remove()
    cases.assert_all_faults_used()

    toolkit.faults.renew(fault)

    with pytest.raises(AssertionError, match="was to meet ListDomains once, and never did"):
        cases.assert_all_faults_used()


def test_present_are_those_that_have_not_ended(cases: MockConnectCases) -> None:
    removed = cases.fail("ListDomains", "ThrottlingException")
    removed.remove()
    with cases.fail("ListDomains", "ThrottlingException"):
        pass
    delay = cases.delay("ListDomains", 5)

    assert toolkit.faults.present() == [delay]
    assert delay.number > removed.number


def test_put_back_has_all_and_nothing_of_what_came_since(
    cases: MockConnectCases, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call_log, "KEPT_CALLS", 3)
    cases.fail("ListDomains", "ThrottlingException", times=2)
    cases.search_lag(5)
    cases.tick(hours=1)
    codes(client, 5)
    before = [(each.number, each.request_id) for each in cases.calls], cases.calls.forgotten

    kept = toolkit.keep()
    toolkit.clear()
    cases.tick(hours=7)
    cases.fail("ListDomains", "AccessDeniedException")
    codes(client, 2)
    toolkit.put_back(kept)

    after = [(each.number, each.request_id) for each in cases.calls], cases.calls.forgotten
    assert after == before
    assert cases.calls.count() == len(kept.calls) == 5
    assert clock.ahead() == timedelta(hours=1)
    assert toolkit.search_lag.length == timedelta(seconds=5)
    assert codes(client, 1) == [""]


def test_clock_can_be_as_far_ahead_as_it_was(cases: MockConnectCases) -> None:
    cases.tick(days=2)
    process = clock.process_now()
    clock.set_ahead(timedelta(hours=1))

    assert clock.ahead() == timedelta(hours=1)
    assert timedelta(hours=1) <= cases.now - process < timedelta(hours=2)
