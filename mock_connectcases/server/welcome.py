"""Says how programs find a server, how people find its pages, and who can reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases.server.inspector.links import PREFIX

if TYPE_CHECKING:
    from mock_connectcases.server.options import Options


def environment(url: str, region: str) -> str:
    """Return settings by which boto3, the AWS CLI and every newer SDK find a server."""
    return f"""\
export AWS_ENDPOINT_URL_CONNECTCASES={url}
export AWS_REGION={region} AWS_DEFAULT_REGION={region}
export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
"""


def introduction(url: str, options: Options) -> str:
    """Return the text that a server prints when it begins."""
    what = "Amazon Connect Cases"
    if options.with_moto:
        what += " and all of moto's services"
    region = options.region
    if options.is_local:
        who = "Only programs on this machine can reach it."
    else:
        who = (
            "Every program that can reach this port can use it, read it and reset it: there is no"
            " authentication.\nIt answers for addresses, names without a dot and names of AWS;"
            " others need --allow-host NAME."
        )
    settings = "  ".join(environment(url, region).splitlines(keepends=True))
    return f"""\
{what}: {url}
See what your program does: {url}{PREFIX}/
{who}

Any program, if its SDK is new enough:
  {settings}
boto3:
  boto3.client("connectcases", endpoint_url="{url}", region_name="{region}", \
aws_access_key_id="test", aws_secret_access_key="test")
AWS CLI:
  AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws connectcases list-domains \
--region {region} --endpoint-url {url}
JavaScript:
  new ConnectCasesClient({{ endpoint: "{url}", region: "{region}", \
credentials: {{ accessKeyId: "test", secretAccessKey: "test" }} }})

Ctrl-C ends it.
"""
