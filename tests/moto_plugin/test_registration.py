"""Registration with moto, in interpreters that import the packages in every order."""

from __future__ import annotations

import itertools
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import moto.backend_index
import pytest
import requests
from moto import mock_aws
from moto.core import botocore_stubber

from mock_connectcases.compat import moto_modules
from tests.interpreters import cold, output_of
from tests.leaks import nothing_left_behind  # noqa: F401 - a fixture of each test here

NEWCOMER = """
import {first}
import {second}
import {third}
import boto3, moto
from moto import mock_aws
with mock_aws():
    client = boto3.client("connectcases", region_name="us-east-1")
    client.create_domain(name="orders")
    print([domain["name"] for domain in client.list_domains()["domains"]])
"""


@pytest.mark.parametrize(
    "order",
    list(itertools.permutations(["boto3", "moto.core.models", "mock_connectcases"])),
    ids=" then ".join,
)
def test_mock_aws_serves_the_service_whatever_is_imported_first(order: tuple[str, ...]) -> None:
    first, second, third = order

    assert cold.output_of(NEWCOMER.format(first=first, second=second, third=third)) == "['orders']"


def test_import_loads_neither_moto_nor_boto3_nor_botocore() -> None:
    loaded = cold.output_of(
        "import sys, mock_connectcases;"
        "print([name for name in ('moto', 'boto3', 'botocore') if name in sys.modules])"
    )

    assert loaded == "[]"


def test_decorating_a_function_loads_neither_moto_nor_boto3() -> None:
    loaded = cold.output_of("""
import sys
from mock_connectcases import mock_connectcases
@mock_connectcases
def test(): pass
print([name for name in ("moto", "boto3", "botocore") if name in sys.modules])
""")

    assert loaded == "[]"


def test_clients_made_before_moto_and_this_package_are_imported_are_answered() -> None:
    program = """
import boto3
session = boto3.Session("key", "secret")
client = session.client("connectcases", region_name="us-east-1")
from mock_connectcases import mock_connectcases
with mock_connectcases():
    client.create_domain(name="orders")
    print(len(client.list_domains()["domains"]))
"""

    assert output_of(program) == "1"


def test_client_older_than_moto_is_pointed_to_patch_client() -> None:
    program = """
import boto3
session = boto3.Session("key", "secret")
client = session.client("sqs", region_name="us-east-1")
from mock_connectcases import mock_connectcases, UnmockedServiceError
from moto import mock_aws
with mock_connectcases(), mock_aws():
    try:
        client.list_queues()
    except UnmockedServiceError as error:
        print(error)
"""

    assert "patch_client" in output_of(program)


def test_patched_client_is_answered_once() -> None:
    program = """
import boto3
session = boto3.Session("key", "secret")
client = session.client("connectcases", region_name="us-east-1")
from mock_connectcases import mock_connectcases
from moto import mock_aws
from moto.core import patch_client
patch_client(client)
with mock_aws():
    client.create_domain(name="orders")
    print(len(client.list_domains()["domains"]))
"""

    assert output_of(program) == "1"


def test_finders_of_others_are_called_for_moto_s_modules() -> None:
    program = """
import sys, importlib.machinery
class Finder:
    names = []
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        cls.names.append(name)
        return importlib.machinery.PathFinder.find_spec(name, path, target)
sys.meta_path.insert(0, Finder)
import mock_connectcases
import moto.backend_index
print("moto.backend_index" in Finder.names, moto.backend_index.backend_url_patterns[0][0])
print(moto.backend_index.__loader__ is moto.backend_index.__spec__.loader)
print(type(moto.backend_index.__loader__).__name__)
"""

    assert output_of(program).split() == ["True", "connectcases", "True", "SourceFileLoader"]


NATIVE = """
import sys, types
import moto.backend_index, re
moto.backend_index.backend_url_patterns.append(("connectcases", re.compile("https?://cases")))
import mock_connectcases
names = [name for name, _ in moto.backend_index.backend_url_patterns]
print(names.index("connectcases"), names.count("connectcases"))
"""


def test_our_entry_goes_before_one_that_moto_might_bring() -> None:
    assert output_of(NATIVE) == "0 2"


def test_our_entry_gives_way_to_moto_s_under_the_setting() -> None:
    position, entries = output_of(NATIVE, MOCK_CONNECTCASES_PREFER_MOTO="1").split()

    assert (int(position) > 0, entries) == (True, "1")


def test_moto_that_has_changed_is_warned_about_and_still_answers() -> None:
    program = """
import warnings
import moto.core.botocore_stubber as stubber
def changed(self, event_name, request, context=None, **kwargs):
    return type(self).original(self, event_name, request, **kwargs)
stubber.BotocoreStubber.original = stubber.BotocoreStubber.__call__
stubber.BotocoreStubber.__call__ = changed
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    import mock_connectcases
print([str(warning.message) for warning in caught if "moto" in str(warning.message)])
import boto3
from moto import mock_aws
for mock in (mock_aws, mock_connectcases.mock_connectcases):
    with mock():
        client = boto3.client("connectcases", region_name="us-east-1")
        client.create_domain(name="orders")
        print(len(client.list_domains()["domains"]))
"""
    warning, *counts = output_of(program).splitlines()

    assert "BotocoreStubber.__call__" in warning
    assert counts == ["1", "1"]


def test_retries_move_the_clock_where_moto_s_own_dispatch_answers() -> None:
    program = """
import time
import warnings
from mock_connectcases.compat import moto_modules
moto_modules.check_before_send = lambda _: "it is another"
warnings.simplefilter("ignore")
import boto3
from botocore.config import Config
from moto import mock_aws
from mock_connectcases import mock_connectcases
slept = []
time.sleep = slept.append
with mock_aws():
    mock = mock_connectcases()
    mock.fail("ListDomains", "ThrottlingException", times=2)
    config = Config(retries={"mode": "standard"})
    client = boto3.client("connectcases", region_name="us-east-1", config=config)
    client.list_domains()
print(slept)
"""

    assert output_of(program) == "[0, 0]"


def test_check_names_the_missing_class() -> None:
    assert moto_modules.check_before_send(botocore_stubber) == ""
    assert "BotocoreStubber is missing" in moto_modules.check_before_send(SimpleNamespace())


def test_module_that_cannot_be_completed_is_a_warning() -> None:
    program = """
import sys, types, warnings
import importlib.machinery
class Strange:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == "moto.backend_index":
            return importlib.machinery.ModuleSpec(name, Strange)
    @staticmethod
    def create_module(spec): return None
    @staticmethod
    def exec_module(module): pass
sys.meta_path.insert(0, Strange)
import mock_connectcases
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    import moto.backend_index
print(caught[0].message)
"""

    assert "could not add Amazon Connect Cases to moto.backend_index" in output_of(program)


def test_dashboard_shows_the_domains_that_exist(client: Any) -> None:
    with mock_aws():
        domain = client.create_domain(name="orders")["domainId"]

        shown = requests.get("http://motoapi.amazonaws.com/moto-api/data.json", timeout=5).json()

    assert domain in str(shown["connectcases"]["Domain"])


def test_dashboard_shows_nothing_after_the_mock() -> None:
    with mock_aws():
        shown = requests.get("http://motoapi.amazonaws.com/moto-api/data.json", timeout=5).json()

    assert shown["connectcases"] == {"Domain": []}


def test_recorded_calls_can_be_replayed(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from moto.moto_api import recorder  # noqa: PLC0415 - one use

    monkeypatch.setattr(recorder, "_location", str(tmp_path / "recording"))
    import boto3  # noqa: PLC0415 - one use

    with mock_aws():
        client = boto3.client("connectcases", region_name="us-east-1")
        recorder.start_recording()
        client.create_domain(name="orders")
        recorder.stop_recording()
    with mock_aws():
        client = boto3.client("connectcases", region_name="us-east-1")
        assert client.list_domains()["domains"] == []

        recorder.replay_recording()

        assert [each["name"] for each in client.list_domains()["domains"]] == ["orders"]


def test_seed_of_moto_repeats_the_identifiers() -> None:
    import boto3  # noqa: PLC0415 - one use

    made = []
    for _ in range(2):
        with mock_aws():
            requests.post("http://motoapi.amazonaws.com/moto-api/seed?a=42", timeout=5)
            client = boto3.client("connectcases", region_name="us-east-1")
            client.list_domains()
            made.append(client.create_domain(name="orders")["domainId"])

    assert made[0] == made[1]


def test_pattern_is_in_moto_s_index_once() -> None:
    names = [name for name, _ in moto.backend_index.backend_url_patterns]

    assert names.count("connectcases") == 1


def test_native_module_name_gives_our_backends() -> None:
    module = __import__("moto.connectcases", fromlist=["connectcases_backends"])

    assert isinstance(module, ModuleType)
    assert "connectcases_backends" in vars(sys.modules["moto.connectcases"])
