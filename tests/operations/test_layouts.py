"""CreateLayout, GetLayout, UpdateLayout, DeleteLayout, ListLayouts."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from tests.operations.conftest import read
from tests.provenance import rule

if TYPE_CHECKING:
    from tests.operations.conftest import SetQuota, Workbench

QUOTAS = "https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html"
CREATED = datetime(2026, 3, 4, 5, 6, 7, 891000, tzinfo=timezone.utc)
CHANGED = datetime(2026, 3, 5, tzinfo=timezone.utc)


def panel(*field_ids: str, **group: Any) -> dict[str, Any]:
    """Return a panel with one section."""
    fields = [{"id": each} for each in field_ids]
    return {"sections": [{"fieldGroup": {**group, "fields": fields}}]}


def describe(bench: Workbench, layout_id: str) -> dict[str, Any]:
    return read(bench.client.get_layout(domainId=bench.domain_id, layoutId=layout_id))


def update(bench: Workbench, layout_id: str, **members: Any) -> dict[str, Any]:
    return read(bench.client.update_layout(domainId=bench.domain_id, layoutId=layout_id, **members))


def delete(bench: Workbench, layout_id: str) -> dict[str, Any]:
    return read(bench.client.delete_layout(domainId=bench.domain_id, layoutId=layout_id))


def ids(bench: Workbench) -> list[str]:
    return [each["layoutId"] for each in bench.listed("list_layouts", "layouts")]


class TestCreateLayout:
    @rule("arn-formats")
    def test_answer_has_id_and_arn(self, bench: Workbench) -> None:
        answer = bench.client.create_layout(
            domainId=bench.domain_id, name="Orders", content={"basic": {}}
        )

        assert read(answer) == {
            "layoutId": answer["layoutId"],
            "layoutArn": f"{bench.domain_arn}/layout/{answer['layoutId']}",
        }

    @rule("layout-name-unique")
    def test_name_is_unique(self, bench: Workbench) -> None:
        bench.layout(name="Orders")

        with bench.refuses("ConflictException", "'Orders'"):
            bench.layout(name="Orders")

    @rule("layout-name-unique")
    def test_name_is_free_in_another_domain(self, bench: Workbench) -> None:
        bench.layout(name="Orders")
        other = bench.client.create_domain(name="other")["domainId"]

        bench.client.create_layout(domainId=other, name="Orders", content={"basic": {}})

        (listed,) = bench.client.list_layouts(domainId=other)["layouts"]
        assert listed["name"] == "Orders"

    @rule("name-free-after-deletion")
    def test_name_of_a_deleted_layout_is_free(self, bench: Workbench) -> None:
        old = bench.layout(name="Orders")
        delete(bench, old)

        new = bench.layout(name="Orders")

        assert ids(bench) == [new]

    @rule("layout-more-info-sections")
    def test_content_comes_back_as_given(self, bench: Workbench) -> None:
        """Both panels have their headings and the order of their fields."""
        a, b, c = bench.field(), bench.field("Number"), bench.field("Url")
        content = {"basic": {"topPanel": panel(c, a, name="Übersicht"), "moreInfo": panel(b)}}

        layout_id = bench.layout(content=content)

        assert describe(bench, layout_id)["content"] == content

    @rule("layout-parts-optional")
    @pytest.mark.parametrize(
        "basic",
        [
            {},
            {"topPanel": {}},
            {"moreInfo": {"sections": []}},
            {"topPanel": panel()},
            {"topPanel": panel(name="")},
            {"moreInfo": panel("summary", name="n" * 100)},
        ],
    )
    def test_parts_may_be_left_out(self, bench: Workbench, basic: dict[str, Any]) -> None:
        layout_id = bench.layout(content={"basic": basic})

        assert describe(bench, layout_id)["content"] == {"basic": basic}

    @rule("layout-without-title", "layout-update-without-title")
    @pytest.mark.parametrize("place", ["topPanel", "moreInfo"])
    def test_title_is_refused(self, bench: Workbench, place: str) -> None:
        layout_id = bench.layout("summary")
        content = {"basic": {place: panel("summary", "title")}}

        with bench.refuses("ValidationException", "'title'"):
            bench.layout(content=content)
        with bench.refuses("ValidationException", "'title'"):
            update(bench, layout_id, content=content)

    @rule("layout-accepts-status")
    def test_status_is_accepted(self, bench: Workbench) -> None:
        content = {"basic": {"topPanel": panel("status")}}

        layout_id = bench.layout(content=content)

        assert describe(bench, layout_id)["content"] == content

    @rule("layout-duplicate-field-accepted")
    def test_field_may_stand_twice(self, bench: Workbench) -> None:
        content = {"basic": {"topPanel": panel("summary"), "moreInfo": panel("summary")}}

        layout_id = bench.layout(content=content)

        assert describe(bench, layout_id)["content"] == content

    @rule("layout-creation-unknown-field-refused")
    @pytest.mark.parametrize("place", ["topPanel", "moreInfo"])
    def test_unknown_field_is_refused(self, bench: Workbench, place: str) -> None:
        """Both panels may name existing fields only; the message names the others."""
        with bench.refuses("ValidationException", "ghost, nothing"):
            bench.layout(content={"basic": {place: panel("nothing", "summary", "ghost")}})

    @rule("layout-deleted-field-refused")
    def test_deleted_field_is_refused(self, bench: Workbench) -> None:
        field_id = bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            bench.layout(field_id)

    @rule("layout-at-most-100-fields")
    def test_layout_has_a_hundred_fields_at_most(self, bench: Workbench) -> None:
        """The panels together may hold 100 fields; the model alone would allow 220 in each."""
        fields = ["summary"] * 50
        full = bench.layout(
            content={"basic": {"topPanel": panel(*fields), "moreInfo": panel(*fields)}}
        )

        with bench.refuses("ServiceQuotaExceededException", "100"):
            update(
                bench,
                full,
                content={
                    "basic": {"topPanel": panel(*fields, *fields), "moreInfo": panel("summary")}
                },
            )

    @rule("layout-at-most-100-fields")
    @pytest.mark.newest_model
    def test_new_layout_has_a_hundred_fields_at_most(self, bench: Workbench) -> None:
        with bench.refuses("ServiceQuotaExceededException", "101"):
            bench.layout(*["summary"] * 101)

    @rule("domain-at-most-100-layouts")
    def test_domain_has_a_hundred_layouts_at_most(self, bench: Workbench) -> None:
        for _ in range(100):
            bench.layout()

        with bench.refuses("ServiceQuotaExceededException", "100"):
            bench.layout()

    @rule("deleted-resources-free-quota")
    def test_deleted_layout_makes_room(self, bench: Workbench, set_quota: SetQuota) -> None:
        set_quota("layouts", 1)
        delete(bench, bench.layout())

        layout_id = bench.layout()

        assert ids(bench) == [layout_id]


class TestGetLayout:
    @rule("layout-details-returned")
    def test_layout_is_described(self, bench: Workbench) -> None:
        content = {"basic": {"topPanel": panel("summary", name="Overview")}}
        with time_machine.travel(CREATED, tick=False):
            layout_id = bench.layout(name="Orders", content=content)
        arn = f"{bench.domain_arn}/layout/{layout_id}"
        bench.client.tag_resource(arn=arn, tags={"team": "paint"})

        assert describe(bench, layout_id) == {
            "layoutId": layout_id,
            "layoutArn": arn,
            "name": "Orders",
            "content": content,
            "tags": {"team": "paint"},
            "deleted": False,
            "createdTime": CREATED,
            "lastModifiedTime": CREATED,
        }

    @rule("layout-without-tags-empty-map")
    def test_no_tags_are_an_empty_map(self, bench: Workbench) -> None:
        assert describe(bench, bench.layout())["tags"] == {}


class TestUpdateLayout:
    @rule("layout-update-keeps-other-attributes")
    def test_name_changes_alone(self, bench: Workbench) -> None:
        layout_id = bench.layout("summary", name="Orders")
        content = describe(bench, layout_id)["content"]

        answer = update(bench, layout_id, name="Returns")

        found = describe(bench, layout_id)
        assert answer == {}
        assert (found["name"], found["content"]) == ("Returns", content)

    @rule("layout-content-replaced-whole")
    def test_content_is_replaced(self, bench: Workbench) -> None:
        both = {"basic": {"topPanel": panel("summary"), "moreInfo": panel("customer_id")}}
        layout_id = bench.layout(name="Orders", content=both)
        new = {"basic": {"moreInfo": panel("case_reason", "summary")}}

        update(bench, layout_id, content=new)

        found = describe(bench, layout_id)
        assert (found["name"], found["content"]) == ("Orders", new)

    @rule("layout-field-order-kept")
    def test_fields_can_be_rearranged(self, bench: Workbench) -> None:
        """An update brings fields into another order, under a heading of its own."""
        layout_id = bench.layout("summary", "customer_id")
        new = {"basic": {"topPanel": panel("customer_id", "summary", name="Overview")}}

        update(bench, layout_id, content=new)

        assert describe(bench, layout_id)["content"] == new

    @rule("definition-last-modified-time")
    def test_update_moves_the_last_modified_time(self, bench: Workbench) -> None:
        """An update leaves the time of creation and sets that of modification."""
        with time_machine.travel(CREATED, tick=False):
            layout_id = bench.layout()

        with time_machine.travel(CHANGED, tick=False):
            update(bench, layout_id, name="Returns")

        found = describe(bench, layout_id)
        assert (found["createdTime"], found["lastModifiedTime"]) == (CREATED, CHANGED)

    @rule("layout-creation-unknown-field-refused")
    def test_unknown_field_is_refused(self, bench: Workbench) -> None:
        """A refused content leaves the new name unused too."""
        layout_id = bench.layout()

        with bench.refuses("ValidationException", "nothing"):
            update(bench, layout_id, name="New", content={"basic": {"topPanel": panel("nothing")}})

    @rule("layout-update-name-unique")
    def test_name_is_unique(self, bench: Workbench) -> None:
        bench.layout(name="Orders")
        layout_id = bench.layout()

        with bench.refuses("ConflictException", "'Orders'"):
            update(bench, layout_id, name="Orders", content={"basic": {}})

    @rule("own-name-no-conflict")
    def test_own_name_is_no_conflict(self, bench: Workbench) -> None:
        layout_id = bench.layout(name="Orders")

        update(bench, layout_id, name="Orders")

        assert describe(bench, layout_id)["name"] == "Orders"

    @rule("empty-update-accepted")
    def test_empty_update_is_accepted(self, bench: Workbench) -> None:
        """Nothing given, nothing changed."""
        layout_id = bench.layout("summary", name="Orders")

        update(bench, layout_id)

        assert describe(bench, layout_id)["name"] == "Orders"

    @rule("layout-rename-despite-deleted-field")
    def test_layout_with_a_deleted_field_can_be_renamed(self, bench: Workbench) -> None:
        """A deleted field does not stand in the way of other changes."""
        field_id = bench.field()
        layout_id = bench.layout(field_id)
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        update(bench, layout_id, name="Returns")

        assert describe(bench, layout_id)["name"] == "Returns"


class TestDeleteLayout:
    @rule("deleted-layout-readable")
    def test_deleted_layout_is_still_readable(self, bench: Workbench) -> None:
        layout_id = bench.layout("summary")
        before = describe(bench, layout_id)

        with time_machine.travel(CHANGED, tick=False):
            answer = delete(bench, layout_id)

        assert answer == {}
        assert describe(bench, layout_id) == {
            **before,
            "deleted": True,
            "lastModifiedTime": CHANGED,
        }

    @rule("layout-deleted-cannot-change")
    def test_deleted_layout_cannot_be_updated(self, bench: Workbench) -> None:
        layout_id = bench.layout()
        delete(bench, layout_id)

        with bench.refuses("ValidationException", layout_id):
            update(bench, layout_id, name="Returns")

    @rule("deleted-layout-not-listed")
    def test_deleted_layout_is_not_listed(self, bench: Workbench) -> None:
        gone, kept = bench.layout(), bench.layout()

        delete(bench, gone)

        assert ids(bench) == [kept]

    @rule("layout-deleted-again")
    def test_deleted_layout_cannot_be_deleted_again(self, bench: Workbench) -> None:
        """The second deletion is refused."""
        layout_id = bench.layout()
        delete(bench, layout_id)

        with bench.refuses("ValidationException", layout_id):
            delete(bench, layout_id)

    @rule("domain-at-most-100-deleted-layouts")
    def test_a_hundred_layouts_can_be_deleted(self, bench: Workbench) -> None:
        """The 101st deletion is refused (that it is a ConflictException is assumed)."""
        for _ in range(100):
            delete(bench, bench.layout())
        layout_id = bench.layout()

        with bench.refuses("ConflictException", "100"):
            delete(bench, layout_id)

    @rule("template-keeps-deleted-layout")
    def test_template_still_names_a_deleted_layout(self, bench: Workbench) -> None:
        layout_id = bench.layout()
        configuration = {"defaultLayout": layout_id}
        template_id = bench.template(layoutConfiguration=configuration)

        delete(bench, layout_id)

        found = bench.client.get_template(domainId=bench.domain_id, templateId=template_id)
        assert found["layoutConfiguration"] == configuration


class TestListLayouts:
    @rule("layout-list-entry-summary")
    def test_entry_is_a_summary(self, bench: Workbench) -> None:
        """An entry has the id, the ARN and the name of a layout."""
        layout_id = bench.layout("summary", name="Orders")

        assert bench.listed("list_layouts", "layouts") == [
            {
                "layoutId": layout_id,
                "layoutArn": f"{bench.domain_arn}/layout/{layout_id}",
                "name": "Orders",
            }
        ]

    @rule("layout-of-name-conflict-listed")
    def test_layout_in_the_way_is_listed(self, bench: Workbench) -> None:
        layout_id = bench.layout(name="Orders")

        with pytest.raises(bench.client.exceptions.ConflictException):
            bench.layout(name="Orders")

        named = {each["name"]: each["layoutId"] for each in bench.listed("list_layouts", "layouts")}
        assert named["Orders"] == layout_id

    @rule("list-in-creation-order")
    def test_oldest_comes_first(self, bench: Workbench) -> None:
        """A rename does not move a layout."""
        made = [bench.layout(name=name) for name in ("b", "c", "a")]

        update(bench, made[0], name="z")

        assert ids(bench) == made
