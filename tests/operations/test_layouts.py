"""CreateLayout, GetLayout, UpdateLayout, DeleteLayout, ListLayouts."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest
from freezegun import freeze_time

from mock_connectcases.resources import quotas
from tests.operations.conftest import read
from tests.provenance import assumed, documented, documented_page, modeled, observed

if TYPE_CHECKING:
    from tests.operations.conftest import Workbench

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
    @documented_page(
        "CreateLayout",
        "arn:{partition}:cases:{region}:{account}:domain/{domainId}/layout/{layoutId}",
        page="Service Authorization Reference, list_connectcases",
    )
    def test_answer_has_id_and_arn(self, bench: Workbench) -> None:
        answer = bench.client.create_layout(
            domainId=bench.domain_id, name="Orders", content={"basic": {}}
        )

        assert read(answer) == {
            "layoutId": answer["layoutId"],
            "layoutArn": f"{bench.domain_arn}/layout/{answer['layoutId']}",
        }

    @documented(
        "CreateLayout",
        "It must be unique for the Cases domain.",
        at="CreateLayoutRequest.name",
    )
    def test_name_is_unique(self, bench: Workbench) -> None:
        """A second layout of the same name is a conflict."""
        bench.layout(name="Orders")

        with bench.refuses("ConflictException", "'Orders'"):
            bench.layout(name="Orders")

    @documented(
        "CreateLayout",
        "It must be unique for the Cases domain.",
        at="CreateLayoutRequest.name",
    )
    def test_name_is_free_in_another_domain(self, bench: Workbench) -> None:
        bench.layout(name="Orders")
        other = bench.client.create_domain(name="other")["domainId"]

        bench.client.create_layout(domainId=other, name="Orders", content={"basic": {}})

        (listed,) = bench.client.list_layouts(domainId=other)["layouts"]
        assert listed["name"] == "Orders"

    @assumed(
        "CreateLayout",
        "The name of a deleted layout is free again",
        why="names are unique among what is listed; CloudFormation's replacements need it",
    )
    def test_name_of_a_deleted_layout_is_free(self, bench: Workbench) -> None:
        old = bench.layout(name="Orders")
        delete(bench, old)

        new = bench.layout(name="Orders")

        assert ids(bench) == [new]

    @documented(
        "CreateLayout",
        "This represents sections in a tab of the page layout.",
        at="BasicLayout.moreInfo",
    )
    def test_content_comes_back_as_given(self, bench: Workbench) -> None:
        """Both panels keep their headings and the order of their fields."""
        a, b, c = bench.field(), bench.field("Number"), bench.field("Url")
        content = {"basic": {"topPanel": panel(c, a, name="Übersicht"), "moreInfo": panel(b)}}

        layout_id = bench.layout(content=content)

        assert describe(bench, layout_id)["content"] == content

    @modeled("CreateLayout", "every part of the content is optional or may be empty", at="Section")
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

    @documented(
        "CreateLayout",
        "Title and Status fields cannot be part of layouts since they are not configurable.",
    )
    @documented(
        "UpdateLayout",
        "Title and Status fields cannot be part of layouts because they are not configurable.",
    )
    @pytest.mark.parametrize("place", ["topPanel", "moreInfo"])
    def test_title_is_refused(self, bench: Workbench, place: str) -> None:
        layout_id = bench.layout("summary")
        content = {"basic": {place: panel("summary", "title")}}

        with bench.refuses("ValidationException", "'title'"):
            bench.layout(content=content)
        with bench.refuses("ValidationException", "'title'"):
            update(bench, layout_id, content=content)

    @assumed(
        "CreateLayout",
        "status is accepted in a layout",
        why="the samples of CreateLayout and UpdateLayout use status where the text forbids it",
    )
    def test_status_is_accepted(self, bench: Workbench) -> None:
        content = {"basic": {"topPanel": panel("status")}}

        layout_id = bench.layout(content=content)

        assert describe(bench, layout_id)["content"] == content

    @assumed(
        "CreateLayout",
        "A field may stand in a layout more than once",
        why="nothing forbids it, as the text does for templates",
    )
    def test_field_may_stand_twice(self, bench: Workbench) -> None:
        """The same field in both panels is kept."""
        content = {"basic": {"topPanel": panel("summary"), "moreInfo": panel("summary")}}

        layout_id = bench.layout(content=content)

        assert describe(bench, layout_id)["content"] == content

    @documented(
        "CreateLayout",
        "A ValidationException is returned when you add non-existent fieldIds to a layout.",
        at="UpdateLayout",
    )
    @pytest.mark.parametrize("place", ["topPanel", "moreInfo"])
    def test_unknown_field_is_refused(self, bench: Workbench, place: str) -> None:
        """Both panels may name existing fields only; the message names the others."""
        with bench.refuses("ValidationException", "ghost, nothing"):
            bench.layout(content={"basic": {place: panel("nothing", "summary", "ghost")}})

    @assumed(
        "CreateLayout",
        "A deleted field does not exist for a new layout",
        why="GetLayout would not show it",
    )
    def test_deleted_field_is_refused(self, bench: Workbench) -> None:
        field_id = bench.field()
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        with bench.refuses("ValidationException", field_id):
            bench.layout(field_id)

    @documented_page("CreateLayout", "Case fields per layout: 100", page=QUOTAS)
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

    @documented_page("CreateLayout", "Case fields per layout: 100", page=QUOTAS)
    @pytest.mark.newest_model
    def test_new_layout_has_a_hundred_fields_at_most(self, bench: Workbench) -> None:
        with bench.refuses("ServiceQuotaExceededException", "101"):
            bench.layout(*["summary"] * 101)

    @documented_page("CreateLayout", "Layouts per domain: 100", page=QUOTAS)
    def test_domain_has_a_hundred_layouts_at_most(self, bench: Workbench) -> None:
        for _ in range(100):
            bench.layout()

        with bench.refuses("ServiceQuotaExceededException", "100"):
            bench.layout()

    @assumed(
        "CreateLayout",
        "Deleted layouts do not count towards the quota of layouts",
        why="they have a limit of their own, documented with DeleteLayout",
    )
    def test_deleted_layout_makes_room(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(quotas, "LAYOUTS_PER_DOMAIN", 1)
        delete(bench, bench.layout())

        layout_id = bench.layout()

        assert ids(bench) == [layout_id]


class TestGetLayout:
    @documented("GetLayout", "Returns the details for the requested layout.")
    def test_layout_is_described(self, bench: Workbench) -> None:
        content = {"basic": {"topPanel": panel("summary", name="Overview")}}
        with freeze_time(CREATED):
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

    @documented_page(
        "GetLayout",
        "The sample shows tags {} for a layout without tags",
        page="https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_GetLayout.html",
    )
    def test_no_tags_are_an_empty_map(self, bench: Workbench) -> None:
        assert describe(bench, bench.layout())["tags"] == {}


class TestUpdateLayout:
    @documented("UpdateLayout", "Updates the attributes of an existing layout.")
    def test_name_changes_alone(self, bench: Workbench) -> None:
        """An update without content keeps the content."""
        layout_id = bench.layout("summary", name="Orders")
        content = describe(bench, layout_id)["content"]

        answer = update(bench, layout_id, name="Returns")

        found = describe(bench, layout_id)
        assert answer == {}
        assert (found["name"], found["content"]) == ("Returns", content)

    @assumed(
        "UpdateLayout",
        "Content is replaced as a whole",
        why="its shape is the one that CreateLayout takes, and nothing tells how to merge it",
    )
    def test_content_is_replaced(self, bench: Workbench) -> None:
        """A panel that the new content leaves out is gone."""
        both = {"basic": {"topPanel": panel("summary"), "moreInfo": panel("customer_id")}}
        layout_id = bench.layout(name="Orders", content=both)
        new = {"basic": {"moreInfo": panel("case_reason", "summary")}}

        update(bench, layout_id, content=new)

        found = describe(bench, layout_id)
        assert (found["name"], found["content"]) == ("Orders", new)

    @documented(
        "UpdateLayout",
        "Information about which fields will be present in the layout, the order of the fields.",
        at="UpdateLayoutRequest.content",
    )
    def test_fields_can_be_rearranged(self, bench: Workbench) -> None:
        """An update brings fields into another order, under a heading of its own."""
        layout_id = bench.layout("summary", "customer_id")
        new = {"basic": {"topPanel": panel("customer_id", "summary", name="Overview")}}

        update(bench, layout_id, content=new)

        assert describe(bench, layout_id)["content"] == new

    @documented(
        "UpdateLayout",
        "Timestamp at which the resource was created or last modified.",
        at="GetLayoutResponse.lastModifiedTime",
    )
    def test_update_moves_the_last_modified_time(self, bench: Workbench) -> None:
        """An update leaves the time of creation and sets that of modification."""
        with freeze_time(CREATED):
            layout_id = bench.layout()

        with freeze_time(CHANGED):
            update(bench, layout_id, name="Returns")

        found = describe(bench, layout_id)
        assert (found["createdTime"], found["lastModifiedTime"]) == (CREATED, CHANGED)

    @documented(
        "UpdateLayout",
        "A ValidationException is returned when you add non-existent fieldIds to a layout.",
    )
    def test_unknown_field_is_refused(self, bench: Workbench) -> None:
        """A refused content leaves the new name unused too."""
        layout_id = bench.layout()

        with bench.refuses("ValidationException", "nothing"):
            update(bench, layout_id, name="New", content={"basic": {"topPanel": panel("nothing")}})

    @documented("UpdateLayout", "It must be unique per domain.", at="UpdateLayoutRequest.name")
    def test_name_is_unique(self, bench: Workbench) -> None:
        """A layout cannot take the name of another; its content stays too."""
        bench.layout(name="Orders")
        layout_id = bench.layout()

        with bench.refuses("ConflictException", "'Orders'"):
            update(bench, layout_id, name="Orders", content={"basic": {}})

    @assumed("UpdateLayout", "A layout may be given the name it has", why="no other layout has it")
    def test_own_name_is_no_conflict(self, bench: Workbench) -> None:
        layout_id = bench.layout(name="Orders")

        update(bench, layout_id, name="Orders")

        assert describe(bench, layout_id)["name"] == "Orders"

    @assumed(
        "UpdateLayout",
        "A request that names no attribute is accepted and changes none",
        why="both attributes are optional, and only UpdateTemplate is documented to need one",
    )
    def test_empty_update_is_accepted(self, bench: Workbench) -> None:
        """Nothing given, nothing changed."""
        layout_id = bench.layout("summary", name="Orders")

        update(bench, layout_id)

        assert describe(bench, layout_id)["name"] == "Orders"

    @assumed(
        "UpdateLayout",
        "A rename is no fault when the layout shows a field that was deleted since",
        why="only adding non-existent fields is documented to be refused",
    )
    def test_layout_with_a_deleted_field_can_be_renamed(self, bench: Workbench) -> None:
        """A deleted field does not stand in the way of other changes."""
        field_id = bench.field()
        layout_id = bench.layout(field_id)
        bench.client.delete_field(domainId=bench.domain_id, fieldId=field_id)

        update(bench, layout_id, name="Returns")

        assert describe(bench, layout_id)["name"] == "Returns"


class TestDeleteLayout:
    @documented("DeleteLayout", "You can still retrieve the layout by calling GetLayout.")
    def test_deleted_layout_is_still_readable(self, bench: Workbench) -> None:
        layout_id = bench.layout("summary")
        before = describe(bench, layout_id)

        with freeze_time(CHANGED):
            answer = delete(bench, layout_id)

        assert answer == {}
        assert describe(bench, layout_id) == {
            **before,
            "deleted": True,
            "lastModifiedTime": CHANGED,
        }

    @documented(
        "DeleteLayout",
        "You cannot update a deleted layout by calling UpdateLayout; it throws a "
        "ValidationException.",
    )
    def test_deleted_layout_cannot_be_updated(self, bench: Workbench) -> None:
        layout_id = bench.layout()
        delete(bench, layout_id)

        with bench.refuses("ValidationException", layout_id):
            update(bench, layout_id, name="Returns")

    @documented("DeleteLayout", "Deleted layouts are not included in the ListLayouts response.")
    def test_deleted_layout_is_not_listed(self, bench: Workbench) -> None:
        gone, kept = bench.layout(), bench.layout()

        delete(bench, gone)

        assert ids(bench) == [kept]

    @assumed(
        "DeleteLayout",
        "A deleted layout cannot be deleted again: ValidationException",
        why="deleted things cannot be changed and answer Validation elsewhere",
    )
    def test_deleted_layout_cannot_be_deleted_again(self, bench: Workbench) -> None:
        """The second deletion is refused."""
        layout_id = bench.layout()
        delete(bench, layout_id)

        with bench.refuses("ValidationException", layout_id):
            delete(bench, layout_id)

    @documented("DeleteLayout", "You can delete up to 100 layouts per domain.")
    def test_a_hundred_layouts_can_be_deleted(self, bench: Workbench) -> None:
        """The 101st deletion is refused (that it is a ConflictException is assumed)."""
        for _ in range(100):
            delete(bench, bench.layout())
        layout_id = bench.layout()

        with bench.refuses("ConflictException", "100"):
            delete(bench, layout_id)

    @assumed(
        "DeleteLayout",
        "A template keeps naming its layout after the layout's deletion",
        why="nothing says that a use blocks the deletion or is dropped; the layout is readable",
    )
    def test_template_keeps_a_deleted_layout(self, bench: Workbench) -> None:
        layout_id = bench.layout()
        configuration = {"defaultLayout": layout_id}
        template_id = bench.template(layoutConfiguration=configuration)

        delete(bench, layout_id)

        found = bench.client.get_template(domainId=bench.domain_id, templateId=template_id)
        assert found["layoutConfiguration"] == configuration


class TestListLayouts:
    @documented("ListLayouts", "Each list item is a condensed summary object of the layout.")
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

    @observed(
        "ListLayouts",
        "After a conflict the layout is found by its name in the list",
        seen_in="the SkyConnect demo's setup",
    )
    def test_layout_in_the_way_is_listed(self, bench: Workbench) -> None:
        layout_id = bench.layout(name="Orders")

        with pytest.raises(bench.client.exceptions.ConflictException):
            bench.layout(name="Orders")

        named = {each["name"]: each["layoutId"] for each in bench.listed("list_layouts", "layouts")}
        assert named["Orders"] == layout_id

    @assumed(
        "ListLayouts",
        "Layouts are listed in the order of their creation",
        why="no order is published; this one is stable while layouts come and go",
    )
    def test_oldest_comes_first(self, bench: Workbench) -> None:
        """A rename does not move a layout."""
        made = [bench.layout(name=name) for name in ("b", "c", "a")]

        update(bench, made[0], name="z")

        assert ids(bench) == made
