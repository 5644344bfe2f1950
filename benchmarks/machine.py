"""Describes where and when a run was made: whoever compares figures has to know it."""

from __future__ import annotations

import os
import platform
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any

BUSY = 0.5
"""From this load for each core on, other programs had a part in what was measured."""


def describe() -> dict[str, Any]:
    """Return processor, cores, load, system, releases and time."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        **{name: version(name) for name in ("botocore", "moto", "aiohttp")},
        "mock_connectcases": version("mock-connectcases"),
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
    }


def was_busy(machine: dict[str, Any]) -> bool:
    """Tell whether other programs were at work when a run began."""
    return bool(machine["load"] >= BUSY * machine["cores"])


def resident_bytes(pid: int | None = None) -> int:
    """Return the resident memory of a process, by default of this one (Linux)."""
    return _memory(pid, "VmRSS:")


def peak_bytes() -> int:
    """Return the most resident memory that this process has ever had (Linux)."""
    return _memory(None, "VmHWM:")


def _memory(pid: int | None, line: str) -> int:
    status = Path(f"/proc/{pid or 'self'}/status").read_text()
    return int(status.partition(line)[2].split()[0]) * 1024


def _processor() -> str:
    try:
        found = Path("/proc/cpuinfo").read_text().partition("model name")[2]
    except FileNotFoundError:
        return platform.processor()
    return found.partition(":")[2].partition("\n")[0].strip() or platform.machine()
