"""Private and undocumented names of moto; each failure names the file that uses them."""

from __future__ import annotations

import importlib
import inspect
from datetime import timedelta
from math import isinf
from typing import Any

import moto.backend_index
import moto.backends
import moto.iam.models
import pytest
from moto.core import base_backend, botocore_stubber
from moto.core.base_backend import AccountSpecificBackend, BackendDict, BaseBackend
from moto.core.config import default_user_config
from moto.core.model_instances import model_data
from moto.core.models import MockAWS
from moto.core.responses import BaseResponse
from moto.iam.access_control import IAMRequest
from moto.moto_api import recorder, state_manager
from moto.moto_api._internal import mock_random
from moto.moto_api._internal.managed_state_model import ManagedState
from moto.moto_api._internal.models import moto_api_backend

from mock_connectcases.compat import moto as compat
from mock_connectcases.compat import moto_modules


def test_before_send_handler_can_be_wrapped() -> None:
    assert moto_modules.check_before_send(botocore_stubber) == ""


def test_before_send_handler_is_wrapped() -> None:
    assert hasattr(botocore_stubber.BotocoreStubber.__call__, "answers_connectcases"), (
        "The fast path is not installed: see moto_plugin/registration.py."
    )


def test_index_is_a_list_of_names_and_patterns_searched_in_order() -> None:
    patterns = moto.backend_index.backend_url_patterns

    assert type(patterns) is list, "See url_patterns in compat/moto_modules.py."
    assert all(hasattr(pattern, "match") for _, pattern in patterns)


def test_backend_is_looked_up_by_module_name() -> None:
    found = moto.backends.get_backend("connectcases")  # type: ignore[call-overload]

    assert type(found).__name__ == "ConnectCasesBackends", (
        "moto no longer imports moto.<service>: see moto_plugin/registration.py."
    )


def test_mock_aws_counts_itself_under_its_lock() -> None:
    assert isinstance(MockAWS._nested_count, int), "See active_mocks in compat/moto.py."
    for method in (MockAWS.start, MockAWS.stop):
        assert "with MockAWS._mock_init_lock" in inspect.getsource(method), (
            "See switch_lock in compat/moto.py."
        )
    assert "_mock_init_lock" not in inspect.getsource(MockAWS.reset), (
        "A reset takes the lock: see is_switching in compat/moto.py."
    )


def test_mock_aws_starts_and_stops_by_the_wrapped_methods() -> None:
    for method in (MockAWS.start, MockAWS.stop):
        assert hasattr(method, "__wrapped__"), "See is_switching in compat/moto.py."


def test_locks_that_moto_holds_while_it_calls_us_are_locks() -> None:
    for lock in compat.locks():
        assert hasattr(lock, "acquire"), "See locks in compat/moto.py."
    assert "with backend_lock" in inspect.getsource(base_backend), "See locks in compat/moto.py."


def test_mock_aws_puts_everything_back_before_it_clears_the_backends() -> None:
    source = inspect.getsource(MockAWS.stop)
    order = ["_unmock_env_variables", "_default_session_mock", "_user_config_mock", "_disable_"]
    positions = [source.index(name) for name in order]

    assert positions == sorted(positions), (
        "mock_aws ends in another order: see mock_aws_switched in moto_plugin/environment.py."
    )


def test_class_decoration_needs_nothing_but_a_callable_mock() -> None:
    assert list(inspect.signature(MockAWS._decorate_class).parameters) == ["self", "klass"]
    assert "self(" in inspect.getsource(MockAWS._decorate_class), (
        "See decorate_class in compat/moto.py."
    )


def test_reset_clears_the_backends_it_has_listed() -> None:
    assert type(BackendDict._instances) is list, (  # type: ignore[misc]
        "See backends_to_reset in compat/moto.py."
    )
    assert "clear()" in inspect.getsource(BackendDict.reset)


def test_backends_of_an_account_have_a_list_of_regions() -> None:
    account = AccountSpecificBackend[BaseBackend](
        "connectcases", "1", BaseBackend, use_boto3_regions=False, additional_regions=["r"]
    )

    assert account.regions == ["r"], "See _find_or_make in connectcases/models.py."


def test_settings_are_one_dictionary_that_is_changed_in_place() -> None:
    assert isinstance(default_user_config, dict), "See user_config in compat/moto.py."
    assert "core" in default_user_config


def test_recorder_has_a_switch() -> None:
    assert recorder._user_enabled in {True, False}, "See is_recording in compat/moto.py."


def test_dashboard_reads_models_by_service_and_name() -> None:
    assert "Domain" in model_data["connectcases"], "See show_on_dashboard in compat/moto.py."


def test_responses_of_moto_take_bytes_and_can_enforce_policies() -> None:
    assert "use_raw_body" in inspect.signature(BaseResponse.setup_class).parameters
    found = list(inspect.signature(BaseResponse._authenticate_and_authorize_action).parameters)
    assert found[:2] == ["self", "iam_request_cls"], "See ServiceResponse in compat/moto.py."
    assert "_access_key" in inspect.getsource(IAMRequest.__mro__[1]), (
        "See access_key_of in compat/moto.py."
    )


def test_responses_of_moto_dispatch_by_the_overridden_methods() -> None:
    assert "._dispatch(" in inspect.getsource(BaseResponse.dispatch), (
        "See ServiceResponse in compat/moto.py."
    )
    assert "self._get_action()" in inspect.getsource(
        BaseResponse._authenticate_and_authorize_action
    ), "See ServiceResponse in compat/moto.py."


def test_policies_are_enforced_by_a_count_of_requests() -> None:
    assert isinf(moto.settings.INITIAL_NO_AUTH_ACTION_COUNT), (
        "See enforces_policies in compat/moto.py."
    )


@pytest.mark.parametrize("name", ["get_account_id_from", "mark_account_as_visited"])
def test_iam_knows_the_owners_of_access_keys(name: str) -> None:
    assert hasattr(moto.iam.models, name), "See account_of_key and record_visit in compat/moto.py."


def test_random_source_gives_bits_and_can_be_seeded() -> None:
    mock_random.seed(1)
    first = compat.random_bits(128)
    mock_random.seed(1)

    assert compat.random_bits(128) == first, "See random_bits in compat/moto.py."


def test_progress_of_a_managed_state_can_be_read_and_written() -> None:
    state_manager.set_transition("cases::upstream", {"progression": "manual", "times": 2})
    state = ManagedState("cases::upstream", transitions=[("first", "last")])
    state.advance()

    status, advances, since = compat.read_progress(state)
    compat.write_progress(state, status, 2, since)

    assert (status, advances) == ("first", 1), "See read_progress in compat/moto.py."
    assert state.status == "last", "See write_progress in compat/moto.py."
    state_manager.unset_transition("cases::upstream")


def test_progress_of_a_managed_state_follows_the_time_of_its_last_change() -> None:
    state_manager.set_transition("cases::upstream", {"progression": "time", "seconds": 60})
    state = ManagedState("cases::upstream", transitions=[("first", "last")])
    assert state.status == "first"

    compat.move_progress(state, timedelta(seconds=61))

    assert state.status == "last", "See move_progress in compat/moto.py."
    state_manager.unset_transition("cases::upstream")


@pytest.fixture
def parsing() -> Any:
    """Import what takes two seconds only in a worker that needs it."""
    importlib.import_module("moto.cloudformation.models")
    return importlib.import_module("moto.cloudformation.parsing")


def test_stacks_of_cloudformation_have_all_that_is_used(parsing: Any) -> None:
    models = importlib.import_module("moto.cloudformation.models")
    assert moto_modules.check_cloudformation(models) == ""
    parameters = inspect.signature(parsing.parse_and_update_resource).parameters
    assert list(parameters) == [
        "logical_id",
        "resource_json",
        "resources_map",
        "account_id",
        "region_name",
    ], "See StackResources in compat/moto_modules.py."


def test_resource_map_holds_what_is_read_and_written(parsing: Any) -> None:
    template: dict[str, Any] = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}
    resource_map = parsing.ResourceMap(
        "id", "name", {}, {}, "us-east-1", "123456789012", template, None
    )

    resources = moto_modules.StackResources(resource_map)

    assert resources.template is template, "See StackResources in compat/moto_modules.py."
    assert resources.definitions is template["Resources"]
    assert resources.parsed["AWS::StackName"] == "name"
    assert (resources.account_id, resources.region) == ("123456789012", "us-east-1")
    assert "self._delete_resource(" in inspect.getsource(type(resource_map).update)


def test_models_of_cloudformation_are_cached_where_the_caches_are_cleared(parsing: Any) -> None:
    for name in ("get_model_list", "get_model_map", "get_name_type_map"):
        found = getattr(parsing, name, None)
        assert found is None or hasattr(found, "cache_clear"), (
            "See clear_model_caches in compat/moto_modules.py."
        )


def test_connect_has_the_responses_and_urls_that_are_completed() -> None:
    urls = pytest.importorskip("moto.connect.urls", reason="moto before 5.1.21")

    assert moto_modules.check_connect(urls) == ""


def test_server_of_moto_lists_its_modules_by_the_replaced_function() -> None:
    assert "list_of_moto_modules()" in inspect.getsource(moto.backends), (
        "See cache_list_of_modules in compat/moto.py."
    )


def test_server_of_moto_is_one_application() -> None:
    pytest.importorskip("flask", reason="needs the extra mock-connectcases[server-with-moto]")

    application = compat.server_application()

    assert callable(application), "See server_application in compat/moto.py."
    with pytest.raises(compat.NoSuchServiceError):
        application.get_application(
            {"HTTP_AUTHORIZATION": "AWS4-HMAC-SHA256 Credential=k/20260101/us-east-1/nobody/aws4"}
        )


@pytest.mark.parametrize(
    ("service", "operation", "is_there"),
    [
        ("sqs", "ListQueues", True),
        ("lambda", "Invoke", True),
        ("resource-groups", "ListGroups", True),
        ("kms", "ConnectCustomKeyStore", False),
        ("customer-profiles", "SearchProfiles", False),
    ],
)
def test_operations_of_moto_are_found_by_their_names_in_boto3(
    service: str, operation: str, *, is_there: bool
) -> None:
    assert compat.answers(service, operation) is is_there, "See answers in compat/moto.py."


def test_operation_that_is_added_to_moto_counts_as_its_own() -> None:
    pytest.importorskip("moto.connect.urls", reason="moto before 5.1.21")

    assert compat.answers("connect", "CreateIntegrationAssociation")


def test_reset_of_moto_is_that_of_its_api() -> None:
    assert hasattr(moto_api_backend, "reset"), "See reset in compat/moto.py."
