"""A browser asks before it sends what a page of another origin calls; STS, IAM, CloudTrail and Cognito let every page, S3 none."""

import pytest

from tests.clients.bare import VERSION, asked, exchange
from tests.clients.hands import BUCKET

pytestmark = pytest.mark.clients
APP = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
ALLOWED = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "content-type,x-amz-target,amz-sdk-invocation-id",
    "access-control-allow-methods": "POST",
    "access-control-expose-headers": "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date",
    "access-control-max-age": "172800",
    "content-length": "0",
}


def cross_origin(headers):
    told = {name.lower(): value for name, value in headers.items()}
    return told, {name: value for name, value in told.items() if name.startswith("access-control-")}


def test_a_browser_may_send_what_a_page_of_another_origin_asks_of_every_service_but_s3(server):
    asks = {**APP, "Access-Control-Request-Headers": ALLOWED["access-control-allow-headers"]}
    status, headers, body = exchange(server, "OPTIONS", "/", headers=asks)
    told, _ = cross_origin(headers)
    assert (status, body, len(told["x-amzn-requestid"])) == (200, b"", 36)
    assert ALLOWED.items() <= told.items()
    assert "content-type" not in told
    by_query = {**APP, "Access-Control-Request-Method": "GET"}
    status, headers, _ = exchange(server, "OPTIONS", f"/?Action=GetCallerIdentity&Version={VERSION}", headers=by_query)
    told, _ = cross_origin(headers)
    assert (status, told["access-control-allow-methods"]) == (200, "GET")
    assert "access-control-allow-headers" not in told


@pytest.mark.parametrize("asked_for", [("/", "GET"), ("/", "PUT"), ("/", ""), (f"/{BUCKET}", "POST"), (f"/{BUCKET}/a", "GET")])
def test_what_may_be_s3s_is_answered_by_s3_to_a_browser_that_asks(server, asked_for):
    path, method = asked_for
    status, headers, body = exchange(server, "OPTIONS", path, headers={**APP, "Access-Control-Request-Method": method})
    assert (status, cross_origin(headers)[1]) == (403, {})
    assert b"CORSResponse: CORS is not enabled for this bucket." in body


def test_a_page_of_another_origin_reads_what_sts_and_cognito_answer_and_nothing_of_s3(server):
    form = {"Origin": "https://app.example", "Content-Type": "application/x-www-form-urlencoded"}
    pool = {**form, "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "AWSCognitoIdentityService.GetId"}
    trail = {**pool, "X-Amz-Target": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents"}
    open_ = {name: ALLOWED[name] for name in ("access-control-allow-origin", "access-control-expose-headers")}
    roles = "Action=ListRoles&Version=2010-05-08"
    for body, headers, status in ((asked(server), form, 200), (roles, form, 403), ("{}", pool, 400), ("{}", trail, 400)):
        answered = exchange(server, "POST", "/", body, headers)
        assert (answered[0], cross_origin(answered[1])[1]) == (status, open_)
    assert cross_origin(exchange(server, "POST", "/", asked(server), {"Content-Type": form["Content-Type"]})[1])[1] == {}
    assert cross_origin(exchange(server, "GET", f"/{BUCKET}", headers={"Origin": "https://app.example"})[1])[1] == {}
