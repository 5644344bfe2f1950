"""What a mock changes around the program: credentials, boto3's default session, moto's settings.

moto saves and restores the same things for ``mock_aws``, so the two have to agree on who found the
originals.  Rule of this file: whoever began first has them, and the last to end puts them back.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3
from moto.core.config import default_user_config, mock_credentials
from moto.core.models import MockAWS

if TYPE_CHECKING:
    from moto.core.config import DefaultConfig

_FAKE_CREDENTIALS = {"AWS_ACCESS_KEY_ID": "FOOBARKEY", "AWS_SECRET_ACCESS_KEY": "FOOBARSECRET"}
"""Those that moto sets."""

_FAKE_VALUES = tuple(_FAKE_CREDENTIALS.values())


class _Found(NamedTuple):
    """The surroundings as they were found."""

    credentials: tuple[str | None, ...]
    session: Any
    settings: dict[str, Any] | None
    """Only if a mock of ours has changed them."""


def _found_now() -> _Found:
    environ = os.environ
    return _Found(
        tuple([environ.get(name) for name in _FAKE_CREDENTIALS]),
        boto3.DEFAULT_SESSION,
        None,
    )


class Surroundings:
    """The surroundings of all active ``mock_connectcases`` of this process."""

    def __init__(self) -> None:
        self._found: _Found | None = None
        """The originals, while a mock is on."""
        self._owed: _Found | None = None
        """The originals, while only a ``mock_aws`` that began after us is on."""
        self._configs: list[DefaultConfig] = []
        self._faked = self._session_replaced = self._inside_mock_aws = False

    def enter(self, config: DefaultConfig | None) -> None:
        """Begin one mock: the settings of a later one add to those of an earlier one."""
        if self._found is None:
            self._found = _found_now()
            self._inside_mock_aws = MockAWS._nested_count > 0
        if config:
            self._configs.append(config)
        self._apply()

    def leave(self, config: DefaultConfig | None, *, last: bool) -> None:
        """End one mock; the last one puts back what was found, at once or with ``mock_aws``."""
        if config:
            self._configs.remove(config)
        if not last:
            self._apply()
            return
        found, self._found = self._found, None
        if found is None:
            return
        if MockAWS._nested_count > 0 and not self._inside_mock_aws:
            # A mock_aws still needs them.  It will put back what it found, which is ours.
            self._owed = found
            _set_settings(found.settings)
        else:
            self._put_back(found)
        self._faked = self._session_replaced = False

    def mock_aws_switched(self) -> None:
        """Follow the beginning or the end of the outermost ``mock_aws``.

        When it ends before us it has just put back the originals that we had not seen, or, if we
        had been there before it, fakes of ours that nobody needs any longer.
        """
        if MockAWS._nested_count > 0:
            return
        owed, self._owed = self._owed, None
        if self._found is None:
            if owed is not None:
                self._faked = self._session_replaced = True
                self._put_back(owed)
                self._faked = self._session_replaced = False
        elif self._inside_mock_aws:
            self._found = owed or _found_now()
            self._inside_mock_aws = self._faked = self._session_replaced = False
            self._apply()

    def _apply(self) -> None:
        """Make the surroundings what the active mocks ask for."""
        found = self._found
        if found is None:
            return
        if self._configs and found.settings is None:
            self._found = found = found._replace(settings=dict(default_user_config))
        if found.settings is not None:
            settings = dict(found.settings)
            for config in self._configs:
                settings.update(config)
            _set_settings(settings)
        if mock_credentials():
            if not self._faked:
                _set_credentials(_FAKE_VALUES)
                self._faked = True
        elif self._faked:
            _set_credentials(found.credentials)
            self._faked = False
        if not (self._session_replaced or self._inside_mock_aws) and _resets_session():
            boto3.DEFAULT_SESSION = None
            self._session_replaced = True

    def _put_back(self, found: _Found) -> None:
        if self._faked:
            _set_credentials(found.credentials)
        if self._session_replaced:
            boto3.DEFAULT_SESSION = found.session
        _set_settings(found.settings)


def _resets_session() -> bool:
    return default_user_config.get("core", {}).get("reset_boto3_session", True)


def _set_credentials(values: tuple[str | None, ...]) -> None:
    environ = os.environ
    for name, value in zip(_FAKE_CREDENTIALS, values, strict=True):
        if value is not None:
            environ[name] = value
        elif name in environ:
            del environ[name]


def _set_settings(settings: dict[str, Any] | None) -> None:
    """Change moto's settings in place: everybody holds the same dictionary."""
    if settings is not None and settings != default_user_config:
        default_user_config.clear()  # type: ignore[attr-defined]
        default_user_config.update(settings)  # type: ignore[typeddict-item]
