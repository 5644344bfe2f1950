"""Recognizes the hosts of Amazon Connect Cases and of AWS.

Rule of this file: DNS suffixes come from the partitions of the installed botocore.
"""

from __future__ import annotations

import re
from functools import lru_cache

from botocore.loaders import Loader


def _dns_suffixes() -> frozenset[str]:
    """Collect the DNS suffixes of all partitions, dual-stack ones included."""
    partitions = Loader().load_data("partitions")["partitions"]
    return frozenset(
        partition["outputs"][kind]
        for partition in partitions
        for kind in ("dnsSuffix", "dualStackDnsSuffix")
        if kind in partition["outputs"]
    )


_SUFFIXES = _dns_suffixes()
_ANY_SUFFIX = "|".join(sorted(map(re.escape, _SUFFIXES)))
_CASES_HOST = rf"cases(?:-fips)?\.([^./:]+)\.(?:{_ANY_SUFFIX})(?::\d+)?"
_IN_AWS = re.compile(rf"(?:.*\.)?(?:{_ANY_SUFFIX})(?::\d+)?", re.IGNORECASE)

URL_BASE = rf"https?://{_CASES_HOST}"
"""Matches the URL of a Cases endpoint up to its path, in the way moto writes such patterns."""

URL_PATTERN = re.compile(rf"{URL_BASE}(?=/|$)", re.IGNORECASE)

_HOST_PATTERN = re.compile(_CASES_HOST, re.IGNORECASE)


@lru_cache(maxsize=256)
def cases_region(host: str) -> str | None:
    """Return the region of a Cases host, or None for another host.

    Documented: the service's endpoint rule set has the host names with and without FIPS and
    dual-stack.
    """
    match = _HOST_PATTERN.fullmatch(host)
    return match[1].lower() if match else None


@lru_cache(maxsize=256)
def is_aws(host: str) -> bool:
    """Return whether a host is in the domain of any AWS partition."""
    return _IN_AWS.fullmatch(host) is not None
