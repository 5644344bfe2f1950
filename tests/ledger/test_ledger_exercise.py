from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.ledger.exercise import Exercise, Recorder, complaints, declared

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    """Return a recorder that watches the entry point."""
    recorder = Recorder()
    with recorder.watching():
        yield recorder


def names(recorder: Recorder, operation: str, kind: str) -> set[str]:
    return {
        each.name
        for each in recorder.exercised
        if each.operation == operation and each.kind == kind
    }


class TestRecorder:
    def test_members_of_path_and_body_are_noted(self, recorder: Recorder, client: Any) -> None:
        domain_id = client.create_domain(name="Cases")["domainId"]
        client.create_field(domainId=domain_id, name="Reason", type="Text")

        assert names(recorder, "CreateField", "input") == {
            "CreateFieldRequest.domainId",
            "CreateFieldRequest.name",
            "CreateFieldRequest.type",
        }

    def test_members_of_the_query_are_noted(self, recorder: Recorder, client: Any) -> None:
        client.list_domains(maxResults=1)

        assert names(recorder, "ListDomains", "input") == {"ListDomainsRequest.maxResults"}

    def test_members_inside_of_others_are_noted(self, recorder: Recorder, client: Any) -> None:
        client.create_domain(name="Cases")
        client.list_domains()

        assert names(recorder, "ListDomains", "output") == {
            "DomainSummary.domainArn",
            "DomainSummary.domainId",
            "DomainSummary.name",
            "ListDomainsResponse.domains",
        }

    def test_null_is_no_member(self, recorder: Recorder, client: Any) -> None:
        client.list_domains()

        assert names(recorder, "ListDomains", "output") == {"ListDomainsResponse.domains"}

    def test_refused_request_shows_its_error_only(self, recorder: Recorder, client: Any) -> None:
        with pytest.raises(client.exceptions.ResourceNotFoundException):
            client.get_domain(domainId="none")

        assert recorder.exercised == {
            Exercise("GetDomain", "error", "ResourceNotFoundException"),
        }

    def test_nothing_is_noted_when_nobody_watches(self, client: Any) -> None:
        recorder = Recorder()
        with recorder.watching():
            pass

        client.list_domains()

        assert recorder.exercised == set()


class TestDeclared:
    def test_operations_declare_errors_and_members(self) -> None:
        assert {
            Exercise("GetDomain", "error", "ThrottlingException"),
            Exercise("GetDomain", "input", "GetDomainRequest.domainId"),
            Exercise("GetDomain", "output", "GetDomainResponse.domainStatus"),
            Exercise("ListDomains", "output", "DomainSummary.name"),
            Exercise("SearchCases", "input", "CaseFilter.not"),
        } <= declared()


class TestComplaints:
    GONE = Exercise("GetDomain", "error", "ResourceNotFoundException")
    NAME = Exercise("GetDomain", "output", "GetDomainResponse.name")
    EITHER = frozenset({GONE, NAME})

    def test_everything_exercised_is_no_complaint(self) -> None:
        assert complaints(self.EITHER, self.EITHER, {}) == []

    def test_gap_without_a_reason_is_one(self) -> None:
        assert complaints(self.EITHER, frozenset({self.NAME}), {}) == [
            "GetDomain: the error ResourceNotFoundException was never exercised."
        ]

    @pytest.mark.parametrize("operation", ["GetDomain", "*"])
    def test_gap_with_a_reason_is_none(self, operation: str) -> None:
        listed = {self.GONE._replace(operation=operation): "for a reason"}

        assert complaints(self.EITHER, frozenset({self.NAME}), listed) == []

    @pytest.mark.parametrize("operation", ["GetDomain", "*"])
    def test_reason_without_a_gap_is_one(self, operation: str) -> None:
        listed = {self.GONE._replace(operation=operation): "for a reason"}

        assert complaints(self.EITHER, self.EITHER, listed) == [
            f"{operation}: tests/unexercised.py lists the error ResourceNotFoundException, which"
            " is exercised, or not declared."
        ]

    def test_undeclared_answer_is_one(self) -> None:
        assert complaints(frozenset(), frozenset({self.GONE}), {}) == [
            "GetDomain: the error ResourceNotFoundException was answered but is not declared."
        ]
