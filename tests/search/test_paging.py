"""Pages and tokens while the list changes under them."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_connectcases.errors import ValidationException
from mock_connectcases.search import sorting
from mock_connectcases.search.paging import Pager, largest_page
from mock_connectcases.search.sorting import NUMBERS, Sort

OPERATION = "SearchCases"

CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["add", "change", "delete"]),
        st.integers(0, 30),
        st.none() | st.integers(0, 3),
    ),
    max_size=4,
)
"""What happens between two pages: to which of the items, with what new value to sort by."""

HISTORIES = st.lists(CHANGES, max_size=8)


class Shelf:
    """Numbered items in order of latest change, each with a value to sort by."""

    def __init__(self, values: list[int | None]) -> None:
        self.values: dict[int, int | None] = {}
        self.changed_at: dict[int, int] = {}
        self.moved: set[int] = set()
        self.clock = 0
        for value in values:
            self.put(len(self.changed_at), value)

    def put(self, item: int, value: int | None) -> None:
        """Add an item or change it."""
        self.clock += 1
        self.values[item] = value
        self.changed_at[item] = self.clock
        self.moved.add(item)

    def happen(self, changes: list[tuple[str, int, int | None]]) -> None:
        """Change the shelf."""
        for what, which, value in changes:
            if what == "add":
                self.put(len(self.changed_at), value)
            elif self.values:
                item = sorted(self.values)[which % len(self.values)]
                if what == "change":
                    self.put(item, value)
                else:
                    self.moved.add(item)
                    del self.values[item]

    def cut_latest_first(self, pager: Pager[int]) -> tuple[list[int], str | None]:
        """Return a page, the item that changed last first."""
        entries = sorted((-self.changed_at[item], item) for item in self.values)
        return pager.page(entries)

    def cut_by_value(self, pager: Pager[int], *, down: bool) -> tuple[list[int], str | None]:
        """Return a page in order of the items' values."""
        by_value: Sort[int] = Sort(
            [self.values.__getitem__, lambda item: item], [NUMBERS, NUMBERS], [down, False]
        )
        return by_value.page(pager, lambda _start, _size: self.values)


def make_pager(token: str | None = None, **params: Any) -> Pager[int]:
    """Return a pager for two items a page, unless said otherwise."""
    return Pager(OPERATION, {"maxResults": 2, "nextToken": token, **params})


def read_all(shelf: Shelf, history: list[Any], down: bool | None) -> list[int]:  # noqa: FBT001
    """Read every page while the shelf changes; ``down`` is ``None`` for the latest first."""
    shelf.moved.clear()
    seen: list[int] = []
    token: str | None = None
    between = iter(history)
    while True:
        pager = make_pager(token)
        page, token = (
            shelf.cut_latest_first(pager) if down is None else shelf.cut_by_value(pager, down=down)
        )
        seen += page
        if token is None:
            return seen
        shelf.happen(next(between, []))


VALUES = st.lists(st.none() | st.integers(0, 3), max_size=10)


@given(VALUES, HISTORIES, st.sampled_from([None, False, True]))
def test_what_does_not_move_is_read_exactly_once(
    values: list[int | None],
    history: list[Any],
    down: bool | None,  # noqa: FBT001
) -> None:
    """Whatever is added, changed or deleted between pages, the rest is neither lost nor doubled."""
    shelf = Shelf(values)
    before = set(shelf.values)

    seen = read_all(shelf, history, down)

    unmoved = before - shelf.moved
    assert sorted(item for item in seen if item in unmoved) == sorted(unmoved)


@given(VALUES, HISTORIES)
def test_latest_first_reads_nothing_twice(values: list[int | None], history: list[Any]) -> None:
    """In order of latest change even what changes meanwhile is read once at most."""
    shelf = Shelf(values)

    seen = read_all(shelf, history, None)

    assert len(seen) == len(set(seen))


@given(VALUES, st.booleans())
def test_pages_together_are_the_sorted_list(values: list[int | None], down: bool) -> None:  # noqa: FBT001
    """Read at rest, the pages add up to the whole list in order."""
    shelf = Shelf(values)

    seen = read_all(shelf, [], down)

    assert seen == sorted(
        shelf.values, key=lambda item: sorting.key([shelf.values[item], item], [down, False])
    )


@given(st.integers(0, 7), st.integers(1, 3))
def test_token_comes_only_with_more_to_read(count: int, size: int) -> None:
    """A page that takes the last item has no token, even when it is full."""
    page, token = make_pager(maxResults=size).page((item, item) for item in range(count))

    assert (len(page), token is not None) == (min(size, count), count > size)


def test_page_size_is_the_largest_unless_given() -> None:
    """Where no default is documented a page holds what the model allows."""
    assert Pager("ListDomains", {}).size == largest_page("ListDomains") == 10


@pytest.mark.parametrize("sorted_", [False, True])
@given(
    position=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner),
    )
)
def test_forged_position_never_crashes(position: Any, *, sorted_: bool) -> None:
    """A token with the right fingerprint and any position is taken or refused as invalid."""
    fingerprint = json.loads(urlsafe_b64decode(make_pager().token(0)))[0]
    forged = urlsafe_b64encode(json.dumps([fingerprint, position]).encode()).decode()
    shelf = Shelf([1, None, 2])

    try:
        pager = make_pager(forged)
        page, _ = shelf.cut_by_value(pager, down=True) if sorted_ else shelf.cut_latest_first(pager)
    except ValidationException:
        page = []

    assert set(page) <= set(shelf.values)


@given(
    st.text(min_size=1, max_size=40)
    | st.binary(min_size=1, max_size=40).map(lambda raw: urlsafe_b64encode(raw).decode())
)
def test_garbage_is_refused(token: str) -> None:
    with pytest.raises(ValidationException, match="nextToken"):
        make_pager(token)


@pytest.mark.parametrize(
    "other",
    [{"searchTerm": "a"}, {"sorts": [{"fieldId": "title", "sortOrder": "Asc"}]}, {"domainId": "d"}],
)
def test_token_of_other_parameters_is_refused(other: dict[str, Any]) -> None:
    token = make_pager().token(1)

    with pytest.raises(ValidationException, match="nextToken"):
        make_pager(token, **other)


def test_token_survives_another_page_size() -> None:
    token = make_pager().token(3)

    assert make_pager(token, maxResults=50).start == 3
