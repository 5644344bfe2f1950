"""Behaviour tests that the stand-in does not agree with."""

from __future__ import annotations

from typing import Any

import pytest

from tests.provenance import rule


@rule("domain-active-at-once")
@pytest.mark.parametrize("expected", ["sample", "what AWS likes"])
def test_untrue(client: Any, expected: str) -> None:
    domain_id = client.create_domain(name="sample")["domainId"]

    assert client.get_domain(domainId=domain_id)["name"] == expected
