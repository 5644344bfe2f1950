import boto3

from mock_connectcases import mock_connectcases


@mock_connectcases
def test_domain_can_be_found():
    cases = boto3.client("connectcases", region_name="us-east-1")
    cases.create_domain(name="support")
    assert [each["name"] for each in cases.list_domains()["domains"]] == ["support"]
