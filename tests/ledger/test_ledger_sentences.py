from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mock_connectcases.rules.rule import Rule, assumed, documented, documented_page, modeled
from mock_connectcases.wire.model import is_older_than_release
from tests.ledger.sentences import faults_of_rule, plain

if TYPE_CHECKING:
    from collections.abc import Callable

needs_documentation = pytest.mark.skipif(
    is_older_than_release(), reason="the documentation of an older botocore is not compared"
)

SENTENCE = "Returns information about a specific domain if it exists."


class TestPlain:
    def test_markup_and_white_space_do_not_count(self) -> None:
        text = plain("<p>Any <code>field\n id</code> , <a href='x'>or</a> none .</p><p>&lt;5</p>")

        assert text == "Any field id, or none. <5"


class TestFaultsOfRule:
    @pytest.mark.parametrize(
        "sound",
        [
            documented("n", "GetDomain", SENTENCE),
            documented("n", "GetDomain", "Returns  <b>information</b> about a specific domain"),
            documented("n", "GetDomain", "The name of the domain.", at="DomainSummary.name"),
            modeled("n", "GetDomain", "max 100", at="DomainName"),
            documented_page("n", "GetDomain", "of a page", page="connect/x.html"),
            assumed("n", "GetDomain", "anything", why="a reason"),
        ],
    )
    def test_sound_rule_has_none(self, sound: Rule) -> None:
        assert faults_of_rule(sound) == []

    def test_operation_has_to_exist(self) -> None:
        faults = faults_of_rule(documented("n", "GetDomain GetEverything", SENTENCE))

        assert faults == ["'GetEverything' is no operation of Amazon Connect Cases."]

    @pytest.mark.parametrize(
        "empty",
        [
            assumed("n", "GetDomain", " ", why="a reason"),
            assumed("n", "GetDomain", "a choice", why=""),
            assumed("n", "", "a choice", why="a reason"),
        ],
    )
    def test_rule_is_complete(self, empty: Rule) -> None:
        assert faults_of_rule(empty) == ["it lacks its operations, its statement or its source."]

    @needs_documentation
    def test_closest_sentence_is_shown(self) -> None:
        wrong = "Returns information about each domain."

        assert faults_of_rule(documented("n", "GetDomain", wrong)) == [
            f"GetDomain does not say {wrong!r}. The closest it has: {SENTENCE!r}."
        ]

    @needs_documentation
    def test_sentence_stands_in_each_operation(self) -> None:
        faults = faults_of_rule(documented("n", "GetDomain CreateDomain", SENTENCE))

        assert faults == [f"CreateDomain does not say {SENTENCE!r}, but GetDomain does."]

    @needs_documentation
    @pytest.mark.parametrize("entry", [documented, modeled])
    def test_place_has_to_exist(self, entry: Callable[..., Rule]) -> None:
        faults = faults_of_rule(entry("n", "GetDomain", SENTENCE, at="{operation}Response.nam"))

        assert faults == [
            "The service model has no GetDomainResponse.nam; the closest is GetDomainResponse.name."
        ]
