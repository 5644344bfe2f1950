"""Every operation of the API reference by its name, and the function that answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.operations import (
    audit,
    case_rules,
    cases,
    domains,
    event_configurations,
    fields,
    layouts,
    merge,
    related_items,
    search,
    tags,
    templates,
)
from mock_connectcases.resources.kinds import CASE_RULE, FIELD, LAYOUT, TEMPLATE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mock_connectcases.operations.call import OperationFunction, Result
    from mock_connectcases.resources.definition import Definition
    from mock_connectcases.resources.kinds import Kind

MAKERS: Mapping[Kind, Callable[..., Definition]] = {
    FIELD: fields.make_field,
    LAYOUT: layouts.make_layout,
    CASE_RULE: case_rules.make_case_rule,
    TEMPLATE: templates.make_template,
}
"""Make a definition from a domain, the members of its Create or Get operation, its id, its time."""

WRITERS: Mapping[Kind, Callable[[Any], Result]] = {
    FIELD: fields.write_field,
    LAYOUT: layouts.write_layout,
    CASE_RULE: case_rules.write_case_rule,
    TEMPLATE: templates.write_template,
}
"""Write what is particular to a definition as its Create operation has it: what makers read."""

OPERATIONS: Mapping[str, OperationFunction] = {
    "BatchCreateRelatedItem": related_items.batch_create_related_item,
    "BatchGetCaseRule": case_rules.batch_get_case_rule,
    "BatchGetField": fields.batch_get_field,
    "BatchPutFieldOptions": fields.batch_put_field_options,
    "BatchUpdateCase": cases.batch_update_case,
    "CreateCase": cases.create_case,
    "CreateCaseRule": case_rules.create_case_rule,
    "CreateDomain": domains.create_domain,
    "CreateField": fields.create_field,
    "CreateLayout": layouts.create_layout,
    "CreateRelatedItem": related_items.create_related_item,
    "CreateTemplate": templates.create_template,
    "DeleteCase": cases.delete_case,
    "DeleteCaseRule": case_rules.delete_case_rule,
    "DeleteDomain": domains.delete_domain,
    "DeleteField": fields.delete_field,
    "DeleteLayout": layouts.delete_layout,
    "DeleteRelatedItem": related_items.delete_related_item,
    "DeleteTemplate": templates.delete_template,
    "GetCase": cases.get_case,
    "GetCaseAuditEvents": audit.get_case_audit_events,
    "GetCaseEventConfiguration": event_configurations.get_case_event_configuration,
    "GetDomain": domains.get_domain,
    "GetLayout": layouts.get_layout,
    "GetMergeCasesStatus": merge.get_merge_cases_status,
    "GetTemplate": templates.get_template,
    "ListCaseRules": case_rules.list_case_rules,
    "ListCasesForContact": cases.list_cases_for_contact,
    "ListDomains": domains.list_domains,
    "ListFieldOptions": fields.list_field_options,
    "ListFields": fields.list_fields,
    "ListLayouts": layouts.list_layouts,
    "ListTagsForResource": tags.list_tags_for_resource,
    "ListTemplates": templates.list_templates,
    "PutCaseEventConfiguration": event_configurations.put_case_event_configuration,
    "SearchAllRelatedItems": search.search_all_related_items,
    "SearchCases": search.search_cases,
    "SearchRelatedItems": search.search_related_items,
    "StartMergeCases": merge.start_merge_cases,
    "TagResource": tags.tag_resource,
    "UntagResource": tags.untag_resource,
    "UpdateCase": cases.update_case,
    "UpdateCaseRule": case_rules.update_case_rule,
    "UpdateField": fields.update_field,
    "UpdateLayout": layouts.update_layout,
    "UpdateRelatedItem": related_items.update_related_item,
    "UpdateTemplate": templates.update_template,
}

_STATUS_READS = {"GetDomain", "GetMergeCasesStatus"}
"""Reads of a status that moto may move on after a number of reads (``transitions``)."""

READS = frozenset(
    name for name in OPERATIONS if name.startswith(("BatchGet", "Get", "List", "Search"))
).difference(_STATUS_READS)
"""Operations that change nothing; to read a status counts, which is a change."""
