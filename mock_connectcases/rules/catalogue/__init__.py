"""All rules of the service, by their subject."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.catalogue import (
    audit,
    batches,
    case_rules,
    case_values,
    cases,
    client_tokens,
    domains,
    events,
    field_options,
    fields,
    item_searches,
    layouts,
    lists,
    merges,
    related_items,
    resources,
    searches,
    slas,
    tags,
    templates,
)

RULES: Final = (
    *audit.RULES,
    *batches.RULES,
    *case_rules.RULES,
    *case_values.RULES,
    *cases.RULES,
    *client_tokens.RULES,
    *domains.RULES,
    *events.RULES,
    *field_options.RULES,
    *fields.RULES,
    *item_searches.RULES,
    *layouts.RULES,
    *lists.RULES,
    *merges.RULES,
    *related_items.RULES,
    *resources.RULES,
    *searches.RULES,
    *slas.RULES,
    *tags.RULES,
    *templates.RULES,
)
