"""Pages of a list, and the opaque tokens that lead from one page to the next.

Rule of this file: a token says where the last page ended, never what it held, so that what is
added, changed or deleted between two pages is neither repeated nor skipped.
"""

from __future__ import annotations

import json
from base64 import b64decode, urlsafe_b64encode
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

from mock_connectcases.errors import ValidationException
from mock_connectcases.wire.model import service_model

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Item = TypeVar("Item")

_PAGE_MEMBERS = frozenset({"maxResults", "nextToken"})


@cache
def largest_page(operation: str) -> int:
    """Return the most items a page of an operation can hold, from the service model.

    It is the default page size too, where none is documented (assumed).
    """
    members = service_model().operation_model(operation).input_shape.members
    return int(members["maxResults"].metadata["max"])


class Pager(Generic[Item]):
    """Takes one page out of a list and makes the token for the next.

    A token is bound to its operation and parameters: used with others it is a
    ValidationException (assumed).  The page size may change from page to page.
    """

    def __init__(
        self, operation: str, params: Mapping[str, Any], *, default_size: int | None = None
    ) -> None:
        self._operation = operation
        self._params = params
        self.size: int = params.get("maxResults") or default_size or largest_page(operation)
        token = params.get("nextToken")
        self.start: Any | None = self._read(token) if token else None

    def page(self, entries: Iterable[tuple[int, Item]]) -> tuple[list[Item], str | None]:
        """Return a page of entries in ascending order of their position, and the next token."""
        return self.page_from(
            lambda start: (entry for entry in entries if start is None or entry[0] > start)
        )

    def page_from(
        self, after: Callable[[int | None], Iterable[tuple[int, Item]]]
    ) -> tuple[list[Item], str | None]:
        """Return a page of the entries that come after a position, and the next token.

        They are in ascending order of their position; ``None`` stands for all of them.
        """
        start = self.start
        if start is not None and type(start) is not int:
            self.refuse_token()
        page: list[Item] = []
        last = 0
        for position, item in after(start):
            if len(page) == self.size:
                return page, self.token(last)
            page.append(item)
            last = position
        return page, None

    def page_matching(
        self, items: Iterable[Item], matches: Callable[[Item], bool]
    ) -> tuple[list[Item], str | None]:
        """Return a page of the items that match, and the next token.

        The collection may gain items at its end and lose none, so that each keeps its position.
        """
        return self.page(
            (position, each) for position, each in enumerate(items, start=1) if matches(each)
        )

    def token(self, position: Any) -> str:
        """Write the token for the page that begins after a position."""
        text = json.dumps([self._fingerprint(), position], separators=(",", ":"))
        return urlsafe_b64encode(text.encode()).decode()

    def _fingerprint(self) -> str:
        params = {key: each for key, each in self._params.items() if key not in _PAGE_MEMBERS}
        text = json.dumps([self._operation, params], sort_keys=True)
        return blake2b(text.encode(), digest_size=8).hexdigest()

    def _read(self, token: str) -> Any:
        try:
            fingerprint, position = json.loads(b64decode(token, b"-_", validate=True))
        except (ValueError, TypeError, RecursionError):
            self.refuse_token()
        if fingerprint != self._fingerprint() or position is None:
            self.refuse_token()
        return position

    def refuse_token(self) -> NoReturn:
        """Raise ValidationException for the token of the request."""
        message = (
            f"Value at 'nextToken' is not a token that {self._operation} gave for these parameters."
        )
        raise ValidationException(message, rule="page-token-known")
