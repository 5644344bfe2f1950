"""One rule of the service: its name, its operations, and the source that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urljoin

if TYPE_CHECKING:
    from typing import TypeAlias

Provenance: TypeAlias = 'Literal["documented", "observed", "assumed"]'

DOCUMENTED: Final = "documented"
OBSERVED: Final = "observed"
ASSUMED: Final = "assumed"
PROVENANCES: Final = (DOCUMENTED, OBSERVED, ASSUMED)

_PAGES: Final = "https://docs.aws.amazon.com/connect/latest/"
_OPERATION: Final = "{operation}"

CASE_SUMMARIZATION: Final = "Amazon Connect's prompt CaseSummarization with the data of two cases"
"""The source of many observations."""


def reference(name: str) -> str:
    """Return where AWS documents an operation or a structure."""
    return f"{_PAGES}APIReference/API_connect-cases_{name}.html"


@dataclass(frozen=True)
class Rule:
    """One statement about the service, and its source."""

    name: str
    """Its identifier, such as ``user-is-arn``."""
    operations: tuple[str, ...]
    """The operations that it is a rule of."""
    provenance: Provenance
    statement: str
    """The sentence or structure of the source; of an assumption, the choice."""
    source: str
    """A place in the service model, a page or a program; of an assumption, the reason."""
    is_verbatim: bool = False
    """Whether the statement is a sentence of the service model, word for word."""
    is_switchable: bool = False
    """Whether the rule can be switched off."""
    fixed_because: str = ""
    """The reason why a refusal that is assumed cannot be switched off."""

    @property
    def is_assumed(self) -> bool:
        """Return whether no source states the rule."""
        return self.provenance == ASSUMED

    def source_for(self, operation: str) -> str:
        """Return the source, where the place in the model depends on the operation."""
        return self.source.replace(_OPERATION, operation)

    def describe(self, operation: str) -> str:
        """Return the statement and its source in one sentence."""
        source = self.source_for(operation)
        if self.is_assumed:
            return f"{self.statement} (why: {source})"
        if self.is_verbatim:
            return f'"{self.statement}" (service model, {source})'
        return f"{self.statement} ({source})"


def documented(
    name: str,
    operations: str,
    sentence: str,
    *,
    at: str = _OPERATION,
    switchable: bool = False,
) -> Rule:
    """Return a rule that a sentence of the service model states, word for word.

    ``at`` is the operation, shape or ``Shape.member`` whose documentation has the sentence;
    ``{operation}`` stands for the name of each operation of the rule.  A rule that other text or
    programs of AWS contradict may be ``switchable``.
    """
    return Rule(
        name,
        tuple(operations.split()),
        DOCUMENTED,
        sentence,
        at,
        is_verbatim=True,
        is_switchable=switchable,
    )


def modeled(name: str, operations: str, structure: str, *, at: str = _OPERATION) -> Rule:
    """Return a rule that the service model states by its structure: a bound, an enum, a member."""
    return Rule(name, tuple(operations.split()), DOCUMENTED, structure, at)


def documented_page(
    name: str, operations: str, fact: str, *, page: str, switchable: bool = False
) -> Rule:
    """Return a rule that a page of AWS states.

    ``page`` is its address relative to the administrator guide of Amazon Connect, or its title
    where it is no web page.
    """
    source = urljoin(f"{_PAGES}adminguide/", page) if page.endswith(".html") else page
    return Rule(name, tuple(operations.split()), DOCUMENTED, fact, source, is_switchable=switchable)


def observed(name: str, operations: str, fact: str, *, seen_in: str) -> Rule:
    """Return a rule that a public program or capture shows, or a report with region and day."""
    return Rule(name, tuple(operations.split()), OBSERVED, fact, seen_in)


def assumed(
    name: str,
    operations: str,
    choice: str,
    *,
    why: str,
    switchable: bool = False,
    fixed_because: str = "",
) -> Rule:
    """Return a rule that no source states.

    One that refuses something is ``switchable``, or says in ``fixed_because`` why it is not.
    """
    return Rule(
        name,
        tuple(operations.split()),
        ASSUMED,
        choice,
        why,
        is_switchable=switchable,
        fixed_because=fixed_because,
    )
