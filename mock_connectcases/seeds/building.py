"""What is known while one domain of a seed is being built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mock_connectcases import ids
from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.resources.user import User
from mock_connectcases.seeds import form, limits

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import datetime

    from mock_connectcases.resources.domain import Domain


@dataclass(slots=True, frozen=True)
class Building:
    """The domain so far, and what holds for all of it."""

    domain: Domain
    creates: bool
    """Whether everything must be what the API would create; else it need only be consistent."""
    now: datetime
    """When everything happened of which the seed does not say when."""
    principal: str
    """Who did everything."""

    def refer(self, kind: str) -> form.References:
        """Return what finds the resources of a kind that are there by now."""
        resources: Mapping[str, Mapping[str, Any]] = {
            "field": self.domain.fields,
            "layout": self.domain.layouts,
            "case rule": self.domain.case_rules,
            "template": self.domain.templates,
        }
        return form.References(kind, resources[kind])


def new_id(
    kind: str, given: Mapping[str, Any], owner_id: str, place: str, taken: Container[str]
) -> str:
    """Return the id that the author gives, or the one that follows from the place.

    Raises InvalidDocumentError for an id that the API would not take or that is taken.
    """
    path: tuple[str, ...] = ()
    if "id" in given:
        path = ("id",)
        with form.refusals(*path):
            found = limits.read_id(kind, given["id"])
    else:
        found = ids.derived_id(owner_id, place)
    if found in taken:
        raise InvalidDocumentError(f"a {kind} with the id {found!r:.100} is there already", *path)
    return found


def read_user(given: Any) -> User | None:
    """Read the user of ``performedBy``: a Connect user's ARN, or either as the API has it."""
    if given is None:
        return None
    union = {"userArn": given} if type(given) is str else given
    form.check_members("user", union)
    read = limits.read("CreateRelatedItem", "performedBy", union)
    return User(read.get("userArn"), read.get("customEntity"))
