"""The plugin in the workers of xdist: one run, of which each test looks at a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pytest_plugin.conftest import outcomes_of, run_pytest

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("xdist")

SOURCE = """
import boto3
import pytest

@pytest.mark.parametrize("number", range(12))
def test_alone(connectcases, number):
    connectcases.create_domain(name="same")
    assert len(connectcases.list_domains()["domains"]) == 1

@pytest.mark.parametrize("number", range(4))
def test_reaching(number):
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    try:
        boto3.client("s3", region_name="us-east-1", **keys).list_buckets()
    except Exception:
        pass

@pytest.mark.parametrize("number", range(4))
def test_refused(connectcases, number):
    connectcases.get_domain(domainId="none")

@pytest.mark.connectcases(regin="us-east-1")
def test_misuse():
    pass
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workers")


@pytest.fixture(scope="module")
def result(directory: Path) -> pytest.RunResult:
    options = ["--connectcases-guard", "--connectcases-report=out", "-rA", "-n2"]
    return run_pytest(directory, SOURCE, *options, plugins=("xdist.plugin",), mocked=False)


def test_workers_share_nothing(result: pytest.RunResult) -> None:
    assert outcomes_of("test_alone", result) == ["PASSED"] * 12


def test_workers_are_guarded(result: pytest.RunResult) -> None:
    assert outcomes_of("test_reaching", result) == ["FAILED"] * 4


def test_workers_refuse_misuse_of_the_marker(result: pytest.RunResult) -> None:
    assert outcomes_of("test_misuse", result) == ["ERROR"]
    result.stdout.fnmatch_lines(["*has no argument 'regin'; did you mean 'region'?*"])


def test_reports_of_workers_are_named_by_the_controller(
    result: pytest.RunResult, directory: Path
) -> None:
    reports = list((directory / "out").glob("test_user.py-test_refused*.html"))
    index = (directory / "out" / "index.html").read_text(encoding="utf-8")

    assert len(reports) == 4
    for each in reports:
        result.stdout.fnmatch_lines([str(each)])
        assert f'href="{each.name}"' in index
    assert index.count("Domain &#39;none&#39; does not exist") == 4
