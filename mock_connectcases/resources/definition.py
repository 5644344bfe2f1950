"""The common part of fields, layouts, case rules and templates: the definitions of a domain."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from mock_connectcases import rules
from mock_connectcases.errors import ConflictException, ValidationException

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from mock_connectcases.resources.kinds import Kind


class Definitions(Protocol):
    """The definitions of a domain, as one that names others is checked against them."""

    def collection(self, kind: Kind) -> Mapping[str, Any]:
        """Return the definitions of a kind by id."""

    def missing(self, kind: Kind, resource_ids: Iterable[str]) -> list[str]:
        """Return the ids, each once, that no definition has or only a deleted one."""

    def instead_of(self, kind: Kind, *missing: str) -> str:
        """Return what there is instead of missing definitions, for a message, after a blank."""


@dataclass(slots=True, kw_only=True)
class Definition:
    """A named part of the data model of a domain; a deleted one stays readable."""

    kind: ClassVar[Kind]

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

    def field_ids(self) -> Iterable[str]:
        """Return the ids of the fields that this definition names."""
        return ()

    def check_changeable(self) -> None:
        """Raise ValidationException when this definition is deleted.

        Documented for layouts and templates ("You cannot update the template."); assumed for
        fields, case rules and the type of the error.
        """
        if self.deleted:
            message = f"{self.kind.name.capitalize()} {self.id!r} is deleted and cannot be updated."
            raise ValidationException(message, rule=self.kind.rule("{}-deleted-cannot-change"))


def check_name(kind: Kind, name: str, others: Iterable[Any], *, renamed: object = None) -> None:
    """Raise ConflictException when a live resource other than ``renamed`` has this name.

    Uniqueness is documented (templates, domains) or observed (fields, layouts); that the name of a
    deleted resource is free again is assumed, as is that fields may have the names of system fields
    with assumed names; that names differ by case is observed.
    """
    for other in others:
        if other.name != name or other.deleted or other is renamed:
            continue
        rule = kind.rule("{}-name-unique")
        if getattr(other, "is_system", False):
            rule = "field-name-of-system-field-taken"
        if getattr(other, "reserves_name", True) and rules.applies(rule):
            message = (
                f"A {kind.name} with the name {name!r} already exists; its id is "
                f"{getattr(other, kind.id_attribute)!r}."
            )
            raise ConflictException(message, rule=rule)
