"""Patches the environment of a mock: credentials, boto3's default session and moto's settings.

moto saves and restores the same values for ``mock_aws``, so both have to agree on who saved the
originals.  Rule of this file: the first mock to start saves them, the last to stop restores them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3
from moto.core.config import mock_credentials

from mock_connectcases.compat import moto

if TYPE_CHECKING:
    from moto.core.config import DefaultConfig

_FAKE_CREDENTIALS = {"AWS_ACCESS_KEY_ID": "FOOBARKEY", "AWS_SECRET_ACCESS_KEY": "FOOBARSECRET"}
"""The credentials that moto sets."""

_FAKE_VALUES = tuple(_FAKE_CREDENTIALS.values())


class _Originals(NamedTuple):
    """The environment before any mock."""

    credentials: tuple[str | None, ...]
    session: Any
    settings: dict[str, Any] | None
    """None unless a mock of ours has changed them."""


def _current() -> _Originals:
    environ = os.environ
    return _Originals(
        tuple([environ.get(name) for name in _FAKE_CREDENTIALS]),
        boto3.DEFAULT_SESSION,
        None,
    )


class EnvironmentPatch:
    """The patch of the environment for all active ``mock_connectcases`` of this process."""

    def __init__(self) -> None:
        self._originals: _Originals | None = None
        """The originals while a mock is on."""
        self._deferred: _Originals | None = None
        """The originals while only a ``mock_aws`` that started after ours is on."""
        self._configs: list[DefaultConfig] = []
        self._faked = self._session_replaced = self._inside_mock_aws = False

    def install(self, config: DefaultConfig | None) -> None:
        """Install the patch for one mock: its settings add to those of earlier ones."""
        if self._originals is None:
            self._originals = _current()
            self._inside_mock_aws = moto.active_mocks() > 0
        if config:
            self._configs.append(config)
        self._apply()

    def remove(self, config: DefaultConfig | None, *, last: bool) -> None:
        """Remove the patch for one mock; the last one restores the originals."""
        if config:
            self._configs.remove(config)
        if not last:
            self._apply()
            return
        originals, self._originals = self._originals, None
        if originals is None:
            return
        if moto.active_mocks() > 0 and not self._inside_mock_aws:
            # A mock_aws is still on.  It will restore the values it has saved, which are ours.
            self._deferred = originals
            _set_settings(originals.settings)
        else:
            self._restore(originals)
        self._faked = self._session_replaced = False

    def mock_aws_switched(self) -> None:
        """React to the start or the stop of the outermost ``mock_aws``.

        One that stops before our mocks has just restored originals that these have not seen or,
        if ours had started before it, fake values of ours.
        """
        if moto.active_mocks() > 0:
            return
        deferred, self._deferred = self._deferred, None
        if self._originals is None:
            if deferred is not None:
                self._faked = self._session_replaced = True
                self._restore(deferred)
                self._faked = self._session_replaced = False
        elif self._inside_mock_aws:
            self._originals = deferred or _current()
            self._inside_mock_aws = self._faked = self._session_replaced = False
            self._apply()

    def _apply(self) -> None:
        """Set the environment that the active mocks need."""
        originals = self._originals
        if originals is None:
            return
        if self._configs and originals.settings is None:
            self._originals = originals = originals._replace(settings=dict(moto.user_config()))
        if originals.settings is not None:
            settings = dict(originals.settings)
            for config in self._configs:
                settings.update(config)
            _set_settings(settings)
        if mock_credentials():
            if not self._faked:
                _set_credentials(_FAKE_VALUES)
                self._faked = True
        elif self._faked:
            _set_credentials(originals.credentials)
            self._faked = False
        if not (self._session_replaced or self._inside_mock_aws) and _resets_session():
            boto3.DEFAULT_SESSION = None
            self._session_replaced = True

    def _restore(self, originals: _Originals) -> None:
        if self._faked:
            _set_credentials(originals.credentials)
        if self._session_replaced:
            boto3.DEFAULT_SESSION = originals.session
        _set_settings(originals.settings)


def _resets_session() -> bool:
    return bool(moto.user_config().get("core", {}).get("reset_boto3_session", True))


def _set_credentials(values: tuple[str | None, ...]) -> None:
    environ = os.environ
    for name, value in zip(_FAKE_CREDENTIALS, values, strict=True):
        if value is not None:
            environ[name] = value
        elif name in environ:
            del environ[name]


def _set_settings(settings: dict[str, Any] | None) -> None:
    """Change moto's settings in place: all of moto shares one dictionary."""
    if settings is not None and settings != moto.user_config():
        moto.user_config().clear()
        moto.user_config().update(settings)
