"""The JSON Schema of seeds, for editors, made of their parts and the installed service model.

``python -m mock_connectcases.seeds.schema`` prints it; the package has it in ``seed.schema.json``.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from mock_connectcases.seeds.parts import PARTS, SEED

if TYPE_CHECKING:
    from mock_connectcases.seeds.form import JsonObject


def schema() -> JsonObject:
    """Return the schema of a whole seed."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A seed of mock_connectcases",
        **SEED.definition(),
        "$defs": {each.title: each.definition() for each in PARTS if each is not SEED},
    }


def text() -> str:
    """Return the schema as the text of a file."""
    return json.dumps(schema(), indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
