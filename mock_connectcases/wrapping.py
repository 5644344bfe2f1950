"""Wraps functions of every kind in a context manager, as decorators do."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator
    from contextlib import AbstractContextManager

    Function = Callable[..., Any]
    Context = Callable[[], AbstractContextManager[None]]


def wrap(function: Function, context: Context) -> Function:
    """Return a function of the same kind, each call of which runs inside a new context."""
    if inspect.iscoroutinefunction(function):
        around = _around_coroutine
    elif inspect.isasyncgenfunction(function):
        around = _around_async_generator
    elif inspect.isgeneratorfunction(function):
        around = _around_generator
    else:
        around = _around_call
    return functools.wraps(function)(around(function, context))


def _around_call(function: Function, context: Context) -> Function:
    def call(*args: Any, **kwargs: Any) -> Any:
        with context():
            return function(*args, **kwargs)

    # pytest counts the arguments of a setup_method to decide whether to pass the test method: ours
    # takes any, so it always gets one.
    if (
        getattr(function, "__name__", "") != "setup_method"
        or len(inspect.signature(function).parameters) > 1
    ):
        return call
    return lambda self, *_: call(self)


def _around_coroutine(function: Function, context: Context) -> Function:
    async def call(*args: Any, **kwargs: Any) -> Any:
        with context():
            return await function(*args, **kwargs)

    return call


def _around_generator(function: Function, context: Context) -> Function:
    def generate(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        with context():
            return (yield from function(*args, **kwargs))

    return generate


def _around_async_generator(function: Function, context: Context) -> Function:
    async def generate(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
        with context():
            generator = function(*args, **kwargs)
            try:
                value = await generator.__anext__()
                while True:
                    try:
                        sent = yield value
                    except Exception as error:  # noqa: PERF203 - the generator's to handle
                        value = await generator.athrow(error)
                    else:
                        value = await generator.asend(sent)
            except StopAsyncIteration:
                return
            finally:
                await generator.aclose()

    return generate
