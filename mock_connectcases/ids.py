"""The only source of identifiers: moto's seedable random, so that ``/moto-api/seed`` repeats them.

Request ids come from elsewhere: a read must not shift the sequence of ids that writes receive.
"""

from __future__ import annotations

import random
from hashlib import blake2b

from moto.moto_api._internal import mock_random

_request_randomness = random.Random()  # noqa: S311 - nothing secret about a request id


def new_id() -> str:
    """Return a fresh identifier: a lower-case UUID with dashes (observed form)."""
    return _as_uuid(mock_random.getrandbits(128))


def derived_id(owner_id: str, number: int) -> str:
    """Return the identifier of something that is known by its owner and its place there."""
    digest = blake2b(f"{owner_id}#{number}".encode(), digest_size=16).digest()
    return _as_uuid(int.from_bytes(digest, "big"))


def new_request_id() -> str:
    """Return a fresh request id: a UUID of a randomness of its own."""
    return _as_uuid(_request_randomness.getrandbits(128))


def _as_uuid(bits: int) -> str:
    """Write 128 bits as a version 4 UUID; six of them give way to version and variant."""
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"


def new_reference_number() -> str:
    """Return a fresh case reference number: eight digits by default (documented)."""
    return f"{mock_random.getrandbits(64) % 100_000_000:08d}"


def new_reference_id() -> str:
    """Return a fresh case reference ID: nine letters and digits by default (documented)."""
    return f"{mock_random.getrandbits(36):09X}"
