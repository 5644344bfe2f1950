"""Shared loaders read once, and no program sees a difference."""

from __future__ import annotations

import copy
import json
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.loaders import JSONFileLoader, Loader, create_loader
from botocore.session import Session

from mock_connectcases import mock_connectcases
from mock_connectcases.wire import loader as loader_module
from mock_connectcases.wire.loader import SharedLoader, create_shared_loader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MODEL = "connectcases/2022-10-03/service-2"


@pytest.fixture(autouse=True)
def nothing_shared_yet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(loader_module, "_pristine", {})
    monkeypatch.setattr(loader_module, "_frozen_models", {})
    monkeypatch.setattr(Loader, "CUSTOMER_DATA_PATH", str(tmp_path / "none"))


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the paths of the data files that are read from disk."""
    paths: list[str] = []
    load_file = JSONFileLoader.load_file

    def noting(self: JSONFileLoader, file_path: str) -> Any:
        paths.append(file_path)
        return load_file(self, file_path)

    monkeypatch.setattr(JSONFileLoader, "load_file", noting)
    return paths


def with_model(path: Path, name: str) -> str:
    """Write a model of a service of that name into a data directory."""
    versions = path / name / "2020-01-01"
    versions.mkdir(parents=True)
    (versions / "service-2.json").write_text(json.dumps({"metadata": {"serviceId": name}}))
    return str(path)


def client_of(loader: Loader) -> Any:
    core = Session()
    core.register_component("data_loader", loader)
    return boto3.Session(
        botocore_session=core,
        region_name="us-east-1",
        aws_access_key_id="a",
        aws_secret_access_key="b",
    ).client("connectcases")


@pytest.mark.parametrize("type_name", ["service-2", "paginators-1", "endpoint-rule-set-1"])
def test_it_loads_what_botocore_loads(type_name: str) -> None:
    expected = create_loader().load_service_model("connectcases", type_name)

    for _ in range(2):
        loaded = create_shared_loader().load_service_model("connectcases", type_name)
        assert loaded == expected
        assert type(loaded) is type(expected)


@pytest.mark.parametrize("name", ["endpoints", "partitions", "_retry", "sdk-default-configuration"])
def test_it_loads_the_tables_that_botocore_loads(name: str) -> None:
    expected = create_loader().load_data_with_path(name)

    for _ in range(2):
        assert create_shared_loader().load_data_with_path(name) == expected


def test_it_lists_what_botocore_lists() -> None:
    ours, theirs = create_shared_loader(), create_loader()

    assert ours.list_available_services("service-2") == theirs.list_available_services("service-2")
    assert ours.list_api_versions("ec2", "service-2") == theirs.list_api_versions(
        "ec2", "service-2"
    )
    assert ours.determine_latest_version("ec2", "service-2") == "2016-11-15"


def test_the_files_of_a_second_client_are_not_read_again(files_read: list[str]) -> None:
    client_of(create_shared_loader())
    files_read.clear()

    client = client_of(create_shared_loader())

    assert files_read == []
    assert client.meta.service_model.service_name == "connectcases"


def test_the_services_of_boto3_resources_are_found() -> None:
    sessions = [Session(), Session()]
    for core in sessions:
        core.register_component("data_loader", create_shared_loader())

    resources = [
        boto3.Session(botocore_session=core).get_available_resources() for core in sessions
    ]

    assert resources == [boto3.Session().get_available_resources()] * 2


def test_a_path_added_later_changes_what_is_found(tmp_path: Path) -> None:
    plain, extended = create_shared_loader(), create_shared_loader()
    extended.search_paths.append(with_model(tmp_path, "toys"))

    assert "toys" not in plain.list_available_services("service-2")
    assert "toys" in extended.list_available_services("service-2")
    assert "toys" not in create_shared_loader().list_available_services("service-2")


def test_what_is_found_stays_as_long_as_the_loader(tmp_path: Path) -> None:
    loader = create_shared_loader()
    before = loader.list_available_services("service-2")

    loader.search_paths.append(with_model(tmp_path, "toys"))

    assert loader.list_available_services("service-2") == before


def test_a_data_path_is_searched_first(tmp_path: Path) -> None:
    path = with_model(tmp_path, "connectcases")

    model = create_shared_loader(f"~/nowhere{os.pathsep}{path}").load_service_model(
        "connectcases", "service-2", "2020-01-01"
    )

    assert model == {"metadata": {"serviceId": "connectcases"}}


def test_a_data_path_is_read_anew_by_each_loader(tmp_path: Path) -> None:
    path = with_model(tmp_path, "toys")
    name = "toys/2020-01-01/service-2"
    create_shared_loader(path).load_data(name)
    (tmp_path / f"{name}.json").write_text('{"changed": true}')

    assert create_shared_loader(path).load_data(name) == {"changed": True}


def test_search_paths_are_those_of_botocore(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA", "/data")
    text = f"~/models{os.pathsep}$DATA/models"

    assert create_shared_loader(text).search_paths == create_loader(text).search_paths
    assert create_shared_loader().search_paths == create_loader().search_paths


def spoil(loader: SharedLoader) -> None:
    """Change everything that a loader has given."""
    loader.load_service_model("connectcases", "service-2")["operations"].clear()
    loader.load_data(MODEL)["shapes"].clear()
    loader.list_available_services("service-2").clear()
    loader.list_api_versions("connectcases", "service-2").clear()
    loader.load_data("partitions")["partitions"].clear()
    loader.load_data("endpoints")["partitions"].clear()


def test_a_change_stays_in_its_loader() -> None:
    for _ in ("the first, which reads the files", "the second, which does not"):
        spoil(create_shared_loader())

    fresh = create_shared_loader()

    assert fresh.load_service_model("connectcases", "service-2")["operations"]
    assert fresh.load_data(MODEL)["shapes"]
    assert fresh.list_available_services("service-2")
    assert fresh.list_api_versions("connectcases", "service-2")
    assert fresh.load_data("partitions")["partitions"]
    assert fresh.load_data("endpoints")["partitions"]
    assert fresh.load_data_with_path("endpoints")[0]["partitions"]


def test_a_change_is_seen_by_its_loader() -> None:
    loader = create_shared_loader()
    spoil(loader)

    assert not loader.load_service_model("connectcases", "service-2")["operations"]
    assert not loader.load_data("endpoints")["partitions"]
    assert not loader.load_data_with_path("endpoints")[0]["partitions"]


def data_of(client: Any) -> Any:
    """Return the data from which the model of a client is made."""
    return client.meta.service_model._service_description


@pytest.fixture
def mocked() -> Iterator[None]:
    with mock_connectcases():
        yield


@pytest.mark.usefixtures("mocked")
def test_clients_share_the_model_of_their_service() -> None:
    first, second = (client_of(create_shared_loader()) for _ in range(2))

    assert data_of(first) is data_of(second)
    assert data_of(first) == create_loader().load_service_model("connectcases", "service-2")


@pytest.mark.parametrize(
    "change",
    [
        lambda model: model.update(a=1),
        lambda model: model.pop("operations"),
        lambda model: model.__setitem__("operations", {}),
        lambda model: model["shapes"].clear(),
        lambda model: model["shapes"]["CreateCaseRequest"]["required"].append("clientToken"),
        lambda model: model["shapes"]["CreateCaseRequest"]["required"].sort(),
    ],
)
@pytest.mark.usefixtures("mocked")
def test_the_model_of_a_client_cannot_be_changed(change: Callable[[Any], Any]) -> None:
    model = data_of(client_of(create_shared_loader()))

    with pytest.raises(TypeError, match=r"change a copy of it, as copy\.deepcopy makes one"):
        change(model)

    assert model == create_loader().load_service_model("connectcases", "service-2")


@pytest.mark.parametrize("copied", [copy.deepcopy, copy.copy, dict])
@pytest.mark.usefixtures("mocked")
def test_a_copy_of_the_model_of_a_client_can_be_changed(copied: Callable[[Any], Any]) -> None:
    model = copied(data_of(client_of(create_shared_loader())))

    model.clear()

    assert model == {}


@pytest.mark.usefixtures("mocked")
def test_all_of_a_deep_copy_can_be_changed() -> None:
    model = copy.deepcopy(data_of(client_of(create_shared_loader())))

    model["shapes"]["CreateCaseRequest"]["required"].clear()
    model["shapes"].clear()

    assert model["shapes"] == {}


@pytest.mark.usefixtures("mocked")
def test_a_change_of_what_a_session_has_loaded_is_seen_by_its_clients() -> None:
    client_of(create_shared_loader())
    loader = create_shared_loader()
    loader.load_service_model("connectcases", "service-2")["operations"].pop("GetCase")

    changed, other = client_of(loader), client_of(create_shared_loader())

    assert not hasattr(changed, "get_case")
    assert hasattr(other, "get_case")


@pytest.mark.usefixtures("mocked")
def test_clients_with_a_data_path_of_their_own_share_nothing(tmp_path: Path) -> None:
    shared = data_of(client_of(create_shared_loader()))
    loader = create_shared_loader()
    loader.search_paths.append(with_model(tmp_path / "models", "tests"))

    model = data_of(client_of(loader))

    assert model == shared
    assert model is not shared
    model["operations"].clear()


def test_threads_that_load_together_all_get_everything() -> None:
    def load(_: int) -> int:
        return len(create_shared_loader().load_service_model("connectcases", "service-2")["shapes"])

    expected = len(create_loader().load_service_model("connectcases", "service-2")["shapes"])
    with ThreadPoolExecutor(8) as threads:
        counts = list(threads.map(load, range(24)))

    assert counts == [expected] * 24
