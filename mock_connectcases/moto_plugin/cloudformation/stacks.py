"""Keeps stacks whole: what fails is undone, as AWS does and moto does not.

Rule of this file: only stacks with resources of Amazon Connect Cases are touched, and what is in
them of other services is undone as far as moto's own deletion goes.
"""

from __future__ import annotations

import functools
import warnings
from typing import TYPE_CHECKING, Any

from moto.cloudformation import parsing

from mock_connectcases.moto_plugin.cloudformation import references
from mock_connectcases.moto_plugin.cloudformation.failures import reason_of, refusal
from mock_connectcases.moto_plugin.cloudformation.references import has_cases
from mock_connectcases.moto_plugin.cloudformation.resources import handles
from mock_connectcases.moto_plugin.cloudformation.updates import undoing_update

if TYPE_CHECKING:
    from collections.abc import Callable


def complete(models: Any) -> None:
    """Wrap what of ``moto.cloudformation.models`` makes and changes stacks.

    A moto that has changed is left alone: resources are made, but what fails is not undone.
    """
    moved = what_moved(models)
    if moved:
        warnings.warn(
            "CloudFormation stacks with resources of Amazon Connect Cases are not rolled back when"
            f" they fail: {moved}.",
            RuntimeWarning,
            stacklevel=2,
        )
        return
    backend, resource_map = models.CloudFormationBackend, models.ResourceMap
    backend.create_stack = _undoing_creation(backend.create_stack, models.OutputMap)
    resource_map.load = _checking_references(resource_map.load)
    resource_map.delete = _leavinghandles(resource_map.delete)
    resource_map.update = undoing_update(resource_map.update, models)


def what_moved(models: Any) -> str:
    """Say what of moto's stacks is not where it is needed; nothing if all is in place."""
    for class_name, methods in (
        ("CloudFormationBackend", ("create_stack", "delete_stack")),
        ("ResourceMap", ("load", "update", "delete", "_delete_resource", "load_conditions")),
        ("OutputMap", ()),
    ):
        found = getattr(models, class_name, None)
        if found is None:
            return f"moto.cloudformation.models.{class_name} is gone"
        for method in methods:
            if not hasattr(found, method):
                return f"moto's {class_name}.{method} is gone"
    if not hasattr(parsing, "parse_and_update_resource"):
        return "moto.cloudformation.parsing.parse_and_update_resource is gone"
    return ""


def _checking_references(moto_load: Callable[[Any], None]) -> Callable[[Any], None]:
    @functools.wraps(moto_load)
    def load(resource_map: Any) -> None:
        references.check(resource_map._template, refusal)
        moto_load(resource_map)

    return load


def _leavinghandles(moto_delete: Callable[[Any], None]) -> Callable[[Any], None]:
    """Keep handles of what is deleted: moto makes a resource that it does not find, when asked."""

    @functools.wraps(moto_delete)
    def delete(resource_map: Any) -> None:
        left = handles(resource_map._parsed_resources)
        moto_delete(resource_map)
        resource_map._parsed_resources.update(left)

    return delete


def _undoing_creation(moto_create: Callable[..., Any], output_map: Any) -> Callable[..., Any]:
    @functools.wraps(moto_create)
    def create_stack(backend: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        known = set(backend.stacks)
        try:
            return moto_create(backend, name, *args, **kwargs)
        except Exception as error:
            made = [stack for key, stack in backend.stacks.items() if key not in known]
            for stack in made:
                if stack.name == name and _is_ours(stack, error):
                    nested = [each for each in made if each is not stack]
                    _undo_creation(backend, stack, nested, reason_of(error))
                    stack.output_map = output_map(stack.resource_map, {}, stack.stack_id)
                    setattr(error, _MARK, True)
            raise

    return create_stack


_MARK = "failed_in_connectcases"
"""Set on the error with which a stack of ours fails, for the stacks that it is nested in."""


def _is_ours(stack: Any, error: Exception) -> bool:
    return has_cases(stack.template_dict.get("Resources", {})) or hasattr(error, _MARK)


def _undo_creation(backend: Any, stack: Any, nested: list[Any], reason: str) -> None:
    stack._add_stack_event("ROLLBACK_IN_PROGRESS", resource_status_reason=reason)
    stack.resource_map.delete()
    for each in nested:
        backend.delete_stack(each.stack_id)
    # moto would make resources of these whenever somebody looks at the stack.
    stack.resource_map._resource_json_map = {}
    for name, export in list(backend.exports.items()):
        if export.exporting_stack_id == stack.stack_id:
            del backend.exports[name]
    stack.status = "ROLLBACK_COMPLETE"
    stack._add_stack_event(stack.status)
