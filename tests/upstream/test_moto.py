"""What the mock leans on in moto; each failure says what to look at."""

from __future__ import annotations

import inspect

import moto.backend_index
import moto.backends
from moto.core import botocore_stubber
from moto.core.base_backend import AccountSpecificBackend, BackendDict, BaseBackend
from moto.core.config import default_user_config
from moto.core.model_instances import model_data
from moto.core.models import MockAWS
from moto.core.responses import BaseResponse
from moto.moto_api import recorder

from mock_connectcases.moto_plugin import fast_path


def test_before_send_handler_can_be_wrapped() -> None:
    assert fast_path.what_moved(botocore_stubber) == ""


def test_before_send_handler_is_wrapped() -> None:
    assert hasattr(botocore_stubber.BotocoreStubber.__call__, "answers_connectcases"), (
        "The faster way in is not installed: see moto_plugin/registration.py."
    )


def test_index_is_a_list_of_names_and_patterns_searched_in_order() -> None:
    patterns = moto.backend_index.backend_url_patterns

    assert type(patterns) is list, "See _add_urls in moto_plugin/registration.py."
    assert all(hasattr(pattern, "match") for _, pattern in patterns)


def test_backend_is_looked_up_by_module_name() -> None:
    found = moto.backends.get_backend("connectcases")  # type: ignore[call-overload]

    assert type(found).__name__ == "ConnectCasesBackends", (
        "moto no longer imports moto.<service>: see moto_plugin/registration.py."
    )


def test_mock_aws_counts_and_locks_where_the_rule_of_nesting_looks() -> None:
    assert isinstance(MockAWS._nested_count, int), "See interception/switch.py."
    assert not MockAWS._mock_init_lock.locked()
    for method in (MockAWS.start, MockAWS.stop):
        assert "with MockAWS._mock_init_lock" in inspect.getsource(method), (
            "The lock tells a reset in passing from an explicit one: see connectcases/models.py."
        )
    assert "_mock_init_lock" not in inspect.getsource(MockAWS.reset)


def test_mock_aws_puts_everything_back_before_it_clears_the_backends() -> None:
    source = inspect.getsource(MockAWS.stop)
    order = ["_unmock_env_variables", "_default_session_mock", "_user_config_mock", "_disable_"]
    positions = [source.index(name) for name in order]

    assert positions == sorted(positions), (
        "mock_aws ends in another order: see mock_aws_switched in moto_plugin/surroundings.py."
    )


def test_class_decoration_needs_nothing_but_a_callable_mock() -> None:
    assert list(inspect.signature(MockAWS._decorate_class).parameters) == ["self", "klass"]
    assert "self(" in inspect.getsource(MockAWS._decorate_class), "See __call__ in mock.py."


def test_reset_clears_the_backends_it_has_listed() -> None:
    assert vars(BackendDict)["_instances"] is not None, "See enlist in connectcases/models.py."
    assert "clear()" in inspect.getsource(BackendDict.reset)


def test_backends_of_an_account_keep_a_list_of_regions() -> None:
    account = AccountSpecificBackend[BaseBackend](
        "connectcases", "1", BaseBackend, use_boto3_regions=False, additional_regions=["r"]
    )

    assert account.regions == ["r"], "See _find_or_make in connectcases/models.py."


def test_settings_are_one_dictionary_that_is_changed_in_place() -> None:
    assert isinstance(default_user_config, dict), "See moto_plugin/surroundings.py."
    assert "core" in default_user_config


def test_recorder_tells_whether_it_records() -> None:
    assert recorder._user_enabled in {True, False}, "See _needs_moto in interception/answer.py."


def test_dashboard_reads_models_by_service_and_name() -> None:
    assert "Domain" in model_data["connectcases"], "See the end of connectcases/models.py."


def test_responses_of_moto_take_bytes_and_can_enforce_policies() -> None:
    assert "use_raw_body" in inspect.signature(BaseResponse.setup_class).parameters
    assert hasattr(BaseResponse, "_authenticate_and_authorize_normal_action"), (
        "See connectcases/responses.py."
    )
