"""Every route with requests that schemathesis draws from openapi.json, and some that it forbids.

It takes long and needs a library of its own, so it runs by: tox run -e api.
"""

from __future__ import annotations

from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import checks
from schemathesis.specs.openapi import checks as openapi_checks

from mock_connectcases.server.api.openapi import description

CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.negative_data_rejection,
    openapi_checks.unsupported_method,
]
"""All but that what a schema accepts is accepted: no schema says that a seed agrees with itself."""


described = description()
# A seed in YAML has the same schema, for which schemathesis would draw 8,000 documents again.
described["paths"]["/_mock/seed"]["post"]["requestBody"]["content"].pop("application/yaml")
schema = schemathesis.openapi.from_dict(described)

session = requests.Session()
session.trust_env = False  # to look for proxies takes as long as a request


@schema.parametrize()
@settings(max_examples=6, suppress_health_check=list(HealthCheck))
def test_route_is_as_described(case: Any, url: str) -> None:
    case.call_and_validate(base_url=url, session=session, checks=CHECKS)
