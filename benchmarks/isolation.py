"""Keeps AWS configuration of the machine out of what is measured."""

from __future__ import annotations

import os


def without_aws_configuration() -> None:
    """Forget every AWS setting of the environment and of the home directory."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "MOTO_"))]:
        del os.environ[name]
    os.environ.update(
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
        AWS_EC2_METADATA_DISABLED="true",
    )
