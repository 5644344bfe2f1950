"""Shows the tags of all resources to moto's Resource Groups Tagging API.

moto 5.2.2 and newer lists the tagged resources of each backend; an older moto does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.connectcases.direct_call import CallRefused, call

if TYPE_CHECKING:
    from collections.abc import Iterator

    from moto.core.resource_tagging import TaggableResourcesMixin, TaggedResource

    from mock_connectcases.store import Store
else:
    try:
        from moto.core.resource_tagging import TaggableResourcesMixin, TaggedResource
    except ImportError:  # moto before 5.2.2: moto_plugin.tagging warns
        TaggableResourcesMixin = object


class TaggableCases(TaggableResourcesMixin):
    """The part of the backend that the tagging API uses."""

    SERVICE_NAMESPACE = "cases"

    store: Store

    def iter_tagged_resources(self) -> Iterator[TaggedResource]:
        """Yield every resource with a tag, as the type of its own: ``cases:related-item``.

        The types are the resource types of the ARNs (assumed).
        """
        for domain in list(self.store.domains.values()):
            for kind, resource in domain.resources():
                if resource.tags and not getattr(resource, "deleted", False):
                    type_ = f"cases:{kind.arn_segment}"
                    yield TaggedResource(resource.arn, dict(resource.tags), type_)

    def tag_resource(self, arn: str, tags: dict[str, str]) -> None:
        """Add tags by TagResource; the tagging API reports a refusal as a failed resource."""
        self._call("TagResource", {"arn": arn, "tags": tags})

    def untag_resource(self, arn: str, tag_keys: list[str]) -> None:
        """Remove tags by UntagResource; the tagging API reports a refusal as a failed resource."""
        self._call("UntagResource", {"arn": arn, "tagKeys": tag_keys})

    def _call(self, operation: str, params: dict[str, Any]) -> None:
        try:
            call(self.store, operation, params)
        except CallRefused as refusal:
            # The one exception that moto turns into an entry of FailedResourcesMap.
            raise NotImplementedError(str(refusal)) from refusal
