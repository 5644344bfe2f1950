"""Private and undocumented names of moto's core."""

from __future__ import annotations

import functools
import threading
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from math import isinf
from typing import TYPE_CHECKING, Any

from botocore import xform_name
from moto import backends, settings
from moto.core import base_backend
from moto.core.base_backend import BackendDict
from moto.core.config import default_user_config
from moto.core.model_instances import model_data
from moto.core.models import MockAWS, botocore_stubber
from moto.core.responses import BaseResponse
from moto.moto_api import recorder
from moto.moto_api._internal import mock_random
from moto.moto_api._internal.managed_state_model import ManagedState
from moto.moto_api._internal.models import moto_api_backend

__all__ = ["ManagedState"]

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime, timedelta

    from moto.core.common_types import TYPE_RESPONSE
    from moto.iam.access_control import IAMRequest

_switching = threading.local()


def _recording(switch: Callable[..., None]) -> Callable[..., None]:
    """Wrap ``MockAWS.start`` or ``stop``: remember in which thread it runs."""

    @functools.wraps(switch)
    def recorded(*args: Any, **kwargs: Any) -> None:
        before = is_switching()
        _switching.here = True
        try:
            switch(*args, **kwargs)
        finally:
            _switching.here = before

    return recorded


def is_switching() -> bool:
    """Return whether a ``mock_aws`` is starting or stopping in this thread."""
    return getattr(_switching, "here", False)


MockAWS.start = _recording(MockAWS.start)  # type: ignore[method-assign]
MockAWS.stop = _recording(MockAWS.stop)  # type: ignore[method-assign]


def active_mocks() -> int:
    """Return the number of ``mock_aws`` that are on."""
    return MockAWS._nested_count


def switch_lock() -> AbstractContextManager[Any]:
    """Return the lock that a ``mock_aws`` holds while it starts or stops."""
    return MockAWS._mock_init_lock


def locks() -> list[Any]:
    """Return the locks that moto holds while it calls this package."""
    return [MockAWS._mock_init_lock, base_backend.backend_lock]


def decorate_class(mock: Callable[..., Any], decorated: type) -> type:
    """Decorate the test methods of a class with a mock, by moto's rules."""
    decorate: Any = MockAWS._decorate_class
    result: type = decorate(mock, decorated)
    return result


def backends_to_reset() -> list[Any]:
    """Return the list of backends that moto clears at its next reset; it empties the list then."""
    listed: list[Any] = BackendDict._instances  # type: ignore[misc]
    return listed


def reset() -> None:
    """Reset every service, as ``/moto-api/reset`` does."""
    moto_api_backend.reset()


def user_config() -> dict[str, Any]:
    """Return moto's settings: one dictionary, which is changed in place."""
    return default_user_config  # type: ignore[return-value]


def is_recording() -> bool:
    """Return whether moto's recorder is on."""
    return recorder._user_enabled


def enforces_policies() -> bool:
    """Return whether moto enforces IAM policies."""
    return not isinf(settings.INITIAL_NO_AUTH_ACTION_COUNT)


def answers_clients() -> bool:
    """Return whether moto's ``before-send`` handler is on."""
    return botocore_stubber.enabled


def is_before_send_handler(handler: Any) -> bool:
    """Return whether a handler of botocore's events is moto's."""
    return handler is botocore_stubber


def process_request(request: Any) -> tuple[int, Any, str | bytes] | None:
    """Answer a request of botocore as moto's ``before-send`` handler does."""
    return botocore_stubber.process_request(request)


def service_of(url: str) -> str | None:
    """Return the service that moto finds at a URL."""
    return backends.get_service_from_url(url)


def answers(service: str, operation: str) -> bool:
    """Return whether moto has an operation of a service, by boto3's names of both.

    moto has a method of this name in the responses of a service or in its backend.
    """
    name = service.replace("-", "")
    package = f"moto.{backends.ALT_SERVICE_NAMES.get(name, name)}"
    if find_spec(package) is None:
        return False
    try:
        import_module(f"{package}.urls")  # completed by a module of ours
        modules = [import_module(f"{package}.{name}") for name in ("responses", "models")]
    except ImportError:  # an extra of moto is missing
        return False
    method = xform_name(operation)
    classes = [each for module in modules for each in vars(module).values() if type(each) is type]
    bases = (BaseResponse, base_backend.BaseBackend)
    return any(issubclass(each, bases) and hasattr(each, method) for each in classes)


def random_bits(count: int) -> int:
    """Return bits of the random source that ``/moto-api/seed`` seeds."""
    return mock_random.getrandbits(count)


def show_on_dashboard(service: str, name: str, model: Any) -> None:
    """Add a model to moto's dashboard."""
    model_data[service][name] = model


def hide_from_dashboard(service: str) -> None:
    """Take the models of a service off moto's dashboard."""
    model_data.pop(service)


def read_progress(state: ManagedState) -> tuple[str, int, datetime]:
    """Return the progress of a state of moto's state-transition manager, without moving it on.

    That is its status, the number of advances since it last changed, and the time of that change in
    the local time of the process.
    """
    return str(state._status), state._tick, state._time_progressed


def write_progress(state: ManagedState, status: str, advances: int, since: datetime) -> None:
    """Set the progress of a state, in the terms of ``read_progress``."""
    state._status, state._tick, state._time_progressed = status, advances, since


def move_progress(state: ManagedState, by: timedelta) -> None:
    """Move the last change of a state into the past."""
    state._time_progressed -= by


class ServiceResponse(BaseResponse):
    """A response class of moto that answers a request as a whole."""

    operation = ""
    """The name of the operation, for moto's IAM."""

    def respond(self, request: Any, full_url: str | None, headers: Any) -> TYPE_RESPONSE:
        """Answer a request."""
        raise NotImplementedError

    def authorize(self, make_request: Callable[..., IAMRequest]) -> None:
        """Authenticate the request, and check that IAM permits it; raises moto's HTTPException."""
        self._authenticate_and_authorize_action(make_request)  # type: ignore[arg-type]

    def _dispatch(
        self, request: Any, full_url: str | None = None, headers: Any = None
    ) -> TYPE_RESPONSE:
        return self.respond(request, full_url, headers)

    def _get_action(self) -> str:
        return self.operation


def access_key_of(request: IAMRequest) -> Any:
    """Return the access key that signed a request: it has an ARN and collects its policies."""
    return request._access_key


def account_of_key(iam_models: Any, access_key: str) -> str:
    """Return the account that owns an access key; ``iam_models`` is ``moto.iam.models``."""
    owner: str = iam_models.get_account_id_from(access_key)
    return owner


def record_visit(iam_models: Any, account_id: str, access_key: str, region: str) -> None:
    """Record in moto's IAM that an access key was used."""
    iam_models.mark_account_as_visited(
        account_id=account_id, access_key=access_key, service="connectcases", region=region
    )


_list_modules = backends.list_of_moto_modules


def cache_list_of_modules() -> None:
    """List moto's folder once: it does so at each request, which takes half of the time."""
    backends.list_of_moto_modules = cache(lambda: list(_list_modules()))


def restore_list_of_modules() -> None:
    """List moto's folder at each request again."""
    backends.list_of_moto_modules = _list_modules


class NoSuchServiceError(LookupError):
    """moto's server has no service for a request."""


def server_application() -> Any:
    """Return the WSGI application of moto's server; needs the extra ``server-with-moto``.

    It raises NoSuchServiceError where moto would fail for want of a service.
    """
    import flask  # noqa: F401, PLC0415 - moto warns of its absence, and fails only later
    from moto.moto_server import werkzeug_app  # noqa: PLC0415 - needs an extra

    def create(service: str | None) -> Any:
        if service is None:
            raise NoSuchServiceError
        return werkzeug_app.create_backend_app(service)  # type: ignore[arg-type]

    return werkzeug_app.DomainDispatcherApplication(create)
