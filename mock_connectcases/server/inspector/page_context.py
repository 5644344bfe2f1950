"""What the pages of one request share: the snapshot, the addresses of other pages, rendering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mock_connectcases.compat.python import cached_property
from mock_connectcases.inspector import log, rendering
from mock_connectcases.inspector.call_summary import summarize_call
from mock_connectcases.inspector.snapshot import take_snapshot
from mock_connectcases.server.inspector import links
from mock_connectcases.server.inspector.responses import page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mock_connectcases.inspector.call_summary import CallSummary
    from mock_connectcases.inspector.snapshot import Snapshot
    from mock_connectcases.server.request_log import RequestLog
    from mock_connectcases.toolkit.recorded_call import RecordedCall
    from mock_connectcases.wire.messages import Response


class NotFoundError(LookupError):
    """There is no page at an address, or no resource for it."""

    is_address = False
    """Whether no page has this form of address."""

    def __init__(self, title: str, sentence: str, back: str, label: str, **shown: Any) -> None:
        super().__init__(sentence)
        self.context = {
            "title": title,
            "sentence": sentence,
            "back": back,
            "back_label": label,
            "events": [],
            "rows": [],
            **shown,
        }


class PageContext:
    """The pages of one request show the same snapshot."""

    def __init__(self, requests: RequestLog) -> None:
        self._requests = requests

    @cached_property
    def snapshot(self) -> Snapshot:
        """Taken when a page needs it: assets, forms and downloads do not."""
        return take_snapshot(self._requests.refused())

    def render(self, template: str, status: int = 200, here: str = "", **context: Any) -> Response:
        """Return a page; ``here`` is its name in the menu."""
        context |= {"snapshot": self.snapshot, "links": links, "here": here}
        return page(rendering.render(template, **context), status)

    def no_page(self) -> NotFoundError:
        """Return the error for an address that no page has."""
        sentence = "The inspector has no page at this address."
        error = NotFoundError("No such page", sentence, links.home(), "Overview")
        error.is_address = True
        return error

    def rows(self, calls: Iterable[RecordedCall]) -> list[tuple[RecordedCall, CallSummary]]:
        """Return requests for a table, each with what it is about."""
        return [(each, summarize_call(self.snapshot, each)) for each in calls]

    def call(self, key: str) -> RecordedCall:
        """Return one request; raises NotFoundError."""
        try:
            return log.find(self.snapshot, key)
        except LookupError:
            raise NotFoundError(
                "No such request",
                f"There is no request {key!r:.100} in the log, which holds the latest since the"
                " last reset.",
                links.log(),
                "Requests",
            ) from None
