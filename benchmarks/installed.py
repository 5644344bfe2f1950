"""Writes docs/installed.md, what pip installs and its size: ``tox run -e installed``."""

from __future__ import annotations

import platform
import subprocess
import sys
import venv
from datetime import datetime, timezone
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "installed.md"
EXTRAS = {
    "": "the mock in Python",
    "server": "`serve`, for Cases alone",
    "server-with-moto": "`serve --with-moto` and moto's own server",
}
"""The extras whose packages are listed, and what they are for."""


class Package(NamedTuple):
    """An installed package."""

    name: str
    version: str
    size: int
    """Bytes of its files, compiled modules included."""


def main() -> None:
    """Install each extra into an environment of its own, and write the page."""
    installed = {extra: install(extra) for extra in EXTRAS}
    PAGE.write_text(page(installed), encoding="utf-8")


def install(extra: str) -> list[Package]:
    """Return what pip installs for an extra, by name."""
    with TemporaryDirectory() as folder:
        venv.create(folder, with_pip=False)
        python = Path(folder) / "bin" / "python"
        requirement = f"{ROOT}[{extra}]" if extra else str(ROOT)
        pip = [sys.executable, "-m", "pip", "--quiet", "--python", str(python)]
        subprocess.run([*pip, "install", requirement], check=True)  # noqa: S603 - our own command
        (path,) = Path(folder).glob("lib/python*/site-packages")
        return sorted(
            Package(
                each.metadata["Name"].lower().replace("_", "-"),
                each.version,
                sum(Path(str(file.locate())).stat().st_size for file in each.files or ()),
            )
            for each in distributions(path=[str(path)])
        )


def page(installed: dict[str, list[Package]]) -> str:
    """Format the page."""
    today = datetime.now(timezone.utc).date()
    rows = [
        f"| `{_requirement(extra)}` | {len(packages)}"
        f" | {_mb(sum(each.size for each in packages))} | {EXTRAS[extra]} |"
        for extra, packages in installed.items()
    ]
    lists = []
    before: set[str] = set()
    for extra, packages in installed.items():
        added = [each for each in packages if each.name not in before]
        before |= {each.name for each in packages}
        lists += [
            f"\n## {_requirement(extra)}\n",
            "| package | MB |",
            "|---|---|",
            *(f"| {each.name}=={each.version} | {_mb(each.size)} |" for each in added),
        ]
    head = f"""\
# What is installed

What `pip install` brought on {today:%d %B %Y} into a new environment of Python \
{platform.python_version()} on
{platform.system()}, the compiled modules that pip writes included. Each list below has what it \
adds to those before.
`tox run -e installed` writes this page.

| `pip install` | packages | MB | for |
|---|---|---|---|
"""
    return "\n".join([head.rstrip("\n"), *rows, *lists]) + "\n"


def _requirement(extra: str) -> str:
    return f"mock-connectcases[{extra}]" if extra else "mock-connectcases"


def _mb(size: int) -> str:
    return f"{size / 1_000_000:.1f}"


if __name__ == "__main__":
    main()
