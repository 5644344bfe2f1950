"""The names that are public, and that they are those the documentation uses."""

from __future__ import annotations

import re

import mock_connectcases
from tests.docs.blocks import PAGES

_IMPORT = re.compile(r"^from mock_connectcases import (.+)$", re.MULTILINE)


def test_public_names_are_these() -> None:
    assert sorted(mock_connectcases.__all__) == [
        "MockConnectCases",
        "MockError",
        "SeedError",
        "UnknownRegionError",
        "UnmockedServiceError",
        "__version__",
        "mock_connectcases",
    ]


def test_every_public_name_exists() -> None:
    missing = [name for name in mock_connectcases.__all__ if not hasattr(mock_connectcases, name)]

    assert missing == []


def test_public_errors_say_what_they_are() -> None:
    errors = [
        value
        for name in mock_connectcases.__all__
        if isinstance(value := getattr(mock_connectcases, name), type)
        and issubclass(value, Exception)
    ]

    assert all(issubclass(each, mock_connectcases.MockError) for each in errors)
    assert all(each.__doc__ for each in errors)


def test_documentation_imports_public_names_alone() -> None:
    imported = {
        name.strip()
        for page in PAGES
        for names in _IMPORT.findall(page.read_text(encoding="utf-8"))
        for name in names.split(",")
    }

    assert imported <= set(mock_connectcases.__all__)
