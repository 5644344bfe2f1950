"""Names are unique within their domain, and a deleted resource gives its name back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from mock_connectcases.errors import ConflictException

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mock_connectcases.resources.domain import Domain

_SHORTEST_ID: Final = 20


class Named(Protocol):
    """A resource with a name that can be soft-deleted."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def deleted(self) -> bool:
        """Whether it is soft-deleted."""


def check_free(
    kind: str, name: str, others: Iterable[Named], *, renamed: Named | None = None
) -> None:
    """Raise ConflictException when a live resource other than ``renamed`` has this name.

    Uniqueness is documented (templates, domains) or observed (fields, layouts); that the name of a
    deleted resource is free again, and that names differ by case, is assumed.
    """
    for other in others:
        if other.name == name and not other.deleted and other is not renamed:
            message = f"A {kind} with the name {name!r} already exists."
            raise ConflictException(message)


def definitions_in(domain: Domain, text: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a text names by id of a domain's definitions: kind, id and name of each."""
    for kind, resources in (
        ("field", domain.fields),
        ("template", domain.templates),
        ("layout", domain.layouts),
        ("case rule", domain.case_rules),
    ):
        for key, each in resources.items():
            # An id of few letters may stand in any word.
            if len(key) >= _SHORTEST_ID and key in text:
                yield kind, key, each.name
