"""Client tokens: a request with a known token gets the first answer and changes nothing."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

from mock_connectcases.errors import ConflictException

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_canonical = json.JSONEncoder(sort_keys=True).encode
"""Writes equal parameters as the same text, in whatever order they came, NaN too."""

REMEMBERED: Final = 10_000
"""The number of tokens that a domain holds (assumed: no lifetime is documented)."""


class ClientTokens:
    """The latest client tokens of a domain, each with its request and the answer.

    The rule is documented for BatchUpdateCase and BatchCreateRelatedItem; for CreateCase it is
    assumed.  An empty token is no token (assumed; the model allows it).
    """

    __slots__ = ("_answers",)

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, str], tuple[str, dict[str, Any]]] = OrderedDict()

    def answer(
        self,
        operation: str,
        params: Mapping[str, Any],
        execute: Callable[..., dict[str, Any]],
        *arguments: Any,
    ) -> dict[str, Any]:
        """Return the first answer to this request; execute a new one and store its answer.

        The function takes the further arguments.  Raises ConflictException when the token came
        with other parameters.
        """
        token = params.get("clientToken")
        if not token:
            return execute(*arguments)
        known = self._answers.get((operation, token))
        if known is None:
            answer = execute(*arguments)
            self._answers[operation, token] = (_canonical(params), answer)
            if len(self._answers) > REMEMBERED:
                self._answers.popitem(last=False)
            return answer
        request, first = known
        if request != _canonical(params):
            message = (
                f"The client token {token!r} was used before for {operation} with other parameters."
            )
            rule = "client-token-reuse-conflict"
            if operation.startswith("Batch"):
                rule = "batch-client-token-reuse-conflict"
            raise ConflictException(message, rule=rule)
        return first
