"""Delivers case events to the default event bus of moto's EventBridge, and on to its targets.

moto's own ``put_events`` serves disabled rules and schedules, and stops at the first target of an
unknown kind.  So this module goes through rules and targets itself.

Rule of this file: it imports nothing before the program itself uses EventBridge, and it raises
nothing: the case has changed, whether or not the event arrives.
"""

from __future__ import annotations

import copy
import json
import logging
import sys
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases import ids
from mock_connectcases.resources.case_event import SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mock_connectcases.resources.case_event import CaseEvent

_logger = logging.getLogger(__name__)


class _Delivery(NamedTuple):
    """One event for one target of one rule."""

    event: CaseEvent
    rule: Any
    """The rule of moto."""
    target: dict[str, Any]
    """The target as in the input of PutTargets."""
    forwarded: bool
    """Whether the event has come from another bus."""

    @property
    def arn(self) -> str:
        return str(self.target["Arn"])

    @property
    def account_id(self) -> str:
        return self.arn.split(":")[4]

    @property
    def region(self) -> str:
        return self.arn.split(":")[3]

    @property
    def resource(self) -> str:
        """The part of the target's ARN after the account."""
        return self.arn.split(":", 5)[5]

    def backend(self, service: str) -> Any:
        """Return moto's backend of a service where the target is."""
        from moto.backends import get_backend  # noqa: PLC0415

        backends: Any = get_backend(service)  # type: ignore[call-overload]
        return backends[self.account_id][self.region]

    def input(self) -> str:
        """Return the input of the target: the event, or its transformation by the rule."""
        target = self.target
        if "Input" in target:
            return str(target["Input"])
        if "InputPath" in target:
            steps = target["InputPath"].split(".")[1:]
            return json.dumps(reduce(lambda node, step: node[step], steps, self.event.message()))
        if "InputTransformer" in target:
            from moto.events.utils import EventTemplateParser  # noqa: PLC0415

            transformer = target["InputTransformer"]
            made = EventTemplateParser.parse(
                transformer["InputTemplate"],
                transformer.get("InputPathsMap", {}),
                {**self.event.message(), "ingestion-time": self.event.time.timestamp()},  # type: ignore[typeddict-item]
            )
            return json.dumps(made)
        return self.event.text


def deliver(event: CaseEvent) -> None:
    """Deliver an event to the targets of the rules that it matches.

    It logs a warning for a target that cannot take the event, and for a moto with another
    EventBridge, in which the rules are not found.
    """
    models = sys.modules.get("moto.events.models")
    if models is None:
        return
    try:
        account = models.events_backends.get(event.account_id)
        backend = account.get(event.region) if account is not None else None
        if backend is not None:
            _deliver_on(backend.event_buses["default"], event, forwarded=False)
    except Exception as error:  # another moto can fail in any way
        _logger.warning(
            "Case events reach no rule: EventBridge of the installed moto is not as"
            " mock_connectcases knows it (%r). Use a release that does.",
            error,
        )


def _deliver_on(bus: Any, event: CaseEvent, *, forwarded: bool) -> None:
    for rule in list(bus.rules.values()):
        if not _matches(rule, event):
            continue
        for target in list(rule.targets):
            delivery = _Delivery(event, rule, target, forwarded)
            try:
                _sender_for(delivery.arn)(delivery)
            except Exception as error:  # a target can fail in any way
                _logger.warning(
                    "Target %r of rule %r got no case event: %r", delivery.arn, rule.name, error
                )


def _matches(rule: Any, event: CaseEvent) -> bool:
    """Return whether a rule is enabled and its pattern matches; a schedule has none."""
    pattern = rule.event_pattern.get_pattern()
    if rule.state != "ENABLED" or not pattern or _excludes(pattern.get("source", ())):
        return False
    try:
        matches: bool = rule.event_pattern.matches_event(event.message())
    except Exception as error:  # older moto fails where the event lacks what a pattern names
        _logger.warning("moto cannot match rule %r with a case event: %r", rule.name, error)
        return False
    return matches


def _excludes(sources: Iterable[Any]) -> bool:
    """Return whether a pattern is only for other sources; moto takes far longer to match it."""
    return bool(sources) and all(isinstance(source, str) and source != SOURCE for source in sources)


def _to_queue(delivery: _Delivery) -> None:
    group_id = delivery.target.get("SqsParameters", {}).get("MessageGroupId")
    delivery.backend("sqs").send_message(delivery.resource, delivery.input(), group_id=group_id)


def _to_topic(delivery: _Delivery) -> None:
    delivery.backend("sns").publish(delivery.input(), arn=delivery.arn)


def _to_function(delivery: _Delivery) -> None:
    from moto.awslambda.utils import get_backend  # noqa: PLC0415

    backend = get_backend(delivery.account_id, delivery.region)
    # moto's simple Lambda would invoke what does not exist.
    backend.get_function(delivery.arn)
    backend.invoke(delivery.arn, None, delivery.input(), {}, {})


def _to_log_group(delivery: _Delivery) -> None:
    group = delivery.resource.removeprefix("log-group:").removesuffix(":*")
    stream = ids.new_request_id()
    moment = int(delivery.event.time.timestamp() * 1000)
    backend = delivery.backend("logs")
    backend.create_log_stream(group, stream)
    backend.put_log_events(group, stream, [{"timestamp": moment, "message": delivery.input()}])


def _to_state_machine(delivery: _Delivery) -> None:
    from mock_connectcases.compat import moto  # noqa: PLC0415

    if moto.user_config().get("stepfunctions", {}).get("execute_state_machine"):
        from moto.stepfunctions.parser.models import (  # noqa: PLC0415
            stepfunctions_parser_backends as backends,
        )
    else:
        from moto.stepfunctions.models import (  # type: ignore[assignment]  # noqa: PLC0415
            stepfunctions_backends as backends,
        )
    backend = backends[delivery.account_id][delivery.region]
    backend.start_execution(delivery.arn, ids.new_request_id(), delivery.input())


def _to_bus_or_archive(delivery: _Delivery) -> None:
    """Put an event on another bus, which does not forward it, or into an archive."""
    kind, _, name = delivery.resource.partition("/")
    if kind != "event-bus":
        _to_archive(delivery)
    elif not delivery.forwarded:
        bus = delivery.backend("events").event_buses[name]
        _deliver_on(bus, delivery.event, forwarded=True)


def _to_archive(delivery: _Delivery) -> None:
    """Put an event into the archive to which the rule belongs; the target names none."""
    event, rule = delivery.event, delivery.rule
    models = sys.modules["moto.events.models"]
    for archive in models.events_backends[rule.account_id][rule.region_name].archives.values():
        if archive.rule is rule:
            # A number, as moto has it in its own events and reads it again in a replay.
            archive.events.append({**event.message(), "time": event.time.timestamp()})
            return
    _as_moto_does(delivery)


def _as_moto_does(delivery: _Delivery) -> None:
    """Leave other kinds of targets to moto, which warns if it does not know them."""
    alone = copy.copy(delivery.rule)
    alone.targets = [delivery.target]
    message = {**delivery.event.message(), "time": delivery.event.time.timestamp()}
    alone.send_to_targets(message, transform_input=False)


_SENDERS: dict[str, Callable[[_Delivery], None]] = {
    "events": _to_bus_or_archive,
    "lambda": _to_function,
    "logs": _to_log_group,
    "sns": _to_topic,
    "sqs": _to_queue,
    "states": _to_state_machine,
}


def _sender_for(arn: str) -> Callable[[_Delivery], None]:
    return _SENDERS.get(arn.split(":")[2], _as_moto_does)
