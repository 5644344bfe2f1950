"""Reads YAML with PyYAML: plain data only, each name once, and aliases within bounds.

Rule of this file: the only importer of PyYAML, which is an extra.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

try:
    import yaml
except ModuleNotFoundError:  # pragma: no cover - PyYAML comes with moto, but it need not
    yaml = None

from mock_connectcases.seeds.text import UnreadableTextError

if TYPE_CHECKING:
    from collections.abc import Sequence

    Path = Sequence[str | int]

_TAGS = frozenset(
    f"tag:yaml.org,2002:{each}" for each in ("str", "int", "float", "bool", "null", "seq", "map")
)
_MERGE = "tag:yaml.org,2002:merge"
_TIME = "tag:yaml.org,2002:timestamp"
_TEXT = "tag:yaml.org,2002:str"
_VALUE = "tag:yaml.org,2002:value"

MAX_GROWTH = 10
"""Aliases may make a seed so many times larger than it is written; ours, against bombs."""

SMALL = 100_000
"""Values that aliases may always make."""

_MOST_LEVELS = 100


def parse_yaml(text: str) -> Any:
    """Read YAML as JSON's values; a time stays the text it was written as.

    Raises UnreadableTextError.
    """
    _check_installed()
    try:
        loader = _loader(text)
        try:
            root = loader.get_single_node()
            if root is None:
                return None
            _Check(root)
            return loader.construct_document(root)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        raise UnreadableTextError(f"this is not YAML: {error.problem}", line) from None
    except yaml.YAMLError as error:
        raise UnreadableTextError(f"this is not YAML: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise UnreadableTextError("this is nested too deep") from None
    except ValueError as error:
        raise UnreadableTextError(f"this is not YAML: {error}") from None


def line_in_yaml(text: str, path: Path) -> int:
    """Return the line of a place in YAML, or of the innermost place around it that is there."""
    node: Any = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    line = node.start_mark.line
    for step in path:
        if isinstance(step, int) and isinstance(node, yaml.SequenceNode):
            if step >= len(node.value):
                break
            node = node.value[step]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == step]
            if not found:
                break
            key, node = found[0]
            line = key.start_mark.line
        else:
            break
    return int(line) + 1


def write_yaml(document: Any) -> str:
    """Write a document as YAML, in its own order."""
    _check_installed()
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(document, Dumper=dumper, sort_keys=False, allow_unicode=True, width=100)
    return text


def _check_installed() -> None:
    if yaml is None:
        raise UnreadableTextError(
            "reading and writing YAML needs PyYAML: pip install 'mock-connectcases[yaml]',"
            " or use JSON"
        )


def _loader(text: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    # A time is a text of ours, with or without quotes.
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag not in (_TIME, _VALUE)]
        for first, resolvers in loader.yaml_implicit_resolvers.items()
    }
    return loader


class _Check:
    """Looks at a tree of nodes before anything is made of it."""

    def __init__(self, root: Any) -> None:
        self._sizes: dict[int, int] = {}
        self._open: set[int] = set()
        size = self._size(root, 0)
        if size > max(SMALL, MAX_GROWTH * len(self._sizes)):
            raise UnreadableTextError(
                f"its aliases make it {size // len(self._sizes)} times larger than it is written"
            )

    def _size(self, node: Any, level: int) -> int:
        """Count the values below a node, those behind an alias each time."""
        known = self._sizes.get(id(node))
        if known is not None:
            return known
        line = node.start_mark.line + 1
        if id(node) in self._open:
            raise UnreadableTextError("an alias stands inside of what it stands for", line)
        if level > _MOST_LEVELS:
            raise UnreadableTextError("this is nested too deep", line)
        self._open.add(id(node))
        if node.tag not in _TAGS:
            raise UnreadableTextError(f"the tag {node.tag!r} has no meaning here", line)
        if isinstance(node, yaml.ScalarNode):
            size = 1
        elif isinstance(node, yaml.SequenceNode):
            size = 1 + sum(self._size(each, level + 1) for each in node.value)
        else:
            self._check_names(node)
            size = 1 + sum(self._size(each, level + 1) for _, each in node.value)
        self._open.discard(id(node))
        self._sizes[id(node)] = size
        return size

    def _check_names(self, node: Any) -> None:
        names = set()
        for key, _ in node.value:
            line = key.start_mark.line + 1
            if key.tag == _MERGE:
                continue
            if key.tag != _TEXT:
                raise UnreadableTextError(
                    f"the name {key.value!s:.100} must be a string: put it in quotes", line
                )
            if key.value in names:
                raise UnreadableTextError(f"the name {key.value!r:.100} stands twice", line)
            names.add(key.value)
