"""Reads a file of stubs, in JSON or YAML: a list, of which each entry is one stub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.errors import InvalidDocumentError
from mock_connectcases.seeds import form
from mock_connectcases.seeds.source import Source
from mock_connectcases.toolkit.stubs import Answer, make_stub
from mock_connectcases.toolkit.toolkit import toolkit
from mock_connectcases.wording import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mock_connectcases.toolkit.injections import Injection
    from mock_connectcases.toolkit.stubs import Stub

_MEMBERS = ("service", "operation", "when", "times", *Answer._fields)


class StubFile:
    """The stubs of a file, which can be added any number of times."""

    def __init__(self, path: Path) -> None:
        """Read and check a file; raises SeedError, with file and line."""
        source = Source(path, "a file of stubs")
        try:
            self._entries: list[Any] = form.expect(source.document, list)
            self._make(lambda _: None)
        except InvalidDocumentError as error:
            raise source.error(error) from None

    def load(self) -> None:
        """Add the stubs to those of the process; each reset, moto's too, removes them."""
        connectcases_backends.register_for_reset()
        toolkit.stubs.add(self._make(toolkit.stubs.discard))

    def _make(self, discard: Callable[[Injection], None]) -> list[Stub]:
        made = []
        for index, each in enumerate(self._entries):
            with form.errors_at(index):
                made.append(_make(each, discard))
        return made


def _make(entry: Any, discard: Callable[[Injection], None]) -> Stub:
    given: dict[str, Any] = form.expect(entry, dict)
    for name in given:
        if name not in _MEMBERS:
            raise InvalidDocumentError(
                f"a stub has no member {name!r:.100}; {suggestion(name, _MEMBERS)}", name
            )
    for name in ("service", "operation"):
        if name not in given:
            raise InvalidDocumentError(f"a stub needs {name}")
    answer = Answer(*map(given.get, Answer._fields))
    return make_stub(
        given["service"],
        given["operation"],
        answer,
        when=given.get("when"),
        times=given.get("times"),
        discard=discard,
    )
