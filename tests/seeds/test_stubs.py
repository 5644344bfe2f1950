"""Files of stubs: JSON or YAML, with file and line in every refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest

from mock_connectcases import SeedError, mock_connectcases
from mock_connectcases.seeds.stubs import StubFile
from mock_connectcases.toolkit.toolkit import toolkit

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
- service: customer-profiles
  operation: GetDomain
  when: {DomainName: support}
  output:
    DomainName: support
    CreatedAt: 2026-01-01T00:00:00Z
    LastUpdatedAt: 2026-01-01T00:00:00Z
"""


def written(folder: Path, text: str, name: str = "stubs.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_stubs_of_a_file_can_be_added_again_after_a_reset(tmp_path: Path) -> None:
    stubs = StubFile(written(tmp_path, GOOD))

    with mock_connectcases() as cases:
        client = boto3.client("customer-profiles", region_name="us-east-1")
        for _ in range(2):
            stubs.load()
            assert client.get_domain(DomainName="support")["CreatedAt"].year == 2026
            cases.reset()

    assert toolkit.stubs.active == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("service: x", "stubs.yaml:1: must be a list, and is an object"),
        ("- service: qconnect", "stubs.yaml:1: [0]: a stub needs operation"),
        ("- 3", "stubs.yaml:1: [0]: must be an object with named members, and is a number"),
        (
            "- service: qconnect\n  operation: GetSessio\n",
            "stubs.yaml:2: [0].operation: qconnect has no operation 'GetSessio'; did you mean"
            " 'GetSession'?",
        ),
        (
            "- service: qconect\n  operation: GetSession\n",
            "stubs.yaml:1: [0].service: botocore knows no service 'qconect'; did you mean"
            " 'qconnect'?",
        ),
        (
            GOOD + "- service: customer-profiles\n  operation: GetDomain\n  outputs: {}\n",
            "stubs.yaml:11: [1].outputs: a stub has no member 'outputs'; did you mean 'output'?",
        ),
        (
            GOOD.replace("DomainName: support}", "Domain: support}"),
            "stubs.yaml:4: [0].when.Domain: GetDomainRequest has no member 'Domain'; did you mean"
            " 'DomainName'?",
        ),
        (
            GOOD.replace("when: {DomainName: support}", "when: support"),
            "stubs.yaml:4: [0].when: must be members of the input, or a function of it, not"
            " 'support'",
        ),
        (
            GOOD.replace("CreatedAt", "CreatdAt"),
            "stubs.yaml:7: [0].output.CreatdAt: GetDomainResponse has no member 'CreatdAt'; did you"
            " mean 'CreatedAt'?",
        ),
        (
            GOOD.replace("    DomainName: support\n", "    DomainName: 3\n"),
            "stubs.yaml:6: [0].output.DomainName: must be text, not a number",
        ),
        (GOOD + "  times: 0\n", "stubs.yaml:2: [0]: times is a whole number of at least 1, not 0"),
        ("- [", "stubs.yaml:2: this is not YAML: did not find expected node content"),
    ],
)
def test_bad_file_is_refused_with_file_and_line(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(SeedError) as caught:
        StubFile(written(tmp_path, text))

    assert str(caught.value).removeprefix(f"{tmp_path}/").startswith(sentence)
    assert toolkit.stubs.active == ()


def test_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="the name of a file of stubs ends in"):
        StubFile(written(tmp_path, GOOD, "stubs.txt"))
