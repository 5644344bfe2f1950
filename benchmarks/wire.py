"""What the wire costs by itself: to route, read and write, beside writing the same as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from benchmarks.measure import interleaved
from benchmarks.results import seconds
from mock_connectcases.wire.protocol import protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.effort import Effort
    from benchmarks.results import Results

IDENTIFIER = "3f0c3a1e-5b1f-4d52-9f3e-0a8e5d1b7c11"
DOMAIN = f"/domains/{IDENTIFIER}"


def field_values(count: int) -> list[dict[str, Any]]:
    return [{"id": f"field_{n}", "value": {"stringValue": f"value {n}"}} for n in range(count)]


def measure(effort: Effort) -> Results:
    """Measure the wire of three operations."""
    case = {"templateId": IDENTIFIER, "fields": field_values(10)}
    page = {
        "cases": [
            {"caseId": IDENTIFIER, "templateId": IDENTIFIER, "fields": field_values(10), "tags": {}}
            for _ in range(25)
        ]
    }
    calls: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
        ("GetCase", f"/cases/{IDENTIFIER}", {"fields": [{"id": "title"}]}, case),
        ("CreateCase", "/cases", case, {"caseId": IDENTIFIER, "caseArn": IDENTIFIER}),
        ("SearchCases", "/cases-search", {"fields": [{"id": "title"}]}, page),
    ]
    results: Results = {}
    for name, path, params, result in calls:
        for step, action in steps(name, DOMAIN + path, params, result).items():
            timing = interleaved({step: action}, calls=300, repeats=effort.repeats)
            results[f"wire/{name}, {step}"] = seconds(timing[step])
    return results


def steps(
    name: str, target: str, params: dict[str, Any], result: dict[str, Any]
) -> dict[str, Callable[[], object]]:
    """Return what the wire does for a call, step by step."""
    body = json.dumps(params).encode()
    match = protocol().route("POST", target)
    assert match is not None
    assert match.endpoint.name == name
    operation = match.endpoint
    return {
        "route": lambda: protocol().route("POST", target),
        "read": lambda: operation.read(match.labels, match.query, body),
        "write": lambda: operation.write(result),
        "json.dumps": lambda: json.dumps(result),
    }
