"""The figures that the project holds itself to: every bound stands here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks import inspector, queries
from benchmarks.effort import MILLION
from benchmarks.results import BYTES, RATIO, SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.results import Figure

MET = "met"
MISSED = "missed"
NOT_MEASURED = "not measured"

MARGIN = 2
"""A check of a change fails where a figure is beyond its bound by twice what the bound allows."""


_CACHES = "between two calls of botocore the processor's caches are cold: how much code runs counts"
_KERNEL = "one request on one connection waits for the kernel more than for any code"
REASONS = {
    "suite/over one client with a Stubber": "most of a test is making a client; it makes none",
    "suite/": "importing moto is most of what is left",
    "call/CreateCase": "a case also gets its history and its place in the order of changes",
    "call by a request/": f"the bound leaves the mock 40 µs; {_CACHES}",
    "call over Stubber/": "a Stubber parses nothing; parsing is half of what the mock adds",
    "switch/enter and leave": "each patch goes on and off by itself, 30 µs in all",
    "switch/unit test": "making the client is most of it, and that is botocore's",
    "switch/process": "moto has to be loaded: three quarters of what the first mock takes",
    "toolkit/": f"the log takes a few microseconds of a call; {_CACHES}",
    "seed/load": "loading also makes the cases and puts them in order",
    "server/SearchCases, of": "Python joins kilobytes of JSON that the bare server has ready",
    "server/": f"{_KERNEL}; with eight connections the ratio is another",
    "memory/all cases, once searched": "an index of every kind takes as much again as the cases",
}
"""Why a bound may be missed, by the beginning of the name of the figure; the first that fits."""


class Target(NamedTuple):
    """A figure, what it is compared with, and its bound."""

    group: str
    what: str
    figure: str
    """Its name in the results."""
    against: str
    """What the figure is a ratio to; of a figure that is no ratio, how it is taken."""
    bound: float
    unit: str = RATIO
    at_least: bool = False
    base: float = 0
    """The figure of what costs nothing: 1 for a ratio to a floor, which is always paid."""

    def verdict(self, results: Mapping[str, Figure]) -> str:
        """Say whether the results keep the bound."""
        found = results.get(self.figure)
        if found is None:
            return NOT_MEASURED
        kept = found.value >= self.bound if self.at_least else found.value <= self.bound
        return MET if kept else MISSED

    @property
    def reason(self) -> str:
        """Why the bound is missed where it is; empty if nobody knows."""
        return next((why for name, why in REASONS.items() if self.figure.startswith(name)), "")

    @property
    def alarm(self) -> float:
        """The value beyond which noise of the machine is no explanation any more."""
        if self.at_least:
            return self.bound / (1 + MARGIN)
        return self.bound + MARGIN * (self.bound - self.base)

    def is_far_off(self, results: Mapping[str, Figure]) -> bool:
        """Tell whether a figure was measured and is beyond its alarm."""
        found = results.get(self.figure)
        if found is None:
            return False
        return found.value < self.alarm if self.at_least else found.value > self.alarm


def _suite() -> list[Target]:
    whole = "pytest with 300 unit tests, the whole process"
    forms = {
        "over a session with a Stubber": (
            whole,
            "botocore's Stubber, a session and a client for each",
            0.15,
        ),
        "over a client with a Stubber": (whole, "botocore's Stubber, `boto3.client()` for each", 2),
        "over one client with a Stubber": (whole, "botocore's Stubber, one client for all", 2),
        "one client": (f"{whole}, one client for all", "the same with botocore's Stubber", 2),
        "over mock_aws": (whole, "`mock_aws`", 0.12),
    }
    return [
        Target("What a user waits for", what, f"suite/{name}", against, bound)
        for name, (what, against, bound) in forms.items()
    ]


def _calls() -> list[Target]:
    floor = "the same client, answered with the same bytes canned"
    bounds = {
        "GetCase": (0.6, 1.18),
        "ListCasesForContact": (0.6, 1.18),
        "UpdateCase": (0.6, 1.23),
        "CreateCase": (0.65, 1.29),
        "SearchCases": (0.95, 1.22),
    }

    def what(name: str) -> str:
        return f"{name}, a page of 25 cases" if name == "SearchCases" else name

    return [
        *(
            Target("One call", what(name), f"call/{name}", floor, short)
            for name, (short, _) in bounds.items()
        ),
        *(
            Target(
                "One call",
                f"{what(name)}, by a request",
                f"call by a request/{name}",
                floor,
                longer,
                base=1,
            )
            for name, (_, longer) in bounds.items()
        ),
        Target(
            "One call",
            "GetCase",
            "call over Stubber/GetCase",
            "the canned result of botocore's Stubber",
            2,
        ),
    ]


def _tools() -> list[Target]:
    group = "The tools"
    return [
        *(
            Target(
                group,
                f"the log of calls, in {name}",
                f"toolkit/{name}",
                "the same call without",
                1.03,
                base=1,
            )
            for name in (
                "GetCase",
                "ListCasesForContact",
                "UpdateCase",
                "SearchCases",
                "CreateCase",
            )
        ),
        Target(
            group,
            "loading a seed of 100 fields and 1,000 cases",
            "seed/load",
            "`json.loads` of it and the same rules",
            1.5,
            base=1,
        ),
    ]


def _switch() -> list[Target]:
    return [
        Target("The switch", "on and off", "switch/enter and leave", "`mock_aws` on and off", 0.01),
        Target(
            "The switch",
            "a unit test: on, a client, five calls, off",
            "switch/unit test",
            "the same under `mock_aws`",
            0.16,
        ),
        Target(
            "The switch",
            "a process: import, a mock, a client, a call",
            "switch/process",
            "a process that imports boto3",
            2.2,
            base=1,
        ),
        Target(
            "The switch",
            "`import mock_connectcases`",
            "switch/import",
            "beyond an empty interpreter",
            0.03,
            SECONDS,
        ),
    ]


def _server() -> list[Target]:
    references = {
        "of the bare server": ("a bare server that sends the same bytes", 0.6),
        "times moto_server": ("moto's server listing campaigns", 10),
    }
    return [
        Target(
            "The server",
            f"{name}, requests per second",
            f"server/{name}, {figure}/1",
            against,
            bound,
            at_least=True,
        )
        for name in ("GetCase", "CreateCase", "SearchCases")
        for figure, (against, bound) in references.items()
    ]


def _inspector() -> list[Target]:
    pages = (inspector.FIRST, "overview", "data model", "list of cases", "case", "requests")
    return [
        Target(
            "The inspector",
            f"{page}, among {inspector.CASES:,} cases",
            f"inspector/{page}",
            "over HTTP",
            0.2,
            SECONDS,
        )
        for page in pages
    ]


def _scale() -> list[Target]:
    group, among, few = "Many cases", "among {cases:,} cases", "the same among 1,000"

    def grows(name: str, bound: float) -> Target:
        return Target(group, f"{name}, {among}", f"growth/{name}", few, bound, base=1)

    return [
        *(grows(name, 1.2) for name in queries.BY_KEY),
        *(grows(name, 2) for name in queries.FIRST_PAGES),
        grows(queries.WORD, 3),
        Target(
            group,
            "page {page:,} of a listing",
            "pages/last, of the first",
            "page 1",
            1.2,
            base=1,
        ),
        *(
            Target(group, f"{name}, {among}", f"scan/{name}", "through boto3", 0.12, SECONDS)
            for name in queries.SCANS
        ),
        Target(
            group,
            "memory of a case with ten short fields",
            "memory/a case",
            "resident, history included",
            3_500,
            BYTES,
        ),
    ]


def _million() -> list[Target]:
    group = "A million cases"
    return [
        Target(
            group,
            "memory",
            f"memory/all cases/{MILLION}",
            "resident, history included",
            4e9,
            BYTES,
        ),
        Target(
            group,
            "memory, once searched in every way",
            f"memory/all cases, once searched/{MILLION}",
            "resident, every kind of index included",
            4e9,
            BYTES,
        ),
        Target(group, "loading", f"seed/loading cases/{MILLION}", "from a seed", 180, SECONDS),
    ]


TARGETS = (
    *_suite(),
    *_calls(),
    *_switch(),
    *_tools(),
    *_server(),
    *_inspector(),
    *_scale(),
    *_million(),
)
