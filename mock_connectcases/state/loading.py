"""Loads the rows of a state file, which together are a seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.errors import SeedError
from mock_connectcases.resources.kinds import CASE, DEFINITIONS, DOMAIN
from mock_connectcases.seeds import form
from mock_connectcases.seeds.collector import without_collection
from mock_connectcases.seeds.seed import Seed
from mock_connectcases.seeds.source import PlainSeed
from mock_connectcases.seeds.text import UnreadableTextError, parse_json
from mock_connectcases.state.database import StateFileError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mock_connectcases.connectcases.models import ConnectCasesBackends
    from mock_connectcases.state.database import Database, Key

_MEMBERS = {each.name: each.member for each in (*DEFINITIONS, CASE)}


def load(database: Database, backends: ConnectCasesBackends) -> None:
    """Load all that a database has; raises StateFileError."""
    with without_collection():
        domains = _read_domains(database)
        seed = {"version": form.VERSION, "checks": form.CONSISTENCY, "domains": domains}
        try:
            Seed(PlainSeed(seed)).load(backends)
        except SeedError as error:
            raise StateFileError(f"{_locate(domains, error.path)}{error.rule}") from None


def _read_domains(database: Database) -> list[dict[str, Any]]:
    """Return the domains with everything in them, as they stand in a seed."""
    heads: dict[tuple[str, str, str], dict[str, Any]] = {}
    parts: dict[tuple[str, str, str], dict[str, Any]] = {}
    for key, text in database.rows():
        written = _read(key, text)
        account, region, _, kind, _ = key
        if kind == DOMAIN.name:
            _check(written.keys().isdisjoint(_MEMBERS.values()), key, "has more than a domain")
            heads[key[:3]] = {**written, "account": account, "region": region}
        else:
            _check(kind in _MEMBERS, key, "is of no kind that this release knows")
            parts.setdefault(key[:3], {}).setdefault(_MEMBERS[kind], []).append(written)
    for place in parts.keys() - heads.keys():
        raise StateFileError(f"it lacks the domain {place[2]!r:.100}, of which it has resources")
    return [{**head, **parts.get(place, {})} for place, head in heads.items()]


def _read(key: Key, text: Any) -> dict[str, Any]:
    """Read the row of the resource that its key identifies."""
    _check(all(isinstance(each, str) for each in (*key, text)), key, "is no text")
    try:
        written = parse_json(text)
    except UnreadableTextError as error:
        raise StateFileError(f"{_describe(key)}: {error.sentence}") from None
    _check(type(written) is dict, key, "is no object")
    # A system field has its id for a name, and no other id.
    _check(written.get("id", written.get("name")) == key.resource_id, key, "has another id")
    fine: dict[str, Any] = written
    return fine


def _check(condition: bool, key: Key, sentence: str) -> None:  # noqa: FBT001 - reads as said
    if not condition:
        raise StateFileError(f"{_describe(key)} {sentence}")


def _describe(key: Key) -> str:
    return f"the {key.kind} {key.resource_id!r:.100} of the domain {key.domain_id!r:.100}"


def _locate(domains: list[dict[str, Any]], path: Sequence[str | int]) -> str:
    """Say by ids where a place in the seed is."""
    match path:
        case ["domains", int(index), str(member), int(place), *rest] if member in _MEMBERS.values():
            listed = domains[index][member]
            one = listed[place]
            steps = [domains[index]["id"], member, one.get("id", one.get("name")), *rest]
        case ["domains", int(index), *rest]:
            steps = [domains[index]["id"], *rest]
        case _:
            steps = list(path)
    return "".join(f"{step}: " for step in steps)
