"""Whatever was done, a dump of it is a seed that is loaded as exactly that."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.seeds.writing import dump
from mock_connectcases.seeds.yaml_text import write_yaml
from mock_connectcases.wire.model import is_older_than_release
from tests.state.conftest import EVERYTHING
from tests.state.test_round_trip import History

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    is_older_than_release(), reason="an older botocore lacks operations that the history uses"
)


class DumpedHistory(History):
    """Does at random what the API allows, and now and then dumps and loads everything."""

    def save(self) -> None:
        self.seed = json.loads(json.dumps(dump(connectcases_backends), allow_nan=False))

    def reopen(self) -> None:
        connectcases_backends.discard()
        Seed(self.seed).load(connectcases_backends)


TestDumpedHistory = DumpedHistory.TestCase
TestDumpedHistory.settings = settings(
    max_examples=12, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)


def test_one_of_everything_survives_a_file_of_yaml(tmp_path: Path) -> None:
    path = tmp_path / "seed.yaml"
    with mock_connectcases():
        Seed(EVERYTHING).load(connectcases_backends)
        before = dump(connectcases_backends)
        path.write_text(write_yaml(before), encoding="utf-8")
        connectcases_backends.discard()

        Seed(path).load(connectcases_backends)

        assert dump(connectcases_backends) == before
