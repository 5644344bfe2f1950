"""The common part of the operations on fields, layouts, case rules and templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from mock_connectcases import rules
from mock_connectcases.errors import (
    ConflictException,
    ResourceNotFoundException,
    ValidationException,
    with_assumption,
)
from mock_connectcases.operations.call import RefusedEntry
from mock_connectcases.resources.changes import DefinitionChanged
from mock_connectcases.resources.definition import Definition, check_name
from mock_connectcases.resources.kinds import CASE_RULE
from mock_connectcases.search.paging import Pager

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from mock_connectcases.operations.call import Call, Params, Result
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.kinds import Kind

AnyDefinition = TypeVar("AnyDefinition", bound=Definition)


def common_attributes(
    kind: Kind, domain: Domain, given: Mapping[str, Any], definition_id: str, now: datetime
) -> dict[str, Any]:
    """Return the attributes that every new definition has, by name."""
    return {
        kind.id_attribute: definition_id,
        "arn": kind.arn(domain.arn, definition_id),
        "name": given["name"],
        "description": given.get("description"),
        "created_time": now,
        "last_modified_time": now,
    }


def is_shown(kind: Kind, definition_id: str, live_in: Domain | None) -> bool:
    """Return whether a definition is written where another one names it.

    It is unless a domain is given in which it is deleted.
    """
    return live_in is None or not live_in.collection(kind)[definition_id].deleted


def add(call: Call, domain: Domain, draft: Definition) -> Result:
    """Add a checked draft to its domain with a new id, and return the result of its operation.

    Raises ConflictException for a name in use, ServiceQuotaExceededException.
    """
    kind = draft.kind
    known = domain.collection(kind)
    check_name(kind, draft.name, known.values())
    quota = kind.quota
    if quota is not None:
        quota.check(sum(not (each.deleted or each.is_system) for each in known.values()) + 1)
    new_id = call.new_id()
    setattr(draft, kind.id_attribute, new_id)
    draft.arn = kind.arn(domain.arn, new_id)
    known[new_id] = draft
    domain.record(DefinitionChanged(kind, new_id))
    return {kind.id_member: new_id, kind.arn_member: draft.arn}


def update(
    call: Call,
    domain: Domain,
    definition: Definition,
    params: Params,
    attributes: Mapping[str, Any],
) -> Result:
    """Set attributes of a definition, and the name and description if they are given.

    Raises ConflictException for a name in use.
    """
    kind = definition.kind
    if "name" in params:
        others = domain.collection(kind).values()
        check_name(kind, params["name"], others, renamed=definition)
    common: Params = {name: params[name] for name in ("name", "description") if name in params}
    _set(call, domain, definition, {**common, **attributes})
    return {}


def _set(call: Call, domain: Domain, definition: Definition, attributes: Mapping[str, Any]) -> None:
    for name, value in attributes.items():
        setattr(definition, name, value)
    definition.last_modified_time = call.now()
    domain.record(DefinitionChanged(definition.kind, definition.id))


def delete(call: Call, domain: Domain, definition: Definition) -> Result:
    """Mark a definition deleted: it stays readable and is not listed.

    Raises ValidationException for one that is deleted already, which DeleteCaseRule does not
    declare: it raises ConflictException.  Raises ConflictException past the quota of deleted ones.
    """
    kind = definition.kind
    rule = kind.rule("{}-deleted-again")
    if definition.deleted and rules.applies(rule):
        message = f"{kind.name.capitalize()} {definition.id!r} is deleted already."
        error = ConflictException if kind is CASE_RULE else ValidationException
        raise error(message, rule=rule)
    quota = kind.deleted_quota
    if quota is not None:
        deleted = sum(each.deleted for each in domain.collection(kind).values())
        if deleted >= quota.limit:
            message = (
                f"{deleted} {kind.name}s of this domain are deleted, which is the most that a"
                " domain can have."
            )
            raise ConflictException(message, rule=quota.rule)
    _set(call, domain, definition, {"deleted": True})
    return {}


def summary(of: Definition) -> Result:
    """Write the members that name a definition wherever it is listed."""
    return {of.kind.id_member: of.id, of.kind.arn_member: of.arn, "name": of.name}


def details(of: Definition) -> Result:
    """Write the further members of every definition that is read by itself."""
    return {
        "tags": of.tags,
        "deleted": of.deleted,
        "createdTime": of.created_time,
        "lastModifiedTime": of.last_modified_time,
    }


def list_page(
    call: Call,
    params: Params,
    resource: type[AnyDefinition],
    write: Callable[[AnyDefinition], Result],
    matches: Callable[[AnyDefinition], bool] = lambda _: True,
) -> Result:
    """List the definitions that are not deleted, the oldest first (assumed)."""
    kind = resource.kind
    definitions = call.domain(params).collection(kind).values()
    pager: Pager[AnyDefinition] = Pager(call.operation, params)
    page, token = pager.page_matching(definitions, lambda each: not each.deleted and matches(each))
    return {kind.member: [write(each) for each in page], "nextToken": token}


def batch_get(
    domain: Domain,
    resource: type[AnyDefinition],
    entries: Iterable[Mapping[str, str]],
    write: Callable[[AnyDefinition], Result],
) -> Result:
    """Describe definitions, deleted ones too; unknown ids come back as errors.

    Error codes of single entries are nowhere published; that of the exception is used (assumed).
    """
    kind = resource.kind
    known = domain.collection(kind)
    noun = kind.name.capitalize()
    rule = "batch-get-unknown-id-error-code"
    ids = list(dict.fromkeys(each["id"] for each in entries))
    errors = [
        RefusedEntry(
            rule,
            id=each,
            errorCode=ResourceNotFoundException.__name__,
            message=with_assumption(
                f"{noun} {each!r} does not exist.{domain.instead_of(kind, each)}", rule
            ),
        )
        for each in ids
        if each not in known
    ]
    return {kind.member: [write(known[each]) for each in ids if each in known], "errors": errors}
