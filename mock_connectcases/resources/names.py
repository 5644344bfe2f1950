"""Names are unique within their domain, and a deleted resource gives its name back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mock_connectcases.errors import ConflictException

if TYPE_CHECKING:
    from collections.abc import Iterable


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
