"""Replaces what customers and agents wrote by stand-ins of the same kind and length."""

from __future__ import annotations

import secrets
from dataclasses import replace
from hashlib import blake2b
from random import Random
from string import ascii_lowercase, ascii_uppercase, digits
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mock_connectcases.resources import system_fields
from mock_connectcases.resources.audit import User
from mock_connectcases.resources.field import TEXT, URL, USER
from mock_connectcases.resources.related_item import Comment, Contact, Content, Custom, File

if TYPE_CHECKING:
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import Value

_KEPT_FIELDS = frozenset({system_fields.ASSIGNED_QUEUE, system_fields.CASE_ID})
_ARNS = frozenset({system_fields.CUSTOMER_ID, system_fields.ASSIGNED_USER})
_MOST_ATTEMPTS = 50


class Mask:
    """Stand-ins of one export: equal values have equal ones; trying reveals no original.

    The key is made anew each time, so two exports have different stand-ins.
    """

    def __init__(self, key: bytes | None = None) -> None:
        self._key = secrets.token_bytes(32) if key is None else key
        self._references: dict[str, str] = {}
        self._taken: set[str] = set()

    def value(self, of: Field, value: Value | None) -> Value | None:
        """Return a stand-in for text, a URL or a user; any other value as it is."""
        if not isinstance(value, str) or not value or of.field_id in _KEPT_FIELDS:
            return value
        if of.field_id == system_fields.REFERENCE_ID:
            return self._reference(value)
        if of.type == USER or of.field_id in _ARNS:
            return self.arn(value)
        if of.type == URL:
            return self._url(value)
        return self.text(value) if of.type == TEXT else value

    def text(self, text: str, attempt: int = 0) -> str:
        """Return other letters for letters and other digits for digits; the rest stays."""
        digest = blake2b(f"{attempt}/{text}".encode("utf-8", "surrogatepass"), key=self._key)
        chosen = Random(digest.digest())  # noqa: S311 - its seed is what is secret
        return "".join(_other(each, chosen) for each in text)

    def arn(self, arn: str) -> str:
        """Return an ARN with another last part."""
        head, slash, last = arn.rpartition("/")
        return f"{head}{slash}{self.text(last)}"

    def user(self, user: User | None) -> User | None:
        """Return a stand-in for a user."""
        if user is None:
            return None
        return User(
            None if user.user_arn is None else self.arn(user.user_arn),
            None if user.custom_entity is None else self.text(user.custom_entity),
        )

    def content(self, content: Content, fields: dict[str, Field]) -> Content:
        """Return content with stand-ins for what people wrote and for contacts and files."""
        match content:
            case Comment(body=body):
                return replace(content, body=self.text(body))
            case Contact(contact_arn=arn):
                return replace(content, contact_arn=self.arn(arn))
            case File(file_arn=arn):
                return File(self.arn(arn))
            case Custom(values=values):
                return Custom({key: self.value(fields[key], each) for key, each in values.items()})
        return content

    def _url(self, url: str) -> str:
        parts = urlsplit(url)
        rest = url.partition(parts.netloc)[2] if parts.netloc else ""
        return f"{parts.scheme or 'https'}://example.com{self.text(rest)}"

    def _reference(self, reference_id: str) -> str:
        """Return a stand-in that no other reference ID of the domain has (documented: unique)."""
        folded = reference_id.casefold()
        if folded not in self._references:
            found = reference_id
            for attempt in range(_MOST_ATTEMPTS):
                found = self.text(reference_id, attempt)
                if found.casefold() not in self._taken:
                    break
            else:
                found = f"{found[:40]}-{len(self._taken)}"
            self._taken.add(found.casefold())
            self._references[folded] = found
        return self._references[folded]


def _other(character: str, chosen: Random) -> str:
    if character.isdigit():
        return chosen.choice(digits)
    if character.isupper():
        return chosen.choice(ascii_uppercase)
    return chosen.choice(ascii_lowercase) if character.isalpha() else character
