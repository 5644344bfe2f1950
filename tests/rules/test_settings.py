"""Settings of a mock: assumptions and quotas."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import boto3
import pytest
from botocore.exceptions import ClientError

from mock_connectcases import mock_connectcases, rules, settings
from tests.interpreters import output_of

SEED = {
    "domains": {
        "desk": {
            "fields": {"Owner": "User"},
            "templates": {"Any": {}},
            "cases": [{"template": "Any", "fields": {"title": "Chair", "Owner": "jane"}}],
        }
    }
}


def create_domains(number: int) -> int:
    """Create domains until one is refused, and return how many there are."""
    client = boto3.client("connectcases", region_name="us-east-1")
    with suppress(ClientError):
        for made in range(number):
            client.create_domain(name=f"domain {made}")
    return len(client.list_domains()["domains"])


class TestQuotas:
    def test_quota_can_be_raised(self) -> None:
        with mock_connectcases(quotas={"domains": 7}):
            assert create_domains(9) == 7

    def test_quota_can_be_lowered(self) -> None:
        with mock_connectcases(quotas={"domains": 0}):
            assert create_domains(1) == 0

    def test_refusal_says_the_quota(self) -> None:
        with mock_connectcases(quotas={"domains": 1}):
            client = boto3.client("connectcases", region_name="us-east-1")
            client.create_domain(name="one")
            with pytest.raises(client.exceptions.ServiceQuotaExceededException) as caught:
                client.create_domain(name="two")

        assert caught.value.response["Error"]["Message"] == (
            "The quota for domains per account is 1; this request would make it 2. (quota: domains)"
        )

    def test_unknown_name_gets_the_nearest(self) -> None:
        with pytest.raises(ValueError, match="no quota 'domain'; did you mean 'domains'"):
            mock_connectcases(quotas={"domain": 1})

    @pytest.mark.parametrize("number", [-1, 1.5, "9", True, None])
    def test_number_is_whole_and_not_negative(self, number: object) -> None:
        with pytest.raises(ValueError, match="'domains' is a whole number from 0"):
            mock_connectcases(quotas={"domains": number})  # type: ignore[dict-item]


class TestAssumptions:
    def test_unknown_name_gets_the_nearest(self) -> None:
        with pytest.raises(ValueError, match="did you mean 'user-is-arn'"):
            mock_connectcases(assumptions={"user-is-urn": False})

    @pytest.mark.parametrize("value", [None, 0, "off", []])
    def test_value_is_a_boolean(self, value: object) -> None:
        with pytest.raises(ValueError, match="is True or False"):
            mock_connectcases(assumptions={"user-is-arn": value})  # type: ignore[dict-item]

    def test_corrected_rule_is_accepted_with_a_warning_and_without_effect(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rules, "CORRECTED", ("user-is-a-name", "user-is-arn"))
        for name in rules.CORRECTED:
            with pytest.warns(UserWarning, match=f"{name}' was corrected: the setting has no"):
                mock = mock_connectcases(assumptions={name: False})

            with mock:
                assert rules.applies(name)

    def test_both_are_dictionaries(self) -> None:
        with pytest.raises(ValueError, match="assumptions is a dictionary"):
            mock_connectcases(assumptions=["user-is-arn"])  # type: ignore[call-overload]


class TestNesting:
    def test_settings_end_with_their_mock(self) -> None:
        with mock_connectcases():
            with mock_connectcases(quotas={"domains": 1}):
                pass
            assert create_domains(3) == 3

    def test_latest_mock_decides(self) -> None:
        with mock_connectcases(quotas={"domains": 1}), mock_connectcases(quotas={"domains": 2}):
            assert create_domains(3) == 2

    def test_reset_does_not_change_them(self) -> None:
        with mock_connectcases(quotas={"domains": 1}) as mock:
            mock.reset()
            assert create_domains(3) == 1

    def test_other_order_of_ends(self) -> None:
        first, second = (
            mock_connectcases(quotas={"domains": 1}),
            mock_connectcases(quotas={"fields": 9}),
        )
        first.start()
        second.start()
        first.stop()
        assert create_domains(3) == 3
        second.stop()

    def test_failed_start_leaves_nothing(self) -> None:
        with pytest.raises(ValueError, match="seed"):
            mock_connectcases(quotas={"domains": 0}, seed={"domains": 1}).start()

        with mock_connectcases():
            assert create_domains(1) == 1


def test_moto_s_server_mode_refuses_settings_and_starts_without_any() -> None:
    program = """
from mock_connectcases import mock_connectcases

for settings in ({"assumptions": {}, "quotas": {}}, {"quotas": {"domains": 1}}):
    try:
        mock_connectcases(**settings).start(reset=False)
        print("started")
    except RuntimeError as error:
        print(str(error)[:77])
"""
    printed = output_of(program, TEST_SERVER_MODE="true")

    assert printed.splitlines() == [
        "started",
        "The state is in the process of moto's server: settings of this one do not app",
    ]


class TestThreads:
    def test_mocks_of_many_threads_leave_no_settings(self) -> None:
        def start_and_stop(_: int) -> None:
            with mock_connectcases(quotas={"domains": 1}):
                pass

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(start_and_stop, range(400)))

        assert settings.current() == settings.Settings()


class TestSeeds:
    def test_seed_is_checked_with_the_settings(self) -> None:
        with (
            mock_connectcases(quotas={"domains": 0}) as mock,
            pytest.raises(ValueError, match="quota"),
        ):
            mock.load({"domains": {"desk": {}}})

    def test_seed_is_refused_by_an_assumption_that_it_names(self) -> None:
        with (
            mock_connectcases() as mock,
            pytest.raises(ValueError, match=r"\(assumed: user-is-arn\)"),
        ):
            mock.load(SEED)

    def test_assumption_that_is_off_is_off_for_seeds(self) -> None:
        with mock_connectcases(assumptions={"user-is-arn": False}) as mock:
            mock.load(SEED)

            (domain,) = mock.dump()["domains"].values()

        assert domain["cases"]

    def test_seed_of_the_same_mock_is_loaded_with_its_settings(self) -> None:
        with mock_connectcases(seed=SEED, assumptions={"user-is-arn": False}) as mock:
            assert mock.dump()["domains"]
