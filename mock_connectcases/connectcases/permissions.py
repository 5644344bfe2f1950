"""IAM permissions that a request needs: actions, and the ARNs of their resources.

Rule of this file: it follows the service authorization reference (documented).  A request needs
every resource type that its action requires; an id that is not known yet is ``*`` (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mock_connectcases.resources.kinds import (
    CASE,
    CASE_RULE,
    DOMAIN,
    FIELD,
    KINDS,
    LAYOUT,
    RELATED_ITEM,
    TEMPLATE,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.store import Store


_UNKNOWN: Final = "*"

_ACTIONS = {
    "BatchCreateRelatedItem": "CreateRelatedItem",
    "BatchUpdateCase": "UpdateCase",
}
"""Operations that need the permission of another one (documented with both)."""


class Permission(NamedTuple):
    """One action on one resource."""

    action: str
    """With the prefix of the service: ``cases:GetDomain``."""
    resource: str
    """An ARN, or ``*`` where the action has no resource."""


def needed(operation: str, params: Mapping[str, Any], store: Store) -> list[Permission]:
    """Return every permission that an operation needs with these input members.

    Merging is missing from the stored reference: an action of its own, on the named cases, is
    assumed.
    """
    action = f"cases:{_ACTIONS.get(operation, operation)}"
    if operation in {"TagResource", "UntagResource"}:
        return [Permission(action, params.get("arn", _UNKNOWN))]
    if "domainId" not in params:
        return [Permission(action, "*")]
    domain = store.domain_arn(params["domainId"])
    paths = dict.fromkeys(path for of in _RESOURCES.get(operation, ()) for path in of(params))
    permissions = [Permission(action, f"{domain}{path}") for path in ("", *paths)]
    if operation == "CreateCase" and params.get("tags"):
        permissions.append(Permission("cases:TagResource", CASE.arn(domain, _UNKNOWN)))
    return permissions


def _path_of(kind: Kind) -> Callable[[Mapping[str, Any]], Iterator[str]]:
    """Return a function that yields the path of the resource that a request names by its id.

    Before it come those of the resources that hold it, without the domain.
    """
    lineage = [kind]
    while (parent := lineage[0].parent) is not None and parent is not DOMAIN:
        lineage.insert(0, parent)

    def paths(params: Mapping[str, Any]) -> Iterator[str]:
        path = ""
        for each in lineage:
            path = each.arn(path, params.get(each.id_member, _UNKNOWN))
            yield path

    return paths


def _fields(params: Mapping[str, Any]) -> Iterator[str]:
    for each in params.get("fields", ()):
        # Which field a name stands for is not known before the request is permitted.
        yield FIELD.arn("", each.get("fieldIdentifier", each).get("id", _UNKNOWN))


def _default_layout(params: Mapping[str, Any]) -> Iterator[str]:
    layout_id = params.get("layoutConfiguration", {}).get("defaultLayout")
    if layout_id is not None:
        yield LAYOUT.arn("", layout_id)


def _case_rules(params: Mapping[str, Any]) -> Iterator[str]:
    for each in params.get("caseRules", ()):
        yield CASE_RULE.arn("", each["id"])


def _cases(params: Mapping[str, Any]) -> Iterator[str]:
    for each in params.get("cases", ()):
        yield CASE.arn("", each["caseIdentifier"].get("caseId", _UNKNOWN))


def _secondary_cases(params: Mapping[str, Any]) -> Iterator[str]:
    for case_id in params.get("secondaryCaseIds", ()):
        yield CASE.arn("", case_id)


def _new_items(params: Mapping[str, Any]) -> Iterator[str]:
    for case in _cases(params):
        yield RELATED_ITEM.arn(case, _UNKNOWN)


_field, _template, _case = map(_path_of, (FIELD, TEMPLATE, CASE))

_RESOURCES: dict[str, tuple[Callable[[Mapping[str, Any]], Iterator[str]], ...]] = {
    f"{verb}{kind.type_name}": (_path_of(kind),)
    for kind in KINDS
    if kind is not DOMAIN
    for verb in ("Create", "Delete", "Get", "Update")
} | {
    "BatchCreateRelatedItem": (_cases, _new_items),
    "BatchGetCaseRule": (_case_rules,),
    "BatchGetField": (_fields,),
    "BatchPutFieldOptions": (_field,),
    "BatchUpdateCase": (_cases, _fields),
    "CreateCase": (_case, _fields, _template),
    "CreateTemplate": (_default_layout, _template),
    "GetCase": (_case, _fields),
    "GetCaseAuditEvents": (_case,),
    "GetMergeCasesStatus": (_case,),
    "ListFieldOptions": (_field,),
    "SearchRelatedItems": (_case,),
    "StartMergeCases": (_case, _secondary_cases),
    "UpdateCase": (_case, _fields),
}
"""The resources, besides its domain, on which each operation needs a permission."""
