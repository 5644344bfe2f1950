"""What loading a seed of 100 fields and 1,000 cases costs, against reading and judging its content.

The reference is ``json.loads`` of the text and, for every value of every case, the same rules that
the service applies: the model's bounds and what the field accepts, and for every case what its
template requires.  Nothing is made of it there.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moto.core.models import DEFAULT_ACCOUNT_ID

from benchmarks.measure import interleaved, timed_once
from benchmarks.results import SECONDS, Figure, ratio
from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.resources import case_values, field_value, system_fields
from mock_connectcases.resources.field_value import ARM_OF_TYPE
from mock_connectcases.seeds.limits import parser
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.wire.violations import Violations

if TYPE_CHECKING:
    from benchmarks.effort import Effort
    from benchmarks.results import Results
    from mock_connectcases.resources.domain import Domain

CASES = 1000
FIELDS = 100
SMALL = 4
"""Values of each of many cases."""
TYPES = ("Text", "Number", "Boolean", "SingleSelect")
VALUES: dict[str, Any] = {
    "Text": "some words of a customer",
    "Number": 49.5,
    "Boolean": True,
    "SingleSelect": "urgent",
}


def measure(effort: Effort) -> Results:
    """Measure loading a seed against reading and judging it, and loading many small cases."""
    with mock_connectcases(), tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "seed.json")
        text = json.dumps(seed(CASES, FIELDS))
        path.write_text(text, encoding="utf-8")
        load(path)
        (domain,) = connectcases_backends.store_of(DEFAULT_ACCOUNT_ID, "us-east-1").domains.values()
        timings = interleaved(
            {
                "json.loads and rules": lambda: judge(domain, json.loads(text)),
                "load": lambda: load(path),
            },
            calls=1,
            repeats=effort.repeats,
        )
        results = {"seed/load": ratio(timings["load"], timings["json.loads and rules"])}
        for size in effort.cases:
            path.write_text(json.dumps(seed(size, SMALL)), encoding="utf-8")
            results[f"seed/loading cases/{size}"] = Figure(timed_once(lambda: load(path)), SECONDS)
    return results


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
    violations = Violations()
    for case in document["domains"]["full"]["cases"]:
        pairs = []
        for name, value in case["fields"].items():
            field_id, arm, parse = known[name]
            pairs.append((field_id, {arm: parse(value, None, violations)}))
        values = case_values.read_new_values(domain, pairs)
        accepted = field_value.present(values)
        case_values.check_creation(
            domain, template, {"status": "open", **accepted}, system_fields.DRAWN
        )
    assert violations.error() is None


_kept: list[object] = []


def load(path: Path) -> None:
    """Load into an empty state; taking apart what was there before is not part of it."""
    store = connectcases_backends.store_of(DEFAULT_ACCOUNT_ID, "us-east-1")
    _kept.append(store.domains)
    store.domains = {}
    Seed(path).load(connectcases_backends)
