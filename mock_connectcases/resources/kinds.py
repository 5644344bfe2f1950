"""The kinds of resources, with the names that each has in requests, ARNs, errors and the domain.

Rule of this file: every table of kinds is derived from this list, and all names of a kind from one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final, Protocol

from mock_connectcases.compat.python import cached_property
from mock_connectcases.resources.quotas import QUOTAS, Quota


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of resource, with the names that it has in each place."""

    name: str
    """In sentences and in seeds: ``case rule``."""
    parent: Kind | None = None
    """The kind of resource that holds these."""

    @cached_property
    def type_name(self) -> str:
        """The ``resourceType`` of errors: ``CaseRule``."""
        return self.name.title().replace(" ", "")

    @cached_property
    def arn_segment(self) -> str:
        """The segment of ARNs before the id: ``case-rule``."""
        return self.name.replace(" ", "-")

    @cached_property
    def id_attribute(self) -> str:
        """The attribute that holds the id: ``case_rule_id``."""
        return f"{self.name.replace(' ', '_')}_id"

    @cached_property
    def id_member(self) -> str:
        """The member of requests and answers that carries the id: ``caseRuleId``."""
        return f"{self._camel}Id"

    @cached_property
    def arn_member(self) -> str:
        """The member of answers that carries the ARN: ``caseRuleArn``."""
        return f"{self._camel}Arn"

    @cached_property
    def collection(self) -> str:
        """The attribute of the parent that holds them by id: ``case_rules``."""
        return f"{self.name.replace(' ', '_')}s"

    @cached_property
    def member(self) -> str:
        """The member of answers and seeds that lists them: ``caseRules``."""
        return f"{self._camel}s"

    @cached_property
    def _camel(self) -> str:
        return self.type_name[0].lower() + self.type_name[1:]

    @property
    def quota(self) -> Quota | None:
        """The quota of a domain for them; deleted ones and system fields do not count."""
        return QUOTAS.get(f"{self.arn_segment}s")

    @property
    def deleted_quota(self) -> Quota | None:
        """The quota of a domain for deleted ones."""
        return QUOTAS.get(f"deleted-{self.arn_segment}s")

    def rule(self, name: str) -> str:
        """Return the name of a rule that each kind has one of: ``{}-name-unique``."""
        return name.format(self.arn_segment)

    def arn(self, parent_arn: str, resource_id: str) -> str:
        """Return the ARN of a resource below that of its parent."""
        return f"{parent_arn}/{self.arn_segment}/{resource_id}"


class Resource(Protocol):
    """A class of resources."""

    kind: ClassVar[Kind]


DOMAIN: Final = Kind("domain")
FIELD: Final = Kind("field", DOMAIN)
LAYOUT: Final = Kind("layout", DOMAIN)
CASE_RULE: Final = Kind("case rule", DOMAIN)
TEMPLATE: Final = Kind("template", DOMAIN)
CASE: Final = Kind("case", DOMAIN)
RELATED_ITEM: Final = Kind("related item", CASE)

DEFINITIONS: Final = (FIELD, LAYOUT, CASE_RULE, TEMPLATE)
"""The kinds that make up the data model of a domain, in the order in which they name each other."""

KINDS: Final = (DOMAIN, *DEFINITIONS, CASE, RELATED_ITEM)
