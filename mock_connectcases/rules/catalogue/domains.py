"""Rules of domains."""

from __future__ import annotations

from typing import Final

from mock_connectcases.rules.rule import (
    assumed,
    documented,
    documented_page,
    modeled,
    observed,
    reference,
)

RULES: Final = (
    documented(
        "domain-details-returned",
        "GetDomain",
        "Returns information about a specific domain if it exists.",
    ),
    documented_page(
        "domain-creation-answers-in-progress",
        "CreateDomain",
        "The sample answers domainStatus CreationInProgress",
        page=reference("CreateDomain"),
    ),
    observed(
        "domain-id-is-uuid",
        "CreateDomain",
        "Domain ids are lower-case UUIDs, such as 619daed1-2572-4c78-8ecb-bdf7f27aee94",
        seen_in="the amazon-connect-cases-workshop sample and the SkyConnect demo",
    ),
    documented(
        "domain-name-unique",
        "CreateDomain",
        "It must be unique for your Amazon Web Services account.",
        at="{operation}Request.name",
    ),
    assumed(
        "domain-name-case-sensitive",
        "CreateDomain",
        "Names that differ in letter case are different names",
        why="the model says unique and nothing of case, and AWS names are case-sensitive",
    ),
    assumed(
        "domain-name-and-quota-per-region",
        "CreateDomain",
        "A name is unique, and the quota counts, in each region for itself",
        why="domains are regional resources; the text only says account",
    ),
    modeled(
        "domain-name-at-most-100-characters",
        "CreateDomain",
        "max 100, pattern .*[\\S]",
        at="DomainName",
    ),
    documented_page(
        "account-at-most-5-domains",
        "CreateDomain",
        "Cases domains per account: 5",
        page="amazon-connect-service-limits.html",
    ),
    assumed(
        "domain-name-conflict-before-quota",
        "CreateDomain",
        "A conflict of names is answered before a full quota",
        why="AWS services check the state of resources before their number",
    ),
    assumed(
        "new-domain-empty",
        "CreateDomain",
        "A new domain has no layouts, templates and case rules",
        why="none is documented, and programs make their own first (observed)",
    ),
    documented(
        "domain-list-entry-summary",
        "ListDomains",
        "Each list item is a condensed summary object of the domain.",
    ),
    documented(
        "domain-list-whole-account",
        "ListDomains",
        "Lists all cases domains in the Amazon Web Services account.",
    ),
    assumed(
        "domain-list-own-region-only",
        "ListDomains",
        "Only the domains of the client's region are listed",
        why="the endpoint is regional",
    ),
    observed(
        "domain-listed-while-in-progress",
        "ListDomains",
        "A new domain is listed at once",
        seen_in="a script that creates, checks and deletes a domain",
    ),
    observed(
        "deleted-domain-not-listed",
        "DeleteDomain",
        "A deleted domain is gone from ListDomains",
        seen_in="a script that creates, checks and deletes a domain",
    ),
    assumed(
        "deleted-domain-not-found",
        "DeleteDomain",
        "A deleted domain is not found by any operation",
        why="there is no deleted or deleting status to show it with",
    ),
    documented_page(
        "domain-with-cases-deletable",
        "DeleteDomain",
        "A domain need not be empty: the domain that an instance leaves behind is deleted as it is",
        page="Connect Talent guide, Delete your instance",
    ),
    assumed(
        "domain-deletion-leaves-others",
        "DeleteDomain",
        "Other domains of the account stay as they are",
        why="nothing is shared between domains",
    ),
    assumed(
        "domain-active-at-once",
        "GetDomain",
        "A domain is Active when it is first read",
        why="how long creation takes is not documented, and programs do not wait",
    ),
    observed(
        "domain-usable-right-after-creation",
        "GetDomain",
        "A domain is used right after its creation",
        seen_in="domain create script",
    ),
    assumed(
        "domain-creation-lasts-as-set",
        "GetDomain",
        "Creation can be made to last for a number of reads, or for some time",
        why="moto's state manager offers it",
    ),
    assumed(
        "domain-in-creation-not-deletable",
        "DeleteDomain",
        "A domain that is being created cannot be deleted: ConflictException",
        why="no other state of a domain could conflict",
        switchable=True,
    ),
    modeled(
        "delete-domain-declares-conflict",
        "DeleteDomain",
        "ConflictException is declared",
    ),
    observed(
        "domain-in-creation-fillable",
        "CreateField",
        "A domain that is being created can be filled",
        seen_in="the AnyCompanyPay stack and Terraform's awscc, which make fields in a new domain",
    ),
)
