"""The state as a file to download, which is a seed that makes the same again."""

from __future__ import annotations

import json
from typing import Final

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.persistence.file import without_collection
from mock_connectcases.seeds import writing

SEED_NAME: Final = "connectcases-seed.json"


def seed_document() -> bytes:
    """Return everything that exists as the JSON of a seed, in ASCII."""
    with without_collection():
        return json.dumps(writing.dump(connectcases_backends), indent=1).encode("ascii")
