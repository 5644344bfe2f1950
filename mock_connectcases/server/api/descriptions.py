"""Describes faults, delays and requests as the API answers them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mock_connectcases import clock
from mock_connectcases.toolkit.faults import Delay, Fault

if TYPE_CHECKING:
    from mock_connectcases.toolkit.injections import Injection
    from mock_connectcases.toolkit.recorded_call import RecordedCall
    from mock_connectcases.wire.messages import ServedRequest

_LONGEST_TARGET = 500


def describe_injection(injection: Injection) -> dict[str, Any]:
    """Describe a fault or a delay."""
    trigger = injection.trigger
    described = {
        "id": injection.number,
        "account": trigger.account_id,
        "operation": injection.pattern,
        "operations": sorted(trigger.operations),
        "times": trigger.times,
        "after": trigger.after,
        "when": trigger.when if isinstance(trigger.when, Mapping | None) else repr(trigger.when),
        "probability": trigger.probability,
        "seed": trigger.seed,
        "fired": injection.fired,
    }
    if isinstance(injection, Fault):
        return {
            **described,
            "error": injection.error,
            "lostAnswer": injection.lost_answer,
            **injection.members,
            "unused": injection.unused_message() or None,
        }
    if isinstance(injection, Delay):
        described["delay"] = injection.by.total_seconds()
    return described


def describe_request(call: RecordedCall, request: ServedRequest) -> dict[str, Any]:
    """Describe a request and its answer; one that never became a call has no parameters."""
    error = call.error
    return {
        "number": request.number,
        "time": clock.to_text(call.time),
        "operation": call.operation or None,
        "method": call.method,
        "target": call.target[:_LONGEST_TARGET],
        "status": call.status or 0,
        "error": None if error is None else error.code,
        "rule": None if error is None else error.rule or None,
        "reason": None if error is None else error.reason or None,
        "requestId": call.request_id,
        "account": call.account_id or None,
        "region": call.region or None,
        "milliseconds": round(request.milliseconds, 3),
        "hint": " ".join(filter(None, (request.hint, call.hint))) or None,
        "parameters": _parameters(call) if call.number else None,
        "answer": call.document,
    }


def _parameters(call: RecordedCall) -> dict[str, Any]:
    params = call.params
    if call.is_stubbed:  # botocore has read times and bytes
        params = json.loads(json.dumps(params, default=str))
    return params
