"""Rules that all kinds of resources share, and their errors."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, documented_page, modeled

_OF_A_DOMAIN: Final = (
    "BatchCreateRelatedItem BatchGetCaseRule BatchGetField BatchPutFieldOptions "
    "BatchUpdateCase CreateCase CreateCaseRule CreateField CreateLayout CreateRelatedItem "
    "CreateTemplate DeleteCase DeleteCaseRule DeleteDomain DeleteField DeleteLayout "
    "DeleteRelatedItem DeleteTemplate GetCase GetCaseAuditEvents GetCaseEventConfiguration "
    "GetDomain GetLayout GetMergeCasesStatus GetTemplate ListCaseRules ListCasesForContact "
    "ListFieldOptions ListFields ListLayouts ListTemplates PutCaseEventConfiguration "
    "SearchAllRelatedItems SearchCases SearchRelatedItems StartMergeCases UpdateCase "
    "UpdateCaseRule UpdateField UpdateLayout UpdateRelatedItem UpdateTemplate"
)
"""The operations with the id of a domain."""

RULES: Final = (
    documented(
        "resource-exists",
        _OF_A_DOMAIN,
        "We couldn't find the requested resource. Check that your resources exists and were "
        "created in the same Amazon Web Services Region as your request, and try your request "
        "again.",
        at="ResourceNotFoundException",
    ),
    documented_page(
        "domain-of-one-account-and-region",
        _OF_A_DOMAIN,
        "A domain belongs to one account and one region, which its ARN names",
        page="/service-authorization/latest/reference/list_connectcases.html",
    ),
    documented_page(
        "arn-formats",
        "CreateCase CreateCaseRule CreateDomain CreateField CreateLayout CreateRelatedItem "
        "CreateTemplate",
        "arn:{partition}:cases:{region}:{account}:domain/{domainId}, followed by the type and "
        "the id of a resource of the domain: /field/{fieldId}; of a related item it is that "
        "of its case with /related-item/{relatedItemId}",
        page="/service-authorization/latest/reference/list_connectcases.html",
    ),
    modeled(
        "ids-at-most-500-characters",
        "BatchGetCaseRule BatchGetField DeleteDomain GetCaseEventConfiguration GetDomain GetLayout "
        "GetTemplate",
        "max 500, and the same for CaseRuleId, FieldId, LayoutId and TemplateId",
        at="DomainId",
    ),
    documented_page(
        "name-ends-without-white-space",
        "CreateDomain",
        "A name does not end in white space: the pattern of the whole name is ^.*[\\S]$",
        page="Smithy model, whose patterns have their anchors",
    ),
    assumed(
        "name-free-after-deletion",
        "CreateField CreateCaseRule CreateLayout CreateTemplate CreateDomain",
        "The name of a deleted domain, field, layout, case rule or template is free again",
        why="names are unique among what is listed; CloudFormation's replacements need it",
    ),
    assumed(
        "own-name-no-conflict",
        "UpdateField UpdateCaseRule UpdateLayout",
        "A field, layout or case rule may be given the name that it has",
        why="its name is no other field's",
    ),
    assumed(
        "empty-update-accepted",
        "UpdateField UpdateCaseRule UpdateLayout",
        "An update of a field, layout or case rule that names no member is accepted and changes "
        "nothing",
        why="every property is optional, and only UpdateTemplate is documented to need one",
    ),
    documented(
        "definition-last-modified-time",
        "UpdateField UpdateLayout",
        "Timestamp at which the resource was created or last modified.",
        at="GetFieldResponse.lastModifiedTime",
    ),
    assumed(
        "deleted-resources-free-quota",
        "CreateLayout CreateField CreateDomain",
        "Deleted domains, fields and layouts do not count towards a quota, nor do system fields",
        why="they have a limit of their own, documented with DeleteLayout",
    ),
    assumed(
        "error-type-validation-where-unpublished",
        "CreateCaseRule UpdateField ListTemplates CreateRelatedItem UpdateRelatedItem "
        "DeleteRelatedItem CreateCase",
        "What breaks a rule that is documented without its error is a ValidationException",
        why="invalid input is called so where the error is documented",
    ),
    assumed(
        "error-not-found-resource-type",
        "ListTagsForResource",
        "resourceType is the name that the Service Authorization Reference has for the type",
        why="the member has no published values",
    ),
    assumed(
        "parameters-checked-before-domain",
        "ListFields",
        "The answer to a wrong parameter comes before that to an unknown domain",
        why="AWS services check the shape of a request before they find resources",
    ),
)
