"""The AWS settings of whoever runs the tests, found before anything is taken out of their way."""

from __future__ import annotations

import os

AWS_ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name.startswith(("AWS_", "MOTO_"))
}

NO_AWS_ENVIRONMENT = {
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
}


def hide_aws_environment() -> None:
    """Simulate a machine without any AWS configuration."""
    for name in AWS_ENVIRONMENT:
        os.environ.pop(name, None)
    os.environ.update(NO_AWS_ENVIRONMENT)


def restore_aws_environment() -> None:
    """Put back what was found."""
    for name in NO_AWS_ENVIRONMENT:
        os.environ.pop(name, None)
    os.environ.update(AWS_ENVIRONMENT)
