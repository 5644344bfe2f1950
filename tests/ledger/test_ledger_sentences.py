from __future__ import annotations

import pytest

from mock_connectcases.wire.model import is_older_than_release
from tests.ledger.sentences import fault_of, plain
from tests.provenance import ASSUMED, DOCUMENTED, Rule

needs_documentation = pytest.mark.skipif(
    is_older_than_release(), reason="the documentation of an older botocore is not asked"
)

SENTENCE = "Returns information about a specific domain if it exists."


def rule(
    claim: str = SENTENCE,
    source: str = "GetDomain",
    *,
    operation: str = "GetDomain",
    provenance: str = DOCUMENTED,
    verbatim: bool = True,
) -> Rule:
    return Rule(operation, provenance, claim, source, verbatim)


class TestPlain:
    def test_markup_and_white_space_do_not_count(self) -> None:
        text = plain("<p>Any <code>field\n id</code> , <a href='x'>or</a> none .</p><p>&lt;5</p>")

        assert text == "Any field id, or none. <5"


class TestFaultOf:
    @pytest.mark.parametrize(
        "sound",
        [
            rule(),
            rule("returns  information", "GetDomain", verbatim=False),
            rule("The name of the domain.", "DomainSummary.name"),
            rule("max 100", "DomainName", verbatim=False),
            rule("of a page", "https://docs.aws.amazon.com/connect/x.html", verbatim=False),
            rule("anything", "a reason", provenance=ASSUMED, verbatim=False),
        ],
    )
    def test_sound_rule_has_none(self, sound: Rule) -> None:
        assert fault_of(sound) is None

    def test_operation_has_to_exist(self) -> None:
        fault = fault_of(rule(operation="GetEverything"))

        assert fault == "'GetEverything' is no operation of Amazon Connect Cases."

    @pytest.mark.parametrize("empty", [rule(claim=" "), rule(source="")])
    def test_claim_and_source_have_to_be_said(self, empty: Rule) -> None:
        assert fault_of(empty) == "A rule of GetDomain lacks its claim or its source."

    @needs_documentation
    def test_closest_sentence_is_shown(self) -> None:
        fault = fault_of(rule("Returns information about each domain."))

        assert fault == (
            "GetDomain does not say 'Returns information about each domain.'."
            f" The closest it has: {SENTENCE!r}."
        )

    @needs_documentation
    def test_place_that_has_the_sentence_is_named(self) -> None:
        fault = fault_of(rule(source="CreateDomain"))

        assert fault == f"CreateDomain does not say {SENTENCE!r}, but GetDomain does."

    @needs_documentation
    @pytest.mark.parametrize("verbatim", [True, False])
    def test_place_has_to_exist(self, verbatim: bool) -> None:  # noqa: FBT001 - a parameter
        fault = fault_of(rule(source="GetDomainResponse.nam", verbatim=verbatim))

        assert fault == (
            "The service model has no GetDomainResponse.nam; the closest is GetDomainResponse.name."
        )
