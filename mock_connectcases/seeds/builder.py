"""Builds one domain of a seed by calls of the operations, so that their rules are its rules.

Rule of this file: a builder receives requests in the form of the API, with ids and times beside
them, and knows nothing of how a seed writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from mock_connectcases import ids
from mock_connectcases.connectcases.accounts import principal_arn
from mock_connectcases.errors import InvalidDocumentError, ServiceError
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.operations.call import Call
from mock_connectcases.operations.cases import new_case
from mock_connectcases.operations.users import user_union
from mock_connectcases.resources import case_values, field_value, system_fields, tags
from mock_connectcases.resources.kinds import CASE
from mock_connectcases.resources.user import User
from mock_connectcases.seeds import form, limits
from mock_connectcases.seeds.codec import DefinitionNames
from mock_connectcases.seeds.parts import USER

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import datetime

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.definition import Definition
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import Changes, Value
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.resources.related_item import RelatedItem
    from mock_connectcases.seeds.values import ValueReader
    from mock_connectcases.store import Store


class CaseRequest(NamedTuple):
    """A case to be built."""

    case_id: str
    template_id: str
    values: dict[str, Any]
    """The values as the seed has them, by id or name of the field."""
    tags: dict[str, str]
    user: User | None
    has_history: bool
    """Whether the seed has the whole history of the case."""


class ItemRequest(NamedTuple):
    """A related item to be built."""

    related_item_id: str
    type: str
    content: dict[str, Any]
    """The content union of CreateRelatedItem."""
    user: User | None
    time: datetime


class Builder:
    """Calls the operation that a program would call, with the ids and times of the seed."""

    is_restoring: ClassVar[bool] = False
    """Whether it builds what was dumped: each part in the order in which it is listed."""

    def __init__(self, store: Store, now: datetime) -> None:
        """Build in a scratch store; *now* is the time of everything without a time."""
        self._store = store
        self.now = now
        self.principal = principal_arn(store.account_id, store.partition, "")
        """The author of everything."""
        self.domain: Domain
        self.names: DefinitionNames
        self._calls: dict[str, Call] = {}
        self._new_id = ""
        self._now = now
        self._reference_ids: Iterator[str] = iter(())

    def add_domain(self, name: str, domain_id: str) -> None:
        """Add the domain to the store; raises ServiceError."""
        self._call("CreateDomain", {"name": name}, domain_id, self.now)
        self.enter(self._store.domains[domain_id])

    def enter(self, domain: Domain) -> None:
        """Fill this domain from now on."""
        self.domain = domain
        self.names = DefinitionNames(domain)

    def add_definition(
        self, kind: Kind, request: dict[str, Any], definition_id: str, created: datetime
    ) -> Definition:
        """Add a definition from the members of its Create operation; raises ServiceError."""
        params = {"domainId": self.domain.domain_id, **request}
        self._call(f"Create{kind.type_name}", params, definition_id, created)
        definition: Definition = self.domain.collection(kind)[definition_id]
        return definition

    def put_options(self, field: Field, options: list[dict[str, Any]]) -> None:
        """Put options of a field; raises ServiceError or InvalidDocumentError."""
        params = {"domainId": self.domain.domain_id, "fieldId": field.field_id, "options": options}
        for refused in self._call("BatchPutFieldOptions", params, "", self.now)["errors"]:
            raise InvalidDocumentError(refused["message"])

    def delete(self, definition: Definition) -> None:
        """Mark a definition deleted; raises ServiceError."""
        kind = definition.kind
        params = {"domainId": self.domain.domain_id, kind.id_member: definition.id}
        self._call(f"Delete{kind.type_name}", params, "", self.now)

    def configure_events(self, request: dict[str, Any]) -> None:
        """Set the event configuration; raises ServiceError."""
        params = {"domainId": self.domain.domain_id, "eventBridge": request}
        self._call("PutCaseEventConfiguration", params, "", self.now)

    def add_case(self, request: CaseRequest, values: ValueReader) -> Case:
        """Add a case as CreateCase does, and then set the values that only the service sets.

        Raises ServiceError or InvalidDocumentError.
        """
        read = values.read(request.values)
        longest = limits.longest("CreateCase", "fields")
        if len(read.pairs) > longest:
            raise InvalidDocumentError(f"a case is created with {longest} fields", "fields")
        params = {
            "domainId": self.domain.domain_id,
            "templateId": request.template_id,
            "tags": request.tags,
            "performedBy": user_union(request.user),
        }
        created = read.filled.get(system_fields.CREATED_DATETIME)
        time = field_value.moment(str(created)) or self.now
        try:
            call = self._prepare("CreateCase", request.case_id, time)
            self._reference_ids = ids.derived_reference_ids(request.case_id)
            domain = self.domain
            domain.record(new_case(call, domain, params, lambda: self._read_changes(read.pairs)))
        except ServiceError:
            read.locate(self._read_changes)
            raise
        case = self.domain.cases[request.case_id]
        if created is not None:
            # A time that is given for the creation alone is that of the last change as well.
            case.values[system_fields.LAST_UPDATED_DATETIME] = created
        for field_id, value in read.filled.items():
            if value is None:
                case.values.pop(field_id, None)
            else:
                case.values[field_id] = value
        return case

    def _read_changes(self, pairs: Iterable[tuple[str, Value | None]]) -> Changes:
        return case_values.read_changes(self.domain, pairs, read=None)

    def add_item(self, case: Case, request: ItemRequest) -> RelatedItem:
        """Add a related item to a case; raises ServiceError."""
        params = {
            "domainId": self.domain.domain_id,
            "caseId": case.case_id,
            "type": request.type,
            "content": request.content,
            "performedBy": user_union(request.user),
        }
        answer = self._call("CreateRelatedItem", params, request.related_item_id, request.time)
        if answer["relatedItemId"] != request.related_item_id:
            raise InvalidDocumentError("the contact is on the case already")
        return case.related_items[request.related_item_id]

    def _call(
        self, operation: str, params: dict[str, Any], new_id: str, now: datetime
    ) -> dict[str, Any]:
        """Call an operation with the id of the resource that it creates, and with its time."""
        return OPERATIONS[operation](self._prepare(operation, new_id, now), params) or {}

    def _prepare(self, operation: str, new_id: str, now: datetime) -> Call:
        """Return the call of an operation, the same for all calls of it."""
        self._new_id, self._now = new_id, now
        if operation not in self._calls:
            self._calls[operation] = Call(
                operation,
                self._store,
                lambda: self.principal,
                now=lambda: self._now,
                new_id=lambda: self._new_id,
                new_case_id=lambda: self._new_id,
                new_reference_number=lambda: ids.derived_reference_number(self._new_id),
                new_reference_id=lambda: next(self._reference_ids),
            )
        return self._calls[operation]


def new_id(
    kind: Kind, given: Mapping[str, Any], owner_id: str, place: str, taken: Container[str]
) -> str:
    """Return the id that the seed gives, or one derived from the place of the resource.

    Raises InvalidDocumentError for an id that the API would not accept or that is in use.
    """
    path: tuple[str, ...] = ()
    if "id" in given:
        path = ("id",)
        with form.refusals(*path):
            found = limits.read_id(kind, given["id"])
    else:
        derive = ids.derived_case_id if kind is CASE else ids.derived_id
        found = derive(owner_id, place)
    if found in taken:
        raise InvalidDocumentError(
            f"a {kind.name} with the id {found!r:.100} is there already", *path
        )
    return found


def read_user(given: Mapping[str, Any], member: str) -> User | None:
    """Read a user, which may be nobody; raises InvalidDocumentError."""
    if given.get(member) is None:
        return None
    with form.refusals(member):
        read = limits.read("CreateRelatedItem", "performedBy", USER.check(given[member]))
    return User(read.get("userArn"), read.get("customEntity"))


def read_tags(given: Mapping[str, Any]) -> dict[str, str]:
    """Read the tags of a part by the rules of TagResource; raises InvalidDocumentError."""
    read: dict[str, str] = {}
    if "tags" in given:
        with form.refusals("tags"):
            tags.put_tags(read, limits.read("TagResource", "tags", given["tags"]))
    return read
