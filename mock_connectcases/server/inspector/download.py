"""The state as a file to download, which is a seed that makes the same again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.inspector.copying import SEED_FILE
from mock_connectcases.seeds import writing
from mock_connectcases.seeds.collector import without_collection
from mock_connectcases.server.inspector.pages import answer

if TYPE_CHECKING:
    from mock_connectcases.wire.messages import Response


def seed_download() -> Response:
    """Answer with everything that exists, as the JSON of a seed, in ASCII."""
    with without_collection():
        body = json.dumps(writing.dump(connectcases_backends), indent=1).encode("ascii")
    disposition = {"Content-Disposition": f'attachment; filename="{SEED_FILE}"'}
    return answer(body, "application/json", headers=disposition)
