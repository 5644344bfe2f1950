"""AWS::Cases::* as models of moto's CloudFormation: handles on resources of the service.

moto finds models among the direct subclasses of ``CloudFormationModel`` and caches the list.
A handle never changes: an update makes another one, so that a stack can return to the old.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.common_models import CloudFormationModel

from mock_connectcases.compat import moto, moto_modules
from mock_connectcases.connectcases.direct_call import CallRefused, call
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.moto_plugin.cloudformation import properties
from mock_connectcases.moto_plugin.cloudformation.failures import failing
from mock_connectcases.moto_plugin.cloudformation.properties import PropertiesRefused
from mock_connectcases.moto_plugin.cloudformation.resource_types import (
    RESOURCE_TYPES,
    member_name,
)
from mock_connectcases.operations import OPERATIONS
from mock_connectcases.resources.kinds import CASE, KINDS, RELATED_ITEM

if TYPE_CHECKING:
    from typing_extensions import Self

    from mock_connectcases.moto_plugin.cloudformation.resource_types import ResourceType
    from mock_connectcases.store import Store

_GONE = "ResourceNotFoundException"


class CasesResource:
    """A handle on one resource of a stack, with CloudFormation's actions on it."""

    resource_type: ClassVar[ResourceType]

    logical_resource_id: str = ""
    """The name in the template, which moto sets."""

    def __new__(cls, *_: Any, **__: Any) -> Self:
        """Make a handle that moto does not track: the service has the resources."""
        return object.__new__(cls)

    def __init__(
        self, store: Store, arn: str, members: dict[str, Any], tags: dict[str, str]
    ) -> None:
        self._store = store
        self.physical_resource_id = arn
        """The value of ``Ref``: the ARN, which is the primary identifier of every type."""
        self._members = members
        self._tags = tags
        self._attributes = {**self._ids(), **self._description()}

    @classmethod
    def cloudformation_type(cls) -> str:
        """Return the name of the resource type."""
        return cls.resource_type.full_name

    @staticmethod
    def cloudformation_name_type() -> str:
        """Return no property for a generated name: every name is required in a template."""
        return ""

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        """Return whether ``Fn::GetAtt`` has an attribute."""
        return attr in cls.resource_type.attributes

    def get_cfn_attribute(self, attribute_name: str) -> str:
        """Return an attribute as it was when the stack last changed the resource.

        Raises:
            UnformattedGetAttTemplateException: the resource type has no such attribute.
        """
        if not self.has_cfn_attr(attribute_name):
            raise UnformattedGetAttTemplateException
        if attribute_name.endswith("Arn"):
            return self.physical_resource_id
        return str(self._attributes[member_name(attribute_name)])

    @classmethod
    def create_from_cloudformation_json(
        cls,
        resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
        **stack: Any,
    ) -> Self:
        """Create the resource and then its tags; if these are refused, delete it again.

        Raises:
            ValidationError: of moto; the message names the error of the service.
        """
        with failing("create", stack.get("LogicalId", resource_name)):
            members, tags = properties.read(cls.resource_type, cloudformation_json["Properties"])
            store = connectcases_backends.store_of(account_id, region_name)
            return cls._create(store, members, tags)

    @classmethod
    def update_from_cloudformation_json(
        cls,
        original_resource: CasesResource,
        new_resource_name: str,  # noqa: ARG003 - moto's
        cloudformation_json: dict[str, Any],
        account_id: str,  # noqa: ARG003 - a stack stays where it is
        region_name: str,  # noqa: ARG003 - likewise
    ) -> CasesResource:
        """Return a handle on the updated resource, or on its replacement.

        The stack removes the replaced resource.

        Raises:
            ValidationError: of moto; the resource is then as it was.
        """
        logical_id = original_resource.logical_resource_id
        with failing("update", logical_id):
            if type(original_resource) is not cls:
                raise PropertiesRefused("#: update of resource type is not permitted")
            members, tags = properties.read(cls.resource_type, cloudformation_json["Properties"])
            updated = original_resource.updated(members, tags)
            updated.logical_resource_id = logical_id
            return updated

    @classmethod
    def _create(cls, store: Store, members: dict[str, Any], tags: dict[str, str]) -> Self:
        params = cls.resource_type.creation(members)
        result = call(store, f"Create{cls.resource_type.name}", params)
        arn = next(value for name, value in result.items() if name.endswith("Arn"))
        created = cls(store, arn, members, tags)
        if tags:
            try:
                created._put_tags(tags)
            except CallRefused:
                with suppress(CallRefused):
                    created.remove()
                raise
        return created

    def updated(self, members: dict[str, Any], tags: dict[str, str]) -> CasesResource:
        """Return a handle on the resource with these members and tags; ``self`` if nothing changed.

        A property that a template has dropped retains its value, as the operations do (assumed).
        Raises CallRefused, PropertiesRefused.
        """
        changed = {
            name
            for name in {*members, *self._members}
            if members.get(name) != self._members.get(name)
        }
        for name in self.resource_type.fixed:
            if member_name(name) in changed:
                raise PropertiesRefused(f"#/{name}: updates are not supported")
        if changed.intersection(member_name(name) for name in self.resource_type.replacing):
            return self._create(self._store, members, tags)
        if not changed and tags == self._tags:
            return self
        try:
            self._apply(members if changed else {}, self._tags, tags)
        except CallRefused:
            self.restore()
            raise
        return type(self)(self._store, self.physical_resource_id, members, tags)

    def restore(self) -> None:
        """Set the members and tags of the resource to those of this handle."""
        current = call(self._store, "ListTagsForResource", {"arn": self.physical_resource_id})
        self._apply(self._members, current["tags"], self._tags)

    def delete(self, account_id: str, region_name: str) -> None:  # noqa: ARG002 - moto's
        """Delete the resource; one that is gone already is no failure (documented).

        Raises:
            ValidationError: of moto; the service refused.
        """
        with failing("delete", self.logical_resource_id):
            self.remove()

    def remove(self) -> None:
        """Delete the resource unless it is gone; raises CallRefused."""
        try:
            if not self._description().get("deleted"):
                call(self._store, f"Delete{self.resource_type.name}", self._ids())
        except CallRefused as answer:
            if answer.code != _GONE:
                raise

    def _apply(
        self, members: dict[str, Any], tags_before: dict[str, str], tags: dict[str, str]
    ) -> None:
        params = self.resource_type.update(members) if members else {}
        if params:
            call(self._store, f"Update{self.resource_type.name}", {**self._ids(), **params})
        removed = sorted(tags_before.keys() - tags.keys())
        if removed:
            params = {"arn": self.physical_resource_id, "tagKeys": removed}
            call(self._store, "UntagResource", params)
        if tags.items() - tags_before.items():
            self._put_tags(tags)

    def _put_tags(self, tags: dict[str, str]) -> None:
        call(self._store, "TagResource", {"arn": self.physical_resource_id, "tags": tags})

    def _ids(self) -> dict[str, str]:
        """Return the ids in the ARN by their members: ``domainId`` and so on."""
        segments = self.physical_resource_id.split(":", 5)[5].split("/")
        names = [re.sub(r"-(\w)", lambda dash: dash[1].upper(), each) for each in segments[::2]]
        return {f"{name}Id": value for name, value in zip(names, segments[1::2], strict=True)}

    def _description(self) -> dict[str, Any]:
        """Return the resource as the service describes it, if its type has attributes beside ids.

        Raises CallRefused, in any case for a resource that is gone.
        """
        ids = self._ids()
        (kind,) = (each for each in KINDS if each.type_name == self.resource_type.name)
        if kind in (CASE, RELATED_ITEM):
            call(self._store, "ListTagsForResource", {"arn": self.physical_resource_id})
            return {}
        if f"Get{kind.type_name}" in OPERATIONS:
            return call(self._store, f"Get{kind.type_name}", ids)
        params = {"domainId": ids["domainId"], kind.member: [{"id": ids[kind.id_member]}]}
        found: list[dict[str, Any]] = call(self._store, f"BatchGet{kind.type_name}", params)[
            kind.member
        ]
        return found[0]


def handles(parsed: dict[str, Any]) -> dict[str, CasesResource]:
    """Return the handles among the resources that moto has created for a template."""
    return {name: each for name, each in parsed.items() if isinstance(each, CasesResource)}


def _make_model(resource_type: ResourceType) -> type[CasesResource]:
    """Make the model of a resource type, without a place on moto's dashboard."""
    name = f"Cases{resource_type.name}"
    body = {"resource_type": resource_type, "__module__": __name__}
    make: Any = type(CloudFormationModel)
    model: type[CasesResource] = make(name, (CasesResource, CloudFormationModel), body)
    moto.hide_from_dashboard(__name__.split(".")[1])
    return model


MODELS = tuple(_make_model(each) for each in RESOURCE_TYPES)
"""The models; moto finds them among the subclasses of its own, as long as they are referenced."""


def complete(parsing: Any) -> None:
    """Let ``moto.cloudformation.parsing`` find the models, even if it has listed some before."""
    moto_modules.clear_model_caches(parsing)
