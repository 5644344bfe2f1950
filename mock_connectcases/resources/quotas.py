"""Service quotas of Amazon Connect Cases, at their default values.

Documented in the administrator guide's "Amazon Connect Cases quotas" unless a line says otherwise.
Lengths and counts that the service model has are checked by the wire.
"""

from __future__ import annotations

from mock_connectcases.errors import ServiceQuotaExceededException

DOMAINS_PER_ACCOUNT = 5
FIELDS_PER_DOMAIN = 500
OPTIONS_PER_FIELD = 500
LAYOUTS_PER_DOMAIN = 100
TEMPLATES_PER_DOMAIN = 100
FIELDS_PER_LAYOUT = 100
RELATED_ITEMS_PER_CASE = 200
FILES_PER_CASE = 50
SLAS_PER_CASE = 10
FIELDS_PER_CUSTOM_RELATED_ITEM = 5

DELETED_LAYOUTS_PER_DOMAIN = 100
"""Documented with DeleteLayout: "You can delete up to 100 layouts per domain"."""

DELETED_TEMPLATES_PER_DOMAIN = 100
"""Documented with DeleteTemplate: "You can delete up to 100 templates per domain"."""

CONDITIONS_PER_CASE_RULE = 5
LEVELS_PER_CASE_RULE = 2
"""Documented with CompoundCondition: "a maximum of 5 conditions ... 2 levels of nesting"."""

FIELD_VALUES_PER_MERGED_CASE = 500
"""Documented with StartMergeCases: the primary case may not have "more than 500 field values"."""

TAGS_PER_RESOURCE = 50
"""Assumed for TagResource: CreateCase's ``tags`` allow 50, as AWS does everywhere."""


def check(count: int, quota: int, what: str) -> None:
    """Raise ServiceQuotaExceededException when ``count`` of ``what`` would go over ``quota``."""
    if count > quota:
        message = f"The quota for {what} is {quota}; this request would make it {count}."
        raise ServiceQuotaExceededException(message)
