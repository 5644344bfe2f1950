"""Quick search: words, and where they are searched for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_connectcases.resources import field as types
from mock_connectcases.resources.audit import Author
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.changes import CaseCreated
from mock_connectcases.resources.domain import Domain
from mock_connectcases.resources.system_fields import make_system_fields
from mock_connectcases.search import text
from mock_connectcases.search.case_search import find_cases
from tests.search.conftest import LONG_AGO, make_field

FIELDS = {
    "title": make_field(types.TEXT, "title"),
    "summary": make_field(types.TEXT, "summary"),
    "link": make_field(types.URL, "link"),
    "status": make_field(types.SINGLE_SELECT, "status"),
    "opened": make_field(types.DATE_TIME, "opened"),
    "agent": make_field(types.USER, "agent"),
}


def make_case(**values: str) -> Case:
    given = {"reference_id": "r", **values}
    return Case("case", "arn", "template", dict(given), 1, 2)


def is_found(term: str, case: Case) -> bool:
    """Search for a term in a domain of one case."""
    system = make_system_fields("arn", LONG_AGO)
    domain = Domain("domain", "arn", "desk", LONG_AGO, fields={**system, **FIELDS})
    domain.record(CaseCreated(case, Author("arn", None), LONG_AGO, {}))
    return find_cases(domain, None, term) == [case]


@pytest.mark.parametrize(
    ("term", "title"),
    [
        ("baggage", "Lost Baggage at gate"),
        ("GATE lost", "Lost Baggage at gate"),
        ("lost, lost!", "Lost Baggage at gate"),
        ("STRASSE", "Lange Straße 5"),
        ("café", "Cafe\u0301 closed"),
        ("\uff21\uff22\uff23", "abc"),
        ("ПОТЕРЯН", "Багаж потерян"),
        ("紛失", "荷物を紛失しました"),
        ("हिन्दी", "यह हिन्दी है"),
        ("ref_1", "see ref_1."),
    ],
)
def test_words_are_found(term: str, title: str) -> None:
    """Words are found in any order, case, composition and script."""
    assert is_found(term, make_case(title=title))


@pytest.mark.parametrize(
    ("term", "title"),
    [
        ("bag", "Lost Baggage at gate"),
        ("lost luggage", "Lost Baggage at gate"),
        ("ref", "see ref_1."),
        ("損失", "荷物を紛失しました"),
        ("!?", "what!?"),
    ],
)
def test_part_of_a_term_is_not_enough(term: str, title: str) -> None:
    """Every word has to be there, and whole; a term without any word finds nothing."""
    assert not is_found(term, make_case(title=title))


@pytest.mark.parametrize(
    ("field_id", "is_searched"),
    [
        ("title", True),
        ("link", True),
        ("status", True),
        ("opened", False),
        ("agent", False),
    ],
)
def test_texts_links_and_choices_are_searched(field_id: str, *, is_searched: bool) -> None:
    """Times and users are no text, though the wire carries them as strings."""
    found = is_found("needle", make_case(**{field_id: "a needle"}))

    assert found is is_searched


def test_words_may_come_from_different_fields() -> None:
    """One word in the title and one in the summary make a match."""
    case = make_case(title="Lost", summary="Baggage")

    assert is_found("lost baggage", case)


@given(st.text(), st.text(alphabet="abcäß九 _-", min_size=1))
def test_any_text_is_found_by_its_own_words(around: str, title: str) -> None:
    """Whatever a text is made of, each of its words finds it, in upper case too."""
    case = make_case(title=f"{around} {title}")

    assert all(is_found(each.upper(), case) for each in text.words(title))
