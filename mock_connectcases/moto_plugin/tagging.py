"""Warns if moto's Resource Groups Tagging API does not see Amazon Connect Cases.

Nothing is patched: the backend itself lists its tagged resources.  Rule of this file: only
programs that use the tagging API see the warning.
"""

from __future__ import annotations

import warnings
from typing import Any

from mock_connectcases.compat import moto_modules


def complete(models: Any) -> None:
    """Warn when moto's tagging API is loaded and will not find resources of Cases."""
    missing = moto_modules.check_tagging(models)
    if missing:
        warnings.warn(
            f"The Resource Groups Tagging API does not see Amazon Connect Cases: {missing}."
            " TagResource and ListTagsForResource of Cases itself work.",
            RuntimeWarning,
            stacklevel=2,
        )
