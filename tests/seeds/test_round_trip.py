"""Whatever was done, a dump of it is a seed that is loaded as exactly that."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis.stateful import rule
from moto.moto_api._internal import mock_random

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.persistence import document
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.seeds.writing import dump
from mock_connectcases.seeds.yaml_text import write_yaml
from mock_connectcases.wire.model import is_older_than_release
from tests.persistence.conftest import KEPT
from tests.persistence.reading import read_everything
from tests.persistence.test_round_trip import History

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    is_older_than_release(), reason="an older botocore lacks operations that the history uses"
)


class DumpedHistory(History):
    """Does at random what the API allows, and now and then dumps and loads everything."""

    @rule()
    def restart(self) -> None:
        """Dump everything, load it, and compare what is there and what every operation reads."""
        kept = document.dump(connectcases_backends)
        seed = json.loads(json.dumps(dump(connectcases_backends), allow_nan=False))
        # Reading may finish a merge, which takes the time and makes identifiers.
        with time_machine.travel(datetime.now(timezone.utc), tick=False):
            randomness = mock_random.getstate()
            before = read_everything(self.client)
            mock_random.setstate(randomness)

            connectcases_backends.discard()
            Seed(seed).load(connectcases_backends)

            assert dump(connectcases_backends) == seed
            assert in_order(document.dump(connectcases_backends)) == in_order(kept)
            assert mock_random.getstate() == randomness
            assert read_everything(self.client) == before


def in_order(document: dict[str, Any]) -> str:
    """Write a document down without the store's own number, which grows with domains deleted."""
    for store in document["stores"]:
        del store["last_number"]
    return json.dumps(document, sort_keys=True)


TestDumpedHistory = DumpedHistory.TestCase
TestDumpedHistory.settings = settings(
    max_examples=25, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)


def test_one_of_everything_survives_a_file_of_yaml(tmp_path: Path) -> None:
    path = tmp_path / "seed.yaml"
    with mock_connectcases():
        document.load(connectcases_backends, json.loads(KEPT.read_text(encoding="ascii")))
        kept = document.dump(connectcases_backends)
        path.write_text(write_yaml(dump(connectcases_backends)), encoding="utf-8")
        connectcases_backends.discard()

        Seed(path).load(connectcases_backends)

        assert in_order(document.dump(connectcases_backends)) == in_order(kept)
