"""The service model of Amazon Connect Cases as the installed botocore describes it.

Rule of this file: only this and ``loader`` import botocore's models, and only this names a version.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import botocore
from botocore.model import (
    OperationModel,
    ServiceModel,
    Shape,
)

from mock_connectcases import rules
from mock_connectcases.compat.botocore import is_sparse
from mock_connectcases.errors import UnknownOperationException
from mock_connectcases.wire.loader import SERVICE, load_frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = [
    "BUILT_AGAINST",
    "OperationModel",
    "ServiceModel",
    "Shape",
    "arm",
    "botocore_version",
    "is_newer",
    "is_older_than_release",
    "is_sparse",
    "known_value",
    "released_members",
    "released_required",
    "service_model",
    "unanswered",
    "unanswered_member",
]

BUILT_AGAINST = (1, 44, 8)
"""The botocore with the service model that this release was written for.

Results leave out members that an older one lacks.  With this one or a newer one, a member that the
model lacks is a bug of this package.
"""


def botocore_version() -> str:
    """Return the version of the installed botocore, as botocore writes it."""
    return str(botocore.__version__)


@cache
def is_older_than_release() -> bool:
    """Return whether the installed botocore is older than ``BUILT_AGAINST``."""
    installed = tuple(int(part) for part in botocore_version().split(".")[:3] if part.isdigit())
    return installed < BUILT_AGAINST


@cache
def service_model() -> ServiceModel:
    """Return the installed service model; it is read once per process.

    It ignores ``AWS_DATA_PATH``: answers must not depend on the environment.
    """
    return ServiceModel(load_frozen("service-2"), SERVICE)


@cache
def _released_members() -> dict[str, frozenset[str]]:
    """Return the members of each structure of the model of ``BUILT_AGAINST``, by its name."""
    text = Path(__file__).with_name("released_members.json").read_text(encoding="utf-8")
    return {shape: frozenset(members) for shape, members in json.loads(text).items()}


def is_newer(structure: Shape, member: str) -> bool:
    """Return whether only a newer service model than that of this release has a member."""
    released = _released_members().get(structure.name)
    return released is not None and member not in released


def released_members(structure: Shape) -> dict[str, Shape]:
    """Return the members of a structure but for those that only a newer model has."""
    return {
        name: member for name, member in structure.members.items() if not is_newer(structure, name)
    }


def released_required(structure: Shape) -> list[str]:
    """Return the required members of a structure but for those that only a newer model has."""
    return [name for name in structure.required_members if not is_newer(structure, name)]


def unanswered(part: str) -> UnknownOperationException:
    """Return the error for a part of a newer service model that this release does not know."""
    # Not imported: the package itself is above every layer.
    version = sys.modules["mock_connectcases"].__version__
    return UnknownOperationException(
        f"The {part} of botocore {botocore_version()} is not answered by mock-connectcases"
        f" {version}.",
        rule=rules.NEWER_MODEL,
    )


def arm(union: Mapping[str, Any], name: str, *known: str) -> tuple[str, Any]:
    """Return the member of a union that is set, with its value.

    Raises UnknownOperationException for a member that this release does not know.  No request has
    one, for parsing refuses it, but an answer of AWS that an export reads can.
    """
    ((member, value),) = union.items()
    if member not in known:
        raise unanswered_member(name, member)
    return member, value


def known_value(value: str, name: str, known: Collection[str]) -> str:
    """Return the value of an enum that a member has.

    Raises UnknownOperationException for a value that this release does not know.
    """
    if value not in known:
        raise unanswered(f"value {value!r} of {name!r}")
    return value


def unanswered_member(structure: str, member: str) -> UnknownOperationException:
    """Return the error for a member that only a newer service model has."""
    return unanswered(f"member {member!r} of {structure!r}")
