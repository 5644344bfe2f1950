"""A call as text to copy: a program in boto3, a command of the AWS CLI, a test for pytest.

What is copied is run by people: nothing a call contains can be more than a value in it.
"""

from mock_connectcases.inspector.boto3_code import as_boto3, boto3_call
from mock_connectcases.inspector.command_line import as_cli
from mock_connectcases.inspector.pytest_code import SEED_FILE, as_pytest
from mock_connectcases.inspector.sent import CannotBeCopiedError, params_of

__all__ = [
    "SEED_FILE",
    "CannotBeCopiedError",
    "as_boto3",
    "as_cli",
    "as_pytest",
    "boto3_call",
    "params_of",
]
