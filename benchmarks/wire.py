"""Prints what the wire costs: microseconds to route, read and write, best of several runs."""

from __future__ import annotations

import json
from timeit import repeat
from typing import TYPE_CHECKING, Any

from mock_connectcases.wire.protocol import protocol

if TYPE_CHECKING:
    from collections.abc import Callable

IDENTIFIER = "3f0c3a1e-5b1f-4d52-9f3e-0a8e5d1b7c11"
DOMAIN = f"/domains/{IDENTIFIER}"


def microseconds(action: Callable[[], Any], *, number: int = 2000) -> float:
    return min(repeat(action, number=number, repeat=7)) / number * 1e6


def field_values(count: int) -> list[dict[str, Any]]:
    return [{"id": f"field_{n}", "value": {"stringValue": f"value {n}"}} for n in range(count)]


def main() -> None:
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
    print(f"{'microseconds':14}{'route':>8}{'read':>8}{'write':>8}{'json.dumps':>12}")
    for name, path, params, result in calls:
        target = DOMAIN + path
        body = json.dumps(params).encode()
        match = protocol().route("POST", target)
        assert match is not None
        assert match.endpoint.name == name
        operation = match.endpoint
        figures = [
            microseconds(lambda: protocol().route("POST", target)),  # noqa: B023 - called at once
            microseconds(lambda: operation.read(match.labels, match.query, body)),  # noqa: B023
            microseconds(lambda: operation.write(result), number=300),  # noqa: B023
            microseconds(lambda: json.dumps(result), number=300),  # noqa: B023
        ]
        print(f"{name:14}" + "".join(f"{figure:8.1f}" for figure in figures[:3]), end="")
        print(f"{figures[3]:12.1f}")


if __name__ == "__main__":
    main()
