"""Creates a domain of a seed by calls of the operations, so that their rules are its rules."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from mock_connectcases import ids
from mock_connectcases.errors import InvalidDocumentError, ServiceError
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.operations.call import Call
from mock_connectcases.operations.users import user_union
from mock_connectcases.resources import case_values, field_value, system_fields
from mock_connectcases.seeds import form, limits
from mock_connectcases.seeds.builder import Builder, CaseRequest, ItemRequest
from mock_connectcases.seeds.values import check_once

if TYPE_CHECKING:
    from datetime import datetime

    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.definition import Definition
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.kinds import Kind
    from mock_connectcases.resources.related_item import RelatedItem
    from mock_connectcases.seeds.values import CaseValues, ValueReader


class CreatingBuilder(Builder):
    """Calls the operation that a program would call, with the ids and times of the seed."""

    def add_domain(self, name: str, domain_id: str) -> None:
        """Call CreateDomain."""
        self._call("CreateDomain", {"name": name}, domain_id, self.now)
        self.domain = self._store.domains[domain_id]

    def add_definition(
        self, kind: Kind, request: dict[str, Any], definition_id: str, created: datetime
    ) -> Definition:
        """Call the Create operation of the kind."""
        params = {"domainId": self.domain.domain_id, **request}
        self._call(f"Create{kind.type_name}", params, definition_id, created)
        definition: Definition = self.domain.collection(kind)[definition_id]
        return definition

    def put_options(self, field: Field, options: list[dict[str, Any]]) -> None:
        """Call BatchPutFieldOptions; an option that it refuses is an InvalidDocumentError."""
        params = {"domainId": self.domain.domain_id, "fieldId": field.field_id, "options": options}
        for refused in self._call("BatchPutFieldOptions", params, "", self.now)["errors"]:
            raise InvalidDocumentError(refused["message"])

    def delete(self, definition: Definition) -> None:
        """Call the Delete operation of the kind."""
        kind = definition.kind
        params = {"domainId": self.domain.domain_id, kind.id_member: definition.id}
        self._call(f"Delete{kind.type_name}", params, "", self.now)

    def configure_events(self, request: dict[str, Any]) -> None:
        """Call PutCaseEventConfiguration."""
        params = {"domainId": self.domain.domain_id, "eventBridge": request}
        self._call("PutCaseEventConfiguration", params, "", self.now)

    def add_case(self, request: CaseRequest, values: ValueReader) -> Case:
        """Call CreateCase, and then set the values that only the service sets."""
        read = values.read(request.values)
        longest = limits.longest("CreateCase", "fields")
        if len(read.entries) > longest:
            raise InvalidDocumentError(f"a case is created with {longest} fields", "fields")
        params = {
            "domainId": self.domain.domain_id,
            "templateId": request.template_id,
            "fields": read.entries,
            "tags": request.tags,
            "performedBy": user_union(request.user),
        }
        created = read.filled.get(system_fields.CREATED_DATETIME)
        time = field_value.moment(str(created)) or self.now
        try:
            self._call("CreateCase", params, request.case_id, time)
        except ServiceError:
            self._check_values(read)
            raise
        case = self.domain.cases[request.case_id]
        if created is not None:
            # A time that is given for the creation alone is that of the last change as well.
            case.values[system_fields.LAST_UPDATED_DATETIME] = created
        for field_id, value in read.filled.items():
            if value is None:
                case.values.pop(field_id, None)
            else:
                case.values[field_id] = value
        return case

    def add_item(self, case: Case, request: ItemRequest) -> RelatedItem:
        """Call CreateRelatedItem."""
        params = {
            "domainId": self.domain.domain_id,
            "caseId": case.case_id,
            "type": request.type,
            "content": request.content,
            "performedBy": user_union(request.user),
        }
        answer = self._call("CreateRelatedItem", params, request.related_item_id, request.time)
        if answer["relatedItemId"] != request.related_item_id:
            raise InvalidDocumentError("the contact is on the case already")
        return case.related_items[request.related_item_id]

    def _call(
        self, operation: str, params: dict[str, Any], new_id: str, now: datetime
    ) -> dict[str, Any]:
        """Call an operation with the id of the resource that it creates, and with its time."""
        call = Call(
            operation,
            self._store,
            lambda: self.principal,
            now=lambda: now,
            new_id=lambda: new_id,
            new_case_id=lambda: new_id,
            new_reference_number=partial(ids.derived_reference_number, new_id),
            new_reference_id=ids.derived_reference_ids(new_id).__next__,
        )
        return OPERATIONS[operation](call, params) or {}

    def _check_values(self, read: CaseValues) -> None:
        """Raise InvalidDocumentError for a field given twice, or at the first refused value."""
        check_once([each["id"] for each in read.entries])
        for reference, entry in zip(read.references, read.entries, strict=True):
            with form.refusals("fields", reference):
                case_values.read_changes(self.domain, [(entry["id"], entry["value"])])
