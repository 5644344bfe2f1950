"""``run`` gives an unmodified program what python itself would give it."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from typing import TYPE_CHECKING

import boto3
import botocore
import moto
import pytest

from mock_connectcases import __version__
from mock_connectcases.cli import main
from mock_connectcases.rules import NOT_IN_CATALOGUE
from tests.interpreters import run_command
from tests.interpreters.cold import run

if TYPE_CHECKING:
    from pathlib import Path

CASES = """
import boto3
client = boto3.client("connectcases")
client.create_domain(name="orders")
print(client.meta.region_name, len(client.list_domains()["domains"]))
"""
INSPECT = """
import json, sys
print(json.dumps([sys.argv, sys.path[0], __name__, __file__, sys.modules["__main__"].__name__]))
"""


def script(folder: Path, text: str, name: str = "program.py") -> str:
    path = folder / name
    path.write_text(text)
    return str(path)


def run_mocked(*arguments: str, cwd: Path | None = None, **env: str) -> tuple[int, str, str]:
    return run("-m", "mock_connectcases", "run", *arguments, cwd=cwd, **env)


def run_mocked_warm(*arguments: str, **env: str) -> tuple[int, str, str]:
    return run_command("run", *arguments, **env)


def test_script_meets_the_mock_in_a_default_region(tmp_path: Path) -> None:
    status, output, errors = run_mocked(script(tmp_path, CASES))

    assert (status, output) == (0, "us-east-1 1\n"), errors


def test_configured_region_stays(tmp_path: Path) -> None:
    program = script(tmp_path, CASES)

    status, output, errors = run_mocked_warm(program, AWS_DEFAULT_REGION="eu-west-2")

    assert (status, output) == (0, "eu-west-2 1\n"), errors


@pytest.mark.parametrize("arguments", [[], ["-m", "--with-moto", "a b"]])
def test_script_sees_what_it_would_see_under_python(tmp_path: Path, arguments: list[str]) -> None:
    program = script(tmp_path, INSPECT)

    assert run_mocked(program, *arguments)[1] == run(program, *arguments)[1]


def test_module_sees_what_it_would_see_under_python(tmp_path: Path) -> None:
    script(tmp_path, INSPECT, "program.py")

    mocked = run_mocked("-m", "program", "x", cwd=tmp_path)
    plain = run("-m", "program", "x", cwd=tmp_path)

    assert json.loads(mocked[1]) == json.loads(plain[1])


def test_script_imports_its_neighbours(tmp_path: Path) -> None:
    script(tmp_path, "WORD = 'neighbour'", "beside.py")

    program = script(tmp_path, "import beside; print(beside.WORD)")

    assert run_mocked_warm(program)[1] == "neighbour\n"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("", 0),
        ("import sys; sys.exit(3)", 3),
        ("import sys; sys.exit('sentence')", 1),
        ("1 / 0", 1),
    ],
)
def test_exit_status_is_the_program_s(tmp_path: Path, text: str, status: int) -> None:
    assert run_mocked_warm(script(tmp_path, text))[0] == status


def test_exit_status_of_an_interrupted_program_is_that_under_python(tmp_path: Path) -> None:
    program = script(tmp_path, "raise KeyboardInterrupt")

    assert run_mocked(program)[0] == run(program)[0]


def test_traceback_is_the_program_s(tmp_path: Path) -> None:
    program = script(tmp_path, "def fail():\n    1 / 0\n\nfail()\n")

    mocked, plain = run_mocked(program), run(program)

    assert mocked[2] == plain[2]


def test_traceback_of_a_program_that_does_not_compile_ends_as_python_s(tmp_path: Path) -> None:
    program = script(tmp_path, "def")

    assert run_mocked(program)[2].splitlines()[-1] == run(program)[2].splitlines()[-1]


def test_missing_script_has_the_message_of_python(tmp_path: Path) -> None:
    status, _, errors = run_mocked_warm(str(tmp_path / "nowhere.py"))

    assert status == 2
    assert "can't open file" in errors


def test_other_services_are_refused(tmp_path: Path) -> None:
    status, _, errors = run_mocked_warm(
        script(tmp_path, "import boto3; boto3.client('sqs').list_queues()")
    )

    assert status == 1
    assert "UnmockedServiceError" in errors


def test_other_services_are_moto_s_with_the_option(tmp_path: Path) -> None:
    program = script(tmp_path, CASES + "boto3.client('sqs').list_queues()")

    status, output, errors = run_mocked_warm("--with-moto", program)

    assert (status, output) == (0, "us-east-1 1\n"), errors


def test_mock_outlives_the_last_line(tmp_path: Path) -> None:
    program = script(
        tmp_path,
        """
import atexit, boto3
client = boto3.client("connectcases")
atexit.register(lambda: print(len(client.list_domains()["domains"])))
client.create_domain(name="orders")
""",
    )

    assert run_mocked_warm(program)[1] == "1\n"


def test_help_says_which_region_is_set() -> None:
    _, output, _ = run_mocked_warm("--help")

    assert "AWS_DEFAULT_REGION" in output


def test_help_of_the_server_names_all_routes() -> None:
    _, output, _ = run("-m", "mock_connectcases", "serve", "--help")

    assert "/_mock/seed (GET, POST), /_mock/faults (GET, POST, DELETE)" in " ".join(output.split())


def test_help_of_the_server_shows_no_empty_default() -> None:
    _, output, _ = run("-m", "mock_connectcases", "serve", "--help")

    assert "(default: 4010)" in output
    assert "['']" not in output


DOMAINS = """
import boto3
client = boto3.client("connectcases")
for name in ("one", "two"):
    client.create_domain(name=name)
"""


def test_quota_can_be_set(tmp_path: Path) -> None:
    status, _, errors = run_mocked_warm("--quota", "domains=1", script(tmp_path, DOMAINS))

    assert status == 1
    assert "The quota for domains per account is 1" in errors


def test_environment_sets_a_quota(tmp_path: Path) -> None:
    program = script(tmp_path, DOMAINS)

    status, _, errors = run_mocked_warm(program, MOCK_CONNECTCASES_QUOTAS="domains=1")

    assert status == 1
    assert "The quota for domains per account is 1" in errors


def test_environment_switches_an_assumption_off(tmp_path: Path) -> None:
    text = """
import boto3
client = boto3.client("connectcases")
arn = client.create_domain(name="desk")["domainArn"]
client.tag_resource(arn=arn, tags={"aws:team": "a"})
"""
    program = script(tmp_path, text)

    refused = run_mocked_warm(program)
    status, _, errors = run_mocked_warm(program, MOCK_CONNECTCASES_WITHOUT_ASSUMPTIONS="tag-bounds")

    assert refused[0] == 1
    assert "(assumed: tag-bounds)" in refused[2]
    assert (status, errors) == (0, "")


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("--quota=domain=1", "There is no quota 'domain'; did you mean 'domains'?"),
        ("--quota=domains", "A quota is written NAME=NUMBER, not 'domains'."),
        ("--quota=domains=x", "The quota 'domains' is a whole number from 0, not 'x'."),
        ("--without-assumption=tag-bound", "no rule 'tag-bound'; did you mean 'tag-bounds'?"),
    ],
)
def test_wrong_setting_is_refused_before_the_program_runs(
    tmp_path: Path, option: str, sentence: str
) -> None:
    status, output, errors = run_mocked_warm(option, script(tmp_path, "print('here')"))

    assert (status, output) == (2, "")
    assert sentence in errors


def test_version_is_that_of_all_parts(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])

    assert caught.value.code == 0
    assert capsys.readouterr().out == (
        f"mock-connectcases {__version__}, Python {platform.python_version()},"
        f" boto3 {boto3.__version__}, botocore {botocore.__version__}, moto {moto.__version__}\n"
    )


class TestRules:
    def test_rules_of_an_operation_are_printed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["rules", "CreateDomain"]) == 0

        printed = capsys.readouterr().out
        assert '  domain-name-unique (documented)\n    "It must be unique for your' in printed
        assert "tag-bounds" not in printed

    def test_assumptions_that_can_be_switched_off_are_marked(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["rules", "--assumed", "TagResource"]) == 0

        printed = capsys.readouterr().out
        assert "* tag-bounds (assumed)\n" in printed
        assert "(documented)" not in printed

    def test_quotas_are_printed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["rules", "--quotas"]) == 0

        assert "domains=5  domains per account\n" in capsys.readouterr().out

    def test_one_rule_is_printed_with_its_operations(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["rules", "tag-bounds"]) == 0

        printed = capsys.readouterr().out
        assert printed.startswith("* tag-bounds (assumed)\n")
        assert "TagResource" in printed.splitlines()[-1]

    @pytest.mark.parametrize("name", NOT_IN_CATALOGUE)
    def test_rule_outside_of_the_catalogue_is_printed(
        self, capsys: pytest.CaptureFixture[str], name: str
    ) -> None:
        assert main(["rules", name]) == 0

        assert capsys.readouterr().out == f"  {name}\n    {NOT_IN_CATALOGUE[name]}\n"

    def test_reader_may_stop_before_the_end(self) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "mock_connectcases", "rules"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as rules:
            assert rules.stdout is not None
            assert rules.stderr is not None
            rules.stdout.readline()
            rules.stdout.close()

            assert rules.stderr.read() == b""

    def test_unknown_operation_gets_the_nearest(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["rules", "CreateDomian"]) == 2

        assert "did you mean 'CreateDomain'?" in capsys.readouterr().err


PROFILES = """
import boto3
client = boto3.client("customer-profiles")
print(client.search_profiles(DomainName="d", KeyName="k", Values=["v"])["Items"])
"""


def test_stubs_of_a_file_answer_the_program(tmp_path: Path) -> None:
    stub = {
        "service": "customer-profiles",
        "operation": "SearchProfiles",
        "output": {"Items": [{"ProfileId": "p-1"}]},
    }
    stubs = script(tmp_path, json.dumps([stub]), "stubs.json")

    status, output, errors = run_mocked_warm("--stubs", stubs, script(tmp_path, PROFILES))

    assert (status, output) == (0, "[{'ProfileId': 'p-1'}]\n"), errors


def test_bad_file_of_stubs_is_reported_in_one_line(tmp_path: Path) -> None:
    stubs = script(tmp_path, "[{}]", "stubs.json")

    status, output, errors = run_mocked_warm("--stubs", stubs, script(tmp_path, PROFILES))

    assert (status, output) == (2, "")
    assert errors == f"mock_connectcases: {stubs}:1: [0]: a stub needs service\n"
