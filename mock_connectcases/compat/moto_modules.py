"""Undocumented names in modules of moto that this package completes while they are imported.

Rule of this file: it imports no moto, which may be half imported when it is used.  Each ``check``
describes what a module lacks, or returns an empty string.
"""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

URLS = "moto.backend_index"
BEFORE_SEND = "moto.core.botocore_stubber"
CLOUDFORMATION_MODELS = "moto.cloudformation.models"
CLOUDFORMATION_PARSING = "moto.cloudformation.parsing"
CONNECT_URLS = "moto.connect.urls"
TAGGING_MODELS = "moto.resourcegroupstaggingapi.models"


def url_patterns(backend_index: Any) -> list[tuple[str, Any]]:
    """Return the list of services and URL patterns, of which moto takes the first that matches."""
    patterns: list[tuple[str, Any]] = backend_index.backend_url_patterns
    return patterns


def check_before_send(botocore_stubber: Any) -> str:
    """Check the ``before-send`` handler."""
    stubber = getattr(botocore_stubber, "BotocoreStubber", None)
    if stubber is None:
        return "moto.core.botocore_stubber.BotocoreStubber is missing"
    for method, expected in (
        ("__call__", ["self", "event_name", "request", "kwargs"]),
        ("process_request", ["self", "request"]),
    ):
        found = getattr(stubber, method, None)
        if found is None or list(inspect.signature(found).parameters) != expected:
            return f"BotocoreStubber.{method} does not take ({', '.join(expected)})"
    if not hasattr(stubber(), "enabled"):
        return "BotocoreStubber.enabled is missing"
    return ""


def wrap_before_send(
    botocore_stubber: Any, wrap: Callable[[Callable[..., Any]], Callable[..., Any]]
) -> None:
    """Replace the ``before-send`` handler."""
    stubber = botocore_stubber.BotocoreStubber
    stubber.__call__ = wrap(stubber.__call__)


def check_connect(urls: Any) -> str:
    """Check the URLs and responses of Amazon Connect."""
    responses = getattr(urls, "ConnectResponse", None)
    if responses is None or not isinstance(getattr(urls, "url_paths", None), dict):
        return "moto.connect.urls has no ConnectResponse or no url_paths"
    if not hasattr(responses, "connect_backend"):
        return "moto's ConnectResponse has no connect_backend"
    return ""


def check_tagging(models: Any) -> str:
    """Check the Resource Groups Tagging API."""
    if not hasattr(models, "iter_taggable_backends"):
        return "this moto does not request tagged resources of backends, as 5.2.2 and newer do"
    return ""


def check_cloudformation(models: Any) -> str:
    """Check the stacks of CloudFormation."""
    for class_name, methods in (
        ("CloudFormationBackend", ("create_stack", "delete_stack")),
        ("ResourceMap", ("load", "update", "delete", "_delete_resource", "load_conditions")),
        ("OutputMap", ()),
    ):
        found = getattr(models, class_name, None)
        if found is None:
            return f"moto.cloudformation.models.{class_name} is missing"
        for method in methods:
            if not hasattr(found, method):
                return f"moto's {class_name}.{method} is missing"
    stack = getattr(models, "Stack", None) or getattr(models, "FakeStack", None)
    if not hasattr(stack, "_add_stack_event"):
        return "the method _add_stack_event of moto's stacks is missing"
    from moto.cloudformation import parsing  # noqa: PLC0415 - loaded with the models

    if not hasattr(parsing, "parse_and_update_resource"):
        return "moto.cloudformation.parsing.parse_and_update_resource is missing"
    return ""


def clear_model_caches(parsing: Any) -> None:
    """Let ``moto.cloudformation.parsing`` list the models of resources again."""
    for name in ("get_model_list", "get_model_map", "get_name_type_map"):
        clear = getattr(getattr(parsing, name, None), "cache_clear", None)
        if clear is not None:
            clear()


def add_stack_event(stack: Any, status: str, reason: str | None = None) -> None:
    """Add an event to a stack of CloudFormation."""
    stack._add_stack_event(status, resource_status_reason=reason)


class StackResources:
    """The contents of moto's ``ResourceMap`` of one stack."""

    def __init__(self, resource_map: Any) -> None:
        self._map = resource_map

    @property
    def template(self) -> dict[str, Any]:
        """The template."""
        template: dict[str, Any] = self._map._template
        return template

    @template.setter
    def template(self, template: dict[str, Any]) -> None:
        self._map._template = template

    @property
    def definitions(self) -> dict[str, Any]:
        """The resources of the template, by logical id."""
        definitions: dict[str, Any] = self._map._resource_json_map
        return definitions

    @definitions.setter
    def definitions(self, definitions: dict[str, Any]) -> None:
        self._map._resource_json_map = definitions

    @property
    def parsed(self) -> dict[str, Any]:
        """The created resources by logical id, and the values of parameters."""
        parsed: dict[str, Any] = self._map._parsed_resources
        return parsed

    @parsed.setter
    def parsed(self, parsed: dict[str, Any]) -> None:
        self._map._parsed_resources = parsed

    @property
    def account_id(self) -> str:
        """The account of the stack."""
        return str(self._map._account_id)

    @property
    def region(self) -> str:
        """The region of the stack."""
        return str(self._map._region_name)

    def update(self, logical_id: str) -> Any:
        """Update a resource to its definition; return the resource that results."""
        from moto.cloudformation import parsing  # noqa: PLC0415 - loaded with the models

        update: Any = parsing.parse_and_update_resource
        return update(
            logical_id,
            self.definitions[logical_id],
            self._map,
            account_id=self.account_id,
            region_name=self.region,
        )

    def delete(self, resource: Any, definition: Any) -> None:
        """Delete a resource as moto does."""
        type(self._map)._delete_resource(self._map, resource, definition)

    @contextmanager
    def deleting_with(self, delete: Callable[[Any, Any], None]) -> Iterator[None]:
        """Have moto call another function to delete a resource of this stack."""
        self._map._delete_resource = delete
        try:
            yield
        finally:
            del self._map._delete_resource
