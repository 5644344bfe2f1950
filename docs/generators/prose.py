"""Turns the HTML in which the service model is documented into Markdown."""

from __future__ import annotations

import re

from markdownify import markdownify

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_NOTE = re.compile(r"</?note>")


def markdown(documentation: str) -> str:
    """Return documentation as paragraphs and lists."""
    text = markdownify(_NOTE.sub("", documentation), bullets="-", escape_misc=True)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def first_sentence(documentation: str) -> str:
    """Return the first sentence on one line, as a cell of a table takes it."""
    first_paragraph = markdown(documentation).partition("\n\n")[0]
    return cell(_SENTENCE_END.split(first_paragraph, maxsplit=1)[0])


def cell(text: str) -> str:
    """Return text on one line, without what would end a cell of a table."""
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))


def table(*rows: tuple[str, ...]) -> list[str]:
    """Return the lines of a table; the first row is its head."""
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return ["", head, "|" + "---|" * len(rows[0]), *body, ""]
