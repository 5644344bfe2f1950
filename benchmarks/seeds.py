"""What loading a seed of 100 fields and 1,000 cases costs, against reading and judging its content.

The reference is ``json.loads`` of the text and, for every value of every case, the same rules that
the service applies: the model's bounds and what the field accepts, and for every case what its
template requires.  Nothing is made of it there.  Run with ``python -m benchmarks.seeds``; with
``--cases N`` it loads a seed of N small cases as well, and tells the time for each.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moto.core.models import DEFAULT_ACCOUNT_ID

from benchmarks.isolation import without_aws_configuration
from benchmarks.measure import Row, interleaved, print_table
from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.resources import case_values
from mock_connectcases.resources.field_value import ARM_OF_TYPE
from mock_connectcases.seeds.limits import parser
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.wire.faults import Faults

if TYPE_CHECKING:
    from mock_connectcases.resources.domain import Domain

CASES = 1000
FIELDS = 100
TARGET = 1.5
TYPES = ("Text", "Number", "Boolean", "SingleSelect")
VALUES: dict[str, Any] = {
    "Text": "some words of a customer",
    "Number": 49.5,
    "Boolean": True,
    "SingleSelect": "urgent",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, help="load a seed of so many small cases as well")
    wanted = options.parse_args()
    without_aws_configuration()
    with mock_connectcases(), tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "seed.json")
        text = json.dumps(seed(CASES, FIELDS))
        path.write_text(text, encoding="utf-8")
        load(path)
        (domain,) = connectcases_backends.store_of(DEFAULT_ACCOUNT_ID, "us-east-1").domains.values()
        document = json.loads(text)
        timings = interleaved(
            {
                "json.loads": lambda: json.loads(text),
                "rules": lambda: judge(domain, document),
                "json.loads and rules": lambda: judge(domain, json.loads(text)),
                "load": lambda: load(path),
            },
            calls=1,
            repeats=15,
        )
        print_table(
            f"a seed of {CASES:,} cases with {FIELDS} values each: {len(text) / 1e6:.1f} MB",
            [
                Row("rules, against json.loads", timings["rules"], timings["json.loads"]),
                Row(
                    "load, against json.loads and rules",
                    timings["load"],
                    timings["json.loads and rules"],
                    TARGET,
                ),
            ],
        )
        if wanted.cases:
            path.write_text(json.dumps(seed(wanted.cases, 4)), encoding="utf-8")
            begin = time.perf_counter()
            load(path)
            seconds = time.perf_counter() - begin
            print(
                f"\n{wanted.cases:,} cases with 4 values each: {seconds:.1f} s,"
                f" {seconds / wanted.cases * 1e6:.1f} us for each"
            )


def seed(cases: int, fields: int) -> dict[str, Any]:
    """Return a seed whose template requires every field."""
    names = [(f"Field {number}", TYPES[number % len(TYPES)]) for number in range(fields)]
    definitions: dict[str, Any] = dict(names)
    for name, type_ in names:
        if type_ == "SingleSelect":
            definitions[name] = {"options": ["low", "urgent"]}
    values = {name: VALUES[type_] for name, type_ in names}
    domain = {
        "fields": definitions,
        "templates": {"Template": {"requiredFields": [name for name, _ in names[:100]]}},
        "cases": [
            {"template": "Template", "fields": {"title": f"Case {number}", **values}}
            for number in range(cases)
        ],
    }
    return {"version": 1, "domains": {"full": domain}}


def judge(domain: Domain, document: dict[str, Any]) -> None:
    """Apply the rules to the values of all cases, by ids and types that are known already."""
    template = next(iter(domain.templates.values()))
    known = {}
    for field_id, each in domain.fields.items():
        arm = ARM_OF_TYPE[each.type]
        parse = parser("CreateCase", "fields", "value", arm)
        known[field_id if each.is_system else each.name] = (field_id, arm, parse)
    faults = Faults()
    for case in document["domains"]["full"]["cases"]:
        pairs = []
        for name, value in case["fields"].items():
            field_id, arm, parse = known[name]
            pairs.append((field_id, {arm: parse(value, None, faults)}))
        values = case_values.read_changes(domain, pairs)
        accepted = {key: value for key, value in values.items() if value is not None}
        required = {"status": "open", "reference_id": "1"}
        case_values.check_creation(domain, template, {**required, **accepted})
    assert faults.error() is None


_kept: list[object] = []


def load(path: Path) -> None:
    """Load into an empty state; taking apart what was there before is not part of it."""
    store = connectcases_backends.store_of(DEFAULT_ACCOUNT_ID, "us-east-1")
    _kept.append(store.domains)
    store.replace({}, 0)
    Seed(path).load(connectcases_backends)


if __name__ == "__main__":
    main()
