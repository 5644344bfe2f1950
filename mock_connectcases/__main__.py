"""``python -m mock_connectcases``: see :mod:`mock_connectcases.cli`."""

from __future__ import annotations

import sys

from mock_connectcases.cli import main

if __name__ == "__main__":
    sys.exit(main())
