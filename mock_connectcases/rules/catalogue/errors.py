"""Rules of errors that all operations share."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed

RULES: Final = (
    assumed(
        "parameters-checked-before-domain",
        "ListFields",
        "The answer to a wrong parameter comes before that to an unknown domain",
        why="AWS services check the shape of a request before they find resources",
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
)
