"""Each test leaves the process as it found it."""

from tests.leaks import nothing_left_behind

__all__ = ["nothing_left_behind"]
