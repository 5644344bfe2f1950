"""Builds one domain of a seed by calls of the operations, so that their rules are its rules.

Rule of this file: a builder receives requests in the form of the API, with ids and times beside
them, and knows nothing of how a seed writes them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from mock_connectcases import ids
from mock_connectcases.connectcases.accounts import principal_arn
from mock_connectcases.errors import InvalidDocumentError, ServiceError
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.operations.call import Call
from mock_connectcases.operations.cases import new_case, usable_template
from mock_connectcases.operations.related_items import new_item
from mock_connectcases.operations.users import user_union
from mock_connectcases.resources import case_values, field_value, system_fields, tags
from mock_connectcases.resources.audit import User
from mock_connectcases.resources.kinds import CASE
from mock_connectcases.seeds import form, limits
from mock_connectcases.seeds.case_parts import USER
from mock_connectcases.seeds.definition_names import DefinitionNames

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import datetime

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.changes import CaseCreated
    from mock_connectcases.resources.definition import Definition
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.resources.related_item import RelatedItem
    from mock_connectcases.seeds.values import CaseValues
    from mock_connectcases.store import Store


class CaseNumbers(NamedTuple):
    """The numbers of a case: its places in the orders of creation and of change."""

    number: int
    change_number: int


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

    def add_domain(self, name: str, domain_id: str) -> None:
        """Add the domain to the store; raises ServiceError."""
        self._execute("CreateDomain", {"name": name}, domain_id)
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
        self._execute(f"Create{kind.type_name}", params, definition_id, created)
        definition: Definition = self.domain.collection(kind)[definition_id]
        return definition

    def put_options(self, field: Field, options: list[dict[str, Any]]) -> None:
        """Put options of a field; raises ServiceError or InvalidDocumentError."""
        params = {"domainId": self.domain.domain_id, "fieldId": field.field_id, "options": options}
        for refused in self._execute("BatchPutFieldOptions", params)["errors"]:
            raise InvalidDocumentError(refused["message"])

    def delete(self, definition: Definition) -> None:
        """Mark a definition deleted; raises ServiceError."""
        kind = definition.kind
        params = {"domainId": self.domain.domain_id, kind.id_member: definition.id}
        self._execute(f"Delete{kind.type_name}", params)

    def configure_events(self, request: dict[str, Any]) -> None:
        """Set the event configuration; raises ServiceError."""
        params = {"domainId": self.domain.domain_id, "eventBridge": request}
        self._execute("PutCaseEventConfiguration", params)

    def new_case(
        self,
        case_id: str,
        template_id: str,
        values: CaseValues,
        tags: dict[str, str],
        user: User | None,
        numbers: CaseNumbers,
    ) -> CaseCreated:
        """Return the change that creates a case, with the values that only the service sets.

        Raises ServiceError or InvalidDocumentError.
        """
        longest = limits.longest("CreateCase", "fields")
        if len(values.given) > longest:
            raise InvalidDocumentError(f"a case is created with {longest} fields", "fields")
        time = values.moment(system_fields.CREATED_DATETIME) or self.now
        remaining = iter(numbers)
        call = Call(
            "CreateCase",
            self._store,
            self._principal,
            now=lambda: time,
            new_case_id=lambda: case_id,
            new_reference_number=lambda: ids.derived_reference_number(case_id),
            new_reference_id=ids.derived_reference_ids(case_id).__next__,
            new_number=lambda _: next(remaining),
        )
        params = {"templateId": template_id, "tags": tags, "performedBy": user_union(user)}
        template = usable_template(self.domain, params)
        accept = partial(case_values.accept_new_values, self.domain)
        try:
            change = new_case(call, self.domain, template, accept(values.given), params)
        except ServiceError:
            values.locate(accept)
            raise
        if values.filled:
            change.case.values = field_value.present({**change.case.values, **values.filled})
        return change

    def new_item(
        self,
        case: Case,
        related_item_id: str,
        content: dict[str, Any],
        user: User | None,
        time: datetime,
        number: int,
    ) -> RelatedItem:
        """Return a related item for a case; raises ServiceError or InvalidDocumentError."""
        call = self._call("CreateRelatedItem", related_item_id, time)
        call = call._replace(new_number=lambda _: number)
        author = call.author({"performedBy": user_union(user)})
        item = new_item(call, self.domain, case, content, author)
        if item.related_item_id in case.related_items:
            raise InvalidDocumentError("the contact is on the case already")
        return item

    def _execute(
        self, operation: str, params: dict[str, Any], new_id: str = "", now: datetime | None = None
    ) -> dict[str, Any]:
        """Call an operation with the id of the resource that it creates, and with its time."""
        return OPERATIONS[operation](self._call(operation, new_id, now or self.now), params) or {}

    def _call(self, operation: str, new_id: str, now: datetime) -> Call:
        return Call(operation, self._store, self._principal, now=lambda: now, new_id=lambda: new_id)

    def _principal(self) -> str:
        return self.principal


def new_id(
    kind: Kind, given: Mapping[str, Any], owner_id: str, place: str, taken: Container[str]
) -> str:
    """Return the id that the seed gives, or one derived from the place of the resource.

    Raises InvalidDocumentError for an id that the API would not accept or that is in use.
    """
    path: tuple[str, ...] = ()
    if "id" in given:
        path = ("id",)
        with form.errors_at(*path):
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
    with form.errors_at(member):
        read = limits.read("CreateRelatedItem", "performedBy", USER.check(given[member]))
    return User(read.get("userArn"), read.get("customEntity"))


def read_tags(given: Mapping[str, Any]) -> dict[str, str]:
    """Read the tags of a part by the rules of TagResource; raises InvalidDocumentError."""
    read: dict[str, str] = {}
    if "tags" in given:
        with form.errors_at("tags"):
            tags.put_tags(read, limits.read("TagResource", "tags", given["tags"]))
    return read
