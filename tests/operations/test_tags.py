"""TagResource, UntagResource, ListTagsForResource."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import time_machine
from botocore.exceptions import ClientError

from tests.operations.conftest import read
from tests.provenance import rule

if TYPE_CHECKING:
    from tests.operations.conftest import Workbench

AUTHORIZATION = "Service Authorization Reference, list_connectcases"
TAGS_OF_RESOURCES = "A map of key-value pairs that represent tags on a resource."
GENERAL_RULE = "AWS's general rule for tags; the shape of TagResource bounds nothing"
KINDS = {
    "domain": "Domain",
    "field": "Field",
    "system field": "Field",
    "layout": "Layout",
    "template": "Template",
    "case-rule": "CaseRule",
    "case": "Case",
    "related-item": "RelatedItem",
}


def arn_of(bench: Workbench, kind: str) -> str:
    """Make a resource of a kind and return its ARN, in the published form."""
    path = ""
    match kind:
        case "field":
            path = f"/field/{bench.field()}"
        case "system field":
            path = "/field/case_id"
        case "layout":
            path = f"/layout/{bench.layout()}"
        case "template":
            path = f"/template/{bench.template()}"
        case "case-rule":
            path = f"/case-rule/{make_rule(bench)}"
        case "case":
            path = f"/case/{bench.case()}"
        case "related-item":
            case_id = bench.case()
            path = f"/case/{case_id}/related-item/{bench.comment(case_id)}"
    return bench.domain_arn + path


def make_rule(bench: Workbench) -> str:
    return bench.rule({"required": {"defaultValue": True, "conditions": []}})


def tags_of(bench: Workbench, arn: str) -> dict[str, str]:
    return dict(bench.client.list_tags_for_resource(arn=arn)["tags"])


NEWEST = pytest.mark.newest_model


class TestTagResource:
    @pytest.mark.parametrize("kind", KINDS)
    @rule("tag-every-resource-kind")
    def test_every_kind_of_resource_can_be_tagged(self, bench: Workbench, kind: str) -> None:
        arn = arn_of(bench, kind)

        bench.client.tag_resource(arn=arn, tags={"team": "paint", "empty": ""})

        assert tags_of(bench, arn) == {"team": "paint", "empty": ""}

    @rule("search-sees-current-tags")
    def test_tags_are_added(self, bench: Workbench) -> None:
        """New keys join the old ones; a known key takes the new value."""
        arn = arn_of(bench, "layout")
        bench.client.tag_resource(arn=arn, tags={"team": "paint", "stage": "test"})

        bench.client.tag_resource(arn=arn, tags={"stage": "live", "owner": "ann"})

        assert tags_of(bench, arn) == {"team": "paint", "stage": "live", "owner": "ann"}

    @rule("tag-resource-answer-empty")
    def test_answer_is_empty(self, bench: Workbench) -> None:
        answer = bench.client.tag_resource(arn=bench.domain_arn, tags={"team": "paint"})

        assert read(answer) == {}
        assert answer["ResponseMetadata"]["HTTPHeaders"]["content-length"] == "0"

    @rule("tag-keys-case-sensitive")
    def test_keys_are_case_sensitive(self, bench: Workbench) -> None:
        bench.client.tag_resource(arn=bench.domain_arn, tags={"team": "a", "Team": "b"})

        assert tags_of(bench, bench.domain_arn) == {"team": "a", "Team": "b"}

    @rule("tag-values-unconstrained")
    @pytest.mark.parametrize(
        ("key", "value"),
        [("cost center", "a@b"), ("size", "東京 🛒"), ("k" * 128, "v" * 256), ("my:aws:x", "1/2")],
    )
    def test_tag_comes_back_as_given(self, bench: Workbench, key: str, value: str) -> None:
        """Spaces, other scripts and the greatest lengths are stored."""
        bench.client.tag_resource(arn=bench.domain_arn, tags={key: value})

        assert tags_of(bench, bench.domain_arn) == {key: value}

    @rule("tag-bounds")
    @pytest.mark.parametrize(
        ("tags", "word"),
        [
            ({"": "x"}, "128"),
            ({"k" * 129: "x"}, "128 characters; it has 129."),
            ({"k" * 1000: "x"}, f"'{'k' * 139} must have 1 to 128"),
            ({"k": "v" * 257}, "256 characters; it has 257."),
            ({"aws:team": "x"}, "reserved"),
            ({"AWS:team": "x"}, "reserved"),
            pytest.param({"größe": "x"}, "'größe' has characters", marks=NEWEST),
            pytest.param({"a*": "x"}, "'a*' has characters", marks=NEWEST),
        ],
        ids=[
            "no key",
            "long key",
            "key that is too long to show",
            "long value",
            "reserved",
            "reserved in capitals",
            "letter of another script",
            "asterisk",
        ],
    )
    def test_tag_out_of_bounds_is_refused(
        self, bench: Workbench, tags: dict[str, str], word: str
    ) -> None:
        """One faulty tag refuses the whole request."""
        with bench.refuses("ValidationException", word):
            bench.client.tag_resource(arn=bench.domain_arn, tags={"team": "paint", **tags})

    @rule("tag-at-most-50-per-resource")
    def test_resource_has_fifty_tags_at_most(self, bench: Workbench) -> None:
        """The tag over the limit is refused, also when the tags come in several requests."""
        bench.client.tag_resource(
            arn=bench.domain_arn, tags={str(number): "" for number in range(50)}
        )

        with bench.refuses("ValidationException", "50", "51"):
            bench.client.tag_resource(arn=bench.domain_arn, tags={"0": "x", "one too many": ""})

    @rule("tag-at-most-50-per-resource")
    def test_tag_of_a_full_resource_can_be_changed(self, bench: Workbench) -> None:
        """A new value for a known key adds no tag."""
        tags = {str(number): "" for number in range(50)}
        bench.client.tag_resource(arn=bench.domain_arn, tags=tags)

        bench.client.tag_resource(arn=bench.domain_arn, tags={"7": "seven"})

        assert tags_of(bench, bench.domain_arn) == {**tags, "7": "seven"}

    @rule("tag-empty-map-accepted")
    def test_no_tags_are_no_fault(self, bench: Workbench) -> None:
        bench.client.tag_resource(arn=bench.domain_arn, tags={"team": "paint"})

        bench.client.tag_resource(arn=bench.domain_arn, tags={})

        assert tags_of(bench, bench.domain_arn) == {"team": "paint"}

    @rule("tag-null-value-omitted")
    @pytest.mark.newest_model
    def test_null_value_is_left_out(self, bench: Workbench) -> None:
        def send_null(params: dict[str, Any], **_: Any) -> None:
            params["body"] = b'{"tags": {"stage": null, "team": "paint"}}'

        events = bench.client.meta.events
        events.register("before-call.connectcases.TagResource", send_null)
        try:
            bench.client.tag_resource(arn=bench.domain_arn, tags={})
        finally:
            events.unregister("before-call.connectcases.TagResource", send_null)

        assert tags_of(bench, bench.domain_arn) == {"team": "paint"}

    @rule("tag-keeps-last-modified-time")
    def test_tagging_does_not_modify_the_resource(self, bench: Workbench) -> None:
        """A layout stays as it was but for its tags."""
        layout_id = bench.layout()
        given = {"domainId": bench.domain_id, "layoutId": layout_id}
        before = read(bench.client.get_layout(**given))

        with time_machine.travel(datetime(2027, 1, 1, tzinfo=timezone.utc), tick=False):
            bench.client.tag_resource(arn=before["layoutArn"], tags={"team": "paint"})

        assert read(bench.client.get_layout(**given)) == {**before, "tags": {"team": "paint"}}

    @rule("tag-on-soft-deleted-resource-accepted")
    @pytest.mark.parametrize("kind", ["field", "layout", "template", "case-rule"])
    def test_deleted_resource_can_be_tagged(self, bench: Workbench, kind: str) -> None:
        """Deletion leaves a resource its tags and its ARN."""
        arn = arn_of(bench, kind)
        id_member = {"case-rule": "caseRuleId"}.get(kind, f"{kind}Id")
        delete = getattr(bench.client, f"delete_{kind.replace('-', '_')}")
        bench.client.tag_resource(arn=arn, tags={"team": "paint"})
        delete(domainId=bench.domain_id, **{id_member: arn.rpartition("/")[2]})

        bench.client.tag_resource(arn=arn, tags={"stage": "test"})

        assert tags_of(bench, arn) == {"team": "paint", "stage": "test"}


class TestUntagResource:
    @pytest.mark.parametrize("kind", KINDS)
    @rule("tag-every-resource-kind")
    def test_every_kind_of_resource_can_be_untagged(self, bench: Workbench, kind: str) -> None:
        """The keys that are given go, the others stay."""
        arn = arn_of(bench, kind)
        bench.client.tag_resource(arn=arn, tags={"a": "1", "b": "2", "c": "3"})

        bench.client.untag_resource(arn=arn, tagKeys=["a", "c"])

        assert tags_of(bench, arn) == {"b": "2"}

    @rule("tag-resource-answer-empty")
    def test_answer_is_empty(self, bench: Workbench) -> None:
        answer = bench.client.untag_resource(arn=bench.domain_arn, tagKeys=["team"])

        assert read(answer) == {}
        assert answer["ResponseMetadata"]["HTTPHeaders"]["content-length"] == "0"

    @rule("untag-absent-key-accepted")
    def test_absent_key_is_no_fault(self, bench: Workbench) -> None:
        bench.client.tag_resource(arn=bench.domain_arn, tags={"team": "paint", "Team": "x"})

        bench.client.untag_resource(arn=bench.domain_arn, tagKeys=["nothing", "team", "team"])

        assert tags_of(bench, bench.domain_arn) == {"Team": "x"}

    @rule("untag-key-pattern")
    @pytest.mark.parametrize("key", ["a/b", "x+y=z", "0-9,;<=", "my:aws:x", "k" * 128])
    def test_key_arrives_as_given(self, bench: Workbench, key: str) -> None:
        """Every character of the pattern comes through the query string."""
        bench.client.tag_resource(arn=bench.domain_arn, tags={key: "", "other": ""})

        bench.client.untag_resource(arn=bench.domain_arn, tagKeys=[key])

        assert tags_of(bench, bench.domain_arn) == {"other": ""}

    @rule("tag-of-case-can-be-removed")
    @pytest.mark.parametrize("key", ["cost center", "a@b"])
    def test_key_of_a_new_case_can_be_removed(self, bench: Workbench, key: str) -> None:
        case_id = bench.case(tags={key: "x"})
        arn = f"{bench.domain_arn}/case/{case_id}"

        bench.client.untag_resource(arn=arn, tagKeys=[key])

        assert tags_of(bench, arn) == {}

    @rule("untag-key-pattern")
    @pytest.mark.parametrize(
        "key",
        [pytest.param("größe", marks=NEWEST), pytest.param("a*", marks=NEWEST), "aws:team"],
    )
    def test_key_that_cannot_be_set_is_refused(self, bench: Workbench, key: str) -> None:
        with bench.refuses("ValidationException", f"tag key '{key}'"):
            bench.client.untag_resource(arn=bench.domain_arn, tagKeys=["team", key])

    @rule("untag-at-most-50-keys")
    def test_fifty_tags_can_be_removed_at_once(self, bench: Workbench) -> None:
        keys = [f"key{number}" for number in range(50)]
        bench.client.tag_resource(arn=bench.domain_arn, tags=dict.fromkeys(keys, ""))

        bench.client.untag_resource(arn=bench.domain_arn, tagKeys=keys)

        assert tags_of(bench, bench.domain_arn) == {}


class TestListTagsForResource:
    @rule("tag-list-of-resource")
    def test_no_tags_are_an_empty_map(self, bench: Workbench) -> None:
        assert read(bench.client.list_tags_for_resource(arn=bench.domain_arn)) == {"tags": {}}

    @rule("tag-map-of-resource")
    def test_tags_are_in_the_description_of_a_domain(self, bench: Workbench) -> None:
        bench.client.tag_resource(arn=bench.domain_arn, tags={"team": "paint"})

        found = bench.client.get_domain(domainId=bench.domain_id)

        assert found["tags"] == tags_of(bench, bench.domain_arn)

    @rule("tag-map-of-resource")
    def test_tags_are_in_the_description_of_a_case(self, bench: Workbench) -> None:
        arn = arn_of(bench, "case")
        bench.client.tag_resource(arn=arn, tags={"team": "paint"})

        found = bench.client.get_case(
            domainId=bench.domain_id, caseId=arn.rpartition("/")[2], fields=[{"id": "title"}]
        )

        (searched,) = bench.client.search_cases(domainId=bench.domain_id)["cases"]
        assert found["tags"] == searched["tags"] == {"team": "paint"}

    @rule("tag-map-of-resource")
    def test_tags_are_in_the_description_of_a_related_item(self, bench: Workbench) -> None:
        arn = arn_of(bench, "related-item")

        bench.client.tag_resource(arn=arn, tags={"team": "paint"})

        (item,) = bench.items(arn.split("/")[3])
        assert item["tags"] == {"team": "paint"}

    @rule("tag-set-per-resource")
    def test_resources_do_not_share_tags(self, bench: Workbench) -> None:
        arn = arn_of(bench, "case")

        bench.client.tag_resource(arn=bench.domain_arn, tags={"team": "paint"})

        assert tags_of(bench, arn) == {}


class TestArn:
    @pytest.mark.parametrize("kind", [each for each in KINDS if each != "domain"])
    @rule("tag-unknown-resource-not-found", "error-not-found-resource-type")
    def test_unknown_resource_is_not_found(self, bench: Workbench, kind: str) -> None:
        arn = arn_of(bench, kind).rpartition("/")[0] + "/nothing"

        with pytest.raises(bench.client.exceptions.ResourceNotFoundException) as caught:
            bench.client.list_tags_for_resource(arn=arn)

        assert caught.value.response["resourceType"] == KINDS[kind]
        assert caught.value.response["resourceId"] == arn

    @rule("tag-unknown-resource-not-found")
    @pytest.mark.parametrize(
        ("operation", "members"),
        [
            ("tag_resource", {"tags": {"a": "b"}}),
            ("untag_resource", {"tagKeys": ["a"]}),
            ("list_tags_for_resource", {}),
        ],
    )
    def test_unknown_domain_is_not_found(
        self, bench: Workbench, operation: str, members: dict[str, Any]
    ) -> None:
        """All three operations miss a domain that does not exist."""
        arn = bench.domain_arn.replace(bench.domain_id, "nowhere")

        with bench.refuses("ResourceNotFoundException", "nowhere"):
            getattr(bench.client, operation)(arn=arn, **members)

    @rule("tag-malformed-arn-refused")
    @pytest.mark.parametrize(
        "arn",
        [
            "workbench",
            "arn:aws:connect:us-east-1:123456789012:instance/x",
            "arn:aws:cases:us-east-1:1234:domain/x",
            "arn:aws:cases:us-east-1:123456789012:domain/",
            "arn:aws:cases:us-east-1:123456789012:domain/x/",
            "arn:aws:cases:us-east-1:123456789012:domain/x/field",
            "arn:aws:cases:us-east-1:123456789012:domain/x/option/y",
            "arn:aws:cases:us-east-1:123456789012:domain/x/field/y/related-item/z",
            "arn:aws:cases:us-east-1:123456789012:domain/x/case/y/comment/z",
        ],
    )
    @pytest.mark.parametrize(
        ("operation", "members"),
        [
            ("tag_resource", {"tags": {"a": "b"}}),
            ("untag_resource", {"tagKeys": ["a"]}),
            ("list_tags_for_resource", {}),
        ],
    )
    def test_malformed_arn_is_refused(
        self, client: Any, arn: str, operation: str, members: dict[str, Any]
    ) -> None:
        """The refusal quotes what was given."""
        with pytest.raises(client.exceptions.ValidationException, match=arn):
            getattr(client, operation)(arn=arn, **members)

    @rule("tag-arn-matches-every-part")
    @pytest.mark.parametrize(
        ("here", "there"),
        [("aws", "aws-cn"), ("us-east-1", "us-west-2"), ("123456789012", "111122223333")],
    )
    def test_arn_must_match_in_every_part(self, bench: Workbench, here: str, there: str) -> None:
        """The id of a domain alone does not make its ARN."""
        arn = bench.domain_arn.replace(f":{here}:", f":{there}:")

        with bench.refuses("ResourceNotFoundException"):
            bench.client.tag_resource(arn=arn, tags={"team": "paint"})

    @rule("tag-arn-matches-every-part")
    def test_resource_is_unknown_in_another_region(self, bench: Workbench) -> None:
        elsewhere = boto3.client("connectcases", region_name="us-west-2")

        with bench.refuses("ResourceNotFoundException"):
            elsewhere.tag_resource(arn=bench.domain_arn, tags={"team": "paint"})

    @rule("tag-arn-matches-every-part")
    def test_resource_is_unknown_in_another_account(
        self, bench: Workbench, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        arn = bench.domain_arn
        monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")

        with pytest.raises(ClientError, match="ResourceNotFoundException"):
            bench.client.list_tags_for_resource(arn=arn)

    @rule("tag-permanently-deleted-resource-not-found")
    @pytest.mark.parametrize("kind", ["domain", "case", "related-item"])
    def test_resource_that_is_gone_is_not_found(self, bench: Workbench, kind: str) -> None:
        arn = arn_of(bench, kind)
        ids = dict(zip(("domainId", "caseId", "relatedItemId"), arn.split("/")[1::2], strict=False))
        getattr(bench.client, f"delete_{kind.replace('-', '_')}")(**ids)

        with bench.refuses("ResourceNotFoundException", arn):
            bench.client.list_tags_for_resource(arn=arn)
