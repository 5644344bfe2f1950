"""Case events reach what listens to moto's EventBridge, and nobody else."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws

from mock_connectcases import mock_connectcases
from tests.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCOUNT = "123456789012"
REGION = "us-east-1"
CASES = {"source": ["aws.cases"]}
DEFAULT_BUS = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/default"


@pytest.fixture(autouse=True)
def _aws() -> Iterator[None]:
    with mock_aws(config={"lambda": {"use_docker": False}}):
        yield


@cache
def client(service: str, region: str = REGION) -> Any:
    """Return a client of a service, made once for all tests: that takes longer than a test."""
    return boto3.client(service, region_name=region)


def desk_with_events(cases: Any = None) -> Desk:
    """Return a domain with case events enabled, in one region."""
    desk = Desk(cases or client("connectcases"))
    desk.client.put_case_event_configuration(
        domainId=desk.domain_id,
        eventBridge={
            "enabled": True,
            "includedData": {
                "caseData": {"fields": [{"id": "title"}, {"id": "status"}]},
                "relatedItemData": {"includeContent": True},
            },
        },
    )
    return desk


class Queue:
    """An SQS queue to listen at."""

    def __init__(self, name: str = "queue", region: str = REGION, **attributes: str) -> None:
        self._sqs = client("sqs", region)
        self.url = self._sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        self.arn = f"arn:aws:sqs:{region}:{ACCOUNT}:{name}"

    def bodies(self) -> list[str]:
        """Return the bodies of all messages, and remove them."""
        found: list[str] = []
        while True:
            answer = self._sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10)
            messages = answer.get("Messages")
            if not messages:
                return found
            for each in messages:
                found.append(each["Body"])
                self._sqs.delete_message(QueueUrl=self.url, ReceiptHandle=each["ReceiptHandle"])

    def events(self) -> list[dict[str, Any]]:
        """Return all messages as what they are, events."""
        return [json.loads(each) for each in self.bodies()]

    def types(self) -> list[str]:
        """Return the types of the events in all messages."""
        return [each["detail"]["eventType"] for each in self.events()]


def make_rule(
    *arns: str,
    name: str = "cases",
    pattern: dict[str, Any] | None = None,
    region: str = REGION,
    target: dict[str, Any] | None = None,
    **members: Any,
) -> None:
    """Make a rule, by default for all events of Cases, with targets."""
    if "ScheduleExpression" not in members:
        members["EventPattern"] = json.dumps(pattern or CASES)
    events = client("events", region)
    events.put_rule(Name=name, **members)
    bus = {key: members[key] for key in ("EventBusName",) if key in members}
    targets = [{"Id": str(number), "Arn": arn, **(target or {})} for number, arn in enumerate(arns)]
    events.put_targets(Rule=name, Targets=targets, **bus)


def make_role(name: str = "role") -> str:
    role = client("iam").create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]
    return str(role["Arn"])


def make_function(name: str = "function") -> str:
    """Make a Lambda function, which moto's simple Lambda will not run."""
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("main.py", "def handle(event, context): ...")
    made = client("lambda").create_function(
        FunctionName=name,
        Runtime="python3.11",
        Role=make_role(),
        Handler="main.handle",
        Code={"ZipFile": code.getvalue()},
    )
    return str(made["FunctionArn"])


@pytest.fixture
def invocations(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """Return a list of functions that moto's simple Lambda invokes, with what they are given."""
    from moto.awslambda_simple.models import LambdaSimpleBackend  # noqa: PLC0415

    invoked: list[tuple[str, Any]] = []
    invoke = LambdaSimpleBackend.invoke

    def note(self: Any, function_name: str, qualifier: Any, body: Any, *others: Any) -> Any:
        invoked.append((function_name, json.loads(body)))
        return invoke(self, function_name, qualifier, body, *others)

    monkeypatch.setattr(LambdaSimpleBackend, "invoke", note)
    return invoked


def published() -> list[dict[str, Any]]:
    """Return the case events that the mock published."""
    return mock_connectcases().events


class TestTargets:
    def test_queue_receives_the_published_events(self) -> None:
        queue = Queue()
        make_rule(queue.arn)
        desk = desk_with_events()

        case_id = desk.create_case()
        desk.comment(case_id)
        desk.close(case_id)

        events = queue.events()
        assert events == published()
        assert [each["detail"]["eventType"] for each in events] == [
            "CASE.CREATED",
            "RELATED_ITEM.CREATED",
            "CASE.UPDATED",
        ]
        assert events[0]["account"] == ACCOUNT
        assert events[1]["detail"]["relatedItem"]["comment"]["body"] == "Called back"
        assert events[2]["detail"]["case"]["fields"]["status"] == {
            "value": {"stringValue": "closed"}
        }

    def test_fifo_queue_receives_events_of_a_message_group(self) -> None:
        queue = Queue("queue.fifo", FifoQueue="true", ContentBasedDeduplication="true")
        make_rule(queue.arn, target={"SqsParameters": {"MessageGroupId": "cases"}})
        desk = desk_with_events()

        desk.create_case()

        assert queue.types() == ["CASE.CREATED"]

    def test_log_group_receives_events(self) -> None:
        logs = client("logs")
        logs.create_log_group(logGroupName="/aws/events/cases")
        make_rule(f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/events/cases")
        desk = desk_with_events()

        desk.close(desk.create_case())

        found = logs.filter_log_events(logGroupName="/aws/events/cases")["events"]
        messages = [json.loads(each["message"]) for each in found]
        assert sorted(messages, key=lambda each: str(each["detail"]["eventType"])) == published()

    def test_topic_hands_events_on_to_its_queue(self) -> None:
        queue, sns = Queue(), client("sns")
        topic = sns.create_topic(Name="topic")["TopicArn"]
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue.arn)
        make_rule(topic)
        desk = desk_with_events()

        desk.create_case()

        (notification,) = queue.events()
        assert notification["TopicArn"] == topic
        assert [json.loads(notification["Message"])] == published()

    def test_function_is_invoked_with_events(self, invocations: list[tuple[str, Any]]) -> None:
        function = make_function()
        make_rule(function)
        desk = desk_with_events()

        desk.create_case()

        assert invocations == [(function, published()[0])]

    def test_state_machine_starts_with_an_event_as_input(self) -> None:
        steps = client("stepfunctions")
        definition = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
        machine = steps.create_state_machine(
            name="machine", definition=json.dumps(definition), roleArn=make_role()
        )["stateMachineArn"]
        make_rule(machine)
        desk = desk_with_events()

        desk.create_case()

        (execution,) = steps.list_executions(stateMachineArn=machine)["executions"]
        found = steps.describe_execution(executionArn=execution["executionArn"])
        assert [json.loads(found["input"])] == published()

    def test_archive_stores_events_and_replays_them(self) -> None:
        events, queue, desk = client("events"), Queue(), desk_with_events()
        archive = events.create_archive(
            ArchiveName="archive", EventSourceArn=DEFAULT_BUS, EventPattern=json.dumps(CASES)
        )["ArchiveArn"]
        desk.close(desk.create_case())
        make_rule(queue.arn)

        events.start_replay(
            ReplayName="replay",
            EventSourceArn=archive,
            EventStartTime=0,
            EventEndTime=2**31,
            Destination={"Arn": DEFAULT_BUS},
        )

        assert events.describe_archive(ArchiveName="archive")["EventCount"] == 2
        replayed = queue.events()
        assert [each["detail"] for each in replayed] == [each["detail"] for each in published()]
        assert [each["time"] for each in replayed] == [each["time"] for each in published()]

    def test_another_bus_receives_events_of_the_default_bus_and_hands_them_no_further(self) -> None:
        events, queue, third = client("events"), Queue(), Queue("third")
        desk = desk_with_events()
        for name in ("second", "third"):
            events.create_event_bus(Name=name)
        second_arn, third_arn = (DEFAULT_BUS.replace("default", x) for x in ("second", "third"))
        make_rule(second_arn)
        make_rule(queue.arn, third_arn, name="on-second", EventBusName="second")
        make_rule(third.arn, name="on-third", EventBusName="third")

        desk.create_case()

        assert queue.events() == published()
        assert third.events() == []


class TestInput:
    @pytest.mark.parametrize(
        ("target", "received"),
        [
            ({"Input": '{"fixed": true}'}, {"fixed": True}),
            ({"InputPath": "$.detail.eventType"}, "CASE.CREATED"),
            (
                {"InputPath": "$.detail.case.fields.title"},
                {"value": {"stringValue": "Late parcel"}},
            ),
        ],
    )
    def test_target_receives_what_its_rule_makes_of_an_event(
        self, target: dict[str, str], received: object
    ) -> None:
        queue = Queue()
        make_rule(queue.arn, target=target)
        desk = desk_with_events()

        desk.create_case()

        assert queue.events() == [received]

    def test_target_receives_what_its_transformer_makes_of_an_event(self) -> None:
        pytest.importorskip("jsonpath_ng", reason="moto's transformer is an extra of moto's")
        queue = Queue()
        transformer = {
            "InputPathsMap": {"case": "$.detail.case.caseId", "type": "$.detail.eventType"},
            "InputTemplate": '{"about": "<case>", "what": "<type>"}',
        }
        make_rule(queue.arn, target={"InputTransformer": transformer})
        desk = desk_with_events()

        case_id = desk.create_case()

        assert queue.events() == [{"about": case_id, "what": "CASE.CREATED"}]


class TestRules:
    @pytest.mark.parametrize(
        ("pattern", "types"),
        [
            ({"detail-type": ["Amazon Connect Cases Change"]}, ["CASE.CREATED", "CASE.UPDATED"]),
            ({**CASES, "detail": {"eventType": ["CASE.UPDATED"]}}, ["CASE.UPDATED"]),
            ({"source": [{"prefix": "aws."}]}, ["CASE.CREATED", "CASE.UPDATED"]),
            (
                {
                    **CASES,
                    "detail": {
                        "case": {"fields": {"status": {"value": {"stringValue": ["closed"]}}}}
                    },
                },
                ["CASE.UPDATED"],
            ),
            ({**CASES, "account": ["999999999999"]}, []),
            ({**CASES, "detail": {"eventType": ["CASE.DELETED"]}}, []),
            ({"source": ["aws.s3"]}, []),
        ],
    )
    def test_pattern_decides(self, pattern: dict[str, Any], types: list[str]) -> None:
        queue = Queue()
        make_rule(queue.arn, pattern=pattern)
        desk = desk_with_events()

        desk.close(desk.create_case())

        assert queue.types() == types

    def test_disabled_rule_takes_nothing_until_it_is_enabled(self) -> None:
        queue = Queue()
        make_rule(queue.arn, State="DISABLED")
        desk = desk_with_events()

        case_id = desk.create_case()
        client("events").enable_rule(Name="cases")
        desk.close(case_id)

        assert queue.types() == ["CASE.UPDATED"]

    def test_schedule_takes_nothing(self) -> None:
        queue = Queue()
        make_rule(queue.arn, ScheduleExpression="rate(5 minutes)")
        desk = desk_with_events()

        desk.create_case()

        assert queue.bodies() == []

    def test_every_rule_and_target_takes_its_own(self) -> None:
        queues = [Queue(str(number)) for number in range(3)]
        make_rule(queues[0].arn, queues[1].arn)
        make_rule(queues[2].arn, name="another")
        desk = desk_with_events()

        desk.create_case()

        assert [each.events() for each in queues] == [published()] * 3

    def test_rule_of_another_bus_takes_nothing(self) -> None:
        queue = Queue()
        client("events").create_event_bus(Name="custom")
        make_rule(queue.arn, EventBusName="custom")
        desk = desk_with_events()

        desk.create_case()

        assert queue.bodies() == []

    def test_rule_of_another_region_takes_nothing(self) -> None:
        here, there = Queue(), Queue(region="eu-west-2")
        make_rule(here.arn)
        make_rule(there.arn, region="eu-west-2")
        desk = desk_with_events(client("connectcases", "eu-west-2"))

        desk.create_case()

        assert here.bodies() == []
        assert [each["region"] for each in there.events()] == ["eu-west-2"]

    def test_rule_of_another_account_takes_nothing(self) -> None:
        queue = Queue()
        make_rule(queue.arn)
        desk = desk_with_events(in_account("333344445555"))

        desk.create_case()

        assert queue.bodies() == []
        assert [each["account"] for each in published()] == ["333344445555"]

    def test_event_names_the_role_that_made_the_change(self) -> None:
        queue = Queue()
        make_rule(queue.arn)
        desk = desk_with_events(in_account(ACCOUNT))

        desk.create_case()

        (event,) = queue.events()
        assert event["detail"]["performedBy"] == {
            "iamPrincipalArn": f"arn:aws:sts::{ACCOUNT}:assumed-role/agent/session"
        }

    def test_nothing_arrives_of_refused_requests_and_disabled_events(self) -> None:
        queue = Queue()
        make_rule(queue.arn)
        desk = desk_with_events()
        cases = desk.client

        with pytest.raises(cases.exceptions.ResourceNotFoundException):
            desk.close("nothing")
        cases.put_case_event_configuration(domainId=desk.domain_id, eventBridge={"enabled": False})
        desk.create_case()

        assert queue.bodies() == []
        assert published() == []


def in_account(account_id: str) -> Any:
    """Return a client of Cases that has assumed a role in an account."""
    given = client("sts").assume_role(
        RoleArn=f"arn:aws:iam::{account_id}:role/agent", RoleSessionName="session"
    )["Credentials"]
    return boto3.client(
        "connectcases",
        region_name=REGION,
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )


class TestFailures:
    @pytest.mark.parametrize(
        "arn",
        [
            f"arn:aws:sqs:{REGION}:{ACCOUNT}:nothing",
            f"arn:aws:sns:{REGION}:{ACCOUNT}:nothing",
            f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:nothing",
            f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:nothing",
            f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:nothing",
            f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/nothing",
            f"arn:aws:events:{REGION}:::",
            f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/unknown-to-moto",
            f"arn:aws:sqs:mars-north-1:{ACCOUNT}:nothing",
        ],
    )
    def test_failing_target_stops_neither_the_others_nor_the_call(
        self, arn: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        queue = Queue()
        make_rule(arn, queue.arn)
        desk = desk_with_events()

        desk.create_case()

        assert queue.types() == ["CASE.CREATED"]
        (record,) = caplog.records
        assert record.levelno == logging.WARNING
        assert repr(arn) in record.getMessage()
        assert "rule 'cases'" in record.getMessage()

    def test_rule_that_moto_cannot_match_stops_no_other(
        self, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        queue, models = Queue(), sys.modules["moto.events.models"]
        matches = models.EventPattern.matches_event

        def fail(self: Any, event: Any) -> bool:
            if "region" in self.get_pattern():
                raise TypeError("no such filter")
            return bool(matches(self, event))

        monkeypatch.setattr(models.EventPattern, "matches_event", fail)
        make_rule(queue.arn, name="a", pattern={**CASES, "region": [{"unknown": 1}]})
        make_rule(queue.arn, name="b")
        desk = desk_with_events()

        desk.create_case()

        assert queue.types() == ["CASE.CREATED"]
        assert [each.getMessage() for each in caplog.records] == [
            "moto cannot match rule 'a' with a case event: TypeError('no such filter')"
        ]

    @pytest.mark.parametrize(
        ("owner", "name"),
        [
            ("models", "events_backends"),
            ("EventsBackend", "event_buses"),
            ("Rule", "event_pattern"),
        ],
    )
    def test_warning_about_another_moto_names_what_is_missing(
        self,
        owner: str,
        name: str,
        caplog: pytest.LogCaptureFixture,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        queue, models = Queue(), sys.modules["moto.events.models"]
        make_rule(queue.arn)
        desk = desk_with_events()
        with monkeypatch.context() as patch:
            if owner == "models":
                patch.delattr(models, name)
            else:
                patch.setattr(getattr(models, owner), name, missing(name), raising=False)

            desk.create_case()

        (record,) = caplog.records
        assert re.search(f"EventBridge of the installed moto .*{name}", record.getMessage())
        assert len(published()) == 1


def missing(name: str) -> property:
    """Return an attribute that is not there, for objects that have set it already."""

    def get(_: object) -> None:
        raise AttributeError(name)

    return property(get, lambda *_: None)


def test_light_mock_delivers_to_rules_of_a_mock_aws_around_it() -> None:
    queue = Queue()
    make_rule(queue.arn)

    with mock_connectcases() as mock:
        desk = desk_with_events()
        desk.create_case()

        assert queue.events() == mock.events
        assert len(mock.events) == 1
