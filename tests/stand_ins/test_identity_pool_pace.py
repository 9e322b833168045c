"""Who calls Cognito too often is told so in Cognito's own shape, by account and by address."""

from __future__ import annotations

import json
import time
from types import SimpleNamespace

import pytest
from botocore.retries.standard import ThrottledRetryableChecker

from playground.assembly import paces
from playground.assembly.sandbox import answer
from playground.aws.clients import client
from playground.sandbox.exchange import HttpRequest
from playground.stand_ins.identity_pool.ids import Pool, new_guest
from playground.stand_ins.registrations import another_account
from tests.stand_ins.walk import ACCOUNT

pytestmark = pytest.mark.django_db
POOL, USER_POOL = Pool(ACCOUNT), "cognito-idp.us-east-1.amazonaws.com/us-east-1_PhotoDemo"
LEAST = 3


@pytest.fixture
def standing_monotonic(monkeypatch):
    """So that no bucket fills again between two calls."""
    now = time.monotonic()
    monkeypatch.setattr("playground.assembly.paces.time", SimpleNamespace(monotonic=lambda: now))


@pytest.fixture
def paced(settings):
    """At most three a minute for an account, and thirty for an address; counted here, for Redis would remember the test before."""
    settings.REDIS_URL = ""
    settings.MOST_EACH_MINUTE = dict.fromkeys(settings.MOST_EACH_MINUTE, LEAST)
    paces._pace.cache_clear()
    yield
    paces._pace.cache_clear()


def sent(operation, given, sender="terminal", address="203.0.113.7"):
    headers = {"host": "localhost:9000", "x-amz-target": f"AWSCognitoIdentityService.{operation}"}
    request = HttpRequest("POST", "/", "", headers, json.dumps(given).encode(), address)
    return answer(request, sender)


CALLS = {
    "GetId": lambda pool: {"IdentityPoolId": pool.id},
    "GetOpenIdToken": lambda pool: {"IdentityId": new_guest(pool).id},
    "GetCredentialsForIdentity": lambda pool: {"IdentityId": new_guest(pool).id},
}


@pytest.mark.parametrize("operation", CALLS)
@pytest.mark.parametrize("sender", ["app", "terminal"])
def test_who_calls_too_often_is_told_so_as_cognito_tells_it(paced, standing_monotonic, operation, sender):
    answers = [sent(operation, CALLS[operation](POOL), sender) for _ in range(LEAST + 1)]
    assert "TooManyRequestsException" not in [one.error for one in answers[:-1]]
    assert (answers[-1].response.status, answers[-1].error) == (429, "TooManyRequestsException")
    assert json.loads(answers[-1].response.body) == {"__type": "TooManyRequestsException", "message": "Rate exceeded"}
    somebody_else = Pool(another_account(ACCOUNT))
    assert sent(operation, CALLS[operation](somebody_else), sender).error != "TooManyRequestsException"


def test_tokens_that_are_tried_count_against_their_address_before_they_are_looked_at(paced, standing_monotonic):
    tried = [sent("GetId", {"IdentityPoolId": "nobody:0", "Logins": {USER_POOL: "a.b.c"}}).error for _ in range(10 * LEAST + 1)]
    assert set(tried[:-1]) == {"ResourceNotFoundException"}
    assert tried[-1] == "TooManyRequestsException"
    assert sent("GetId", {"IdentityPoolId": POOL.id}, address="203.0.113.8").error == ""


def test_what_cognito_answers_then_is_in_its_model_and_sdks_wait_for_it():
    errors = (
        client("cognito-identity", "http://localhost:9000", "us-east-1")
        .meta.service_model.operation_model("GetId")
        .error_shapes
    )
    assert "TooManyRequestsException" in {shape.name for shape in errors}
    assert "TooManyRequestsException" in ThrottledRetryableChecker._THROTTLED_ERROR_CODES
