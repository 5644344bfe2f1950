"""Updates of stacks: carried out in AWS's order, and undone as a whole where one step fails.

moto removes resources first, updates only what was edited, and leaves a failed update as it is.
"""

from __future__ import annotations

import contextlib
import functools
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from moto.cloudformation import parsing

from mock_connectcases.connectcases.direct_call import CallRefused
from mock_connectcases.moto_plugin.cloudformation import references
from mock_connectcases.moto_plugin.cloudformation.failures import reason_of, refusal
from mock_connectcases.moto_plugin.cloudformation.references import has_cases
from mock_connectcases.moto_plugin.cloudformation.resources import CasesResource, handles

if TYPE_CHECKING:
    from collections.abc import Callable


def undoing_update(moto_update: Callable[..., None], models: Any) -> Callable[..., None]:
    """Wrap ``ResourceMap.update``, which carries out updates and change sets of any kind."""

    @functools.wraps(moto_update)
    def update(resource_map: Any, template: dict[str, Any], parameters: Any = None) -> None:
        old_resources = resource_map._resource_json_map
        if not (has_cases(old_resources) or has_cases(template.get("Resources", {}))):
            moto_update(resource_map, template, parameters)
            return
        before = _Before.of(resource_map)
        replaced: list[CasesResource] = []
        # moto removes before it adds; AWS does when all else has gone well (documented).
        resource_map._delete_resource = functools.partial(_delete_others, resource_map)
        try:
            references.check(template, refusal)
            moto_update(resource_map, template, parameters)
            _update_dependents(resource_map, replaced)
        except Exception as error:
            stacks = models.cloudformation_backends[resource_map._account_id]
            stack = stacks[resource_map._region_name].stacks[resource_map.stack_id]
            _undo_update(resource_map, before, replaced, stack, reason_of(error))
            raise
        finally:
            del resource_map._delete_resource
        _remove_unused(resource_map, before, replaced)

    return update


class _Before(NamedTuple):
    """What a stack was before an update."""

    template: dict[str, Any]
    resources: dict[str, Any]
    parsed: dict[str, Any]
    parameters: dict[str, Any]
    resolved: dict[str, Any]

    @classmethod
    def of(cls, resource_map: Any) -> _Before:
        """Remember a stack."""
        return cls(
            resource_map._template,
            resource_map._resource_json_map,
            dict(resource_map._parsed_resources),
            resource_map.input_parameters,
            dict(resource_map.resolved_parameters),
        )

    def restore(self, resource_map: Any) -> None:
        """Make moto's records say what they said."""
        resource_map._template = self.template
        resource_map._resource_json_map = self.resources
        resource_map._parsed_resources = self.parsed
        resource_map.input_parameters = self.parameters
        resource_map.resolved_parameters = self.resolved
        resource_map.load_conditions()


def _delete_others(resource_map: Any, resource: Any, resource_json: Any) -> None:
    if not isinstance(resource, CasesResource):
        type(resource_map)._delete_resource(resource_map, resource, resource_json)


def _update_dependents(resource_map: Any, replaced: list[CasesResource]) -> None:
    """Update what refers to resources that were replaced; moto updates only what was edited."""
    parsed = resource_map._parsed_resources
    names = [name for name in handles(parsed) if name in resource_map._resource_json_map]
    update: Any = parsing.parse_and_update_resource
    settled = False
    while not settled:
        settled = True
        for name in names:
            old = parsed[name]
            parsed[name] = new = update(
                name,
                resource_map._resource_json_map[name],
                resource_map,
                account_id=resource_map._account_id,
                region_name=resource_map._region_name,
            )
            if new.physical_resource_id != old.physical_resource_id:
                replaced.append(old)
                settled = False


def _remove_unused(resource_map: Any, before: _Before, replaced: list[CasesResource]) -> None:
    """Remove what the updated stack no longer has, those made last first.

    One that cannot be removed is left, and the update is complete all the same (documented).
    """
    parsed = resource_map._parsed_resources
    for name in handles(parsed):
        if name not in resource_map._resource_json_map:
            del parsed[name]
    kept = {each.physical_resource_id for each in handles(parsed).values()}
    unused = [*handles(before.parsed).values(), *replaced]
    for each in reversed(unused):
        if each.physical_resource_id not in kept and not _is_retained(each, before):
            _remove(each)


def _is_retained(resource: CasesResource, before: _Before) -> bool:
    described = before.resources.get(resource.logical_resource_id, {})
    return bool(described.get("DeletionPolicy") == "Retain")


def _undo_update(
    resource_map: Any, before: _Before, replaced: list[CasesResource], stack: Any, reason: str
) -> None:
    """Go back to what the stack was; the handles of before still lead to their resources."""
    prefix = "UPDATE_ROLLBACK" if before.resources else "ROLLBACK"
    stack._add_stack_event(f"{prefix}_IN_PROGRESS", resource_status_reason=reason)
    old = handles(before.parsed)
    lasting = {each.physical_resource_id for each in old.values()}
    for name, resource in reversed(list(resource_map._parsed_resources.items())):
        if isinstance(resource, CasesResource):
            if resource.physical_resource_id not in lasting:
                _remove(resource)
            elif resource is not old[name]:
                old[name].restore()
        elif name not in before.parsed and name in resource_map._resource_json_map:
            described = resource_map._resource_json_map[name]
            type(resource_map)._delete_resource(resource_map, resource, described)
    for resource in replaced:
        if resource.physical_resource_id not in lasting:
            _remove(resource)
    before.restore(resource_map)
    if before.resources:
        stack.template_dict, stack.template = before.template, json.dumps(before.template)
    stack.status = f"{prefix}_COMPLETE"
    stack._add_stack_event(stack.status)


def _remove(resource: CasesResource) -> None:
    """Remove a resource that no stack has any longer, if the service lets it go."""
    with contextlib.suppress(CallRefused):
        resource.remove()
