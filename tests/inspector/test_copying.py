"""Calls as text to copy: what comes out makes the same call again, and nothing else."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import boto3
import pytest
from botocore import xform_name
from botocore.exceptions import ClientError
from hypothesis import given, settings
from hypothesis import strategies as st

from mock_connectcases import mock_connectcases
from mock_connectcases.inspector.boto3_code import as_boto3, boto3_call
from mock_connectcases.inspector.call_params import CannotBeCopiedError, params_of
from mock_connectcases.inspector.command_line import LONGEST_WORD, as_cli, option
from mock_connectcases.server.options import Options
from mock_connectcases.server.running import Server
from mock_connectcases.toolkit.recorded_call import RecordedCall
from mock_connectcases.wire.model import service_model
from tests.inspector.test_python_source import HOSTILE
from tests.strategies import examples, inputs

OPERATIONS = sorted(service_model().operation_names)
GENERATED = "01234567-89ab-4cde-8f01-23456789abcd"
EXAMPLES = settings(max_examples=examples(5))
CASE = {
    "domainId": "d",
    "templateId": "t",
    "fields": [{"id": "title", "value": {"emptyValue": {}}}],
}


shared_client = cache(boto3.client)
"""Makes a client of the same settings once: that takes longer than a call."""


def repeated(program: str) -> RecordedCall:
    """Run a program inside a mock and return the one call it made."""
    with mock_connectcases() as mock, patch.object(boto3, "client", shared_client):
        try:
            exec(compile(program, "copied", "exec"), {})  # noqa: S102
        except ClientError:
            """What the service makes of the call is not what is tested."""
        (call,) = mock.calls
    return call


def words_of(command: str, *, directory: Path | None = None) -> list[str]:
    """Return the arguments that a shell gives to the AWS CLI; nothing else may happen there."""
    done = subprocess.run(
        ["sh", "-u"],  # noqa: S607
        input=f"""aws() {{ printf '%s\\0' "$@"; }}\n{command}""",
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=directory,
        env={"PATH": os.defpath},
    )
    assert done.stderr == ""
    return done.stdout.split("\0")[:-1]


def understood(command: str) -> dict[str, Any]:
    """Read a command as a shell and the AWS CLI do: its members."""
    service, operation, *options = words_of(command)
    assert service == "connectcases"
    model = service_model().operation_model(
        {xform_name(each, "-"): each for each in OPERATIONS}[operation]
    )
    known = {xform_name(each, "-"): each for each in model.input_shape.members}
    members: dict[str, Any] = {}
    document: dict[str, Any] = {}
    rest = iter(options)
    for word in rest:
        flag, has_value, text = word.partition("=")
        assert flag.startswith("--")
        name = flag.removeprefix("--")
        if name == "no-paginate":
            continue
        if not has_value:
            text = next(rest)
            assert not text.startswith("-")
        if name == "cli-input-json":
            document = json.loads(text)
        elif name in known:
            shape = model.input_shape.members[known[name]]
            assert not text.startswith(("file://", "fileb://", "http://", "https://"))
            members[known[name]] = text if shape.type_name == "string" else json.loads(text)
        else:
            assert name in {"region", "endpoint-url"}
    assert not members.keys() & document.keys()
    return members | document


@pytest.mark.parametrize("operation", OPERATIONS)
def test_program_makes_the_same_call(operation: str) -> None:
    @EXAMPLES
    @given(inputs(operation))
    def check(params: dict[str, Any]) -> None:
        call = repeated(as_boto3(operation, params, region="eu-west-2"))

        assert (call.operation, call.region) == (operation, "eu-west-2")
        arrived = params_of(call)
        if "clientToken" not in params:
            arrived.pop("clientToken", None)
        assert arrived == params

    check()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_command_makes_the_same_call(operation: str) -> None:
    @EXAMPLES
    @given(inputs(operation))
    def check(params: dict[str, Any]) -> None:
        command = as_cli(operation, params, region="eu-west-2")

        assert understood(command) == params
        assert all(line.isprintable() for line in command.splitlines())

    check()


@given(st.one_of(st.sampled_from(HOSTILE), st.text(), st.text("'\"\\!`$\n -=", min_size=1)))
def test_hostile_text_stays_a_value(text: str) -> None:
    params = {"domainId": "d", "searchTerm": text, "fields": [{"id": f"x{text}"}]}
    if "\ud800" <= max(text, default="") <= "\udfff":
        return  # half of a surrogate pair cannot have been sent

    command = as_cli("SearchCases", params, region="us-east-1")

    assert understood(command) == params
    for line in command.splitlines():
        assert line.isprintable()
        shlex.split(line.removesuffix(" \\"))  # no quotation is open at the end of a line


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_a_value_in_a_program(text: str) -> None:
    params = {"domainId": text or "d", "searchTerm": text, "fields": [{"id": text or "i"}]}

    program = as_boto3("SearchCases", params, region="us-east-1")

    assert params_of(repeated(program)) == params
    assert all(line.isprintable() for line in program.split("\n"))


@pytest.mark.parametrize(
    "text", ["it's", "$(id)", "=ls", "~root", "-x", "--region", "a;b", "", "#"]
)
def test_scalar_of_a_command_is_one_word(text: str) -> None:
    words = shlex.split(option("name", text))

    assert words in (["--name", text], [f"--name={text}"])
    assert text.startswith("-") is (len(words) == 1)
    assert not re.search(r" [=~#]", option("name", text))  # other shells expand those


@pytest.mark.parametrize(
    "text", ["file:///etc/passwd", "fileb://x", "http://x", "https://x", "a\nb"]
)
def test_text_that_the_aws_cli_would_replace_is_in_a_document(text: str) -> None:
    command = as_cli("CreateDomain", {"name": text}, region="us-east-1")

    words = words_of(command)
    assert words[2] == "--cli-input-json"
    assert json.loads(words[3]) == {"name": text}


def test_flags_are_of_two_kinds() -> None:
    flags = [option("includeContent", each) for each in (True, False)]

    assert flags == ["--include-content", "--no-include-content"]


def test_numbers_that_json_has_not_are_understood() -> None:
    value = {"doubleValue": float("-inf")}
    params = {"domainId": "d", "filter": {"field": {"equalTo": {"id": "f", "value": value}}}}

    assert understood(as_cli("SearchCases", params, region="us-east-1")) == params
    assert "float('-inf')" in boto3_call("SearchCases", params)


@pytest.mark.newest_model  # an older client sends them as words that are not JSON
@pytest.mark.parametrize("number", [float("inf"), float("-inf"), 1e300, -0.5])
def test_number_arrives_from_a_program(number: float) -> None:
    value = {"doubleValue": number}
    params = {"domainId": "d", "filter": {"field": {"equalTo": {"id": "f", "value": value}}}}

    assert params_of(repeated(as_boto3("SearchCases", params, region="us-east-1"))) == params


def test_empty_list_is_copied() -> None:
    params = {"domainId": "d", "sorts": [], "searchTerm": ""}

    assert params_of(repeated(as_boto3("SearchCases", params, region="us-east-1"))) == params
    assert understood(as_cli("SearchCases", params, region="us-east-1")) == params


def test_long_parameters_of_a_command_are_in_a_file(tmp_path: Path) -> None:
    field = {"id": "title", "value": {"stringValue": "it's !!\nJSON\n" + "☕" * 2_900}}
    params = {"domainId": "d", "templateId": "t", "fields": [field] * 40}

    command = as_cli("CreateCase", params, region="us-east-1")

    given_words = words_of(command, directory=tmp_path)
    assert given_words[2:4] == ["--cli-input-json", "file://connectcases-create-case.json"]
    document = (tmp_path / "connectcases-create-case.json").read_text(encoding="ascii")
    assert json.loads(document) == params
    assert "!" not in command  # the history of a shell is searched in here-documents too
    assert max(map(len, given_words)) < LONGEST_WORD


@pytest.mark.parametrize("operation", ["ListDomains", "SearchCases", "GetCase"])
def test_command_does_not_page_by_itself(operation: str) -> None:
    params = {"domainId": "d", "caseId": "c", "fields": [{"id": "title"}]}
    known = service_model().operation_model(operation).input_shape.members
    given_params = {name: each for name, each in params.items() if name in known}

    assert " --no-paginate" in as_cli(operation, given_params, region="us-east-1")


def test_command_for_a_server_is_signed_with_nothing() -> None:
    command = as_cli("ListDomains", {}, region="us-east-1", endpoint="http://127.0.0.1:4010")

    assert command == (
        "AWS_ACCESS_KEY_ID=testing AWS_SECRET_ACCESS_KEY=testing aws connectcases list-domains \\\n"
        "    --no-paginate \\\n"
        "    --region us-east-1 \\\n"
        "    --endpoint-url http://127.0.0.1:4010\n"
    )


def test_command_says_that_it_names_no_account() -> None:
    endpoint = "http://127.0.0.1:4010"

    other = as_cli("ListDomains", {}, region="r", endpoint=endpoint, account_id="111122223333\nid")
    default = as_cli("ListDomains", {}, region="r", endpoint=endpoint, account_id="123456789012")

    assert other.startswith("# The AWS CLI can name no account")
    assert other.endswith(default)
    assert "\nid" not in other


def test_endpoint_and_region_are_values() -> None:
    evil = "http://x/'\"; id #\n$(id)"

    words = words_of(as_cli("ListDomains", {}, region="a b", endpoint=evil))
    program = as_boto3("ListDomains", {}, region="a b", endpoint=evil)

    assert words[-4:] == ["--region", "a b", "--endpoint-url", evil]
    assert "\n$(id)" not in program


def test_program_for_a_server_reaches_it_with_its_account() -> None:
    with Server(Options(port=0)) as server:
        made: dict[str, Any] = {}
        exec(  # noqa: S102
            as_boto3(
                "CreateDomain",
                {"name": "support"},
                region="eu-west-2",
                endpoint=server.url,
                account_id="111122223333",
            ),
            made,
        )
        made["client"].close()

    assert ":eu-west-2:111122223333:domain/" in made["response"]["domainArn"]


def test_call_alone_is_of_a_client() -> None:
    assert boto3_call("ListDomains", {}) == "client.list_domains()"
    assert boto3_call("GetDomain", {"domainId": "d"}) == "client.get_domain(domainId='d')"


def test_program_is_short() -> None:
    assert as_boto3("CreateDomain", {"name": "x"}, region="us-east-1") == (
        "import boto3\n\n"
        "client = boto3.client('connectcases', region_name='us-east-1')\n"
        "response = client.create_domain(name='x')\n"
    )


@pytest.mark.parametrize("token", [GENERATED, GENERATED.upper()])
def test_client_token_that_was_made_up_is_left_out(token: str) -> None:
    params = {**CASE, "clientToken": token}

    assert token not in boto3_call("CreateCase", params)
    assert token not in as_cli("CreateCase", params, region="r")
    assert params["clientToken"] == token


def test_client_token_of_the_caller_is_copied() -> None:
    params = {**CASE, "clientToken": f"order-{GENERATED}"}

    assert f"clientToken='order-{GENERATED}'" in boto3_call("CreateCase", params)


def test_identifier_that_is_no_client_token_is_copied() -> None:
    assert GENERATED in boto3_call("GetDomain", {"domainId": GENERATED})


@pytest.mark.newest_model
def test_null_is_left_out() -> None:
    params = {"domainId": "d", "description": None, "fieldId": "f", "attributes": {"text": None}}

    call = boto3_call("UpdateField", params)

    assert call == "client.update_field(domainId='d', fieldId='f', attributes={})"


@pytest.mark.parametrize("params", [{"name": ""}, {}, {"name": 5}])
def test_what_boto3_would_refuse_itself_is_sent_by_the_program(params: dict[str, Any]) -> None:
    call = repeated(as_boto3("CreateDomain", params, region="us-east-1"))

    assert params_of(call) == params
    assert call.error is not None
    assert call.error.status == 400


def test_what_boto3_cannot_send_is_an_error() -> None:
    with pytest.raises(CannotBeCopiedError, match=r"boto3 cannot send .*parameter fields"):
        boto3_call("CreateCase", {**CASE, "fields": "title"})


def test_what_the_aws_cli_does_not_send_is_an_error() -> None:
    with pytest.raises(CannotBeCopiedError, match=r"AWS CLI does not send .*length .* name"):
        as_cli("CreateDomain", {"name": ""}, region="us-east-1")


def test_operation_that_there_is_not_is_an_error() -> None:
    with pytest.raises(ValueError, match="did you mean 'CreateDomain'"):
        boto3_call("CreateDomian", {"name": "x"})


def test_parameter_that_there_is_not_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"no parameter 'naem'.*name"):
        as_cli("CreateDomain", {"naem": "x"}, region="us-east-1")


def test_parameters_that_the_service_refused_are_named() -> None:
    params = {"domainId": "d", "maxResults": 9_999, "searchTerm": "☕"}
    with mock_connectcases() as mock:
        client = boto3.client("connectcases", region_name="us-east-1")
        with pytest.raises(ClientError, match="ValidationException"):
            client.search_cases(**params)
        with pytest.raises(ClientError, match="ValidationException"):
            client.untag_resource(arn="a/b ☕", tagKeys=["x" * 129, "&=+"])
        search, untag = mock.calls

    assert search.params == untag.params == {}
    assert params_of(search) == params
    assert params_of(untag) == {"arn": "a/b ☕", "tagKeys": ["x" * 129, "&=+"]}


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"name": NaN}', b"\xff", b"[" * 100_000])
def test_body_that_is_no_document_cannot_be_copied(body: bytes) -> None:
    with mock_connectcases() as mock:
        client = boto3.client("connectcases", region_name="us-east-1")

        def replace(request: Any, **_: Any) -> None:
            request.data = body

        client.meta.events.register("before-sign.connectcases", replace)
        with pytest.raises(ClientError):
            client.create_domain(name="x")

        with pytest.raises(CannotBeCopiedError, match="cannot be repeated by a client"):
            params_of(mock.calls.last)


def test_request_of_no_operation_cannot_be_copied() -> None:
    with mock_connectcases() as mock:
        client = boto3.client("connectcases", region_name="us-east-1")

        def replace(request: Any, **_: Any) -> None:
            request.url = "https://cases.us-east-1.amazonaws.com/nothing"

        client.meta.events.register("before-sign.connectcases", replace)
        with pytest.raises(ClientError):
            client.create_domain(name="x")

        with pytest.raises(CannotBeCopiedError, match="of no operation"):
            params_of(mock.calls.last)
