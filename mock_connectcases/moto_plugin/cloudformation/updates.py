"""Updates stacks in AWS's order, and rolls the whole update back where one step fails.

moto removes resources first, updates only edited ones, and leaves a failed update as it is.
"""

from __future__ import annotations

import contextlib
import functools
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases.compat.moto_modules import StackResources, add_stack_event
from mock_connectcases.connectcases.direct_call import CallRefused
from mock_connectcases.moto_plugin.cloudformation import references
from mock_connectcases.moto_plugin.cloudformation.failures import reason_of, refusal
from mock_connectcases.moto_plugin.cloudformation.references import has_cases
from mock_connectcases.moto_plugin.cloudformation.resources import CasesResource, handles

if TYPE_CHECKING:
    from collections.abc import Callable


RETAIN = "Retain"
RETAIN_EXCEPT_ON_CREATE = "RetainExceptOnCreate"
"""Policies that retain a resource; the second not where the creation itself is rolled back."""


def with_update_rollback(moto_update: Callable[..., None], models: Any) -> Callable[..., None]:
    """Wrap ``ResourceMap.update``, which executes updates and change sets of any kind."""

    @functools.wraps(moto_update)
    def update(resource_map: Any, template: dict[str, Any], parameters: Any = None) -> None:
        resources = StackResources(resource_map)
        if not (has_cases(resources.definitions) or has_cases(template.get("Resources", {}))):
            moto_update(resource_map, template, parameters)
            return
        before = _StackBefore.of(resource_map)
        replaced: list[CasesResource] = []
        # moto removes before it adds; AWS does when all else has gone well (documented).
        with resources.deleting_with(functools.partial(_delete_others, resources)):
            try:
                references.check(template, refusal)
                moto_update(resource_map, template, parameters)
                _update_dependents(resources, replaced)
            except Exception as error:
                stacks = models.cloudformation_backends[resources.account_id]
                stack = stacks[resources.region].stacks[resource_map.stack_id]
                _roll_back(resources, before, replaced, stack, reason_of(error))
                before.restore(resource_map)
                _finish_rollback(stack, before)
                raise
        _remove_unused(resources, before, replaced)

    return update


class _StackBefore(NamedTuple):
    """A stack before an update."""

    template: dict[str, Any]
    definitions: dict[str, Any]
    parsed: dict[str, Any]
    parameters: dict[str, Any]
    resolved: dict[str, Any]

    @classmethod
    def of(cls, resource_map: Any) -> _StackBefore:
        """Return the present state of a stack."""
        resources = StackResources(resource_map)
        return cls(
            resources.template,
            resources.definitions,
            dict(resources.parsed),
            resource_map.input_parameters,
            dict(resource_map.resolved_parameters),
        )

    @property
    def rollback(self) -> str:
        """The beginning of the status of a rollback: a stack without resources is a new one."""
        return "UPDATE_ROLLBACK" if self.definitions else "ROLLBACK"

    def restore(self, resource_map: Any) -> None:
        """Restore moto's records of the stack."""
        resources = StackResources(resource_map)
        resources.template = self.template
        resources.definitions = self.definitions
        resources.parsed = self.parsed
        resource_map.input_parameters = self.parameters
        resource_map.resolved_parameters = self.resolved
        resource_map.load_conditions()


def _delete_others(resources: StackResources, resource: Any, definition: Any) -> None:
    if not isinstance(resource, CasesResource):
        resources.delete(resource, definition)


def _update_dependents(resources: StackResources, replaced: list[CasesResource]) -> None:
    """Update the resources that refer to replaced ones; moto updates only edited ones."""
    parsed = resources.parsed
    names = [name for name in handles(parsed) if name in resources.definitions]
    settled = False
    while not settled:
        settled = True
        for name in names:
            old = parsed[name]
            parsed[name] = new = resources.update(name)
            if new.physical_resource_id != old.physical_resource_id:
                replaced.append(old)
                settled = False


def _remove_unused(
    resources: StackResources, before: _StackBefore, replaced: list[CasesResource]
) -> None:
    """Remove the resources that are no part of the updated stack, the latest first.

    One that cannot be removed stays, and the update completes all the same (documented).
    """
    parsed = resources.parsed
    for name in handles(parsed):
        if name not in resources.definitions:
            del parsed[name]
    used = {each.physical_resource_id for each in handles(parsed).values()}
    unused = [*handles(before.parsed).values(), *replaced]
    for each in reversed(unused):
        if each.physical_resource_id not in used and not _is_retained(each, resources, before):
            _remove(each)


def _is_retained(resource: CasesResource, resources: StackResources, before: _StackBefore) -> bool:
    """Return whether a policy retains a resource: of a replaced one the updated template's.

    UpdateReplacePolicy decides on what was replaced, DeletionPolicy on what left the template
    (documented).
    """
    logical_id = resource.logical_resource_id
    if logical_id in resources.definitions:
        return bool(resources.definitions[logical_id].get("UpdateReplacePolicy") == RETAIN)
    policy = before.definitions.get(logical_id, {}).get("DeletionPolicy")
    return policy in (RETAIN, RETAIN_EXCEPT_ON_CREATE)


def _roll_back(
    resources: StackResources,
    before: _StackBefore,
    replaced: list[CasesResource],
    stack: Any,
    reason: str,
) -> None:
    """Restore the resources from their handles, and remove those that the update created."""
    add_stack_event(stack, f"{before.rollback}_IN_PROGRESS", reason)
    old = handles(before.parsed)
    lasting = {each.physical_resource_id for each in old.values()}
    for name, resource in reversed(list(resources.parsed.items())):
        if isinstance(resource, CasesResource):
            if resource.physical_resource_id not in lasting:
                created = name not in old
                policy = resources.definitions.get(name, {}).get("DeletionPolicy")
                if not (created and policy == RETAIN):
                    _remove(resource)
            elif resource is not old[name]:
                old[name].restore()
        elif name not in before.parsed and name in resources.definitions:
            resources.delete(resource, resources.definitions[name])
    for resource in replaced:
        if resource.physical_resource_id not in lasting:
            _remove(resource)


def _finish_rollback(stack: Any, before: _StackBefore) -> None:
    if before.definitions:
        stack.template_dict, stack.template = before.template, json.dumps(before.template)
    stack.status = f"{before.rollback}_COMPLETE"
    add_stack_event(stack, stack.status)


def _remove(resource: CasesResource) -> None:
    """Remove a resource that is part of no stack, unless the service refuses."""
    with contextlib.suppress(CallRefused):
        resource.remove()
