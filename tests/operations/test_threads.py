"""Atomicity: every operation runs alone on its store, however many threads call."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from tests.provenance import rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.operations.conftest import SetQuota, Workbench

THREADS = 8


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """Do something in many threads at once; return results, or the codes of errors."""
    barrier = Barrier(THREADS)

    def attempt(number: int) -> Any:
        barrier.wait()
        try:
            return act(number)
        except ClientError as error:
            return error.response["Error"]["Code"]

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(attempt, range(THREADS)))


@pytest.fixture(autouse=True)
def template_id(bench: Workbench) -> str:
    """Make the template before the threads do."""
    return bench.template_id


class TestThreads:
    @rule("client-token-retry-same-case")
    def test_one_token_makes_one_case(self, bench: Workbench) -> None:
        answers = at_once(lambda _: bench.case(clientToken="token"))

        assert bench.search() == [answers[0]]
        assert set(answers) == {answers[0]}

    @rule("case-reference-id-unique-ignoring-case")
    def test_one_reference_id_goes_to_one_case(self, bench: Workbench) -> None:
        answers = at_once(lambda _: bench.case({"reference_id": "Ticket-1"}))

        assert answers.count("ConflictException") == THREADS - 1
        assert len(bench.search()) == 1

    @rule("related-item-quota-per-case")
    def test_quota_holds(self, bench: Workbench, set_quota: SetQuota) -> None:
        set_quota("related-items", 5)
        case_id = bench.case()

        answers = at_once(lambda _: bench.comment(case_id))

        assert answers.count("ServiceQuotaExceededException") == THREADS - 5
        assert len(bench.items(case_id)) == 5

    @rule("merge-running-or-merged-case-conflict")
    def test_a_case_is_merged_once(self, bench: Workbench) -> None:
        primaries = [bench.case() for _ in range(THREADS)]
        secondary = bench.case()

        answers = at_once(
            lambda number: bench.client.start_merge_cases(
                domainId=bench.domain_id, caseId=primaries[number], secondaryCaseIds=[secondary]
            )
        )

        assert answers.count("ConflictException") == THREADS - 1
        assert len(bench.items(secondary)) == 1

    @rule("case-concurrent-updates-serialized")
    def test_history_has_every_update(self, bench: Workbench) -> None:
        """Each update starts from what the one before it left."""
        case_id = bench.case({"summary": "start"})

        at_once(lambda number: bench.update(case_id, {"summary": str(number)}))

        changes = [each["fields"][0] for each in bench.audit(case_id)[:-1]]
        assert len(changes) == THREADS
        assert [each["oldValue"] for each in changes[:-1]] == [
            each["newValue"] for each in changes[1:]
        ]
        assert changes[0]["newValue"] == {
            "stringValue": bench.values(case_id, "summary")["summary"]
        }
