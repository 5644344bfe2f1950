"""Finds resources by ARN."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mock_connectcases.errors import ResourceNotFoundException, ValidationException
from mock_connectcases.resources.kinds import CASE, DOMAIN, KINDS, RELATED_ITEM, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.resources.domain import Domain


class Tagged(Protocol):
    """A resource that can have tags."""

    @property
    def arn(self) -> str:
        """The ARN of the resource."""

    tags: dict[str, str]


class Domains(Protocol):
    """A holder of the domains of an account in a region."""

    @property
    def domains(self) -> Mapping[str, Domain]:
        """The domains by id."""

    def domain_arn(self, domain_id: str) -> str:
        """Return the ARN that a domain of this account and region has."""

    def hint(self, domain_id: str) -> str:
        """Return what there is instead of a missing domain, for a message, after a blank."""

    def locate(self, resource_id: str) -> str:
        """Return a sentence about where an id exists, empty for nowhere."""


class Found(NamedTuple):
    """A resource with tags, and the resource that contains it in its written form."""

    domain: Domain
    resource: Tagged
    owner_kind: Kind
    owner_id: str
    """Of a related item the id of its case."""


_SEGMENTS = {each.arn_segment: each for each in KINDS if each.parent is DOMAIN}

_ARN = re.compile(
    r"arn:(?P<partition>[^:]+):cases:(?P<region>[^:]+):(?P<account>\d{12}):"
    rf"{DOMAIN.arn_segment}/(?P<domain>[^/]+)"
    rf"(?:/(?P<segment>{'|'.join(_SEGMENTS)})/(?P<id>[^/]+)"
    rf"(?:/{RELATED_ITEM.arn_segment}/(?P<item>[^/]+))?)?",
    re.ASCII,
)


def find(store: Domains, arn: str) -> Found:
    """Return the resource with an ARN, deleted ones included (assumed).

    Raises ValidationException when it is not the ARN of a Cases resource, and
    ResourceNotFoundException when no resource has it: one of another account or region is not
    found here (assumed).
    """
    parts = _ARN.fullmatch(arn)
    if parts is None or (parts["item"] is not None and parts["segment"] != CASE.arn_segment):
        message = f"Value {arn!r} at 'arn' is not the ARN of an Amazon Connect Cases resource."
        located = store.locate(arn)
        message += f" {located} Give its ARN." if located else f" One is {_example(store)!r}."
        raise ValidationException(message, rule="tag-malformed-arn-refused")
    domain = store.domains.get(parts["domain"])
    found = None if domain is None else _find_in(domain, parts)
    if found is None or found.resource.arn != arn:
        raise ResourceNotFoundException(
            _kind(parts).type_name,
            arn,
            rule="tag-unknown-resource-not-found",
            hint=_hint(store, domain, parts),
        )
    return found


def _example(store: Domains) -> str:
    return CASE.arn(store.domain_arn("DOMAIN-ID"), "CASE-ID")


def _hint(store: Domains, domain: Domain | None, parts: re.Match[str]) -> str:
    """Return what there is instead of the resource with an ARN, for a message, after a blank."""
    prefix = store.domain_arn("")
    if not parts.string.startswith(prefix):
        return f" The ARNs of this account and region begin with {prefix!r}."
    if domain is None:
        return store.hint(parts["domain"])
    kind, resource_id = _SEGMENTS[parts["segment"]], parts["id"]
    resource = domain.collection(kind).get(resource_id)
    if resource is None:
        return domain.hint(kind, resource_id)
    return domain.hint_at_item(resource, parts["item"])


def identify(text: str) -> tuple[Kind, str] | None:
    """Return the kind and the id of the resource that an ARN names, ``None`` for any other text."""
    parts = _ARN.fullmatch(text)
    if parts is None:
        return None
    return _kind(parts), parts["item"] or parts["id"] or parts["domain"]


def type_name(arn: str) -> str:
    """Return the resource type that an ARN names, that of domains for any other text."""
    parts = _ARN.fullmatch(arn)
    return (DOMAIN if parts is None else _kind(parts)).type_name


def _kind(parts: re.Match[str]) -> Kind:
    if parts["item"] is not None:
        return RELATED_ITEM
    return DOMAIN if parts["segment"] is None else _SEGMENTS[parts["segment"]]


def _find_in(domain: Domain, parts: re.Match[str]) -> Found | None:
    if parts["segment"] is None:
        return Found(domain, domain, DOMAIN, domain.domain_id)
    kind, resource_id = _SEGMENTS[parts["segment"]], parts["id"]
    resource = domain.collection(kind).get(resource_id)
    if parts["item"] is not None and resource is not None:
        resource = resource.related_items.get(parts["item"])
    return None if resource is None else Found(domain, resource, kind, resource_id)
