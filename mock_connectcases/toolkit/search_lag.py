"""The time for which SearchCases does not find a new case."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from mock_connectcases import clock
from mock_connectcases.resources import field_value, system_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from mock_connectcases.resources.case import Case


NO_LAG: Final = timedelta(0)


class SearchLag:
    """The lag of this process; none unless a test sets one."""

    def __init__(self) -> None:
        self.length = NO_LAG

    def predicate(self) -> Callable[[Case], bool]:
        """Return a function that accepts the cases that are old enough to be found.

        Only creation lags: changes and deletions are seen at once (ours).
        """
        latest = clock.now() - self.length

        def is_found(case: Case) -> bool:
            # A seed may say when a case was created in any form, or not at all.
            created = field_value.moment(str(case.values.get(system_fields.CREATED_DATETIME)))
            return created is None or created <= latest

        return is_found
