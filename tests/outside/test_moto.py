"""The live calls, against moto's STS and S3 over a socket: what comes back is theirs, and our reading stands beside it."""

from __future__ import annotations

import json
import time

import pytest

from playground.walkthrough import visitor as keeping
from playground.walkthrough.models import JourneyRow
from playground.walkthrough.visitor import journey_in
from playground.wire.record import log_of
from tests.outside.conftest import ROLE

pytestmark = pytest.mark.django_db
NOBODY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Federated": "accounts.google.com"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {"accounts.google.com:aud": "somebody-else"}},
        }
    ],
}
READING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}


def outside(visitor):
    return journey_in(visitor.session).outside


def call(visitor):
    return visitor.post("/outside/call/", follow=True).content.decode()


def use(visitor, operation, **fields):
    return visitor.post("/outside/use/", {"operation": operation, "bucket": "photos"} | fields).content.decode()


def test_the_answer_is_motos_and_its_credentials_work_at_its_s3(visitor, choose):
    choose()
    page = call(visitor)
    assert "Granted" in page
    assert outside(visitor).answer.fields["AssumedRoleUser"]["Arn"].startswith("arn:aws:sts::123456789012:assumed-role/")
    assert "hello from moto" in use(visitor, "GetObject", key="maya/notes.txt")
    assert "maya/notes.txt" in use(visitor, "ListObjectsV2", prefix="maya/")
    assert "NoSuchKey" in use(visitor, "GetObject", key="nobody")
    assert "assumed-role" in use(visitor, "GetCallerIdentity")


def test_nothing_secret_shows_on_the_page_or_on_the_wire(visitor, choose):
    choose()
    pages = call(visitor) + use(visitor, "GetObject", key="maya/notes.txt") + visitor.get("/outside/").content.decode()
    held, token = outside(visitor).credentials, journey_in(visitor.session).sign_in.token
    kept = log_of(journey_in(visitor.session).account_id)
    wire = "".join(f"{one.target}{one.request_head}{one.request_body}{one.response_head}{one.response_body}" for one in kept)
    assert len([one for one in kept if one.words.startswith("This call really left")]) == 2
    for secret in (held["SecretAccessKey"], held["SessionToken"], token):
        assert secret not in pages
        assert secret not in wire


def test_where_the_two_disagree_the_page_says_so(visitor, choose):
    choose(trust=json.dumps(NOBODY), permissions=json.dumps(READING))
    page = call(visitor)
    assert "Granted" in page
    assert "We read it otherwise than they answered" in page
    assert "We read it otherwise" in use(visitor, "ListBuckets").partition('id="used"')[2]
    assert "We read it otherwise" not in use(visitor, "GetObject", key="maya/notes.txt").partition('id="used"')[2]


def test_a_trust_policy_that_fits_agrees(visitor, choose):
    aud = journey_in(visitor.session).sign_in.answer["aud"]
    fits = json.dumps(NOBODY).replace("somebody-else", aud)
    choose(trust=fits)
    page = call(visitor)
    assert "We read it otherwise" not in page
    assert "that you gave: the same" in page


def test_the_credentials_are_forgotten_when_they_are_over_also_for_whoever_does_not_come_back(visitor, choose):
    choose()
    call(visitor)
    row = JourneyRow.objects.get(pk=visitor.session["visitor"])
    assert row.forget_at.timestamp() == pytest.approx(time.time() + 3600, abs=60)
    journey = journey_in(visitor.session)
    journey.outside.expires = time.time() - 1
    JourneyRow.objects.filter(pk=row.pk).update(sealed=keeping._sealed(journey), forget_at="2020-01-01T00:00:00Z")
    keeping._sweep(time.time())
    kept = keeping._opened(JourneyRow.objects.get(pk=row.pk))
    assert kept.outside.credentials == {}
    assert kept.outside.answer.body == ""
    assert "there are no credentials any more" in use(visitor, "ListBuckets")


def test_forget_forgets(visitor, choose):
    choose()
    call(visitor)
    visitor.post("/outside/forget/")
    assert outside(visitor) is None


def test_signing_out_forgets(visitor, choose):
    choose()
    call(visitor)
    said = visitor.post("/sign-out/", HTTP_HX_REQUEST="true").content.decode()
    assert "The token and the credentials are forgotten" in said
    assert outside(visitor).credentials == {}
    assert visitor.get("/outside/").status_code == 200


def test_what_rests_in_the_database_is_sealed(visitor, choose):
    choose()
    call(visitor)
    held = outside(visitor).credentials
    sealed = JourneyRow.objects.get(pk=visitor.session["visitor"]).sealed
    assert held["AccessKeyId"] not in sealed
    assert ROLE not in sealed
