"""How a domain becomes active, steered by moto's state manager under ``cases::domain``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from moto.moto_api import state_manager

from tests.provenance import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from time_machine import Traveller


@pytest.fixture
def transition() -> Iterator[None]:
    """Reset what a test set in the state manager."""
    yield
    state_manager.unset_transition("cases::domain")


def status(client: Any, domain_id: str) -> str:
    """Return the status that GetDomain returns."""
    return str(client.get_domain(domainId=domain_id)["domainStatus"])


class TestDomainCreation:
    @rule("domain-creation-answers-in-progress")
    def test_creation_is_in_progress(self, client: Any) -> None:
        answer = client.create_domain(name="D")

        assert answer["domainStatus"] == "CreationInProgress"

    @rule("domain-usable-right-after-creation", "domain-active-at-once")
    def test_domain_is_active_at_once(self, client: Any) -> None:
        domain_id = client.create_domain(name="D")["domainId"]

        assert status(client, domain_id) == "Active"

    @rule("domain-creation-lasts-as-set")
    def test_creation_lasts_for_reads(self, client: Any, transition: None) -> None:
        state_manager.set_transition("cases::domain", {"progression": "manual", "times": 3})
        domain_id = client.create_domain(name="D")["domainId"]

        reads = [status(client, domain_id) for _ in range(4)]

        assert reads == ["CreationInProgress", "CreationInProgress", "Active", "Active"]

    @rule("domain-creation-lasts-as-set")
    def test_creation_lasts_for_a_time(
        self, client: Any, clock: Traveller, transition: None
    ) -> None:
        """The domain becomes active when the time has passed."""
        state_manager.set_transition("cases::domain", {"progression": "time", "seconds": 30})
        domain_id = client.create_domain(name="D")["domainId"]

        before = status(client, domain_id)
        clock.shift(31)
        after = status(client, domain_id)

        assert (before, after) == ("CreationInProgress", "Active")

    @rule("delete-domain-declares-conflict", "domain-in-creation-not-deletable")
    def test_domain_in_creation_cannot_be_deleted(self, client: Any, transition: None) -> None:
        state_manager.set_transition("cases::domain", {"progression": "manual", "times": 9})
        domain_id = client.create_domain(name="D")["domainId"]

        with pytest.raises(ClientError) as caught:
            client.delete_domain(domainId=domain_id)

        assert caught.value.response["Error"]["Code"] == "ConflictException"
        assert [each["domainId"] for each in client.list_domains()["domains"]] == [domain_id]

    @rule("domain-in-creation-fillable")
    def test_domain_in_creation_can_be_filled(self, client: Any, transition: None) -> None:
        state_manager.set_transition("cases::domain", {"progression": "manual", "times": 9})
        domain_id = client.create_domain(name="D")["domainId"]

        field_id = client.create_field(domainId=domain_id, name="F", type="Text")["fieldId"]

        found = client.batch_get_field(domainId=domain_id, fields=[{"id": field_id}])["fields"]
        assert [each["name"] for each in found] == ["F"]
