"""Reads YAML with PyYAML: the values of JSON only, each name once, and aliases within bounds.

Rule of this file: the only importer of PyYAML, which is an extra.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, Final

try:
    import yaml
except ModuleNotFoundError:  # pragma: no cover - PyYAML comes with moto, but it need not
    yaml = None

from mock_connectcases.seeds.text import UnreadableTextError, too_many_values

if TYPE_CHECKING:
    from mock_connectcases.seeds.text import ValuePath

MAX_SIZE: Final = 4 * 1024 * 1024
"""Characters of the longest YAML that is read; ours, for PyYAML is slow."""

MAX_GROWTH: Final = 10
"""The factor by which aliases may enlarge a seed; ours, against bombs."""

SMALL: Final = 100_000
"""Values that aliases may always make."""

_MOST_LEVELS = 100

_PLAIN = "plain"
_QUOTED = "quoted"
_COLLECTION = "collection"
"""The placeholder for the tag of nodes that have none."""

_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **{
        form: value
        for words, value in ((("true", "yes", "on"), True), (("false", "no", "off"), False))
        for word in words
        for form in (word, word.title(), word.upper())
    },
}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", re.ASCII)
_NON_FINITE = re.compile(r"([-+]?)\.(inf|nan)", re.IGNORECASE)
_NUMBER_TAGS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")


def parse_yaml(text: str, most_values: int | None = None) -> Any:
    """Read YAML as JSON's values; a time stays the text it was written as.

    Raises UnreadableTextError, also for more values than that, among which names count.
    """
    _check_installed()
    _check_size(text)
    try:
        root = _compose(text, most_values)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        raise UnreadableTextError(f"this is not YAML: {error.problem}", line) from None
    except yaml.YAMLError as error:
        raise UnreadableTextError(f"this is not YAML: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise UnreadableTextError("this is nested too deep") from None
    return None if root is None else _Reader().read_document(root)


def line_in_yaml(text: str, path: ValuePath) -> int:
    """Return the line of a place in YAML, or of the innermost place around it that is there."""
    node = _compose(text)
    line = 0 if node is None else node.start_mark.line
    for step in path:
        if isinstance(step, int) and isinstance(node, yaml.SequenceNode):
            if step >= len(node.value):
                break
            node = node.value[step]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            found = next((each for each in node.value if each[0].value == step), None)
            if found is None:
                break
            key, node = found
            line = key.start_mark.line
        else:
            break
    return int(line) + 1


def write_yaml(document: Any) -> str:
    """Write a document as YAML, in its own order; raises UnreadableTextError if it is too long."""
    _check_installed()
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(document, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100)
    _check_size(text)
    return text


def _check_installed() -> None:
    if yaml is None:
        raise UnreadableTextError(
            "reading and writing YAML needs PyYAML: pip install 'mock-connectcases[yaml]',"
            " or use JSON"
        )


def _check_size(text: str) -> None:
    if len(text) > MAX_SIZE:
        raise UnreadableTextError(
            f"a seed of YAML has at most {MAX_SIZE} characters, and this has {len(text)}: use JSON"
        )


def _compose(text: str, most_values: int | None = None) -> Any:
    """Return the tree of nodes, in which tags are those that were written."""

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        def resolve(self, kind: type, _value: str, implicit: Any) -> str:
            """Return the placeholder for the tag of a node without one."""
            if kind is not yaml.ScalarNode:
                return _COLLECTION
            return _PLAIN if implicit[0] else _QUOTED

        def descend_resolver(self, *_: Any) -> None:
            """Count a node that is about to be made."""
            if next(number) == most_values:
                raise too_many_values(most_values)

        def ascend_resolver(self) -> None:
            """Do nothing where PyYAML would leave a path of its own."""

    number = count()
    loader = Loader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


class _Reader:
    """Makes the values of a tree of nodes."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Any, int]] = {}
        """Values by their nodes, which aliases share, each with the number of values in it."""
        self._open: set[int] = set()

    def read_document(self, root: Any) -> Any:
        value, size = self._read(root, 0)
        if size > max(SMALL, MAX_GROWTH * len(self._made)):
            raise UnreadableTextError(
                f"its aliases make it {size // len(self._made)} times larger than it is written"
            )
        return value

    def _read(self, node: Any, level: int) -> tuple[Any, int]:
        """Return the value of a node and how many values are in it, those of an alias each time."""
        known = self._made.get(id(node))
        if known is not None:
            return known
        if node.tag not in (_PLAIN, _QUOTED, _COLLECTION):
            _refuse(node, f"the tag {node.tag!r} has no meaning here: write the value without it")
        if isinstance(node, yaml.ScalarNode):
            value, size = _read_plain(node) if node.tag == _PLAIN else node.value, 1
        else:
            if id(node) in self._open:
                _refuse(node, "an alias is inside of the value that it refers to")
            if level > _MOST_LEVELS:
                _refuse(node, "this is nested too deep")
            self._open.add(id(node))
            if isinstance(node, yaml.SequenceNode):
                read = [self._read(each, level + 1) for each in node.value]
                value, size = [each for each, _ in read], 1 + sum(each for _, each in read)
            else:
                value, size = self._read_members(node, level)
            self._open.discard(id(node))
        self._made[id(node)] = value, size
        return value, size

    def _read_members(self, node: Any, level: int) -> tuple[dict[str, Any], int]:
        merged: dict[str, Any] = {}
        members: dict[str, Any] = {}
        size = 1
        for key, each in node.value:
            value, inner = self._read(each, level + 1)
            size += inner
            if key.tag == _PLAIN and key.value == "<<":
                for one in reversed(value if isinstance(value, list) else [value]):
                    if not isinstance(one, dict):
                        _refuse(key, "'<<' merges objects, and this is none")
                    merged |= one
                continue
            name = _name(key)
            if name in members:
                _refuse(key, f"the name {name!r:.100} is there twice")
            members[name] = value
        return ({**merged, **members} if merged else members), size


def _name(key: Any) -> str:
    """Return the name of a member, which YAML reads as a text."""
    is_text = key.tag == _QUOTED
    if key.tag == _PLAIN:
        is_text = key.value not in _WORDS and not _is_number(key.value)
    if not is_text:
        _refuse(key, f"the name {key.value!s:.100} must be a string: put it in quotes")
    name: str = key.value
    return name


def _read_plain(node: Any) -> Any:
    """Return the value of a scalar without quotes."""
    text = node.value
    if text in _WORDS:
        return _WORDS[text]
    number = _NUMBER.fullmatch(text)
    if number is not None:
        try:
            return int(text) if number.lastindex is None else float(text)
        except ValueError:
            _refuse(node, f"the number {text:.20}... has too many digits")
    if _NON_FINITE.fullmatch(text):
        _refuse(node, f"{text} is no number of JSON: write {{doubleValue: NaN}}, Infinity or so")
    if _is_number(text):
        _refuse(
            node,
            f"{text!r:.100} is a number that YAML 1.1 reads in a way of its own: write it in"
            " quotes, or as a decimal number",
        )
    return text


def _is_number(text: str) -> bool:
    """Return whether YAML 1.1 takes a scalar for a number, be it octal, sexagesimal or plain."""
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], ())
    return any(tag in _NUMBER_TAGS and pattern.match(text) for tag, pattern in resolvers) or (
        _NUMBER.fullmatch(text) is not None
    )


def _refuse(node: Any, sentence: str) -> Any:
    raise UnreadableTextError(sentence, node.start_mark.line + 1)
