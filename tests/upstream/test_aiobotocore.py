"""Names of aiobotocore that are patched; each failure names the file that uses them."""

from __future__ import annotations

import importlib
import inspect

import pytest

pytest.importorskip("aiobotocore", reason="needs the extra mock-connectcases[aio]")

from mock_connectcases.compat import aiobotocore


@pytest.mark.parametrize(
    ("target", "parameters"),
    [
        (aiobotocore.SEND, ["self", "request"]),
        (aiobotocore.HTTPX_SEND, ["self", "request"]),
        (aiobotocore.CALL, ["self", "operation_name", "api_params"]),
        (
            aiobotocore.NEEDS_RETRY,
            ["self", "attempts", "operation_model", "request_dict", "response", "caught_exception"],
        ),
    ],
    ids=lambda value: ".".join(value) if isinstance(value, tuple) else "",
)
def test_patched_method_takes_these_parameters(
    target: tuple[str, str, str], parameters: list[str]
) -> None:
    module_name, class_name, method = target
    try:
        module = importlib.import_module(module_name)
    except ImportError:
        pytest.skip(f"this aiobotocore has no {module_name}")

    found = inspect.unwrap(getattr(getattr(module, class_name), method))

    assert list(inspect.signature(found).parameters) == parameters, (
        "See compat/aiobotocore.py, and interception/patches.py for the replacement."
    )


def test_endpoint_waits_for_what_the_handlers_of_needs_retry_return() -> None:
    module_name, class_name, method = aiobotocore.NEEDS_RETRY
    found = getattr(getattr(importlib.import_module(module_name), class_name), method)
    source = inspect.getsource(inspect.unwrap(found))
    message = "See NEEDS_RETRY and AioRetryingEndpoint in compat/aiobotocore.py."

    assert "await self._event_emitter.emit(" in source, message
    assert "endpoint=self" in source, message
    assert "sleep(handler_response)" in source, message
