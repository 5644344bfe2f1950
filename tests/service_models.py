"""Shares the files of service models, which take longer to read than most tests to run."""

from __future__ import annotations

import functools

import botocore.session


def share_service_models() -> None:
    """Let all sessions of botocore read the files of service models once, and list them once."""
    botocore.session.create_loader = functools.cache(botocore.session.create_loader)
