"""What is built and published: the wheel, the source distribution, and the names within."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement

import mock_connectcases

if TYPE_CHECKING:
    from email.message import Message

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("dist")
    subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "hatchling", "build", "-d", str(directory)], cwd=ROOT, check=True
    )
    return directory


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    (path,) = built.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def sdist(built: Path) -> set[str]:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> Message:
    (name,) = (each for each in wheel.namelist() if each.endswith(".dist-info/METADATA"))
    return message_from_bytes(wheel.read(name))


def test_wheel_has_the_package_and_nothing_beside_it(wheel: zipfile.ZipFile) -> None:
    tops = {PurePosixPath(name).parts[0] for name in wheel.namelist()}

    assert tops == {
        "mock_connectcases",
        f"mock_connectcases-{mock_connectcases.__version__}.dist-info",
    }


def test_wheel_has_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    package = ROOT / "mock_connectcases"
    files = {
        path.relative_to(ROOT).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert {name for name in wheel.namelist() if ".dist-info/" not in name} == files
    assert "mock_connectcases/py.typed" in files


def test_wheel_has_the_licence(wheel: zipfile.ZipFile) -> None:
    (name,) = (each for each in wheel.namelist() if each.endswith("/licenses/LICENSE"))

    assert wheel.read(name) == (ROOT / "LICENSE").read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        ".ci/run",
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "docs/ways-in.md",
        "examples/quickstart.py",
        "examples/vitest/server.ts",
        "mock_connectcases/py.typed",
        "pyproject.toml",
        "tests/package/test_distributions.py",
        "tox.ini",
    ],
)
def test_source_distribution_has_what_building_and_testing_need(sdist: set[str], path: str) -> None:
    assert path in sdist


def test_source_distribution_has_what_its_image_is_made_of(sdist: set[str]) -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {each for line in lines if line.startswith("COPY ") for each in line.split()[1:-1]}
    folders = {parent.as_posix() for each in sdist for parent in PurePosixPath(each).parents}

    assert copied
    assert {"Dockerfile", ".dockerignore", *copied} - sdist - folders == set()


def test_distributions_are_reproducible(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are the same from what was published as source, elsewhere and at another time."""
    (source,) = built.glob("*.tar.gz")
    subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "tarfile", "-e", source, tmp_path], check=True
    )
    (copy,) = tmp_path.iterdir()
    for path in copy.rglob("*"):
        os.utime(path, (1, 1))
    monkeypatch.setenv("TZ", "Asia/Tokyo")

    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", "again"], cwd=copy, check=True
    )

    again = {each.name: each.read_bytes() for each in (copy / "again").iterdir()}
    assert again == {each.name: each.read_bytes() for each in built.iterdir()}


def test_source_distribution_has_nothing_that_tools_left_behind(sdist: set[str]) -> None:
    left = {"__pycache__", ".venv", ".tox", ".mypy_cache", ".pytest_cache", ".hypothesis", ".git"}

    assert {name for name in sdist if left & set(PurePosixPath(name).parts)} == set()


def test_wheel_registers_the_plugin_with_pytest(wheel: zipfile.ZipFile) -> None:
    (name,) = (each for each in wheel.namelist() if each.endswith("/entry_points.txt"))
    entry_points = configparser.ConfigParser()
    entry_points.read_string(wheel.read(name).decode())

    plugin = "mock_connectcases.pytest_plugin"
    assert dict(entry_points["pytest11"]) == {plugin: plugin}


def test_metadata_has_the_version_of_the_package(metadata: Message) -> None:
    assert metadata["Version"] == mock_connectcases.__version__


def test_metadata_has_a_licence_and_the_python_versions(metadata: Message) -> None:
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata["Requires-Python"] == ">=3.10"


def test_oldest_versions_that_are_promised_are_those_that_are_tested(metadata: Message) -> None:
    requirements = map(Requirement, metadata.get_all("Requires-Dist", []))
    promised = {
        f"{each.name}=={bound.version}"
        for each in requirements
        if each.marker is None
        for bound in each.specifier
        if bound.operator == ">="
    }

    config = configparser.ConfigParser()
    config.read(ROOT / "tox.ini")

    assert promised == set(config["testenv:oldest"]["deps"].split())


def test_server_needs_nothing_of_moto_s_server(metadata: Message) -> None:
    requirements = map(Requirement, metadata.get_all("Requires-Dist", []))
    of_server = {
        each.name.lower()
        for each in requirements
        if each.marker is not None
        and each.marker.evaluate({"extra": "server"})
        and not each.marker.evaluate({"extra": ""})
    }

    assert of_server == {"aiohttp", "pyyaml"}


def test_supported_pythons_are_those_that_are_tested(metadata: Message) -> None:
    supported = [
        each.rpartition(" ")[2]
        for each in metadata.get_all("Classifier", [])
        if each.startswith("Programming Language :: Python :: 3.")
    ]
    tox = configparser.ConfigParser()
    tox.read(ROOT / "tox.ini")
    workflow = (ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8")
    (matrix,) = re.findall(r"python: \[(.*)\]", workflow)

    environments = re.findall(r"py3\d+", tox["tox"]["env_list"])
    assert environments == [f"py{each.replace('.', '')}" for each in supported]
    assert matrix == ", ".join(f'"{each}"' for each in supported)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"Supported: Python {supported[0]} to {supported[-1]}," in readme


def test_page_of_what_is_installed_has_every_dependency(metadata: Message) -> None:
    page = (ROOT / "docs/installed.md").read_text(encoding="utf-8")
    requirements = map(Requirement, metadata.get_all("Requires-Dist", []))
    extras = [{"extra": ""}, {"extra": "server"}, {"extra": "server-with-moto"}]

    needed = {
        each.name.lower()
        for each in requirements
        if each.marker is None or any(map(each.marker.evaluate, extras))
    }
    assert {each for each in needed if f"| {each}==" not in page} == set()
