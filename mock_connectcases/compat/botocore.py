"""Private and undocumented names of botocore."""

from __future__ import annotations

from contextlib import nullcontext
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from botocore.awsrequest import AWSRequest, AWSResponse
    from botocore.endpoint import Endpoint
    from botocore.history import HistoryRecorder
    from botocore.hooks import EventAliaser, HierarchicalEmitter
    from botocore.loaders import Loader
    from botocore.model import Shape
    from botocore.signers import RequestSigner

SEND = ("botocore.httpsession", "URLLib3Session", "send")
CREATE_LOADER = ("botocore.session", "", "create_loader")
CREATE_CLIENT_CREATOR = ("botocore.client", "ClientCreator", "__init__")
ACCEPTS_KWARGS = ("botocore.hooks", "", "accepts_kwargs")
CREATE_ALIASER = ("botocore.hooks", "EventAliaser", "__init__")
CALL = ("botocore.client", "BaseClient", "_make_api_call")
NEEDS_RETRY = ("botocore.endpoint", "Endpoint", "_needs_retry")
ADD_AUTH = ("botocore.auth", "SigV4Auth", "add_auth")

ENDPOINTS_KEY = ("load_data_with_path", "endpoints")
"""The key of the table of endpoints in the cache of a loader."""


def share_aliases(aliaser: EventAliaser, names: dict[str, str]) -> None:
    """Let an emitter look up aliases of whole event names in a dictionary that fills as it does."""
    aliaser._alias_name_cache = names


def set_cache(loader: Loader, cache: dict[tuple[Any, ...], Any]) -> None:
    """Replace the cache of a loader."""
    loader._cache = cache


def set_content(response: AWSResponse, content: bytes) -> None:
    """Set the content of a response, which is else read from its body."""
    response._content = content


def is_sparse(shape: Shape) -> bool:
    """Return whether nulls are values of this list or map."""
    return bool(shape._shape_model.get("sparse"))


def handle_last(event: str, handler: Callable[..., Any]) -> None:
    """Register a handler in all sessions to come, behind all others of the event."""
    from botocore import handlers  # noqa: PLC0415 - this module is imported before botocore is

    handlers.BUILTIN_HANDLERS.append((event, handler, handlers.REGISTER_LAST))


def emitter_of(signer: RequestSigner) -> HierarchicalEmitter:
    """Return the emitter of the events of a client."""
    return signer._event_emitter._emitter


def handlers_of(emitter: HierarchicalEmitter, event: str) -> list[Any]:
    """Return the handlers of an event in the order in which they are called."""
    return list(emitter._handlers.prefix_search(event))


def handler_cache(emitter: HierarchicalEmitter) -> dict[Any, Any]:
    """Return the cache of an emitter; a new one takes its place whenever a handler changes."""
    cache: dict[Any, Any] = emitter._lookup_cache
    return cache


def methods_of(endpoint: type[Endpoint]) -> tuple[Any, ...]:
    """Return the methods by which a client makes requests, which libraries for tracing replace."""
    return (
        endpoint.make_request,
        endpoint._send_request,
        endpoint.create_request,
        endpoint.prepare_request,
    )


class RetryingEndpoint:
    """Stands for an endpoint while it finds out about a retry, and does not wait before it."""

    def __init__(self, endpoint: Any, wait: Callable[[float], None]) -> None:
        self._endpoint = endpoint
        self._wait = wait

    @property
    def _event_emitter(self) -> RetryingEndpoint:
        return self

    def emit(self, event_name: str, **kwargs: Any) -> list[tuple[Any, Any]]:
        """Emit ``needs-retry``, and have the wait that the handlers return done otherwise."""
        emitter = self._endpoint._event_emitter
        return self.without_wait(emitter.emit(event_name, **{**kwargs, "endpoint": self._endpoint}))

    def without_wait(self, responses: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
        """Return the responses of handlers with no seconds to wait."""
        seconds = next((each for _, each in responses if each is not None), None)
        if isinstance(seconds, bool) or not isinstance(seconds, int | float):
            return responses
        self._wait(seconds)
        return [(handler, None if each is None else 0) for handler, each in responses]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._endpoint, name)


def credentials_of(signer: RequestSigner) -> Any:
    """Return the credentials of a client, or None."""
    return signer._credentials


def is_recording(history: HistoryRecorder) -> bool:
    """Return whether botocore passes each request on to its history, as the AWS CLI can have it."""
    return bool(history._enabled)


def features() -> Any:
    """Return the features of a call, which the user agent lists; None for an older botocore."""
    context = _context()
    return None if context is None else context.get_context()


@cache
def _context() -> Any:
    """Return the module of the context of calls, which the oldest supported botocore lacks."""
    return import_module("botocore.context") if find_spec("botocore.context") else None


def using(features: Any) -> AbstractContextManager[Any]:
    """Return a context in which the features of a call are those that a user agent lists."""
    if features is None:
        return nullcontext()
    context: AbstractContextManager[Any] = _context().start_as_current_context(features)
    return context


def sign(request: AWSRequest, credentials: Any, service: str, region: str, at: datetime) -> None:
    """Sign a request as botocore does at that time."""
    from botocore import auth  # noqa: PLC0415 - likewise

    frozen = credentials.get_frozen_credentials()
    if hasattr(frozen, "send"):
        frozen = _result_of(frozen)
    signer = auth.SigV4Auth(frozen, service, region)
    request.context["timestamp"] = at.strftime(auth.SIGV4_TIMESTAMP)
    signer._modify_request_before_signing(request)
    text = signer.string_to_sign(request, signer.canonical_request(request))
    signer._inject_signature_to_request(request, signer.signature(text, request))


def _result_of(coroutine: Any) -> Any:
    """Run a coroutine of aiobotocore that waits for nothing."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError(f"{coroutine!r} waits, so that it has no result yet.")
