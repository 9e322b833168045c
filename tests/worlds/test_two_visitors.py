"""Two visitors and the terminal's account: none sees or touches what is another's, and calls are kept where they belong."""

import json
import time
from urllib.parse import urlencode

import pytest

from playground.assembly.accounts import ensure_terminal_account, open_visitor_account
from playground.assembly.sandbox import answer
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.seed import bucket_name
from playground.stand_ins.tokens.mint import mint
from playground.wire.models import Exchange
from playground.worlds.buckets import set_bucket_policy
from playground.worlds.models import EventRow
from tests.sandbox.visit import credentials_of, refusal, signed

pytestmark = pytest.mark.django_db
TERMINAL = "123456789012"


@pytest.fixture
def maya(signing_keys):
    return open_visitor_account()


@pytest.fixture
def tomas(signing_keys):
    return open_visitor_account()


def assume(account_id, token, *, sender="terminal", visitor="", role="PhotoAppGoogle"):
    form = {
        "Action": "AssumeRoleWithWebIdentity",
        "Version": "2011-06-15",
        "RoleArn": f"arn:aws:iam::{account_id}:role/{role}",
        "RoleSessionName": "somebody",
        "WebIdentityToken": token,
    }
    headers = {"host": "localhost:8001", "content-type": "application/x-www-form-urlencoded"}
    return answer(HttpRequest("POST", "/", "", headers, urlencode(form).encode()), sender, visitor)


def get(account_id, own, key, visitor=""):
    return answer(signed(own, "GET", f"/{bucket_name(account_id)}/{key}", now=time.time()), "terminal", visitor)


def test_a_token_for_one_visitors_app_opens_no_other_visitors_role(maya, tomas):
    assert assume(maya, mint("google", "maya", maya)).response.status == 200
    assert refusal(assume(tomas, mint("google", "maya", maya)))[:2] == (403, "AccessDenied")


def test_credentials_of_one_visitor_open_no_other_visitors_bucket(maya, tomas):
    own = credentials_of(assume(maya, mint("google", "maya", maya)))
    subject = "107691503500061507151"
    assert get(maya, own, f"{subject}/notes.txt").response.status == 200
    assert refusal(get(tomas, own, f"{subject}/notes.txt")) == (403, "AccessDenied", "Access Denied")


def test_a_visitor_learns_nothing_of_another_account_but_what_aws_would_answer(maya, tomas):
    token = mint("google", "maya", maya)
    for role in ("PhotoAppGoogle", "Nobody"):
        refused = assume(tomas, token, sender="app", visitor=maya, role=role)
        told = str(refused.finding) + json.dumps(Exchange.objects.latest("id").explanation)
        assert refusal(refused)[1] == "AccessDenied"
        assert f"{tomas}-" not in told
        assert "PhotoAppAmazon" not in told
        assert "RoleForGoogle" not in told
        assert len(refused.finding.reasons) == 12


def test_a_visitor_is_told_everything_of_their_own_account_and_of_the_one_that_all_share(maya):
    ensure_terminal_account()
    token = mint("google", "maya", maya)
    assert "PhotoAppAmazon" in str(assume(maya, token, visitor=maya, role="Nobody").finding)
    assert "PhotoAppAmazon" in str(assume(TERMINAL, token, visitor=maya, role="Nobody").finding)


def test_each_call_is_on_the_wire_and_in_the_trail_of_its_own_account(maya, tomas):
    assume(maya, mint("google", "maya", maya))
    assume(tomas, mint("google", "maya", maya))
    for account_id, status in ((maya, 200), (tomas, 403)):
        (exchange,) = Exchange.objects.filter(account_id=account_id)
        assert (exchange.status, exchange.sender, exchange.operation) == (status, "terminal", "AssumeRoleWithWebIdentity")
        (event,) = EventRow.objects.filter(account_id=account_id)
        assert event.event["requestID"] == exchange.request_id
        assert event.event.get("errorCode", "") == ("" if status == 200 else "AccessDenied")


def test_a_call_that_is_nobodys_is_kept_nowhere(signing_keys):
    assert assume("999999999999", "no token").response.status == 400
    assert answer(HttpRequest("GET", "/bucket/key", "", {"host": "x"}), "terminal").response.status == 404
    assert not Exchange.objects.exists()
    assert not EventRow.objects.exists()


def test_a_bucket_policy_counts_for_the_next_call(maya):
    own = credentials_of(assume(maya, mint("google", "maya", maya)))
    assert get(maya, own, "shared/welcome.txt").response.status == 403
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{maya}:role/PhotoAppGoogle"},
        "Action": "s3:GetObject",
        "Resource": f"arn:aws:s3:::{bucket_name(maya)}/shared/*",
    }
    set_bucket_policy(bucket_name(maya), json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    assert get(maya, own, "shared/welcome.txt").response.status == 200
