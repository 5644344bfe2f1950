"""Reads a seed from its source: a file of JSON or YAML, its text, or a dictionary."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mock_connectcases.errors import InvalidDocumentError, SeedError
from mock_connectcases.seeds.text import (
    UnreadableTextError,
    check_encodable,
    check_size,
    line_in_json,
    parse_json,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class SeedText(NamedTuple):
    """A seed that came as a text, such as a file that was uploaded."""

    name: str
    """The name of the file, with its language as the ending: .json, .yaml or .yml."""
    text: str | bytes


class PlainSeed(NamedTuple):
    """A seed that was read already: JSON values of which each name stands once in its object."""

    document: dict[str, Any]


SeedSource = str | os.PathLike[str] | Mapping[str, Any] | SeedText | PlainSeed
"""A seed to load: the path of a file that ends in .json, .yaml or .yml, or its content."""

MOST_VALUES: Final = 250_000
"""Values of a seed that comes as a text; ours, so that it is loaded or refused in seconds."""

_BYTE_ORDER_MARK = "\ufeff"


class Source:
    """The document of a seed, with the line of each place in it."""

    def __init__(self, given: SeedSource, kind: str = "a seed") -> None:
        """Read it; raises SeedError where it cannot be read, TypeError for no source at all."""
        self._kind = kind
        self._name: str | None = None
        self._text: Callable[[], str]
        self._line: Callable[[str, Sequence[str | int]], int] | None = None
        if isinstance(given, Mapping):
            self.document = self._copied(given)
        elif isinstance(given, PlainSeed):
            self.document = given.document
        elif isinstance(given, str | os.PathLike):
            path = Path(given)
            self.document = self._read(str(path), lambda: _decoded(path.read_bytes()))
        elif isinstance(given, SeedText):
            self.document = self._read(given.name, lambda: _decoded(given.text), MOST_VALUES)
        else:
            raise TypeError(
                f"A seed is the path of a file or a dictionary, not {type(given).__name__}."
            )

    def error(self, unfit: InvalidDocumentError) -> SeedError:
        """Return the error of this source for an error in its document."""
        return SeedError(unfit.sentence, path=unfit.path, source=self._name, line=self._find(unfit))

    def _find(self, unfit: InvalidDocumentError) -> int | None:
        """Read the file once more for the line: without an error its text is not needed."""
        if self._line is None:
            return None
        try:
            return self._line(self._text(), unfit.path)
        except OSError:
            return None

    def _copied(self, given: Mapping[str, Any]) -> Any:
        try:
            document = plain(given)
            check_encodable(document)
        except InvalidDocumentError as error:
            raise self.error(error) from None
        except UnreadableTextError as error:
            raise SeedError(error.sentence) from None
        return document

    def _read(self, name: str, read: Callable[[], str], most_values: int | None = None) -> Any:
        self._name, self._text = name, read
        suffix = Path(name).suffix.lower()
        if suffix not in (".json", ".yaml", ".yml"):
            raise SeedError(
                f"the name of {self._kind} ends in .json, .yaml or .yml", source=self._name
            )
        try:
            text = read()
        except OSError as error:
            raise SeedError(f"cannot be read: {error.strerror}", source=self._name) from error
        except UnicodeError as error:
            raise SeedError("this is not UTF-8 text", source=self._name) from error
        try:
            if suffix == ".json":
                if most_values is not None:
                    check_size(text, most_values)
                self._line = line_in_json
                return parse_json(text)
            from mock_connectcases.seeds import yaml_text  # noqa: PLC0415 - seldom needed, slow

            self._line = yaml_text.line_in_yaml
            return yaml_text.parse_yaml(text, most_values)
        except UnreadableTextError as error:
            raise SeedError(error.sentence, source=self._name, line=error.line) from None


def _decoded(text: str | bytes) -> str:
    """Decode a text as from a file; raises UnicodeError if no file can have it."""
    encoded = text.encode("utf-8") if isinstance(text, str) else text
    return encoded.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
