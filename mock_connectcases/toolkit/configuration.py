"""Reads the settings of a mock from its arguments, from options and from the environment.

Rule of this file: every name is checked here, before anything starts.
"""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mock_connectcases import rules, settings
from mock_connectcases.resources.quotas import check_setting
from mock_connectcases.settings import Settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

WITHOUT_ASSUMPTIONS: Final = "MOCK_CONNECTCASES_WITHOUT_ASSUMPTIONS"
QUOTAS: Final = "MOCK_CONNECTCASES_QUOTAS"
"""The environment variables: names, and ``name=number``, separated by commas."""


class Overrides:
    """Settings that change while mocks are on: they come on top, and end with the state."""

    def __init__(self) -> None:
        self._settings: Settings | None = None

    def change(
        self,
        assumptions: Mapping[str, bool | None] | None = None,
        quotas: Mapping[str, int | None] | None = None,
    ) -> None:
        """Change some settings; ``None`` is what they are without a change.

        Raises:
            ValueError: as ``read_settings``; nothing was changed.
        """
        before = self._settings or Settings()
        changed = read_settings(
            _merged(before.assumptions, assumptions), _merged(before.quotas, quotas)
        )
        if self._settings is None:
            settings.add(changed)
        else:
            settings.replace(self._settings, changed)
        self._settings = changed

    def drop(self) -> None:
        """Take all changes back."""
        if self._settings is not None:
            settings.remove(self._settings)
            self._settings = None


def _merged(before: Mapping[str, Any], changes: Mapping[str, Any] | None) -> dict[str, Any]:
    merged = {**before, **(changes or {})}
    return {name: value for name, value in merged.items() if value is not None}


def read_settings(assumptions: Any = None, quotas: Any = None) -> Settings:
    """Return the settings of the arguments ``assumptions`` and ``quotas`` of a mock.

    Those of corrected rules are left out, with a warning.

    Raises:
        ValueError: a name is unknown, a rule cannot be switched off, or a value is of another type.
    """
    for argument, given in (("assumptions", assumptions), ("quotas", quotas)):
        if given is not None and not isinstance(given, dict):
            raise ValueError(f"{argument} is a dictionary, not {given!r:.100}.")
    assumptions, quotas = dict(assumptions or {}), dict(quotas or {})
    for name in (*assumptions, *quotas):
        if not isinstance(name, str):
            raise ValueError(  # noqa: TRY004 - all bad input alike
                f"The name of an assumption or a quota is text, not {name!r:.100}."
            )
    for name in [each for each in assumptions if each in rules.CORRECTED]:
        del assumptions[name]
        warnings.warn(
            f"The rule {name!r} was corrected: the setting has no effect, and the next minor"
            " version refuses it.",
            stacklevel=2,
        )
    for name, applies in assumptions.items():
        if not isinstance(applies, bool):
            raise ValueError(  # noqa: TRY004 - all bad input alike
                f"The assumption {name!r:.100} is True or False, not {applies!r:.100}."
            )
        _check(rules.check_switchable, name)
    for name, number in quotas.items():
        _check(check_setting, name, number)
    return Settings(assumptions, quotas)


def read_options(without_assumptions: Iterable[str], quotas: Iterable[str]) -> Settings:
    """Return the settings of options: names of assumptions, and quotas as ``name=number``.

    One text may have several, with commas between them.

    Raises:
        ValueError: as ``read_settings``.
    """
    numbers: dict[str, object] = {}
    for each in _split(quotas):
        name, equals, number = each.partition("=")
        if not equals:
            raise ValueError(f"A quota is written NAME=NUMBER, not {each!r:.100}.")
        numbers[name.strip()] = int(number) if number.strip().isdecimal() else number
    return read_settings(dict.fromkeys(_split(without_assumptions), False), numbers)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for settings and stubs to the parser of a command."""
    parser.add_argument(
        "--stubs",
        type=Path,
        metavar="FILE",
        help="answer operations of services that nobody mocks as this file of JSON or YAML says",
    )
    parser.add_argument(
        "--without-assumption",
        action="append",
        default=[os.environ.get(WITHOUT_ASSUMPTIONS, "")],
        metavar="NAME",
        help="switch off an assumed rule, as `mock-connectcases rules` marks them;"
        f" {WITHOUT_ASSUMPTIONS} is a list of them",
    )
    parser.add_argument(
        "--quota",
        action="append",
        default=[os.environ.get(QUOTAS, "")],
        metavar="NAME=NUMBER",
        help=f"set a service quota, for example domains=100; {QUOTAS} is a list of them",
    )


def _split(given: Iterable[str]) -> list[str]:
    """Return the parts between commas that are not blank."""
    return [part.strip() for each in given for part in each.split(",") if part.strip()]


def _check(check: Any, *arguments: object) -> None:
    try:
        check(*arguments)
    except LookupError as error:
        raise ValueError(error.args[0]) from None
