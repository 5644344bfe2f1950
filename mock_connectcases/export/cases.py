"""Reads the cases of a domain that changed last, with their related items."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from mock_connectcases.errors import MockError
from mock_connectcases.export.definitions import batches, tags_of, utc
from mock_connectcases.operations.contents import read_comment
from mock_connectcases.resources import field_value, system_fields
from mock_connectcases.resources.audit import User
from mock_connectcases.resources.case import Case
from mock_connectcases.resources.kinds import TEMPLATE
from mock_connectcases.resources.related_item import (
    ConnectCase,
    Contact,
    Content,
    Custom,
    File,
    RelatedItem,
)
from mock_connectcases.resources.sla import Sla
from mock_connectcases.seeds import limits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mock_connectcases.export.definitions import DefinitionReader, Described
    from mock_connectcases.export.masking import Mask
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field_value import Value


class CaseReader:
    """Reads cases into a domain with all its definitions."""

    def __init__(self, definitions: DefinitionReader, domain: Domain, mask: Mask | None) -> None:
        self._client = definitions.client
        self._domain = domain
        self._definitions = definitions
        self._progress = definitions.progress
        self._mask = mask

    def read(self, count: int) -> None:
        """Read some cases; raises botocore's errors.  A case that is gone by then is left out.

        The cases are found first, and each is read as it is a moment later.
        """
        latest = [{"fieldId": system_fields.LAST_UPDATED_DATETIME, "sortOrder": "Desc"}]
        found = self._definitions.pages("search_cases", "cases", sorts=latest, maxResults=100)
        # The oldest first, as they stand in a seed.
        wanted = [each["caseId"] for each in islice(found, count)][::-1]
        for case_id in self._progress.over(wanted, "cases", len(wanted)):
            self._read_if_there(case_id)

    def _read_if_there(self, case_id: str) -> None:
        try:
            self._read_case(case_id)
        except self._client.exceptions.ResourceNotFoundException:
            self._domain.cases.pop(case_id, None)
            self._progress.note(f"case {case_id} is gone: it is left out")

    def _read_case(self, case_id: str) -> None:
        domain, known = self._domain, {"domainId": self._domain.domain_id, "caseId": case_id}
        values: dict[str, Value] = {}
        answer: Described = {}
        for some in batches(list(domain.fields), limits.longest("GetCase", "fields")):
            answer = self._client.get_case(**known, fields=[{"id": each} for each in some])
            read = self._values(answer["fields"])
            values |= {key: value for key, value in read.items() if value is not None}
        template_id = answer["templateId"]
        if template_id not in domain.templates:
            self._definitions.read_definition(domain, TEMPLATE, template_id)
        number = domain.next_number()
        case = Case(case_id, domain.arn, template_id, values, number, number, tags=tags_of(answer))
        domain.cases[case_id] = case
        items = list(
            self._definitions.pages("search_related_items", "relatedItems", caseId=case_id)
        )
        for each in reversed(items):
            self._read_item(case, each)

    def _values(self, fields: list[Described]) -> dict[str, Value | None]:
        values: dict[str, Value | None] = {}
        for each in fields:
            field_id = each["id"]
            field = self._domain.fields[field_id]
            value = field_value.read_operand(field, each["value"])
            if field_id not in system_fields.DERIVED:
                values[field_id] = value if self._mask is None else self._mask.value(field, value)
        return values

    def _read_item(self, case: Case, found: Described) -> None:
        associated = utc(found["associationTime"])
        content = self._content(found["content"], associated)
        given = found.get("performedBy")
        user = given and User(given.get("userArn"), given.get("customEntity"))
        if self._mask is not None:
            content = self._mask.content(content, self._domain.fields)
            user = self._mask.user(user)
        item = RelatedItem(
            found["relatedItemId"],
            case.domain_arn,
            case.case_id,
            content,
            associated,
            user or None,
            self._domain.next_number(),
            tags=tags_of(found),
        )
        case.related_items[item.related_item_id] = item

    def _content(self, union: Described, associated: datetime) -> Content:
        ((arm, found),) = ((key, each) for key, each in union.items() if each is not None)
        match arm:
            case "comment":
                return read_comment(found)
            case "contact":
                time = utc(found.get("connectedToSystemTime", associated))
                return Contact(found["contactArn"], found["channel"], time)
            case "file":
                return File(found["fileArn"])
            case "connectCase":
                return ConnectCase(found["caseId"])
            case "sla":
                return self._sla(found["slaConfiguration"])
            case "custom":
                return Custom(dict(self._custom_values(found["fields"])))
        raise MockError(f"related items of type {arm!r} are not known to this release")

    def _custom_values(self, fields: list[Described]) -> Iterator[tuple[str, Value | None]]:
        for each in fields:
            if each["id"] in self._domain.fields:
                field = self._domain.fields[each["id"]]
                yield each["id"], field_value.read_operand(field, each["value"])

    def _sla(self, found: Described) -> Sla:
        completed = found.get("completionTime")
        return Sla(
            name=found["name"],
            type=found["type"],
            field_id=found["fieldId"],
            target_values=tuple(
                value for union in found["targetFieldValues"] for value in union.values()
            ),
            target_time=utc(found["targetTime"]),
            completion_time=None if completed is None else utc(completed),
        )
