"""The released members are those of the model; run as a program, this writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mock_connectcases.wire import model
from mock_connectcases.wire.model import BUILT_AGAINST, botocore_version, service_model

FILE = Path(model.__file__).with_name("released_members.json")


def source() -> str:
    """Return the text of the file: one structure a line."""
    shapes = map(service_model().shape_for, service_model().shape_names)
    lines = [
        f"{json.dumps(each.name)}: {json.dumps(list(each.members))}"
        for each in shapes
        if each.type_name == "structure"
    ]
    return "{\n" + ",\n".join(sorted(lines)) + "\n}\n"


@pytest.mark.skipif(
    botocore_version() != ".".join(map(str, BUILT_AGAINST)),
    reason="another botocore may have another model",
)
def test_members_are_those_of_the_model_that_the_release_was_written_for() -> None:
    written = FILE.read_text(encoding="utf-8")

    assert written == source(), "Run python -m tests.wire.test_released_members."


if __name__ == "__main__":
    FILE.write_text(source(), encoding="utf-8")
