"""A running merge of two cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mock_connectcases.resources.audit import Author, MergeRecord
    from mock_connectcases.transitions import Progress

IN_PROGRESS: Final = "IN_PROGRESS"
COMPLETED: Final = "COMPLETED"


@dataclass(slots=True, frozen=True)
class Merge:
    """A request to merge; the values and items of both cases are read when it ends."""

    record: MergeRecord
    author: Author
    selected: frozenset[str]
    """Ids of the fields for which the secondary case has the value."""
    moved_types: frozenset[str]
    """Types of related items that move to the primary case."""
    progress: Progress
