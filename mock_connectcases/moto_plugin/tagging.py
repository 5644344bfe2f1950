"""Says by name what moto's Resource Groups Tagging API cannot show of Amazon Connect Cases.

Nothing is patched: the backend itself answers moto's question for tagged resources, where moto
asks it.  Rule of this file: only what is missing is reported, and only to who uses the API.
"""

from __future__ import annotations

import warnings
from typing import Any


def complete(models: Any) -> None:
    """Warn, once moto's tagging API is loaded, if it will not find resources of Cases."""
    missing = what_is_missing(models)
    if missing:
        warnings.warn(
            f"The Resource Groups Tagging API does not see Amazon Connect Cases: {missing}."
            " TagResource and ListTagsForResource of Cases itself work.",
            RuntimeWarning,
            stacklevel=2,
        )


def what_is_missing(models: Any) -> str:
    """Say what ``moto.resourcegroupstaggingapi.models`` lacks; nothing if all is there."""
    if not hasattr(models, "iter_taggable_backends"):
        return "this moto does not ask backends for their tagged resources, as 5.2.2 and newer do"
    return ""
