"""Rules of errors: types and members that no source states."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed

RULES: Final = (
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
        "error-of-built-in-option-is-an-entry",
        "BatchPutFieldOptions",
        "An option that cannot be changed is an entry of errors, and the others are put",
        why="the operation has such entries for single options",
    ),
    assumed(
        "tag-null-value-accepted",
        "TagResource",
        "A tag whose value is null is left out and refuses nothing",
        why="Tags is a sparse map, and the SDK for JavaScript sends its nulls",
    ),
)
