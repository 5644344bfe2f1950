"""The command ``export``."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import MockError, ServiceError
from mock_connectcases.seeds.output import add_output, open_output

if TYPE_CHECKING:
    from mock_connectcases.compat.python import SubParsers

_ATTEMPTS = 10

_INTERRUPTED = 130
"""The exit status of a program that Ctrl-C ended, as shells have it."""


def add_export(commands: SubParsers) -> None:
    """Add the command to a parser."""
    export = commands.add_parser(
        "export",
        help="write a domain of AWS as a seed",
        description=(
            "Read a domain of AWS through boto3, and write it as a seed. It only reads. What"
            " customers and agents wrote is replaced by stand-ins, unless --unmasked is given."
        ),
    )
    export.add_argument("--domain-id", required=True, metavar="ID", help="the domain to read")
    export.add_argument("--profile", help="profile of the AWS configuration")
    export.add_argument(
        "--region", help="region of the domain; AWS_REGION or AWS_DEFAULT_REGION if not given"
    )
    export.add_argument("--endpoint-url", metavar="URL", help="another endpoint than that of AWS")
    export.add_argument(
        "--cases",
        type=_count,
        default=0,
        metavar="N",
        help="read the N cases that changed last, too; 0 unless given",
    )
    add_output(export)
    export.add_argument(
        "--unmasked", action="store_true", help="export what customers and agents wrote as it is"
    )
    export.set_defaults(command=run_export)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no number of cases: it is 0 or more")
    return int(text)


def run_export(given: argparse.Namespace) -> int:
    """Export a domain, and return the exit status."""
    try:
        from botocore.exceptions import (  # noqa: PLC0415 - costly
            BotoCoreError,
            ClientError,
            NoRegionError,
        )

        with open_output(given.output) as write:
            write(_exported(given))
    except KeyboardInterrupt:
        return _failed("interrupted; nothing was written", _INTERRUPTED)
    except NoRegionError:
        return _failed(
            "the region of the domain is missing: give --region, or set AWS_REGION or"
            " AWS_DEFAULT_REGION",
            2,
        )
    except (BotoCoreError, ClientError, MockError, ServiceError) as error:
        return _failed(str(error), 1)
    return 0


def _exported(given: argparse.Namespace) -> dict[str, Any]:
    import boto3  # noqa: PLC0415 - costly
    from botocore.config import Config  # noqa: PLC0415

    from mock_connectcases.export.cases import CaseReader  # noqa: PLC0415
    from mock_connectcases.export.definitions import DefinitionReader  # noqa: PLC0415
    from mock_connectcases.export.masking import Mask  # noqa: PLC0415
    from mock_connectcases.export.progress import ProgressReporter  # noqa: PLC0415
    from mock_connectcases.seeds.writing import write_domain, write_seed  # noqa: PLC0415

    # boto3 itself reads AWS_DEFAULT_REGION only.
    region = given.region or os.environ.get("AWS_REGION")
    session = boto3.Session(profile_name=given.profile, region_name=region)
    # Adaptive retries slow the client down when the service throttles it.
    retries = Config(retries={"mode": "adaptive", "max_attempts": _ATTEMPTS})
    client = session.client("connectcases", endpoint_url=given.endpoint_url, config=retries)
    try:
        definitions = DefinitionReader(client, given.domain_id, ProgressReporter())
        domain = definitions.read()
        if given.cases > 0:
            mask = None if given.unmasked else Mask()
            CaseReader(definitions, domain, mask).read(given.cases)
    finally:
        client.close()
    _, _, _, region, account, _ = domain.arn.split(":", 5)
    place = {"account": account, "region": region}
    written = {"name": domain.name, **place, **write_domain(domain, is_complete=False)}
    return write_seed([written])


def _failed(sentence: str, status: int) -> int:
    sys.stderr.write(f"mock_connectcases: {sentence}\n")
    return status
