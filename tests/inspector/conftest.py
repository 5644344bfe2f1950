"""The fixture that runs test files of users in a pytest of their own."""

from tests.pytest_plugin.conftest import run

__all__ = ["run"]
