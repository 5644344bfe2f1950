"""Which rows a save writes: those of what changed, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mock_connectcases.state import tracker as tracking
from mock_connectcases.state.tracker import StoreTracker

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.connectcases.models import ConnectCasesBackends
    from mock_connectcases.state.database import RowChange
    from tests.desk import Desk


@pytest.fixture
def tracker(desk: Desk, backends: ConnectCasesBackends) -> StoreTracker:
    """Return the tracker of a store that was saved as it is."""
    (store,) = backends.stores()
    return StoreTracker(store, is_saved=True)


def take(tracker: StoreTracker) -> list[RowChange]:
    """Return all rows that are to be written."""
    taken: list[RowChange] = []
    is_complete = False
    while not is_complete:
        rows, is_complete = tracker.take()
        taken += rows
    return taken


def written(rows: list[RowChange]) -> list[tuple[str, ...]]:
    """Return the kinds and ids of the resources that are written."""
    return [each.key[3:] for each in rows if each.written is not None]


CHANGES: dict[str, tuple[Callable[[Desk], Any], str]] = {
    "tags of a case": (
        lambda desk: desk.client.tag_resource(
            arn=f"{desk.domain_arn}/case/{desk.case_id}", tags={"k": "v"}
        ),
        "case",
    ),
    "values of a case": (lambda desk: desk.update_case(desk.case_id, title="other"), "case"),
    "related item": (
        lambda desk: desk.client.create_related_item(
            domainId=desk.domain_id,
            caseId=desk.case_id,
            type="Comment",
            content={"comment": {"body": "b", "contentType": "Text/Plain"}},
        ),
        "case",
    ),
    "template": (
        lambda desk: desk.client.update_template(
            domainId=desk.domain_id, templateId=desk.template_id, name="Renamed"
        ),
        "template",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_writes_its_resource_and_the_head_of_its_domain(
    tracker: StoreTracker, desk: Desk, name: str
) -> None:
    change, kind = CHANGES[name]
    desk.create_case("another, which does not change")
    take(tracker)
    tracker.commit()

    change(desk)

    changed = {"case": desk.case_id, "template": desk.template_id}[kind]
    assert written(take(tracker)) == [(kind, changed), ("domain", desk.domain_id)]


def test_change_of_the_domain_writes_its_head_alone(tracker: StoreTracker, desk: Desk) -> None:
    desk.client.tag_resource(arn=desk.domain_arn, tags={"k": "v"})

    assert written(take(tracker)) == [("domain", desk.domain_id)]


def test_resource_that_changed_twice_is_written_once(tracker: StoreTracker, desk: Desk) -> None:
    desk.update_case(desk.case_id, title="one")
    desk.update_case(desk.case_id, title="two")

    (row, _) = take(tracker)

    assert row.written is not None
    assert row.written["fields"]["title"] == "two"


def test_reads_write_nothing(tracker: StoreTracker, desk: Desk) -> None:
    desk.client.search_cases(domainId=desk.domain_id)
    desk.client.get_domain(domainId=desk.domain_id)

    assert tracker.is_current
    assert take(tracker) == []


def test_refused_request_writes_nothing(tracker: StoreTracker, desk: Desk) -> None:
    with pytest.raises(desk.client.exceptions.ResourceNotFoundException):
        desk.client.delete_field(domainId=desk.domain_id, fieldId="none")

    assert take(tracker) == []


def test_deleted_case_deletes_its_row(tracker: StoreTracker, desk: Desk) -> None:
    desk.client.delete_case(domainId=desk.domain_id, caseId=desk.case_id)

    (row, _) = take(tracker)

    assert (row.key[3:], row.written) == (("case", desk.case_id), None)


def test_deleted_domain_deletes_all_its_rows(tracker: StoreTracker, desk: Desk) -> None:
    desk.update_case(desk.case_id, title="changed before")
    desk.client.delete_domain(domainId=desk.domain_id)

    rows = take(tracker)

    assert (*tracker.store.place, desk.domain_id) in [each.key for each in rows]
    assert written(rows) == []


def test_rows_refer_by_ids(tracker: StoreTracker, desk: Desk) -> None:
    """So renaming what they refer to changes one row."""
    desk.update_case(desk.case_id, title="other")

    (row, _) = take(tracker)

    assert row.written is not None
    assert row.written["template"] == desk.template_id


def test_rows_that_could_not_be_written_are_taken_again(tracker: StoreTracker, desk: Desk) -> None:
    desk.update_case(desk.case_id, title="other")
    desk.client.create_domain(name="second")
    before = take(tracker)
    desk.client.tag_resource(arn=desk.domain_arn, tags={"k": "v"})

    tracker.roll_back()

    assert not tracker.is_current
    assert set(written(take(tracker))) == set(written(before))


def test_requests_wait_for_one_resource_at_most_where_a_slice_is_short(
    tracker: StoreTracker, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracking, "_SLICE", 0.0)
    for number in range(3):
        desk.create_case(str(number))

    slices = []
    is_complete = False
    while not is_complete:
        rows, is_complete = tracker.take()
        slices.append(len(rows))

    assert slices == [1, 1, 1, 1]


def test_last_rows_are_of_the_moment_of_all_others(
    tracker: StoreTracker, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracking, "_SLICE", 0.0)
    desk.update_case(desk.case_id, title="one")
    desk.create_case("second")
    rows, is_complete = tracker.take()

    desk.update_case(desk.case_id, title="two")
    desk.client.update_template(
        domainId=desk.domain_id, templateId=desk.template_id, name="Renamed"
    )

    assert not is_complete
    latest = {each.key[3:]: each.written for each in rows + take(tracker)}
    case, template = latest["case", desk.case_id], latest["template", desk.template_id]
    assert case is not None
    assert template is not None
    assert (case["fields"]["title"], template["name"]) == ("two", "Renamed")
