"""Stubs: answers of operations of other services that neither moto nor the mock answers."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import requests
from botocore.exceptions import ClientError, ParamValidationError
from moto import mock_aws

from mock_connectcases import UnmockedServiceError, mock_connectcases
from tests.toolkit.conftest import ONE_ATTEMPT, new_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mock_connectcases import MockConnectCases
    from mock_connectcases.toolkit.handle import Handle

PROFILE = {"ProfileId": "p-1", "FirstName": "Ada"}
SEARCH = {"DomainName": "support", "KeyName": "_email", "Values": ["ada@example.com"]}
MOCKS: dict[str, Any] = {"cases": mock_connectcases, "aws": mock_aws}


def client_of(service: str, **settings: Any) -> Any:
    return boto3.client(service, **{"region_name": "us-east-1", "config": ONE_ATTEMPT, **settings})


@pytest.fixture
def profiles(cases: MockConnectCases) -> Iterator[Any]:
    client = client_of("customer-profiles")
    yield client
    client.close()


def stub_search(cases: Handle, *found: dict[str, Any], **settings: Any) -> Any:
    output = {"Items": list(found)}
    return cases.stub("customer-profiles", "SearchProfiles", output, **settings)


def found_ids(client: Any, **params: Any) -> list[str]:
    answer = client.search_profiles(**{**SEARCH, **params})
    return [each["ProfileId"] for each in answer["Items"]]


@pytest.mark.parametrize("mock", MOCKS)
def test_stub_answers_an_operation_under_either_mock(mock: str) -> None:
    with MOCKS[mock]():
        stub_search(mock_connectcases(), PROFILE)

        answer = client_of("customer-profiles").search_profiles(**SEARCH)

    assert answer["Items"] == [PROFILE]
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert answer["ResponseMetadata"]["RequestId"]


def test_stub_answers_under_both_mocks_before_moto(cases: MockConnectCases) -> None:
    pytest.importorskip("moto.connect.urls", reason="moto before 5.1.21")
    with mock_aws():
        cases.stub("connect", "DescribeContact", {"Contact": {"Id": "c"}})
        connect = client_of("connect")

        assert connect.describe_contact(InstanceId="i", ContactId="c")["Contact"] == {"Id": "c"}
        assert connect.list_instances()["InstanceSummaryList"] == []


@mock_connectcases
def test_stub_answers_under_the_decorator() -> None:
    stub_search(mock_connectcases(), PROFILE)

    assert found_ids(client_of("customer-profiles")) == ["p-1"]


def test_client_made_before_the_mock_is_answered() -> None:
    session = boto3.Session(aws_access_key_id="key", aws_secret_access_key="secret")
    client = session.client("customer-profiles", region_name="us-east-1")

    with mock_connectcases() as cases:
        stub_search(cases, PROFILE)
        assert found_ids(client) == ["p-1"]


def test_requests_library_is_answered(cases: MockConnectCases) -> None:
    stub_search(cases, PROFILE)
    scope = "Credential=k/20260101/us-east-1/profile/aws4_request"

    answer = requests.post(
        "https://profile.us-east-1.amazonaws.com/domains/support/profiles/search",
        json={"KeyName": "_email", "Values": ["a"]},
        headers={"authorization": f"AWS4-HMAC-SHA256 {scope}, Signature=s"},
        timeout=5,
    )

    assert answer.json() == {"Items": [PROFILE]}


def test_request_that_is_not_signed_is_known_by_its_host(cases: MockConnectCases) -> None:
    stub_search(cases, PROFILE)

    answer = requests.post(
        "https://profile.us-east-1.amazonaws.com/domains/support/profiles/search",
        json={"KeyName": "_email", "Values": ["a"]},
        timeout=5,
    )

    assert answer.json() == {"Items": [PROFILE]}


def test_service_of_the_json_protocol_is_answered(cases: MockConnectCases) -> None:
    cases.stub("voice-id", "DescribeDomain", {"Domain": {"DomainId": "d" * 22, "Name": "calls"}})

    answer = client_of("voice-id").describe_domain(DomainId="d" * 22)

    assert answer["Domain"] == {"DomainId": "d" * 22, "Name": "calls"}
    assert cases.calls.last.params == {"DomainId": "d" * 22}


def test_values_have_the_types_that_botocore_reads(cases: MockConnectCases, profiles: Any) -> None:
    times = {"CreatedAt": "2026-01-01T00:00:00Z", "LastUpdatedAt": datetime.now(timezone.utc)}
    cases.stub("customer-profiles", "GetDomain", {"DomainName": "support", **times})

    answer = profiles.get_domain(DomainName="support")

    assert answer["CreatedAt"] == datetime(2026, 1, 1, tzinfo=timezone.utc)
    assert isinstance(answer["LastUpdatedAt"], datetime)


def test_payload_that_is_a_stream_can_be_read(cases: MockConnectCases) -> None:
    cases.stub("sagemaker-geospatial", "GetTile", {"BinaryFile": b"tile"})
    client = client_of("sagemaker-geospatial", region_name="us-west-2")

    answer = client.get_tile(
        Arn="arn:aws:sagemaker-geospatial:us-west-2:123456789012:earth-observation-job/abcdefghijkl",
        ImageAssets=["a"],
        Target="INPUT",
        x=1,
        y=2,
        z=3,
    )

    assert answer["BinaryFile"].read() == b"tile"


def test_operation_without_an_output_needs_none(cases: MockConnectCases) -> None:
    cases.stub("qconnect", "DeleteAssistant")
    cases.stub("voice-id", "DeleteDomain")

    for answer in (
        client_of("qconnect").delete_assistant(assistantId="a" * 36),
        client_of("voice-id").delete_domain(DomainId="d" * 22),
    ):
        assert answer.keys() == {"ResponseMetadata"}


def test_client_still_validates_its_parameters(cases: MockConnectCases, profiles: Any) -> None:
    stub_search(cases, PROFILE)

    with pytest.raises(ParamValidationError):
        profiles.search_profiles(DomainName="support")

    assert len(cases.calls) == 0


def test_oldest_stub_that_matches_answers_as_often_as_it_may(
    cases: MockConnectCases, profiles: Any
) -> None:
    first = stub_search(cases, {"ProfileId": "first"}, times=2)
    second = stub_search(cases, {"ProfileId": "second"})

    assert [found_ids(profiles) for _ in range(4)] == [["first"], ["first"], ["second"], ["second"]]
    assert (first.fired, second.fired) == (2, 2)


@pytest.mark.parametrize(
    "when",
    [
        {"DomainName": "support", "Values": ["ada@example.com"]},
        lambda params: params["DomainName"] == "support",
    ],
)
def test_condition_on_members_decides_in_any_order(
    cases: MockConnectCases, profiles: Any, when: Any
) -> None:
    stub_search(cases, {"ProfileId": "other"}, when={"DomainName": "other"})
    stub_search(cases, PROFILE, when=when)

    assert found_ids(profiles) == ["p-1"]
    assert found_ids(profiles, DomainName="other") == ["other"]
    assert found_ids(profiles) == ["p-1"]


def test_condition_sees_members_of_path_query_and_body(
    cases: MockConnectCases, profiles: Any
) -> None:
    when = {"DomainName": "a b/ü", "KeyName": "k", "MaxResults": 5, "NextToken": "t=&"}
    stub_search(cases, PROFILE, when=when)

    assert found_ids(profiles, **when) == ["p-1"]


def test_condition_of_a_structure_needs_only_some_of_its_members(
    cases: MockConnectCases,
) -> None:
    cases.stub("qconnect", "CreateSession", {}, when={"tags": {"team": "returns"}})
    client = client_of("qconnect")

    client.create_session(assistantId="a" * 36, name="s", tags={"team": "returns", "desk": "1"})

    with pytest.raises(UnmockedServiceError):
        client.create_session(assistantId="a" * 36, name="s", tags={"team": "sales"})


def test_request_that_no_stub_is_for_is_refused_with_its_input(
    cases: MockConnectCases, profiles: Any
) -> None:
    stub_search(cases, PROFILE, when={"DomainName": "support"}, times=1)

    with pytest.raises(UnmockedServiceError) as caught:
        found_ids(profiles, DomainName="other")

    name = "customer-profiles.SearchProfiles"
    assert str(caught.value).startswith(
        f"The program called {name}, which has 1 stub, but none for this request:"
        f' {name} when {{"DomainName": "support"}}, answered 0 of 1; the input was {{"'
    )
    assert '"DomainName": "other"' in str(caught.value)


def test_error_of_a_predicate_is_raised_in_the_client(
    cases: MockConnectCases, profiles: Any
) -> None:
    stub_search(cases, PROFILE, when=lambda params: params["Missing"])

    with pytest.raises(KeyError, match="Missing"):
        found_ids(profiles)


def test_error_is_that_of_the_service_model(cases: MockConnectCases) -> None:
    cases.stub("qconnect", "GetSession", error="ResourceNotFoundException", message="no session")
    client = client_of("qconnect")

    with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
        client.get_session(assistantId="a" * 36, sessionId="s" * 36)

    response = caught.value.response
    assert response["Error"] == {"Code": "ResourceNotFoundException", "Message": "no session"}
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 404


def test_error_has_the_members_of_its_shape(cases: MockConnectCases) -> None:
    cases.stub("qconnect", "GetSession", {"resourceName": "s"}, error="ResourceNotFoundException")
    client = client_of("qconnect")

    with pytest.raises(client.exceptions.ResourceNotFoundException) as caught:
        client.get_session(assistantId="a" * 36, sessionId="s" * 36)

    assert caught.value.response["resourceName"] == "s"


def test_error_that_the_model_lacks_has_the_given_status(
    cases: MockConnectCases, profiles: Any
) -> None:
    cases.stub("customer-profiles", "SearchProfiles", error="ExpiredToken", status=403)

    with pytest.raises(ClientError) as caught:
        found_ids(profiles)

    assert caught.value.response["Error"]["Code"] == "ExpiredToken"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def test_calls_are_logged_with_service_parameters_and_answer(
    cases: MockConnectCases, profiles: Any
) -> None:
    stub_search(cases, PROFILE)
    new_client().create_domain(name="support")
    found_ids(profiles)

    call = cases.calls.last
    assert call.operation == "customer-profiles.SearchProfiles"
    assert call.is_stubbed
    assert call.params == SEARCH
    assert call.result == {"Items": [PROFILE]}
    assert (call.error, call.status, call.number) == (None, 200, 2)
    assert (call.account_id, call.region) == ("123456789012", "us-east-1")
    assert repr(call).startswith("customer-profiles.SearchProfiles(KeyName='_email'")


def test_error_of_a_stub_is_logged(cases: MockConnectCases, profiles: Any) -> None:
    cases.stub("customer-profiles", "SearchProfiles", error="ThrottlingException", message="busy")
    with pytest.raises(ClientError):
        found_ids(profiles)

    error = cases.calls.last.error
    assert error is not None
    assert (error.code, error.message, error.status) == ("ThrottlingException", "busy", 429)
    assert "fault of the test" in error.reason


def test_assertions_and_counts_take_the_name_with_the_service(
    cases: MockConnectCases, profiles: Any
) -> None:
    stub_search(cases, PROFILE)
    found_ids(profiles)
    name = ["customer-profiles.SearchProfiles"]

    cases.assert_called(name, times=1, DomainName="support")
    cases.assert_not_called(name, DomainName="other")
    assert cases.calls.count(name) == 1
    assert cases.calls.count("Search*") == 0
    with pytest.raises(AssertionError, match="DomainName is 'support'"):
        cases.assert_called(name, DomainName="other")


@pytest.mark.parametrize(
    ("operation", "sentence"),
    [
        (
            "customer-profile.SearchProfiles",
            "no service 'customer-profile'; did you mean 'customer-",
        ),
        ("customer-profiles.SearchProfile", "no operation 'SearchProfile'; did you mean 'SearchPr"),
    ],
)
def test_misspelt_name_of_a_stubbed_call_is_refused(
    cases: MockConnectCases, operation: str, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        cases.assert_called([operation])


def test_stub_ends_when_it_is_removed_or_its_block_ends(
    cases: MockConnectCases, profiles: Any
) -> None:
    with stub_search(cases, PROFILE):
        assert found_ids(profiles) == ["p-1"]
    removed = stub_search(cases, PROFILE)
    removed.remove()

    with pytest.raises(UnmockedServiceError, match="only Amazon Connect Cases is mocked"):
        found_ids(profiles)


@pytest.mark.parametrize("end", ["reset", "stop"])
def test_stubs_end_with_the_state(end: str) -> None:
    with mock_connectcases() as cases:
        stub_search(cases, PROFILE)
        if end == "reset":
            cases.reset()
            with pytest.raises(UnmockedServiceError):
                found_ids(client_of("customer-profiles"))
    with mock_connectcases(), pytest.raises(UnmockedServiceError):
        found_ids(client_of("customer-profiles"))


def test_stub_needs_a_mock_that_is_on() -> None:
    with pytest.raises(RuntimeError, match="Stubs: no mock is on"):
        stub_search(mock_connectcases(), PROFILE)


def test_threads_share_the_times_of_a_stub(cases: MockConnectCases, profiles: Any) -> None:
    limited = stub_search(cases, {"ProfileId": "limited"}, times=5)
    stub_search(cases, PROFILE)

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: found_ids(profiles)[0], range(20)))

    assert (found.count("limited"), limited.fired) == (5, 5)


def test_endpoint_outside_of_aws_is_not_answered(cases: MockConnectCases) -> None:
    stub = stub_search(cases, PROFILE)
    client = client_of("customer-profiles", endpoint_url="http://localhost:1")

    with pytest.raises(Exception, match="Could not connect"):
        found_ids(client)

    assert stub.fired == 0


def test_output_is_a_copy(cases: MockConnectCases, profiles: Any) -> None:
    profile = dict(PROFILE)
    stub_search(cases, profile)
    profile["ProfileId"] = "changed"
    gc.collect()

    assert found_ids(profiles) == ["p-1"]


REFUSED: dict[str, tuple[Callable[[MockConnectCases], object], str]] = {
    "unknown service": (
        lambda cases: cases.stub("customer-profile", "SearchProfiles"),
        r"^service: botocore knows no service 'customer-profile'; did you mean 'cust",
    ),
    "no name of a service": (
        lambda cases: cases.stub(3, "SearchProfiles"),  # type: ignore[arg-type]
        r"^service: must be the name of one, not 3$",
    ),
    "the mock's own service": (
        lambda cases: cases.stub("connectcases", "GetCase"),
        r"^service: the mock answers connectcases: use fail and delay, which need no stub$",
    ),
    "unknown operation": (
        lambda cases: cases.stub("customer-profiles", "SearchProfile"),
        r"^operation: customer-profiles has no operation 'SearchProfile'; did you mean 'SearchPro",
    ),
    "operation of moto": (
        lambda cases: cases.stub("kms", "ListKeys"),
        r"^operation: moto answers ListKeys of kms: use mock_aws, which needs no stub$",
    ),
    "stream of events": (
        lambda cases: cases.stub("lexv2-runtime", "StartConversation"),
        r"^operation: StartConversation has a stream of events, which no stub can have$",
    ),
    "another protocol": (
        lambda cases: cases.stub("cloudsearch", "DescribeDomains"),
        r"^operation: cloudsearch has the protocol query, and stubs are for json and rest-json$",
    ),
    "unknown member": (
        lambda cases: stub_search(cases, {"ProfilId": "p"}),
        r"^output\.Items\[0\]\.ProfilId: Profile has no member 'ProfilId'; did you mean 'Prof",
    ),
    "member of another type": (
        lambda cases: stub_search(cases, {"ProfileId": 3}),
        r"^output\.Items\[0\]\.ProfileId: must be text, not a number$",
    ),
    "missing member": (
        lambda cases: cases.stub("customer-profiles", "GetDomain", {"DomainName": "d"}),
        r"^output: lacks CreatedAt and LastUpdatedAt, which GetDomainResponse requires$",
    ),
    "missing member of a member": (
        lambda cases: cases.stub("qconnect", "GetSession", {"session": {"name": "s"}}),
        r"^output\.session: lacks sessionArn and sessionId, which SessionData requires$",
    ),
    "no members": (
        lambda cases: cases.stub("qconnect", "GetSession", []),  # type: ignore[arg-type]
        r"^output: must be members by name, not \[\]$",
    ),
    "metadata": (
        lambda cases: cases.stub("qconnect", "GetSession", {"ResponseMetadata": {}}),
        r"^output: leave ResponseMetadata out: botocore makes it$",
    ),
    "output of an operation without one": (
        lambda cases: cases.stub("voice-id", "DeleteDomain", {"a": 1}),
        r"^output: DeleteDomain has no output$",
    ),
    "unknown member of a condition": (
        lambda cases: stub_search(cases, when={"DomainNam": "d"}),
        r"^when\.DomainNam: SearchProfilesRequest has no member 'DomainNam'; did you mean 'Do",
    ),
    "type of a condition": (
        lambda cases: stub_search(cases, when={"Values": "ada"}),
        r"^when\.Values: must be a list, not text$",
    ),
    "no condition": (
        lambda cases: stub_search(cases, when="support"),
        r"^when: must be members of the input, or a function of it, not 'support'$",
    ),
    "times": (
        lambda cases: stub_search(cases, times=0),
        r"^times is a whole number of at least 1, not 0$",
    ),
    "unknown error": (
        lambda cases: cases.stub("qconnect", "GetSession", error="NotFoundException"),
        r"^error: GetSession does not raise 'NotFoundException' \(service model\), .*needs a st",
    ),
    "no name of an error": (
        lambda cases: cases.stub("qconnect", "GetSession", error=404),  # type: ignore[arg-type]
        r"^error: must be the name of one, not 404$",
    ),
    "unknown member of an error": (
        lambda cases: cases.stub(
            "qconnect", "GetSession", {"resource": "n"}, error="ResourceNotFoundException"
        ),
        r"^output\.resource: ResourceNotFoundException has no member 'resource'; did you mean 'r",
    ),
    "members of an error that the model lacks": (
        lambda cases: cases.stub("qconnect", "GetSession", {"a": 1}, error="Gone", status=410),
        r"^output: Gone has only a message, for the model lacks it$",
    ),
    "status without an error": (
        lambda cases: cases.stub("qconnect", "GetSession", status=404),
        r"^status: is for an error, and none is given$",
    ),
    "message without an error": (
        lambda cases: cases.stub("qconnect", "GetSession", message="gone"),
        r"^message: is for an error, and none is given$",
    ),
    "status of a success": (
        lambda cases: cases.stub("qconnect", "GetSession", error="Gone", status=200),
        r"^status: must be that of an error, from 400 to 599, not 200$",
    ),
    "message that is no text": (
        lambda cases: cases.stub(
            "qconnect",
            "GetSession",
            error="ResourceNotFoundException",
            message=3,  # type: ignore[arg-type]
        ),
        r"^message: must be text, not 3$",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_stub_is_refused_with_a_sentence_and_not_added(
    cases: MockConnectCases, profiles: Any, name: str
) -> None:
    make, sentence = REFUSED[name]

    with pytest.raises(ValueError, match=sentence):
        make(cases)

    with pytest.raises(UnmockedServiceError, match="only Amazon Connect Cases is mocked"):
        found_ids(profiles)


def test_stub_of_an_account_answers_and_ends_with_that_account(cases: MockConnectCases) -> None:
    own = cases.for_account("111122223333")
    stub_search(own, {"ProfileId": "own"})
    stub_search(cases, PROFILE)
    scope = "Credential=k/20260101/us-east-1/profile/aws4_request"

    def found(account: str) -> str:
        answer = requests.post(
            "https://profile.us-east-1.amazonaws.com/domains/support/profiles/search",
            json={"KeyName": "_email", "Values": ["a"]},
            headers={
                "Authorization": f"AWS4-HMAC-SHA256 {scope}, Signature=s",
                "x-moto-account-id": account,
            },
            timeout=5,
        )
        return str(answer.json()["Items"][0]["ProfileId"])

    assert [found("111122223333"), found("444455556666")] == ["own", "p-1"]
    assert len(own.calls) == 1
    own.reset()
    assert found("111122223333") == "p-1"
