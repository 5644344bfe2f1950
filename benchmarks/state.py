"""What it costs to keep 10,000 cases in a state file: each kind of save, and the start with it.

A request can wait until the thread that saves lets another one run, and releases the lock of the
store.  A thread that sleeps a little and takes the lock measures by how much it is late.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, sleep
from typing import TYPE_CHECKING

from benchmarks.filling import add_cases, add_related_items, empty_domain, store_of_account
from benchmarks.measure import collector_off, timed_once
from benchmarks.results import SECONDS, Figure
from mock_connectcases import mock_connectcases
from mock_connectcases.connectcases.direct_call import call
from mock_connectcases.connectcases.models import connectcases_backends
from mock_connectcases.state.file import StateFile

if TYPE_CHECKING:
    from benchmarks.effort import Effort
    from benchmarks.filling import FilledDomain
    from benchmarks.results import Results

CASES = 10_000
_BETWEEN_REQUESTS = 0.001


def measure(effort: Effort) -> Results:
    """Measure the first save of all cases, saves of one changed case, and loading."""
    with mock_connectcases(), tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "state.db")
        state = StateFile(path, connectcases_backends)
        state.open()
        domain = empty_domain(CASES)
        add_cases(domain)
        add_related_items(domain)
        with collector_off():
            first, wait = _save_beside_requests(state)
        one = [_save_of_one(state, domain, number) for number in range(effort.repeats)]
        state.close()
        start = [_start(path) for _ in range(effort.repeats // 4)]
    figures = {
        f"state/first save/{CASES}": first,
        f"state/longest wait of a request, first save/{CASES}": wait,
        f"state/save of one changed case/{CASES}": statistics.median(one),
        f"state/start/{CASES}": min(start),
    }
    return {name: Figure(each, SECONDS) for name, each in figures.items()}


def _save_beside_requests(state: StateFile) -> tuple[float, float]:
    """Return the seconds of a save, and the longest of the seconds to get the lock meanwhile."""
    store, ended = store_of_account(), Event()
    waits = [0.0]

    def request() -> None:
        while not ended.is_set():
            begin = perf_counter()
            sleep(_BETWEEN_REQUESTS)
            with store.lock:
                waits.append(perf_counter() - begin - _BETWEEN_REQUESTS)

    requests = Thread(target=request)
    requests.start()
    begin = perf_counter()
    state.save()
    seconds = perf_counter() - begin
    ended.set()
    requests.join()
    return seconds, max(waits)


def _save_of_one(state: StateFile, domain: FilledDomain, number: int) -> float:
    title = {"id": "title", "value": {"stringValue": f"Changed {number}"}}
    case_id = domain.case_ids[min(domain.case_ids)]
    params = {"domainId": domain.domain_id, "caseId": case_id, "fields": [title]}
    call(store_of_account(), "UpdateCase", params)
    return timed_once(state.save)


def _start(path: Path) -> float:
    connectcases_backends.discard()
    state = StateFile(path, connectcases_backends)
    seconds = timed_once(state.open)
    state.close()
    return seconds
