"""Private and undocumented names of pytest; each failure names the file that uses them."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from mock_connectcases.compat.pytest import fixture_names, fixture_scope, hide_frames


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


@pytest.mark.parametrize("are_hidden", [True, False])
def test_frames_of_a_package_can_be_left_out(
    *, are_hidden: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("a_package.within")
    exec("def fail(): raise KeyError", vars(module))  # noqa: S102 - our own text
    monkeypatch.setitem(sys.modules, module.__name__, module)

    hide_frames("a_package", lambda _: are_hidden)
    with pytest.raises(KeyError) as caught:
        module.fail()

    shown = [each.name for each in caught.traceback.filter(caught)]
    assert ("fail" not in shown) == are_hidden, "See hide_frames in compat/pytest.py."
