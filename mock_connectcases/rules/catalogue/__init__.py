"""All rules of the service, by their subject."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.catalogue import (
    audit,
    case_rules,
    cases,
    domains,
    errors,
    events,
    fields,
    layouts,
    lists,
    merges,
    related_items,
    searches,
    tags,
    templates,
)

RULES: Final = (
    *audit.RULES,
    *case_rules.RULES,
    *cases.RULES,
    *domains.RULES,
    *errors.RULES,
    *events.RULES,
    *fields.RULES,
    *layouts.RULES,
    *lists.RULES,
    *merges.RULES,
    *related_items.RULES,
    *searches.RULES,
    *tags.RULES,
    *templates.RULES,
)
