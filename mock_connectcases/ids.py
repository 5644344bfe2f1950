"""The only source of identifiers: moto's seedable random, so that ``/moto-api/seed`` repeats them.

Request ids come from elsewhere: a read must not shift the sequence of ids that writes receive.
"""

from __future__ import annotations

import string

from moto.moto_api._internal import mock_random

_REFERENCE_ALPHABET = string.ascii_uppercase + string.digits


def new_id() -> str:
    """Return a fresh identifier: a lower-case UUID with dashes (observed form)."""
    return str(mock_random.uuid4())


def new_reference_number() -> str:
    """Return a fresh case reference number: eight digits by default (documented)."""
    return f"{mock_random.randrange(100_000_000):08d}"


def new_reference_id() -> str:
    """Return a fresh case reference ID: nine letters and digits by default (documented)."""
    return "".join(mock_random.choices(_REFERENCE_ALPHABET, k=9))
