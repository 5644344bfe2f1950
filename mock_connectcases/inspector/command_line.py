"""Formats a call as a command of the AWS CLI, for a POSIX shell.

Rule of this file: the text may be pasted into a terminal.  It has printable characters only (a
terminal obeys the others even between quotes), and no quotes are open at the end of a line.
"""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, Any, Final

from botocore import xform_name
from moto.core.models import DEFAULT_ACCOUNT_ID

from mock_connectcases.inspector import call_params
from mock_connectcases.inspector.python_source import WIDTH
from mock_connectcases.wire.model import service_model

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_WORD: Final = 100_000
"""Bytes of one argument; Linux takes 131,071."""

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./:-]*")
"""Words that need no quotes in any shell."""
_FETCHED = ("file://", "fileb://", "http://", "https://")
"""The AWS CLI replaces a value that begins so by the contents of the address."""
_SPECIAL = re.compile(r"[^ -&(-~]")
_CREDENTIALS = "AWS_ACCESS_KEY_ID=testing AWS_SECRET_ACCESS_KEY=testing "
_OTHER_ACCOUNT = "# The AWS CLI can name no account: this goes to the server's default account.\n"


def as_cli(
    operation: str,
    params: Mapping[str, Any],
    *,
    region: str,
    endpoint: str | None = None,
    account_id: str | None = None,
) -> str:
    """Format a command that makes a call: one request, where the AWS CLI might send one a page.

    With an endpoint it sends to that server, with placeholder credentials.  The AWS CLI cannot name
    an account other than moto's default to a server; a comment says so.  Parameters too long for
    the arguments of a process are written to a file first.

    Raises:
        CannotBeCopiedError: the AWS CLI refuses to send these parameters.
        ValueError: there is no such operation, or it has no such parameter.
    """
    repeated = call_params.params_to_repeat(operation, params)
    error = call_params.validation_error(operation, repeated)
    if error:
        raise call_params.CannotBeCopiedError(f"The AWS CLI does not send this request. {error}")
    command = f"aws connectcases {xform_name(operation, '-')}"
    more = ["--no-paginate"] if _has_pages(operation) else []
    more.append(f"--region {quoted(region)}")
    before = ""
    if endpoint is not None:
        command = _CREDENTIALS + command
        more.append(f"--endpoint-url {quoted(endpoint)}")
        if account_id not in {None, DEFAULT_ACCOUNT_ID}:
            before = _OTHER_ACCOUNT
    words = _options(repeated)
    if any(len(word.encode()) > LONGEST_WORD for word in words):
        # From a file: the AWS CLI reads it twice, which standard input would not bear.
        name = f"connectcases-{xform_name(operation, '-')}.json"
        before += f"cat > {name} <<'JSON' &&\n{_document(repeated)}\nJSON\n"
        words = [f"--cli-input-json file://{name}"]
    return before + _on_lines(command, words + more) + "\n"


def option(name: str, value: object) -> str:
    """Format one parameter as an option: booleans as a flag, structures and lists as JSON."""
    flag = xform_name(name, "-")
    if isinstance(value, bool):
        return f"--{flag}" if value else f"--no-{flag}"
    text = str(value) if isinstance(value, str | int) else _json(value)
    # A value that begins with a dash would be read as an option itself.
    return f"--{flag}={quoted(text)}" if text.startswith("-") else f"--{flag} {quoted(text)}"


def quoted(text: str) -> str:
    """Quote a word, unless no shell needs it."""
    if _PLAIN.fullmatch(text):
        return text
    word = shlex.quote(text)
    return word if word != text else f"'{text}'"


def _options(params: Mapping[str, Any]) -> list[str]:
    """Format parameters as options; those that cannot be, in a document for the AWS CLI."""
    unfit = {
        name: value
        for name, value in params.items()
        if isinstance(value, str) and (value.startswith(_FETCHED) or not value.isprintable())
    }
    options = [option(name, value) for name, value in params.items() if name not in unfit]
    return [*options, option("cli-input-json", unfit)] if unfit else options


def _json(value: object) -> str:
    """Format JSON on one line, without the single quote and with printable characters only."""
    text = json.dumps(value, ensure_ascii=False)
    return _SPECIAL.sub(lambda found: _escaped(found[0]), text)


def _escaped(character: str) -> str:
    if character.isprintable() and character != "'":
        return character
    pairs = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pairs[at : at + 2].hex()}" for at in range(0, len(pairs), 2))


def _document(value: object) -> str:
    """Format JSON for a here-document: in ASCII, and without the sign of a shell's history."""
    return json.dumps(value, indent=1).replace("!", "\\u0021")


def _has_pages(operation: str) -> bool:
    """Return whether some release of the AWS CLI may request all pages by itself."""
    shape = service_model().operation_model(operation).input_shape
    return shape is not None and "nextToken" in shape.members


def _on_lines(command: str, words: list[str]) -> str:
    line = " ".join([command, *words])
    return line if len(line) <= WIDTH else " \\\n    ".join([command, *words])
