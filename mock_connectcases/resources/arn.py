"""Finding a resource by its ARN."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from mock_connectcases.errors import ResourceNotFoundException, ValidationException
from mock_connectcases.resources.case import Case

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mock_connectcases.resources.domain import Domain

_ARN = re.compile(
    r"arn:(?P<partition>[^:]+):cases:(?P<region>[^:]+):(?P<account>\d{12}):"
    r"domain/(?P<domain>[^/]+)"
    r"(?:/(?P<kind>field|layout|template|case|case-rule)/(?P<id>[^/]+)"
    r"(?:/related-item/(?P<item>[^/]+))?)?",
    re.ASCII,
)


class Tagged(Protocol):
    """A resource that can have tags."""

    @property
    def arn(self) -> str:
        """Its ARN."""

    tags: dict[str, str]


class Domains(Protocol):
    """What holds the domains of an account in a region."""

    @property
    def domains(self) -> Mapping[str, Domain]:
        """The domains by id."""


def find(store: Domains, arn: str) -> Tagged:
    """Return the resource with an ARN, deleted ones included (assumed).

    Raises ValidationException when it is not the ARN of a Cases resource, and
    ResourceNotFoundException when no resource has it: one of another account or region is not
    found here (assumed).
    """
    parts = _ARN.fullmatch(arn)
    if parts is None or (parts["item"] is not None and parts["kind"] != "case"):
        message = f"Value {arn!r} at 'arn' is not the ARN of an Amazon Connect Cases resource."
        raise ValidationException(message)
    found: Tagged | None = None
    domain = store.domains.get(parts["domain"])
    if domain is not None:
        found = _find_in(domain, parts)
    if found is None or found.arn != arn:
        raise ResourceNotFoundException(_TYPE_NAMES[_kind(parts)], arn)
    return found


def type_name(arn: str) -> str:
    """Name the type of resource that an ARN is of; what is no such ARN counts as a domain's."""
    parts = _ARN.fullmatch(arn)
    return "Domain" if parts is None else _TYPE_NAMES[_kind(parts)]


def domain_id_of(arn: str) -> str:
    """Return the id of the domain that a resource with this ARN belongs to."""
    return arn.split("/", 2)[1]


_TYPE_NAMES = {
    None: "Domain",
    "field": "Field",
    "layout": "Layout",
    "template": "Template",
    "case": "Case",
    "case-rule": "CaseRule",
    "related-item": "RelatedItem",
}


def _kind(parts: re.Match[str]) -> str | None:
    return "related-item" if parts["item"] is not None else parts["kind"]


def _find_in(domain: Domain, parts: re.Match[str]) -> Tagged | None:
    if parts["kind"] is None:
        return domain
    found = _collection(domain, parts["kind"]).get(parts["id"])
    if parts["item"] is not None and isinstance(found, Case):
        return found.related_items.get(parts["item"])
    return found


def _collection(domain: Domain, kind: str) -> Mapping[str, Tagged]:
    collections: Mapping[str, Mapping[str, Tagged]] = {
        "field": domain.fields,
        "layout": domain.layouts,
        "template": domain.templates,
        "case": domain.cases,
        "case-rule": domain.case_rules,
    }
    return collections[kind]
