"""The rules of merges: a secondary case gives values and related items to a primary and is closed.

Every rule is documented with StartMergeCases unless marked otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mock_connectcases import clock, ids, transitions
from mock_connectcases.errors import ConflictException, ValidationException
from mock_connectcases.resources import audit, kinds, quotas, related_item, system_fields, tags
from mock_connectcases.resources.changes import (
    CaseMerged,
    CaseUpdated,
    DomainChanged,
    RelatedItemCreated,
    RelatedItemDeleted,
)
from mock_connectcases.resources.merge import COMPLETED, IN_PROGRESS, Merge
from mock_connectcases.resources.related_item import ConnectCase, Contact, RelatedItem
from mock_connectcases.wording import join_words, quote, repeated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from mock_connectcases.resources.audit import Author
    from mock_connectcases.resources.case import Case
    from mock_connectcases.resources.domain import Domain
    from mock_connectcases.resources.field import Field
    from mock_connectcases.resources.field_value import NewValues


def check_unlocked(domain: Domain, case: Case) -> None:
    """Raise ConflictException when the case is the secondary of a running merge."""
    merge = domain.merges.get(case.case_id)
    if merge is not None and merge.record.secondary_case_id == case.case_id:
        message = (
            f"Case {case.case_id!r} is being merged into case {merge.record.primary_case_id!r} and "
            "cannot be modified until the merge is finished."
        )
        raise ConflictException(message, rule="merge-running-secondary-update-conflict")


def check_deletable(domain: Domain, case: Case) -> None:
    """Raise ConflictException when the case takes part in a running merge, in either role."""
    if case.case_id in domain.merges:
        message = f"Case {case.case_id!r} is part of a merge that is running."
        raise ConflictException(message, rule="merge-running-case-deletion-refused")


def start(  # one argument per part of the request
    domain: Domain,
    primary: Case,
    secondary: Case,
    *,
    selected: list[str],
    moved_types: frozenset[str],
    author: Author,
) -> None:
    """Start a merge; it ends when moto's state-transition manager lets it.

    Raises ConflictException, ValidationException or ServiceQuotaExceededException, and starts
    nothing, when the two cases or the selection do not allow it.
    """
    _check_cases(domain, primary, secondary)
    _check_selection(domain, secondary, selected)
    chosen = frozenset(selected)
    merged = {**primary.values, **_merged_values(domain, primary, secondary, chosen)}
    count = sum(1 for value in merged.values() if value is not None)
    limit = quotas.MERGED_VALUES.limit
    if count > limit:
        message = f"The primary case would have {count} field values; it can have {limit}."
        raise ValidationException(message, rule="merge-at-most-500-field-values")
    leaving = sum(1 for _ in _movable(secondary, moved_types))
    for total in (
        len(primary.related_items) + _count_arriving(primary, secondary, moved_types),
        len(secondary.related_items) - leaving + 1,
    ):
        quotas.RELATED_ITEMS.check(total)
    merge = Merge(
        record=audit.MergeRecord(ids.new_id(), primary.case_id, secondary.case_id),
        author=author,
        selected=chosen,
        moved_types=moved_types,
        progress=transitions.Progress(transitions.MERGE, IN_PROGRESS, COMPLETED),
    )
    domain.merges[primary.case_id] = domain.merges[secondary.case_id] = merge
    domain.record(DomainChanged())


def reserved_items(domain: Domain, case: Case) -> int:
    """Count the related items that a running merge will bring to a case, its new link included."""
    merge = domain.merges.get(case.case_id)
    if merge is None:
        return 0
    secondary = domain.cases[merge.record.secondary_case_id]
    return _count_arriving(case, secondary, merge.moved_types)


def settle(domain: Domain) -> None:
    """Finish the merges of a domain that moto's state manager lets complete by now."""
    for case_id, merge in list(domain.merges.items()):
        if case_id == merge.record.primary_case_id and merge.progress.status == COMPLETED:
            _finish(domain, merge, clock.now())


def _check_cases(domain: Domain, primary: Case, secondary: Case) -> None:
    if primary is secondary:
        message = f"Case {primary.case_id!r} cannot be merged into itself."
        raise ValidationException(message, rule="merge-case-with-itself-refused")
    for case in (primary, secondary):
        if case.case_id in domain.merges:
            message = f"Case {case.case_id!r} is already part of a merge that is running."
            raise ConflictException(message, rule="merge-running-or-merged-case-conflict")
        if case.merged_into is not None:
            message = f"Case {case.case_id!r} was merged into case {case.merged_into!r} before."
            raise ConflictException(message, rule="merge-running-or-merged-case-conflict")
    for case in (primary, secondary):
        if case.is_closed:
            message = f"Case {case.case_id!r} is closed and cannot be merged."
            raise ValidationException(message, rule="merge-closed-case-refused")
    customers = {
        case.values[system_fields.CUSTOMER_ID]
        for case in (primary, secondary)
        if system_fields.CUSTOMER_ID in case.values
    }
    if len(customers) > 1:
        message = (
            f"Cases of different customers cannot be merged: '{system_fields.CUSTOMER_ID}' is "
            f"{join_words(sorted(map(repr, customers)))}."
        )
        raise ValidationException(message, rule="merge-different-customers-refused")


def _is_mergeable(field_: Field) -> bool:
    return not field_.is_system or field_.field_id in system_fields.MERGEABLE


def _check_selection(domain: Domain, secondary: Case, selected: list[str]) -> None:
    """Refuse fields that cannot be merged or that the secondary case does not have.

    A selected field may be empty (documented).  So a case has the fields that it holds a value for
    or held one for, those that it was created with as empty, those that its template requires or
    lays out, and all mergeable system fields (assumed).
    """
    twice = repeated(selected)
    if twice:
        message = f"A field is selected for the merge more than once: {quote(twice)}."
        raise ValidationException(message, rule="merge-duplicate-field-refused")
    owned = {*secondary.values, *secondary.emptied_fields(), *system_fields.MERGEABLE}
    template = domain.templates[secondary.template_id]
    owned.update(template.required_field_ids or ())
    layout = domain.layouts.get(template.default_layout_id or "")
    if layout is not None and not layout.deleted:
        owned.update(layout.content.field_ids())
    for field_id in selected:
        found = domain.fields.get(field_id)
        if found is None or field_id not in owned:
            message = f"The secondary case does not have field {field_id!r}."
            if found is None:
                message += domain.instead_of(kinds.FIELD, field_id)
            else:
                message += " It never had a value for it, nor does its template or layout name it."
            raise ValidationException(message, rule="merge-unmergeable-field-refused")
        if not _is_mergeable(found):
            mergeable = ", ".join(sorted(system_fields.MERGEABLE))
            message = f"Field {field_id!r} cannot be merged; system fields that can: [{mergeable}]."
            raise ValidationException(message, rule="merge-other-system-field-refused")


def _merged_values(
    domain: Domain, primary: Case, secondary: Case, selected: frozenset[str]
) -> NewValues:
    """Return the values that the primary case takes: of selected fields and of fields it lacks.

    That is done even where the primary case's template requires a field that is cleared, or its
    rules would refuse a value, and with values of deleted fields too (assumed).
    """
    taken: NewValues = {field_id: secondary.values.get(field_id) for field_id in selected}
    for field_id, value in secondary.values.items():
        if field_id not in primary.values and _is_mergeable(domain.fields[field_id]):
            taken[field_id] = value
    return taken


def _movable(secondary: Case, moved_types: frozenset[str]) -> Iterator[RelatedItem]:
    for item in secondary.related_items.values():
        if item.type in moved_types:
            yield item


def _equal_item(primary: Case, item: RelatedItem) -> RelatedItem | None:
    """Return the primary case's own item for the same contact or the same linked case."""
    content = item.content
    if isinstance(content, Contact):
        return primary.find_contact(content.contact_arn)
    if isinstance(content, ConnectCase):
        for own in primary.related_items.values():
            if own.content == content:
                return own
    return None


def _count_arriving(primary: Case, secondary: Case, moved_types: frozenset[str]) -> int:
    return 1 + sum(1 for item in _movable(secondary, moved_types) if _arrives(primary, item))


def _arrives(primary: Case, item: RelatedItem) -> bool:
    """Return whether an item moves: not if the primary has its own, or if it links to the primary.

    Assumed for the link to the primary itself: moved, it would link the case to itself.
    """
    return _equal_item(primary, item) is None and item.content != ConnectCase(primary.case_id)


def _finish(domain: Domain, merge: Merge, now: datetime) -> None:
    record, author = merge.record, merge.author
    primary = domain.cases[record.primary_case_id]
    secondary = domain.cases[record.secondary_case_id]
    taken = _merged_values(domain, primary, secondary, merge.selected)
    closed: NewValues = {system_fields.STATUS: system_fields.CLOSED}
    for case, values in ((primary, taken), (secondary, closed)):
        domain.record(CaseUpdated(case, author, now, case.differences(values), record))
    moved = list(_movable(secondary, merge.moved_types))
    for item in moved:
        changes = related_item.changes_between(item.content, None, now)
        domain.record(RelatedItemDeleted(secondary, author, now, item, changes, record))
    for item in moved:
        own = _equal_item(primary, item)
        if _arrives(primary, item):
            _create(domain, primary, merge, item, now)
        elif own is not None and isinstance(item.content, Contact):
            tags.add_missing(own.tags, item.tags)
    for case, other in ((primary, secondary), (secondary, primary)):
        link = _link(domain, case, other, author, now)
        _create(domain, case, merge, link, now)
    for case in (primary, secondary):
        domain.record(CaseMerged(case, author, now, record))


def _create(domain: Domain, case: Case, merge: Merge, item: RelatedItem, now: datetime) -> None:
    """Put an item on a case; a moved one retains its id, creator, association time and tags."""
    changes = related_item.changes_between(None, item.content, now)
    domain.record(RelatedItemCreated(case, merge.author, now, item, changes, merge.record))


def _link(domain: Domain, case: Case, other: Case, author: Author, now: datetime) -> RelatedItem:
    """Link a case to the other, whether or not it has such a link already (assumed)."""
    return RelatedItem(
        ids.new_id(),
        case.domain_arn,
        case.case_id,
        ConnectCase(other.case_id),
        now,
        author.user,
        domain.next_number(),
    )
