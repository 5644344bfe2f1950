"""What fields, layouts, case rules and templates have in common: the definitions of a domain."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from typing import TYPE_CHECKING, Any, ClassVar, Final

from mock_connectcases.errors import ConflictException, ValidationException
from mock_connectcases.resources.kinds import DEFINITIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.kinds import Kind

_SHORTEST_ID: Final = 20


@dataclass(slots=True, kw_only=True)
class Definition:
    """A named part of the data model of a domain; a deleted one stays readable."""

    kind: ClassVar[Kind[Any]]

    arn: str
    name: str
    created_time: datetime
    last_modified_time: datetime
    description: str | None = None
    deleted: bool = False
    tags: dict[str, str] = attribute(default_factory=dict)

    @property
    def id(self) -> str:
        """The id, whatever the kind."""
        return str(getattr(self, self.kind.id_attribute))

    @property
    def is_system(self) -> bool:
        """Whether every domain has this definition: true of system fields alone."""
        return False

    def check_changeable(self) -> None:
        """Raise ValidationException when this definition is deleted.

        Documented for layouts and templates ("You cannot update the template."); assumed for
        fields, case rules and the type of the error.
        """
        if self.deleted:
            message = f"{self.kind.name.capitalize()} {self.id!r} is deleted and cannot be updated."
            raise ValidationException(message)


def check_name(
    kind: Kind[Any], name: str, others: Iterable[Any], *, renamed: object = None
) -> None:
    """Raise ConflictException when a live resource other than ``renamed`` has this name.

    Uniqueness is documented (templates, domains) or observed (fields, layouts); that the name of a
    deleted resource is free again, and that names differ by case, is assumed.
    """
    for other in others:
        if other.name == name and not other.deleted and other is not renamed:
            message = f"A {kind.name} with the name {name!r} already exists."
            raise ConflictException(message)


def definitions_in(domain: Domain, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the definitions of a domain that a text names by id: kind, id and name of each."""
    for kind in DEFINITIONS:
        for key, each in domain.collection(kind).items():
            # A short id may be a part of any word.
            if len(key) >= _SHORTEST_ID and key in text:
                yield kind.name, key, each.name
