"""Checks the references between the resources of a template.

moto resolves references by recursion: a circle of them never ends, and an unknown name is a bare
``KeyError``.  AWS refuses both before it creates a resource, in these words (observed in use).
"""

from __future__ import annotations

import re
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_SUBSTITUTION = re.compile(r"\$\{([^!}][^}]*)\}")

PREFIX = "AWS::Cases::"
"""The prefix of the names of our resource types."""


def has_cases(resources: Mapping[str, Any]) -> bool:
    """Return whether any of these resources is one of Amazon Connect Cases."""
    return any(is_of_cases(resource) for resource in resources.values())


def is_of_cases(resource: Any) -> bool:
    """Return whether a resource of a template is one of Amazon Connect Cases."""
    return isinstance(resource, dict) and str(resource.get("Type", "")).startswith(PREFIX)


def check(template: Mapping[str, Any], refuse: Callable[[str], Exception]) -> None:
    """Refuse a template with references that cannot be resolved.

    Only templates with resources of Amazon Connect Cases are checked.  ``refuse`` makes the error
    from its sentence.
    """
    resources = template.get("Resources")
    if not isinstance(resources, dict) or not has_cases(resources):
        return
    edges = {name: list(dict.fromkeys(_references(each))) for name, each in resources.items()}
    known = {*resources, *template.get("Parameters", {})}
    unknown = sorted(
        {
            name
            for logical_id, names in edges.items()
            if is_of_cases(resources[logical_id])
            for name in names
            if name not in known and not name.startswith("AWS::")
        }
    )
    if unknown:
        raise refuse(
            f"Template format error: Unresolved resource dependencies [{', '.join(unknown)}] in the"
            " Resources block of the template"
        )
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        circle = ", ".join(sorted(set(error.args[1])))
        raise refuse(f"Circular dependency between resources: [{circle}]") from None


def _references(node: Any) -> Iterator[str]:
    """Yield the names that a part of a template refers to."""
    if isinstance(node, list):
        for each in node:
            yield from _references(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "Ref" and isinstance(value, str):
                yield value
            elif key == "Fn::GetAtt":
                yield str(value[0] if isinstance(value, list) else value).partition(".")[0]
            elif key == "Fn::Sub":
                yield from _substitutions(value)
            elif key == "DependsOn":
                yield from [value] if isinstance(value, str) else value
            else:
                yield from _references(value)


def _substitutions(value: Any) -> Iterator[str]:
    text, variables = value if isinstance(value, list) else (value, {})
    for name in _SUBSTITUTION.findall(text):
        if name not in variables:
            yield name.partition(".")[0]
    yield from _references(variables)
