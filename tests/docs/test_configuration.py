"""Configuration in the documentation fits what is in the repository."""

from __future__ import annotations

import yaml

from tests.docs.blocks import ROOT, blocks


def test_compose_waits_for_the_health_route_on_the_port_of_the_dockerfile() -> None:
    (block,) = (each for each in blocks("yaml") if each.page.name == "server.md")
    services = yaml.safe_load(block.code)["services"]
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    (port,) = (line.removeprefix("EXPOSE ") for line in dockerfile.splitlines() if "EXPOSE" in line)

    assert f":{port}/_mock/health" in services["cases"]["healthcheck"]["test"][-1]
    assert services["program"]["depends_on"]["cases"] == {"condition": "service_healthy"}
    endpoint = services["program"]["environment"]["AWS_ENDPOINT_URL_CONNECTCASES"]
    assert endpoint == f"http://cases:{port}"
