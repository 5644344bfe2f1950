"""Names the rules of the catalogue that a behaviour test holds the mock to."""

from __future__ import annotations

import pytest


def rule(*names: str) -> pytest.MarkDecorator:
    """Mark a test with the rules that it checks, by their names in ``mock_connectcases.rules``."""
    return pytest.mark.rule(*names)
