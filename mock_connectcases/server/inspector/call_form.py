"""The form of a call: fills it, reads it, and sends the call to the server as any client does.

Rule of this file: the request goes over HTTP, so faults, delays, policies and both logs meet it.
"""

from __future__ import annotations

import json
import re
import uuid
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from moto.core.models import DEFAULT_ACCOUNT_ID

from mock_connectcases.connectcases.accounts import is_account
from mock_connectcases.connectcases.direct_call import request_of
from mock_connectcases.errors import SerializationException
from mock_connectcases.inspector import log
from mock_connectcases.inspector.call_summary import readable_params
from mock_connectcases.inspector.query_string import first
from mock_connectcases.inspector.skeleton import KnownValues, known_values, skeleton
from mock_connectcases.inspector.snapshot import Place
from mock_connectcases.server.cases_service import SIGNING_NAME
from mock_connectcases.toolkit.selection import select
from mock_connectcases.wire.document import read_document
from mock_connectcases.wire.model import service_model
from mock_connectcases.wire.routing import label_names
from mock_connectcases.wording import suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.inspector.query_string import QueryString
    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.toolkit.recorded_call import RecordedCall

_WITHOUT_DOMAIN = "CreateDomain"
"""The operation of a new form where there is no domain."""
_WITH_DOMAIN = "CreateCase"
"""The operation of a new form elsewhere."""

_TIMEOUT = 60.0
"""Seconds for an answer; ours: a long search takes some."""
_REGION = re.compile("[a-z0-9-]{1,50}")
_PROGRAM = "inspector"


class CallForm(NamedTuple):
    """The content of the form."""

    operation: str
    account_id: str
    region: str
    params: str
    """The parameters as JSON, as they are typed."""
    domain_id: str = ""
    case_id: str = ""
    """The domain and the case from which another operation is filled."""


def operations() -> list[str]:
    """Return the names of all operations."""
    names: list[str] = service_model().operation_names
    return names


def new_form(snapshot: Snapshot, query: QueryString, region: str) -> CallForm:
    """Return the form for an address.

    ``operation`` gets the parameters that the model requires, with the ids of the ``domain`` and
    ``case`` that it names, or of the newest domain, and the ``choice`` of a value or member.

    Raises:
        ValueError: the address names an operation, a domain or a case that does not exist.
    """
    account, case_id = first(query, "account"), first(query, "case")
    place = Place(
        account or DEFAULT_ACCOUNT_ID, first(query, "region") or region, first(query, "domain")
    )
    if not place.domain_id:
        domains = [
            Place(*store.place, domain_id)
            for store in snapshot.stores
            for domain_id in store.domains
            if not account or store.place == place[:2]
        ]
        place = domains[-1] if domains else place
    operation = first(query, "operation") or (_WITH_DOMAIN if place.domain_id else _WITHOUT_DOMAIN)
    _check_operation(operation)
    known = KnownValues(choice=first(query, "choice"))
    if place.domain_id:
        try:
            store, domain = snapshot.domain(place)
            with store.lock:
                case = domain.cases[case_id] if case_id else None
                known = known_values(domain, case, known.choice)
        except LookupError:
            raise ValueError("The domain or the case of this address is gone.") from None
    params = json.dumps(skeleton(operation, known), indent=2, ensure_ascii=False)
    return CallForm(operation, place.account_id, place.region, params, place.domain_id, case_id)


def form_of_call(call: RecordedCall) -> CallForm:
    """Return the form for a call in the log."""
    params = readable_params(call)
    text = json.dumps(params, indent=2, ensure_ascii=False, default=str)
    ids = (str(params.get(each, "")) for each in ("domainId", "caseId"))
    return CallForm(call.operation or _WITHOUT_DOMAIN, call.account_id, call.region, text, *ids)


def read_call_form(fields: Mapping[str, str]) -> CallForm:
    """Return the form as it was sent; a missing field is empty."""
    names = ("operation", "account", "region", "params", "domain", "case")
    return CallForm(*(fields.get(each, "").replace("\r\n", "\n") for each in names))


class SentCall(NamedTuple):
    """A call that was sent."""

    invocation: str
    """The id by which the log has it."""
    status: int | None
    """The status of its answer; nothing if the connection ended without one."""


def send(form: CallForm, endpoint: str, max_body: int) -> SentCall:
    """Send a call to the server, which takes bodies of so many bytes.

    Raises:
        ValueError: the form is not a request; nothing is sent.
    """
    _check_operation(form.operation)
    if not is_account(form.account_id):
        raise ValueError(f"An account id has twelve digits, unlike {form.account_id!r:.100}.")
    if not _REGION.fullmatch(form.region):
        raise ValueError(
            f"A region has small letters, digits and hyphens, unlike {form.region!r:.100}."
        )
    text = form.params.encode()
    if len(text) > max_body:
        raise ValueError(f"The parameters have more than {max_body:,} bytes.")
    try:
        params = read_document(text)
    except (SerializationException, RecursionError) as error:
        raise ValueError(f"The parameters cannot be read. {error}") from None
    select(form.operation).check_names(params)
    model = service_model().operation_model(form.operation)
    for name in label_names(model.http["requestUri"]):
        if params.get(name) in (None, ""):
            raise ValueError(f"{name} is a part of the address and cannot be empty.")
    invocation = str(uuid.uuid4())
    headers = {
        "Authorization": "AWS4-HMAC-SHA256 Credential="
        f"testing/20300101/{form.region}/{SIGNING_NAME}/aws4_request, SignedHeaders=host,"
        " Signature=0",
        "Content-Type": "application/json",
        "User-Agent": _PROGRAM,
        "x-moto-account-id": form.account_id,
        log.INVOCATION: invocation,
    }
    request = request_of(form.operation, params, headers)
    status = None
    connection = HTTPConnection(urlsplit(endpoint).netloc, timeout=_TIMEOUT)
    try:
        connection.request(request.method, request.target, request.body, headers)
        with connection.getresponse() as response:
            status = response.status
            response.read()
    except (HTTPException, OSError):
        pass  # A fault ended the connection without an answer, as the log says.
    finally:
        connection.close()
    return SentCall(invocation, status)


def _check_operation(name: str) -> None:
    if name not in operations():
        raise ValueError(f"There is no operation {name!r:.100}; {suggestion(name, operations())}")
