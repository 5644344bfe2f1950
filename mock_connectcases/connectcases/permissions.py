"""IAM permissions that a request needs: actions, and the ARNs of their resources.

Rule of this file: it follows the service authorization reference (documented).  A request needs
every resource type that its action requires; an id that is not known yet is ``*`` (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mock_connectcases.store import Store

    Params = Mapping[str, Any]

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


def needed(operation: str, params: Params, store: Store) -> list[Permission]:
    """Return every permission that an operation needs with these input members.

    Merging is missing from the stored reference: an action of its own, on the named cases, is
    assumed.
    """
    action = f"cases:{_ACTIONS.get(operation, operation)}"
    if operation in {"TagResource", "UntagResource"}:
        return [Permission(action, params.get("arn", _UNKNOWN))]
    if "domainId" not in params:
        return [Permission(action, "*")]
    region = f"arn:{store.partition}:cases:{store.region}:{store.account_id}"
    domain = f"{region}:domain/{params['domainId']}"
    paths = dict.fromkeys(path for kind in _KINDS.get(operation, ()) for path in kind(params))
    permissions = [Permission(action, f"{domain}{path}") for path in ("", *paths)]
    if operation == "CreateCase" and params.get("tags"):
        permissions.append(Permission("cases:TagResource", f"{domain}/case/{_UNKNOWN}"))
    return permissions


def _field(params: Params) -> Iterator[str]:
    yield f"/field/{params.get('fieldId', _UNKNOWN)}"


def _fields(params: Params) -> Iterator[str]:
    for each in params.get("fields", ()):
        # Which field a name stands for is not known before the request is permitted.
        yield f"/field/{each.get('fieldIdentifier', each).get('id', _UNKNOWN)}"


def _layout(params: Params) -> Iterator[str]:
    yield f"/layout/{params.get('layoutId', _UNKNOWN)}"


def _default_layout(params: Params) -> Iterator[str]:
    layout_id = params.get("layoutConfiguration", {}).get("defaultLayout")
    if layout_id is not None:
        yield f"/layout/{layout_id}"


def _template(params: Params) -> Iterator[str]:
    yield f"/template/{params.get('templateId', _UNKNOWN)}"


def _case_rules(params: Params) -> Iterator[str]:
    if "caseRules" not in params:
        yield f"/case-rule/{params.get('caseRuleId', _UNKNOWN)}"
    for each in params.get("caseRules", ()):
        yield f"/case-rule/{each['id']}"


def _cases(params: Params) -> Iterator[str]:
    if "cases" not in params:
        yield f"/case/{params.get('caseId', _UNKNOWN)}"
    for each in params.get("cases", ()):
        yield f"/case/{each['caseIdentifier'].get('caseId', _UNKNOWN)}"
    for case_id in params.get("secondaryCaseIds", ()):
        yield f"/case/{case_id}"


def _related_items(params: Params) -> Iterator[str]:
    for case in _cases(params):
        yield f"{case}/related-item/{params.get('relatedItemId', _UNKNOWN)}"


_KINDS: dict[str, tuple[Callable[[Params], Iterator[str]], ...]] = {
    "BatchCreateRelatedItem": (_cases, _related_items),
    "BatchGetCaseRule": (_case_rules,),
    "BatchGetField": (_fields,),
    "BatchPutFieldOptions": (_field,),
    "BatchUpdateCase": (_cases, _fields),
    "CreateCase": (_cases, _fields, _template),
    "CreateCaseRule": (_case_rules,),
    "CreateField": (_field,),
    "CreateLayout": (_layout,),
    "CreateRelatedItem": (_cases, _related_items),
    "CreateTemplate": (_default_layout, _template),
    "DeleteCase": (_cases,),
    "DeleteCaseRule": (_case_rules,),
    "DeleteField": (_field,),
    "DeleteLayout": (_layout,),
    "DeleteRelatedItem": (_cases, _related_items),
    "DeleteTemplate": (_template,),
    "GetCase": (_cases, _fields),
    "GetCaseAuditEvents": (_cases,),
    "GetLayout": (_layout,),
    "GetMergeCasesStatus": (_cases,),
    "GetTemplate": (_template,),
    "ListFieldOptions": (_field,),
    "SearchRelatedItems": (_cases,),
    "StartMergeCases": (_cases,),
    "UpdateCase": (_cases, _fields),
    "UpdateCaseRule": (_case_rules,),
    "UpdateField": (_field,),
    "UpdateLayout": (_layout,),
    "UpdateRelatedItem": (_cases, _related_items),
    "UpdateTemplate": (_template,),
}
"""The resources, besides its domain, on which each operation needs a permission."""
