"""Rules of tags."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import assumed, documented, documented_page, modeled, observed

RULES: Final = (
    documented_page(
        "tag-every-resource-kind",
        "TagResource UntagResource",
        "Case, CaseRule, Domain, Field, Layout, RelatedItem and Template can be tagged and "
        "untagged",
        page="/service-authorization/latest/reference/list_connectcases.html",
    ),
    modeled(
        "tag-resource-answer-empty",
        "TagResource UntagResource",
        "no output shape",
    ),
    assumed(
        "tag-keys-case-sensitive",
        "TagResource",
        "Keys are case-sensitive",
        why="tag keys are case-sensitive everywhere in AWS",
    ),
    assumed(
        "tag-bounds",
        "TagResource UntagResource",
        "Tags have keys of 1 to 128 of the documented characters without the prefix aws:, and "
        "values of at most 256: ValidationException",
        why="AWS's general rule for tags; the shape of TagResource bounds nothing",
        switchable=True,
    ),
    assumed(
        "tag-at-most-50-per-resource",
        "CreateCase TagResource",
        "A resource has 50 tags at most",
        why="AWS's general rule for tags; the shape of TagResource bounds nothing",
        fixed_because="the quota tags sets the bound",
    ),
    modeled("tag-empty-map-accepted", "TagResource", "the map has no least size", at="Tags"),
    observed(
        "tag-null-value-omitted",
        "TagResource",
        "A tag without a value is sent as null and left out",
        seen_in="JavaScript programs, whose SDK sends the nulls of a sparse map",
    ),
    assumed(
        "tag-keeps-last-modified-time",
        "TagResource",
        "Tags do not touch the last modified time of a resource",
        why="tags are not part of what the resource's own operations modify",
    ),
    assumed(
        "tag-on-soft-deleted-resource-accepted",
        "TagResource",
        "Soft-deleted resources can still be tagged",
        why="they are still readable with their tags",
    ),
    assumed(
        "untag-absent-key-accepted",
        "UntagResource",
        "A key that the resource does not have is no fault, nor is one given twice",
        why="the operation is idempotent by its model, and AWS's untag operations are lenient",
    ),
    modeled("untag-key-pattern", "UntagResource", "pattern (?!aws:)[a-zA-Z+-=._:/]+", at="TagKey"),
    modeled("untag-at-most-50-keys", "UntagResource", "max 50", at="TagKeyList"),
    documented(
        "tag-list-of-resource",
        "ListTagsForResource",
        "Lists tags for a resource.",
    ),
    documented(
        "tag-map-of-resource",
        "ListTagsForResource",
        "A map of key-value pairs that represent tags on a resource.",
        at="GetDomainResponse.tags",
    ),
    assumed(
        "tag-set-per-resource",
        "ListTagsForResource",
        "A domain's tags are not those of what is in it",
        why="every resource has an ARN of its own",
    ),
    documented(
        "tag-unknown-resource-not-found",
        "ListTagsForResource TagResource UntagResource",
        "We couldn't find the requested resource.",
        at="ResourceNotFoundException",
    ),
    assumed(
        "tag-malformed-arn-refused",
        "ListTagsForResource TagResource UntagResource",
        "A text that is not the ARN of a Cases resource: ValidationException",
        why="no resource could have it, so it is the request that is at fault",
        fixed_because="no resource could be found by it",
    ),
    assumed(
        "tag-arn-matches-every-part",
        "ListTagsForResource",
        "An ARN of another partition, region or account is not found here",
        why="nothing in this account and region has it",
    ),
    assumed(
        "tag-permanently-deleted-resource-not-found",
        "ListTagsForResource",
        "Deleted cases, related items and domains are not found",
        why="they are deleted for good",
    ),
    modeled(
        "tag-values-unconstrained",
        "TagResource",
        "the values of the map are unconstrained",
        at="Tags",
    ),
    assumed(
        "tag-of-case-can-be-removed",
        "UntagResource",
        "A tag that can be set can be removed",
        why="the pattern of the keys to remove lacks spaces and @, which those of a new case have",
    ),
)
