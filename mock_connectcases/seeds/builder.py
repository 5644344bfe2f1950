"""Builds one domain of a seed; its subclasses create it by requests or restore it as it was dumped.

Rule of this file: a builder receives requests in the form of the API, with ids and times beside
them, and knows nothing of how a seed writes them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, NamedTuple

from mock_connectcases import ids
from mock_connectcases.connectcases.accounts import principal_arn
from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.resources import tags
from mock_connectcases.resources.kinds import CASE
from mock_connectcases.resources.user import User
from mock_connectcases.seeds import form, limits

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import datetime

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.definition import Definition
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
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


class Builder(ABC):
    """Builds a domain in a scratch store, which holds the domains beside it as well."""

    def __init__(self, store: Store, now: datetime) -> None:
        """Build in a scratch store; *now* is the time of everything without a time."""
        self._store = store
        self.now = now
        self.principal = principal_arn(store.account_id, store.partition, "")
        """The author of everything."""
        self.domain: Domain

    @abstractmethod
    def add_domain(self, name: str, domain_id: str) -> None:
        """Add the domain to the store; raises ServiceError."""

    @abstractmethod
    def add_definition(
        self, kind: Kind, request: dict[str, Any], definition_id: str, created: datetime
    ) -> Definition:
        """Add a definition from the members of its Create operation; raises ServiceError."""

    @abstractmethod
    def put_options(self, field: Field, options: list[dict[str, Any]]) -> None:
        """Put options of a field; raises ServiceError or InvalidDocumentError."""

    @abstractmethod
    def delete(self, definition: Definition) -> None:
        """Mark a definition deleted; raises ServiceError."""

    @abstractmethod
    def configure_events(self, request: dict[str, Any]) -> None:
        """Set the event configuration; raises ServiceError."""

    @abstractmethod
    def add_case(self, request: CaseRequest, values: ValueReader) -> Case:
        """Add a case; raises ServiceError or InvalidDocumentError."""

    @abstractmethod
    def add_item(self, case: Case, request: ItemRequest) -> RelatedItem:
        """Add a related item to a case; raises ServiceError."""

    def references(self, kind: Kind) -> form.References:
        """Return a lookup of the definitions of a kind by id or name."""
        return form.References(kind.name, self.domain.collection(kind))


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


def read_user(given: Any) -> User | None:
    """Read the user of ``performedBy``: the ARN of a Connect user, or the union of the API."""
    if given is None:
        return None
    union = {"userArn": given} if type(given) is str else given
    form.check_members("user", union)
    read = limits.read("CreateRelatedItem", "performedBy", union)
    return User(read.get("userArn"), read.get("customEntity"))


def read_tags(given: Mapping[str, Any]) -> dict[str, str]:
    """Read the tags of a part by the rules of TagResource; raises InvalidDocumentError."""
    read: dict[str, str] = {}
    if "tags" in given:
        with form.refusals("tags"):
            tags.put_tags(read, limits.read("TagResource", "tags", given["tags"]))
    return read
