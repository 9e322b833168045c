"""LookupEvents takes moments as every SDK writes them, and no value of any other kind."""

import json
from dataclasses import replace

import pytest

from playground.sigv4.sign import Credentials
from tests.sandbox.sdk import Client, Refused, as_administrator
from tests.sandbox.visit import credentials_of, fields, post, role_arn, signed
from tests.tokens.minting import NOW


@pytest.fixture
def ask(site):
    credentials = as_administrator(site, "cloudtrail").credentials
    target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents"
    headers = {"content-type": "application/x-amz-json-1.1", "x-amz-target": target}

    def asked(body):
        answer = site.send(signed(credentials, "POST", "/", headers=headers, body=body.encode(), service="cloudtrail"))
        return answer.response.status, json.loads(answer.response.body)

    return asked


SINCE = [NOW, float(NOW), NOW - 0.5, f"{NOW:.9e}", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00.5+00:00", -1, 0.0]


@pytest.mark.parametrize("moment", SINCE)
def test_a_moment_is_seconds_with_a_fraction_or_without_or_a_text(site, ask, moment):
    site.assume()
    written = moment if isinstance(moment, str) and moment[1] == "." else json.dumps(moment)
    status, told = ask(f'{{"StartTime":{written},"EndTime":{NOW + 9.5}}}')
    assert (status, [event["EventName"] for event in told["Events"]]) == (200, ["AssumeRoleWithWebIdentity"])


@pytest.mark.parametrize("moment", ["1e400", "-1e400", "1e300", "99999999999999"])
def test_a_moment_that_no_calendar_has_finds_what_comes_after_it(site, ask, moment):
    site.assume()
    status, told = ask(f'{{"StartTime":{moment}}}')
    assert (status, len(told["Events"])) == (200, 1 if moment.startswith("-") else 0)


NO_VALUES = [
    *('{"StartTime":NaN}', '{"StartTime":"x"}', '{"StartTime":true}', '{"StartTime":"٢٠٢٦-11-21T00:00:00Z"}'),
    *(
        '{"MaxResults":"5"}',
        '{"MaxResults":5.5}',
        '{"MaxResults":99999999999}',
        '{"MaxResults":true}',
        f'{{"StartTime":{"9" * 400}}}',
        '{"a":1,"a":2}',
    ),
    *("null", "[]", "{", '{"LookupAttributes":[null]}', '{"LookupAttributes":{}}', "[" * 50_000),
]


@pytest.mark.parametrize("body", NO_VALUES)
def test_a_value_of_another_kind_cannot_be_read(ask, body):
    assert ask(body) == (400, {"__type": "SerializationException"})


@pytest.mark.parametrize("number", [0, -1, 51, 2**31 - 1])
def test_a_page_has_one_to_fifty_events(ask, number):
    assert ask(json.dumps({"MaxResults": number}))[1]["__type"] == "InvalidMaxResultsException"


def test_a_page_goes_on_only_with_what_it_was_asked_for(site, ask):
    for name in ("maya", "tomas"):
        site.assume(RoleSessionName=name)
    first = ask('{"MaxResults":1}')[1]
    second = ask(json.dumps({"MaxResults": 1, "NextToken": first["NextToken"]}))[1]
    names = [
        json.loads(page["Events"][0]["CloudTrailEvent"])["requestParameters"]["roleSessionName"] for page in (first, second)
    ]
    assert names == ["tomas", "maya"]
    for other in ({"NextToken": first["NextToken"], "StartTime": NOW}, {"NextToken": "no token"}):
        assert ask(json.dumps(other))[1]["__type"] == "InvalidNextTokenException"


def test_who_may_not_ask_is_told_by_the_names_that_services_of_json_have(site, admin):
    key = as_administrator(site, "cloudtrail").credentials
    nobody = Credentials("AKIAIOSFODNN7EXAMPLE", "secret", "")
    assert refused(site, admin)[:2] == (400, "AccessDeniedException")
    assert refused(site, nobody)[:2] == (400, "UnrecognizedClientException")
    assert refused(site, replace(key, secret_access_key="another"))[:2] == (400, "InvalidSignatureException")
    site.clock.now += 3600
    over = "The security token included in the request is expired"
    assert refused(site, admin) == (400, "ExpiredTokenException", over)


def test_an_unsigned_call_is_told_so(site):
    unsigned = post("{}", kind="application/x-amz-json-1.1")
    target = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents"
    answer = site.send(replace(unsigned, headers=unsigned.headers | {"x-amz-target": target}))
    told = {"__type": "MissingAuthenticationTokenException", "message": "Request is missing Authentication Token"}
    assert (answer.response.status, json.loads(answer.response.body)) == (400, told)


def refused(site, credentials):
    with pytest.raises(Refused) as caught:
        Client(site, "cloudtrail", credentials)("LookupEvents")
    return caught.value.status, caught.value.code, caught.value.message


def found_by(ask, key, value):
    body = {"LookupAttributes": [{"AttributeKey": key, "AttributeValue": value}]}
    return [event["EventName"] for event in ask(json.dumps(body))[1]["Events"]]


def test_a_session_is_found_by_its_key_and_its_names_among_the_resources_of_the_call_that_made_it(site, ask):
    made = fields(site.assume())
    key, arn = made["AccessKeyId"], made["Arn"]
    (event,) = ask("{}")[1]["Events"]
    assert [(one["ResourceType"], one["ResourceName"]) for one in event["Resources"]] == [
        ("AWS::IAM::AccessKey", key),
        ("AWS::STS::AssumedRole", arn),
        ("AWS::STS::AssumedRole", made["AssumedRoleId"]),
        ("AWS::STS::AssumedRole", "maya"),
        ("AWS::IAM::Role", role_arn("Admin")),
    ]
    for name in (key, arn, "maya"):
        assert found_by(ask, "ResourceName", name) == ["AssumeRoleWithWebIdentity"]
    assert found_by(ask, "ResourceType", "AWS::STS::AssumedRole") == ["AssumeRoleWithWebIdentity"]


def test_the_access_key_of_an_event_is_the_one_that_signed(site, ask):
    answer = site.assume()
    key = fields(answer)["AccessKeyId"]
    assert "AccessKeyId" not in ask("{}")[1]["Events"][0]
    site.sts(credentials_of(answer), "GetCallerIdentity")
    assert found_by(ask, "AccessKeyId", key) == ["GetCallerIdentity"]


def test_a_refused_call_made_no_session_to_be_found_by(site, ask):
    site.assume(role="PhotoAppGoogle")
    (event,) = ask("{}")[1]["Events"]
    assert [one["ResourceType"] for one in event["Resources"]] == ["AWS::IAM::Role"]
