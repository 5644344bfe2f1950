"""The AWS SDK for JavaScript v3, under Node."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.conftest import HERE
from tests.interpreters.cold import ROOT

pytest.importorskip("aiohttp", reason="the server needs the extra mock-connectcases[server]")

from mock_connectcases.server.api.openapi import description


def test_every_operation_of_the_javascript_sdk_works(javascript_sdk: Path, endpoint: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own script
        ["node", "--no-warnings", str(HERE / "lifecycle.mjs"), endpoint],  # noqa: S607
        cwd=javascript_sdk,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\d+ operations", done.stdout.strip())


def test_example_for_vitest_compiles_and_passes_in_parallel_workers(
    clients_directory: Path, javascript_sdk: Path
) -> None:
    folder = clients_directory / "vitest"
    shutil.copytree(ROOT / "examples/vitest", folder, dirs_exist_ok=True)
    run(folder, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock")

    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    status, output = run(folder, "npm", "test", PATH=path, NO_COLOR="1")

    assert status == 0, output
    assert re.search(r"Tests +7 passed \(7\)", output)


FAULTS = [
    ("operation", '"CreateCase"', '"CreatCase"'),
    ("operation", '["*Case"]', '"*Case"'),
    ("error", '"ReadTimeoutError"', '"ReadTimeout"'),
    ("when", '{ templateId: "complaint" }', '"complaint"'),
]
"""A member of a fault, a value that it can have, and one that it cannot have."""


def test_types_made_of_the_description_know_operations_and_errors(
    javascript_sdk: Path, tmp_path: Path
) -> None:
    (tmp_path / "node_modules").symlink_to(javascript_sdk / "node_modules")
    (tmp_path / "openapi.json").write_text(json.dumps(description()), encoding="utf-8")
    run(tmp_path, "npx", "openapi-typescript", "openapi.json", "-o", "mock-api.ts")
    head = (
        'import type { components } from "./mock-api.js";\n'
        'const base = { operation: "GetCase", error: "ThrottlingException" } as const;\n'
    )
    for name, at in (("right", 1), ("wrong", 2)):
        faults = [
            f"export const fault{number} = {{ ...base, {each[0]}: {each[at]} }}"
            ' satisfies components["schemas"]["NewFault"];\n'
            for number, each in enumerate(FAULTS)
        ]
        (tmp_path / f"{name}.ts").write_text(head + "".join(faults), encoding="utf-8")

    tsc = ("npx", "tsc", "--strict", "--noEmit", "--module", "nodenext")
    assert run(tmp_path, *tsc, "right.ts") == (0, "")
    _, output = run(tmp_path, *tsc, "wrong.ts")
    assert re.findall(r"wrong\.ts\((\d+),", output) == ["3", "4", "5", "6"]


def run(folder: Path, *command: str, **environment: str) -> tuple[int, str]:
    """Run a command without an endpoint; return its exit status and its output."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
    done = subprocess.run(  # noqa: S603 - the npm of this machine
        command,
        cwd=folder,
        env={**inherited, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr
