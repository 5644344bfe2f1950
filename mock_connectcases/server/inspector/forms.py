"""Reads the forms of pages, and checks by a token that a page is the server's own."""

from __future__ import annotations

import hmac
import secrets
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import parse_qsl

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_options_header

from mock_connectcases.seeds.source import SeedText
from mock_connectcases.server.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mock_connectcases.wire.messages import Request

MOST_FIELDS: Final = 100
"""Fields and files of one form; ours, it bounds the work."""

PASTED: Final = {"json": "pasted.json", "yaml": "pasted.yaml"}
"""The names of pasted seeds by their formats."""

_URL_ENCODED = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_LONGEST_NAME = 255


class Upload(NamedTuple):
    """A file of a form."""

    name: str
    """Without the directories that some browsers send."""
    content: bytes


class Form(NamedTuple):
    """The content of a form; an empty field is in it, a file that was not chosen is not."""

    fields: Mapping[str, str]
    files: Mapping[str, Upload]


class Token:
    """A secret of one server, in a hidden field of every form: other pages cannot know it."""

    FIELD: Final = "token"

    def __init__(self) -> None:
        self.value: Final = secrets.token_urlsafe()

    def check(self, form: Form) -> Form:
        """Return the form without the token; raises Refused unless the token is right."""
        given = form.fields.get(self.FIELD, "")
        if not hmac.compare_digest(given.encode(), self.value.encode()):
            raise Refused(
                403,
                "AccessDeniedException",
                "This form is of another server, or of this one before a restart: nothing was"
                " changed. Load the page again, and send it once more.",
            )
        others = {name: each for name, each in form.fields.items() if name != self.FIELD}
        return form._replace(fields=others)


def read_form(request: Request) -> Form:
    """Read the body of a form's request.

    Raises:
        Refused: it is of no type that forms have (415), has too many fields (413), or is not what
            its type says (400).
    """
    written, options = parse_options_header(request.headers.get("Content-Type", ""))
    type_ = written.lower()
    if type_ == _URL_ENCODED:
        return _url_encoded(request.body)
    if type_ == _MULTIPART:
        return _multipart(request.body, options)
    raise Refused(
        415,
        "UnsupportedMediaTypeException",
        f"A form is sent as {_URL_ENCODED} or {_MULTIPART}, not as {type_ or 'nothing'!r:.100}.",
    )


def seed_in(form: Form) -> SeedText:
    """Return the seed in a form: the uploaded ``file``, or the ``text`` of a ``format``.

    Raises:
        ValueError: there is none, or there are both.
    """
    file = form.files.get("file")
    text = form.fields.get("text", "")
    if file is not None and text.strip():
        raise ValueError("There are a file and a text: load one after the other.")
    if file is not None:
        return SeedText(*file)
    if not text.strip():
        raise ValueError("There is no seed: choose a file, or paste a text.")
    language = form.fields.get("format", "")
    if language not in PASTED:
        raise ValueError(f"The format of a text is {' or '.join(PASTED)}, not {language!r:.100}.")
    return SeedText(PASTED[language], text)


def _url_encoded(body: bytes) -> Form:
    if body.count(b"&") >= MOST_FIELDS:
        raise _too_many()
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise _not_text() from None
    return Form(_once(pairs), {})


def _multipart(body: bytes, options: Mapping[str, str]) -> Form:
    parser = FormDataParser(
        stream_factory=lambda *_, **__: BytesIO(), silent=False, max_form_parts=MOST_FIELDS
    )
    try:
        _, fields, files = parser.parse(BytesIO(body), _MULTIPART, len(body), dict(options))
    except RequestEntityTooLarge:
        raise _too_many() from None
    except UnicodeDecodeError:
        raise _not_text() from None
    except ValueError:
        raise _broken(
            "it ends too early, or its parts are not as multipart/form-data has them"
        ) from None
    uploads = [
        (name, Upload(_file_name(each.filename or ""), each.stream.read()))
        for name, each in files.items(multi=True)
        if each.filename
    ]
    # The parser replaces bytes that are no text in fields, and leaves files as they are: their
    # readers report such bytes by the names of the files.
    if not _is_text(body) and all(_is_text(each.content) for _, each in uploads):
        raise _not_text()
    return Form(_once(fields.items(multi=True)), _once(uploads))


def _once(pairs: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """Return named values by their names; raises Refused for one that has none, or comes twice."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if not name:
            raise _broken("a part of it has no name")
        if name in found:
            raise _broken(f"it has {name!r:.100} twice")
        found[name] = value
    return found


def _file_name(given: str) -> str:
    name = given.rpartition("/")[2]
    if not name or not name.isprintable() or len(name) > _LONGEST_NAME:
        raise _broken(f"{name!r:.100} is no valid name of a file")
    return name


def _is_text(given: bytes) -> bool:
    try:
        given.decode()
    except UnicodeDecodeError:
        return False
    return True


def _broken(why: str) -> Refused:
    return Refused(400, "BadRequestException", f"The form cannot be read: {why}.")


def _not_text() -> Refused:
    return _broken("it is not UTF-8 text")


def _too_many() -> Refused:
    return Refused(
        413, "RequestEntityTooLargeException", f"A form has at most {MOST_FIELDS} fields."
    )
