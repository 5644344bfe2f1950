"""What keeping 1,000 cases with values of 100 fields in a file costs, against JSON alone."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import boto3

from benchmarks.measure import interleaved
from benchmarks.results import ratio, seconds
from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.persistence.document import dump, load
from mock_connectcases.persistence.file import StateFile

if TYPE_CHECKING:
    from benchmarks.effort import Effort
    from benchmarks.results import Results

CASES = 1000
FIELDS = 100


def measure(effort: Effort) -> Results:
    """Measure saving and loading, in memory and with the file."""
    with mock_connectcases(), tempfile.TemporaryDirectory() as directory:
        fill()
        path = Path(directory, "state.json")
        document = dump(connectcases_backends)
        text = json.dumps(document)
        path.write_text(text, encoding="ascii")
        timings = interleaved(
            {
                "json.dumps": lambda: json.dumps(document),
                "dump": lambda: dump(connectcases_backends),
                "save": lambda: save(path),
                "json.loads": lambda: json.loads(text),
                "load": lambda: load(connectcases_backends, document),
                "open": lambda: StateFile(path, connectcases_backends).open(),
            },
            calls=1,
            repeats=effort.repeats // 4,
        )
    encode, parse = timings["json.dumps"], timings["json.loads"]
    return {
        "state/dump, against json.dumps": ratio(timings["dump"], encode),
        "state/write the file, against json.dumps": ratio(timings["save"], encode),
        "state/load, against json.loads": ratio(timings["load"], parse),
        "state/read the file, against json.loads": ratio(timings["open"], parse),
        "state/write the file": seconds(timings["save"]),
        "state/read the file": seconds(timings["open"]),
    }


def fill() -> None:
    client = boto3.client("connectcases", region_name="us-east-1")
    domain_id = client.create_domain(name="full")["domainId"]
    field_ids = [
        client.create_field(domainId=domain_id, name=f"Field {number}", type="Text")["fieldId"]
        for number in range(FIELDS)
    ]
    template_id = client.create_template(domainId=domain_id, name="Template")["templateId"]
    for number in range(CASES):
        value = {"stringValue": f"value {number}"}
        fields = [{"id": field_id, "value": value} for field_id in ("title", *field_ids)]
        client.create_case(domainId=domain_id, templateId=template_id, fields=fields)


def save(path: Path) -> None:
    """Write the file as if everything had changed."""
    StateFile(path, connectcases_backends).save()
