"""What keeping 1,000 cases with values of 100 fields in a file costs, against JSON alone.

Run with ``python -m benchmarks.state``.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import boto3

from benchmarks.isolation import without_aws_configuration
from benchmarks.measure import Row, interleaved, print_table
from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.persistence.document import dump, load
from mock_connectcases.persistence.file import StateFile

CASES = 1000
FIELDS = 100


def main() -> None:
    without_aws_configuration()
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
            repeats=7,
        )
        size = len(text) / 1e6
    encode, parse = timings["json.dumps"], timings["json.loads"]
    print_table(
        f"{CASES:,} cases with {FIELDS} values each: {size:.1f} MB",
        [
            Row("dump, against json.dumps", timings["dump"], encode),
            Row("write the file, against json.dumps", timings["save"], encode),
            Row("load, against json.loads", timings["load"], parse),
            Row("read the file, against json.loads", timings["open"], parse),
        ],
    )
    slowest = max(timings["save"].fastest, timings["open"].fastest)
    print(f"{slowest:.2f} s  <= 1 {'met' if slowest <= 1 else 'MISSED'}")


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


if __name__ == "__main__":
    main()
