"""The names as types are those of the service model; run as a program, this writes them."""

from __future__ import annotations

from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from mock_connectcases.resources.case_event import EVENT_TYPES
from mock_connectcases.toolkit import names
from mock_connectcases.toolkit.handle import Handle
from mock_connectcases.toolkit.names import ErrorName, EventType, OperationName
from mock_connectcases.toolkit.outcomes import FAIL_ARGUMENTS, error_names
from mock_connectcases.toolkit.selection import select, verb_patterns
from mock_connectcases.wire.model import service_model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mock_connectcases import MockConnectCases

FILE = Path(names.__file__)
HEAD = '''"""Names of operations, errors and case events as types, for the arguments of the handle.

Rule of this file: ``python -m tests.toolkit.test_names`` writes it from the service model.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Literal
'''
SEVERAL = '''
OperationNames = OperationName | list[str] | tuple[str, ...] | AbstractSet[str]
"""One operation, or several names and patterns of any kind."""
'''


def source() -> str:
    """Return the text of the file."""
    operations = {*service_model().operation_names, *verb_patterns()}
    return "".join(
        [
            HEAD,
            literal("OperationName", operations, "Operations, and their verbs."),
            SEVERAL,
            literal(
                "ErrorName", error_names(), "Errors of the service, and of botocore's connections."
            ),
            literal("EventType", EVENT_TYPES, "Types of case events."),
        ]
    )


def literal(name: str, values: Iterable[str], what: str) -> str:
    members = "".join(f'    "{each}",\n' for each in sorted(values))
    return f'\n{name} = Literal[\n{members}]\n"""{what}"""\n'


@pytest.mark.newest_model
def test_every_operation_and_error_is_a_name() -> None:
    assert FILE.read_text(encoding="utf-8") == source(), "Run python -m tests.toolkit.test_names."


def test_names_of_any_service_model_are_among_them() -> None:
    assert set(service_model().operation_names) <= set(get_args(OperationName))
    assert error_names() <= set(get_args(ErrorName))
    assert set(get_args(EventType)) == set(EVENT_TYPES)


@pytest.mark.newest_model
def test_every_name_is_one_that_the_handle_takes(cases: MockConnectCases) -> None:
    for operation in get_args(OperationName):
        assert select(operation).names
    for error in get_args(ErrorName):
        cases.fail("*", error)


def test_arguments_of_fail_are_those_that_a_misspelt_one_is_compared_with() -> None:
    parameters = signature(Handle.fail).parameters.values()

    assert tuple(x.name for x in parameters if x.kind is x.KEYWORD_ONLY) == FAIL_ARGUMENTS


if __name__ == "__main__":
    FILE.write_text(source(), encoding="utf-8")
