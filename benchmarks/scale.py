"""How costs grow with the number of cases: in time, for each kind of question, and in memory."""

from __future__ import annotations

import gc
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import boto3

from benchmarks import filling, queries
from benchmarks.effort import MILLION
from benchmarks.machine import peak_bytes, resident_bytes
from benchmarks.measure import paced, timed_once
from benchmarks.results import BYTES, RATIO, SECONDS, Figure, seconds, series
from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.direct_call import call
from mock_connectcases.search.indexes import MAKING_COST

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.effort import Effort
    from benchmarks.filling import FilledDomain
    from benchmarks.results import Results

SMALL = 1_000
"""Costs among more cases are compared with those among so many."""
ROUNDS = 7
FEWEST_FOR_MEMORY = 10_000
"""Among fewer cases, what the process takes from the system at a time is most of a difference."""
LARGEST_STEP = 100
"""The most cases that a page may hold."""


def measure(effort: Effort) -> Results:
    """Fill a domain for each number of cases and ask all of them in turns."""
    results: Results = {}
    with mock_connectcases():
        client = boto3.client("connectcases", region_name=filling.REGION)
        domains = {size: filled(size, client, results) for size in effort.cases}
        time_in_turns(client, domains, effort, results)
        largest = max(size for size in domains if size < MILLION)
        time_pages(client, domains[largest], effort, results)
        if MILLION in domains:
            results[f"memory/process, most/{MILLION}"] = Figure(peak_bytes(), BYTES)
            for state in ("a case", "a case, once searched"):
                each = results[f"memory/{state}/{MILLION}"].value
                name = state.replace("a case", "all cases")
                results[f"memory/{name}/{MILLION}"] = Figure(each * MILLION, BYTES)
    compare_sizes(results, largest)
    return results


def filled(size: int, client: Any, results: Results) -> FilledDomain:
    """Fill a domain; note the time and the memory it takes, and each kind of search's first time.

    Each search is repeated until its indexes are made.
    """
    domain = filling.empty_domain(size)
    before = settled_memory()
    begin = time.perf_counter()
    filling.add_cases(domain)
    results[f"filling/all cases/{size}"] = Figure(time.perf_counter() - begin, SECONDS)
    stored = settled_memory()
    filling.add_related_items(domain)
    with_items = settled_memory()
    for name, search in queries.searches(client, domain).items():
        results[f"first search/{name}/{size}"] = Figure(timed_once(search), SECONDS)
        for _ in range(MAKING_COST + 1):
            search()
        found, expected = queries.answers(search()), 1 if name == queries.CONTACT else queries.PAGE
        if found != expected:
            raise RuntimeError(f"{name!r} among {size} cases found {found}, not {expected}.")
    indexed = settled_memory() - with_items
    if size >= FEWEST_FOR_MEMORY:
        results[f"memory/a case/{size}"] = Figure((stored - before) / size, BYTES)
        results[f"memory/a case, once searched/{size}"] = Figure(
            (stored - before + indexed) / size, BYTES
        )
    return domain


def settled_memory() -> int:
    """Return the resident memory of this process after a search for cyclic garbage."""
    gc.collect()
    return resident_bytes()


def time_in_turns(
    client: Any, domains: dict[int, FilledDomain], effort: Effort, results: Results
) -> None:
    """Time each question among all numbers of cases; those that change something come last."""
    questions: dict[str, dict[str, Callable[[], object]]] = {}
    for kinds in (queries.searches, queries.calls_by_key):
        for size, domain in domains.items():
            for name, ask in kinds(client, domain).items():
                questions.setdefault(name, {})[str(size)] = ask
    for name, by_size in questions.items():
        timings = paced(by_size, seconds=effort.round_seconds, repeats=ROUNDS)
        for number, timing in timings.items():
            results[f"scale/{name}/{number}"] = seconds(timing)


def time_pages(client: Any, domain: FilledDomain, effort: Effort, results: Results) -> None:
    """Time pages of a listing in default order, the first ones and ones far behind them."""
    params = {"domainId": domain.domain_id, "fields": queries.FIELDS}
    pages = {}
    for page in effort.pages:
        token = token_before((page - 1) * queries.PAGE, params)
        sent = {**params, "maxResults": queries.PAGE, **({"nextToken": token} if token else {})}
        pages[str(page)] = partial(client.search_cases, **sent)
    timings = paced(pages, seconds=effort.round_seconds, repeats=ROUNDS)
    for number, timing in timings.items():
        results[f"page/{number}"] = seconds(timing)
    first, last = series(results, "page")[1], series(results, "page")[max(effort.pages)]
    results["pages/last, of the first"] = Figure(
        last.value / first.value, RATIO, last.value, first.value, SECONDS
    )


def token_before(passed: int, params: dict[str, Any]) -> str | None:
    """Return the token of the page that begins after so many cases; pages may differ in size."""
    token = None
    while passed > 0:
        step = min(passed, LARGEST_STEP)
        sent = {**params, "maxResults": step, **({"nextToken": token} if token else {})}
        token = call(filling.store_of_account(), "SearchCases", sent)["nextToken"]
        passed -= step
    return token


def compare_sizes(results: Results, largest: int) -> None:
    """Add what each question costs among the most cases, a million aside, over what among few."""
    for name in (*queries.BY_KEY, *queries.SEARCHES, queries.CHANGE_AND_SEARCH):
        few, many = (results[f"scale/{name}/{size}"].value for size in (SMALL, largest))
        results[f"growth/{name}"] = Figure(many / few, RATIO, many, few, SECONDS)
    for name in queries.SCANS:
        results[f"scan/{name}"] = results[f"scale/{name}/{largest}"]
    results["memory/a case"] = results[f"memory/a case/{largest}"]
