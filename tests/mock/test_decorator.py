"""Every form in which the mock is turned on and off."""

from __future__ import annotations

import asyncio
import inspect
import os
import unittest
from typing import TYPE_CHECKING, Any
from unittest import mock

import boto3
import pytest

from mock_connectcases import MockConnectCases, mock_connectcases
from mock_connectcases.connectcases.models import connectcases_backends

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator


def make_client() -> Any:
    return boto3.client("connectcases", region_name="us-east-1")


def create(name: str = "orders") -> str:
    return str(make_client().create_domain(name=name)["domainId"])


def count() -> int:
    return len(make_client().list_domains()["domains"])


def is_on() -> bool:
    return connectcases_backends.mocks_active > 0


def test_bare_decorator_mocks_a_function() -> None:
    @mock_connectcases
    def body() -> int:
        create()
        return count()

    assert body() == 1


def test_called_decorator_mocks_a_function() -> None:
    @mock_connectcases()
    def body() -> int:
        create()
        return count()

    assert body() == 1


def test_decorated_function_has_its_name_signature_and_arguments() -> None:
    @mock_connectcases
    def add(left: int, *, right: int = 2) -> int:
        """Add."""
        return left + right

    assert add(1, right=4) == 5
    assert (add.__name__, add.__doc__) == ("add", "Add.")
    assert list(inspect.signature(add).parameters) == ["left", "right"]


def test_each_call_of_a_decorated_function_begins_empty() -> None:
    @mock_connectcases
    def body() -> int:
        create()
        return count()

    assert [body(), body()] == [1, 1]


def test_decorated_function_may_call_itself() -> None:
    @mock_connectcases
    def body(depth: int) -> int:
        create(f"domain {depth}")
        return body(depth - 1) if depth else count()

    assert body(2) == 3


def test_coroutine_function_is_mocked_while_it_runs() -> None:
    @mock_connectcases
    async def body() -> int:
        create()
        await asyncio.sleep(0)
        return count()

    coroutine = body()

    assert not is_on()
    assert asyncio.run(coroutine) == 1


def test_decorated_coroutine_function_is_a_coroutine_function() -> None:
    @mock_connectcases
    async def body() -> None: ...

    assert inspect.iscoroutinefunction(body)


def test_generator_function_is_mocked_between_its_first_and_last_step() -> None:
    @mock_connectcases
    def body() -> Generator[int, int, str]:
        create()
        received = yield count()
        return f"got {received}"

    generator = body()
    assert not is_on()
    assert next(generator) == 1
    assert is_on()
    with pytest.raises(StopIteration, match="got 7"):
        generator.send(7)
    assert not is_on()


def test_closing_a_generator_turns_the_mock_off() -> None:
    @mock_connectcases
    def body() -> Generator[int, None, None]:
        yield count()

    generator = body()
    next(generator)

    generator.close()

    assert not is_on()


def test_async_generator_is_mocked_between_its_first_and_last_step() -> None:
    @mock_connectcases
    async def body() -> AsyncGenerator[int, int]:
        create()
        received = yield count()
        yield received

    async def drive() -> list[int]:
        generator = body()
        return [await generator.__anext__(), await generator.asend(7)] + [
            value async for value in generator
        ]

    assert asyncio.run(drive()) == [1, 7]


def test_async_generator_receives_what_is_thrown_into_it() -> None:
    @mock_connectcases
    async def body() -> AsyncGenerator[str, None]:
        try:
            yield "first"
        except ZeroDivisionError:
            yield "caught"

    async def drive() -> str:
        generator = body()
        await generator.__anext__()
        caught = await generator.athrow(ZeroDivisionError())
        await generator.aclose()
        return caught

    assert asyncio.run(drive()) == "caught"


def test_context_manager_gives_the_handle() -> None:
    with mock_connectcases() as cases:
        assert isinstance(cases, MockConnectCases)
        create()
        assert count() == 1


def test_async_context_manager_gives_the_handle() -> None:
    async def body() -> int:
        async with mock_connectcases() as cases:
            assert isinstance(cases, MockConnectCases)
            create()
            return count()

    assert asyncio.run(body()) == 1


def test_start_and_stop_mock_what_is_between() -> None:
    mock = mock_connectcases()

    mock.start()
    create()
    found = count()
    mock.stop()

    assert found == 1
    assert not is_on()


def test_stop_without_start_is_an_error_and_changes_nothing() -> None:
    with mock_connectcases():
        create()
        with pytest.raises(RuntimeError, match=r"Called stop\(\) before start\(\)"):
            mock_connectcases().stop()
        assert count() == 1


def test_one_handle_may_be_entered_twice() -> None:
    mock = mock_connectcases()

    with mock:
        create()
        with mock:
            create("returns")
        assert count() == 2

    assert not is_on()


def test_reset_empties_the_state_and_leaves_the_mock_on() -> None:
    with mock_connectcases() as cases:
        create()

        cases.reset()

        assert count() == 0


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, SystemExit])
def test_exception_in_the_body_turns_the_mock_off(error: type[BaseException]) -> None:
    def fail() -> None:
        with mock_connectcases():
            create()
            raise error

    with pytest.raises(error):
        fail()

    assert not is_on()
    with mock_connectcases():
        assert count() == 0


def test_exception_in_a_decorated_coroutine_turns_the_mock_off() -> None:
    @mock_connectcases
    async def body() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(body())

    assert not is_on()


def test_class_decorator_mocks_each_test_method_afresh() -> None:
    @mock_connectcases
    class Tests:
        def test_first(self) -> int:
            create()
            return count()

        def test_second(self) -> int:
            create()
            return count()

    tests = Tests()

    assert [tests.test_first(), tests.test_second()] == [1, 1]


def test_class_decorator_leaves_static_and_class_methods_alone() -> None:
    @mock_connectcases
    class Tests:
        @staticmethod
        def static() -> bool:
            return is_on()

        @classmethod
        def of_class(cls) -> bool:
            return is_on()

        def _private(self) -> bool:
            return is_on()

    assert [Tests.static(), Tests.of_class(), Tests()._private()] == [False, False, False]


def test_class_decorator_reaches_nested_classes() -> None:
    @mock_connectcases
    class Tests:
        class Inner:
            def test_inner(self) -> bool:
                return is_on()

    assert Tests.Inner().test_inner()


def test_class_decorator_mocks_coroutine_methods() -> None:
    @mock_connectcases
    class Tests:
        async def test_it(self) -> bool:
            return is_on()

    assert asyncio.run(Tests().test_it())


@pytest.mark.parametrize("setup", ["setUp", "setup_method"])
def test_state_lasts_from_the_setup_of_a_class_to_the_end_of_its_test(setup: str) -> None:
    class Tests(unittest.TestCase):
        def test_first(self) -> None:
            create("first")
            assert count() == 2

        def test_second(self) -> None:
            assert count() == 1

    def set_up(self: unittest.TestCase, *_: object) -> None:
        create("from the setup")

    set_up.__name__ = setup
    setattr(Tests, setup, set_up)
    if setup == "setup_method":
        Tests.setUp = lambda self: self.setup_method()  # type: ignore[attr-defined, method-assign]
    mock_connectcases(Tests)
    result = unittest.TestResult()

    unittest.defaultTestLoader.loadTestsFromTestCase(Tests).run(result)
    connectcases_backends.discard()

    assert result.wasSuccessful(), result.failures + result.errors


@pytest.mark.parametrize("taken", [(), ("test",)])
def test_setup_method_is_given_no_more_than_it_takes(taken: tuple[str, ...]) -> None:
    given: list[tuple[object, ...]] = []

    @mock_connectcases
    class Tests:
        if taken:

            def setup_method(self, method: object) -> None:
                given.append((method,))

        else:

            def setup_method(self) -> None:  # type: ignore[misc]
                given.append(())

    # As pytest calls it, which cannot see that the decorated method takes less.
    Tests().setup_method("test")

    assert given == [taken]


def test_setup_method_may_be_decorated_otherwise_too() -> None:
    @mock_connectcases
    class Tests:
        @mock.patch.dict(os.environ, {"PATCHED": "yes"})
        def setup_method(self) -> None:
            self.patched = os.environ["PATCHED"]

    tests = Tests()
    tests.setup_method("test")  # type: ignore[call-arg]

    assert tests.patched == "yes"


def test_mock_started_in_setup_and_stopped_in_teardown_is_inherited() -> None:
    class Base(unittest.TestCase):
        def setUp(self) -> None:
            self.mock = mock_connectcases()
            self.mock.start()
            create()

        def tearDown(self) -> None:
            self.mock.stop()

    class Tests(Base):
        def test_first(self) -> None:
            assert count() == 1

        def test_second(self) -> None:
            assert count() == 1

    result = unittest.TestResult()

    unittest.defaultTestLoader.loadTestsFromTestCase(Tests).run(result)

    assert result.wasSuccessful(), result.failures + result.errors
