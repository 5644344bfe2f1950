"""Private and undocumented names of pytest; each failure names the file that uses them."""

from __future__ import annotations

import pytest

from mock_connectcases.compat.pytest import fixture_names, fixture_scope, is_worker


@pytest.fixture(scope="module")
def of_the_module() -> None:
    """Exist, with a scope."""


@pytest.mark.usefixtures("of_the_module")
def test_fixtures_of_a_test_have_names_and_scopes(request: pytest.FixtureRequest) -> None:
    names = fixture_names(request.node)

    assert names is not None, "See fixture_names in compat/pytest.py."
    assert {"of_the_module", "request"} <= set(names)
    assert fixture_scope(request.node, "of_the_module") == "module", (
        "See fixture_scope in compat/pytest.py."
    )


def test_worker_of_xdist_is_recognized(request: pytest.FixtureRequest, worker_id: str) -> None:
    assert is_worker(request.config) == (worker_id != "master"), (
        "See is_worker in compat/pytest.py."
    )
