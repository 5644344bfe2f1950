"""The names of definitions in a seed: finds definitions by id or by name, and names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.resources.kinds import FIELD
from mock_connectcases.seeds import form
from mock_connectcases.wording import suggestion

if TYPE_CHECKING:
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.kinds import Kind


class DefinitionNames:
    """The names by which the parts of a domain refer to its definitions."""

    def __init__(self, domain: Domain, *, by_id: bool = False) -> None:
        """Write ids, or names that are as readable as possible."""
        self.domain = domain
        self._by_id = by_id
        self._ids: dict[Kind, dict[str, list[str]]] = {}

    def resolve(self, kind: Kind, given: Any, *path: str | int) -> str:
        """Return the id of what is named: an id, or a name that only one live definition has.

        A deleted definition is found by its name if no live one has it.  Raises
        InvalidDocumentError.
        """
        name: str = form.expect(given, str, *path)
        known = self.domain.collection(kind)
        if name in known:
            return name
        named = self._ids_by_name(kind).get(name, [])
        found = [each for each in named if not known[each].deleted] or named
        if len(found) == 1:
            return found[0]
        if found:
            raise InvalidDocumentError(
                f"{len(found)} {kind.name}s have the name {name!r:.100}: use one of their ids,"
                f" {', '.join(found)}",
                *path,
            )
        names = [*self._ids_by_name(kind), *known]
        raise InvalidDocumentError(
            f"no {kind.name} has the id or the name {name!r:.100}; {suggestion(name, names)}",
            *path,
        )

    def write(self, kind: Kind, definition_id: str) -> str:
        """Return the name of a definition if that is unambiguous, else its id."""
        known = self.domain.collection(kind)
        if self._by_id or (kind is FIELD and known[definition_id].is_system):
            return definition_id
        name: str = known[definition_id].name
        is_unambiguous = len(self._ids_by_name(kind)[name]) == 1 and name not in known
        return name if is_unambiguous else definition_id

    def _ids_by_name(self, kind: Kind) -> dict[str, list[str]]:
        """Return the ids of the definitions of a kind, all of which are there by now."""
        if kind not in self._ids:
            ids = self._ids[kind] = {}
            for key, each in self.domain.collection(kind).items():
                ids.setdefault(each.name, []).append(key)
        return self._ids[kind]
