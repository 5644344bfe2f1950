"""Rolls back stacks that fail, as AWS does and moto does not.

Rule of this file: only stacks with resources of Amazon Connect Cases are affected.  Resources of
other services in them are rolled back as far as moto can delete them.
"""

from __future__ import annotations

import functools
import warnings
from typing import TYPE_CHECKING, Any

from mock_connectcases.compat import moto_modules
from mock_connectcases.compat.moto_modules import StackResources
from mock_connectcases.moto_plugin.cloudformation import references
from mock_connectcases.moto_plugin.cloudformation.failures import reason_of, refusal
from mock_connectcases.moto_plugin.cloudformation.references import has_cases
from mock_connectcases.moto_plugin.cloudformation.resources import handles
from mock_connectcases.moto_plugin.cloudformation.updates import (
    RETAIN_EXCEPT_ON_CREATE,
    with_update_rollback,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def complete(models: Any) -> None:
    """Wrap the functions of ``moto.cloudformation.models`` that create and change stacks.

    A moto that differs stays as it is: stacks work, but those that fail are not rolled back.
    """
    difference = moto_modules.check_cloudformation(models)
    if difference:
        warnings.warn(
            "CloudFormation stacks with resources of Amazon Connect Cases are not rolled back when"
            f" they fail: {difference}.",
            RuntimeWarning,
            stacklevel=2,
        )
        return
    backend, resource_map = models.CloudFormationBackend, models.ResourceMap
    backend.create_stack = _with_creation_rollback(backend.create_stack, models.OutputMap)
    resource_map.load = _checking_references(resource_map.load)
    resource_map.delete = _retaining_handles(resource_map.delete)
    resource_map.update = with_update_rollback(resource_map.update, models)


def _checking_references(moto_load: Callable[[Any], None]) -> Callable[[Any], None]:
    @functools.wraps(moto_load)
    def load(resource_map: Any) -> None:
        references.check(StackResources(resource_map).template, refusal)
        moto_load(resource_map)

    return load


def _retaining_handles(moto_delete: Callable[[Any], None]) -> Callable[[Any], None]:
    """Retain handles of deleted resources: moto would create one again to read its attribute."""

    @functools.wraps(moto_delete)
    def delete(resource_map: Any) -> None:
        resources = StackResources(resource_map)
        deleted = handles(resources.parsed)
        with resources.deleting_with(functools.partial(_delete_unretained, resources)):
            moto_delete(resource_map)
        resources.parsed.update(deleted)

    return delete


def _delete_unretained(resources: StackResources, resource: Any, definition: Any) -> None:
    """Delete a resource unless it is retained by the policy that moto does not know."""
    if definition.get("DeletionPolicy") != RETAIN_EXCEPT_ON_CREATE:
        resources.delete(resource, definition)


def _with_creation_rollback(moto_create: Callable[..., Any], output_map: Any) -> Callable[..., Any]:
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
                    _roll_back_creation(backend, stack, nested, reason_of(error))
                    stack.output_map = output_map(stack.resource_map, {}, stack.stack_id)
                    setattr(error, _MARK, True)
            raise

    return create_stack


_MARK = "failed_in_connectcases"
"""Set on the error of a failing stack of ours, for the stacks that it is nested in."""


def _is_ours(stack: Any, error: Exception) -> bool:
    return has_cases(stack.template_dict.get("Resources", {})) or hasattr(error, _MARK)


def _roll_back_creation(backend: Any, stack: Any, nested: list[Any], reason: str) -> None:
    moto_modules.add_stack_event(stack, "ROLLBACK_IN_PROGRESS", reason)
    resources = StackResources(stack.resource_map)
    resources.definitions = {
        name: {**each, "DeletionPolicy": "Delete"}
        if each.get("DeletionPolicy") == RETAIN_EXCEPT_ON_CREATE
        else each
        for name, each in resources.definitions.items()
    }
    stack.resource_map.delete()
    for each in nested:
        backend.delete_stack(each.stack_id)
    # moto would create resources from these whenever a client describes the stack.
    resources.definitions = {}
    for name, export in list(backend.exports.items()):
        if export.exporting_stack_id == stack.stack_id:
            del backend.exports[name]
    stack.status = "ROLLBACK_COMPLETE"
    moto_modules.add_stack_event(stack, stack.status)
