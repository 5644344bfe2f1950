"""Service quotas of Amazon Connect Cases, at their default values.

Rule of this file: a quota is the name that settings raise it by, its default and its rule.  Lengths
and counts that the service model has are checked by the wire.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from mock_connectcases import settings
from mock_connectcases.errors import ServiceQuotaExceededException
from mock_connectcases.wording import suggestion


class Quota(NamedTuple):
    """One quota, which settings of a mock can change."""

    name: str
    """Its name in settings: ``related-items``."""
    default: int
    noun: str
    """The words for what it limits, within a sentence: ``related items per case``."""
    rule: str
    """The name of the rule that has its number."""

    @property
    def limit(self) -> int:
        """Return its value at this moment."""
        return settings.current().quotas.get(self.name, self.default)

    def check(self, count: int) -> None:
        """Raise ServiceQuotaExceededException when a request would make it more than the limit."""
        limit = self.limit
        if count > limit:
            message = (
                f"The quota for {self.noun} is {limit}; this request would make it {count}."
                f" (quota: {self.name})"
            )
            raise ServiceQuotaExceededException(message, rule=self.rule)


DOMAINS: Final = Quota("domains", 5, "domains per account", "account-at-most-5-domains")
FIELDS: Final = Quota("fields", 500, "fields per domain", "field-quota-per-domain")
LAYOUTS: Final = Quota("layouts", 100, "layouts per domain", "domain-at-most-100-layouts")
TEMPLATES: Final = Quota("templates", 100, "templates per domain", "domain-at-most-100-templates")
DELETED_LAYOUTS: Final = Quota(
    "deleted-layouts", 100, "deleted layouts per domain", "domain-at-most-100-deleted-layouts"
)
DELETED_TEMPLATES: Final = Quota(
    "deleted-templates", 100, "deleted templates per domain", "domain-at-most-100-deleted-templates"
)
OPTIONS: Final = Quota("field-options", 500, "options per field", "field-at-most-500-options")
LAYOUT_FIELDS: Final = Quota("layout-fields", 100, "fields per layout", "layout-at-most-100-fields")
RELATED_ITEMS: Final = Quota(
    "related-items", 200, "related items per case", "related-item-quota-exceeded-exception"
)
FILES: Final = Quota("files", 50, "File related items per case", "case-at-most-50-files")
SLAS: Final = Quota("slas", 10, "Sla related items per case", "case-at-most-10-slas")
CUSTOM_ITEM_FIELDS: Final = Quota(
    "custom-item-fields", 5, "fields per custom related item", "custom-item-field-quota"
)
RULE_CONDITIONS: Final = Quota(
    "case-rule-conditions", 5, "conditions per case rule", "case-rule-at-most-5-conditions"
)
RULE_LEVELS: Final = Quota(
    "case-rule-levels",
    2,
    "levels of conditions in a case rule",
    "case-rule-at-most-5-conditions",
)
MERGED_VALUES: Final = Quota(
    "merged-field-values", 500, "field values of a merged case", "merge-at-most-500-field-values"
)
TAGS: Final = Quota("tags", 50, "tags per resource", "tag-at-most-50-per-resource")
SEARCH_CONDITIONS: Final = Quota(
    "search-conditions", 250, "conditions per search", "search-filter-at-most-250-conditions"
)

QUOTAS: Final = {each.name: each for each in tuple(vars().values()) if isinstance(each, Quota)}
"""All quotas by name."""


def check_setting(name: str, number: object) -> None:
    """Check a quota that a setting gives.

    Raises:
        LookupError: there is no quota of this name; the message has the nearest.
        ValueError: it is no whole number, or negative.
    """
    if name not in QUOTAS:
        raise LookupError(f"There is no quota {name!r:.100}; {suggestion(name, QUOTAS)}")
    if type(number) is not int or number < 0:
        raise ValueError(f"The quota {name!r} is a whole number from 0, not {number!r:.100}.")
