"""The only source of identifiers: moto's seedable random, so that ``/moto-api/seed`` repeats them.

Request ids come from elsewhere, and operations draw ids after their last check: neither a read nor
a refused request shifts the sequence of ids that writes receive.
"""

from __future__ import annotations

import random
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING

from mock_connectcases.compat import moto

if TYPE_CHECKING:
    from collections.abc import Iterator

_request_randomness = random.Random()  # noqa: S311 - nothing secret about a request id


def new_id() -> str:
    """Return a fresh identifier: a lower-case UUID with dashes (observed form)."""
    return _as_uuid(moto.random_bits(128))


def new_case_id() -> str:
    """Return a fresh identifier of a case: a UUID of version 3 (observed)."""
    return _as_uuid(moto.random_bits(128), version=3)


def derived_id(owner_id: str, place: int | str) -> str:
    """Return the identifier that follows from an owner and a place within it."""
    return _as_uuid(_digest(owner_id, place, 16))


def derived_case_id(domain_id: str, place: str) -> str:
    """Return the identifier of a case that follows from its domain and a place within it."""
    return _as_uuid(_digest(domain_id, place, 16), version=3)


def derived_reference_number(owner_id: str) -> str:
    """Return the case reference number that follows from the id of its case."""
    return f"{_digest(owner_id, 'reference-number', 8) % 100_000_000:08d}"


def derived_reference_ids(owner_id: str) -> Iterator[str]:
    """Yield case reference IDs that follow from the id of their case, without end."""
    for attempt in count():
        yield f"{_digest(owner_id, f'reference-id/{attempt}', 8) % (1 << 36):09X}"


def _digest(owner_id: str, place: int | str, size: int) -> int:
    text = f"{owner_id}#{place}".encode()
    return int.from_bytes(blake2b(text, digest_size=size).digest(), "big")


def new_request_id() -> str:
    """Return a fresh request id: a UUID from a random source of its own."""
    return _as_uuid(_request_randomness.getrandbits(128))


def _as_uuid(bits: int, *, version: int = 4) -> str:
    """Write 128 bits as a UUID; six of them give way to version and variant."""
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{version}{text[13:16]}-a{text[17:20]}-{text[20:]}"


def new_reference_number() -> str:
    """Return a fresh case reference number: eight digits by default (documented)."""
    return f"{moto.random_bits(64) % 100_000_000:08d}"


def new_reference_id() -> str:
    """Return a fresh case reference ID: nine letters and digits by default (documented)."""
    return f"{moto.random_bits(36):09X}"
