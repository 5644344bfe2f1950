"""Wraps functions of every kind so that something is on while they run, as decorators do."""

from __future__ import annotations

import functools
import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator
    from contextlib import AbstractContextManager

    Function = Callable[..., Any]
    On = Callable[[], AbstractContextManager[None]]


def wrapped(function: Function, on: On) -> Function:
    """Return a function of the same kind that turns something on for each of its calls."""
    if inspect.iscoroutinefunction(function):
        wrap = _around_coroutine
    elif inspect.isasyncgenfunction(function):
        wrap = _around_async_generator
    elif inspect.isgeneratorfunction(function):
        wrap = _around_generator
    else:
        wrap = _around_call
    return functools.wraps(function)(wrap(function, on))


def _around_call(function: Function, on: On) -> Function:
    def call(*args: Any, **kwargs: Any) -> Any:
        with on():
            return function(*args, **kwargs)

    # pytest passes the test method to a setup_method that takes it, which it tells by counting the
    # arguments of the function it finds: ours takes any, so it is always passed.
    if (
        getattr(function, "__name__", "") != "setup_method"
        or len(inspect.signature(function).parameters) > 1
    ):
        return call
    return lambda self, *_: call(self)


def _around_coroutine(function: Function, on: On) -> Function:
    async def call(*args: Any, **kwargs: Any) -> Any:
        with on():
            return await function(*args, **kwargs)

    return call


def _around_generator(function: Function, on: On) -> Function:
    def generate(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        with on():
            return (yield from function(*args, **kwargs))

    return generate


def _around_async_generator(function: Function, on: On) -> Function:
    async def generate(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
        with on():
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
