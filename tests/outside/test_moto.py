"""The live calls, against moto's STS and S3 over a socket: what comes back is theirs, and our reading stands beside it."""

from __future__ import annotations

import json
import re
import time

import pytest

from playground.assembly.our_reading import RealRole
from playground.sandbox.managed import managed_document
from playground.walkthrough.models import JourneyRow
from playground.walkthrough.visitors import visitor as keeping
from playground.walkthrough.visitors.visitor import journey_in
from playground.walkthrough.wire.messages import ends
from playground.wire.record import log_of
from tests.outside.conftest import NOBODY, ROLE

pytestmark = pytest.mark.django_db
READING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}


def outside(visitor):
    return journey_in(visitor.session).outside


def call(visitor):
    draft = {"action": "send", "RoleSessionName": "maya", "DurationSeconds": "3600"}
    return visitor.post("/call/send/", draft, follow=True).content.decode()


def use(visitor, operation, **fields):
    return visitor.post("/use/send/", {"operation": operation, "bucket": "photos"} | fields, follow=True).content.decode()


def test_the_answer_is_motos_and_its_credentials_work_at_its_s3(visitor, choose):
    choose()
    page = call(visitor)
    assert "said yes. You are maya in the role Photos" in page
    assert outside(visitor).answer.fields["AssumedRoleUser"]["Arn"].startswith("arn:aws:sts::123456789012:assumed-role/")
    assert "hello from moto" in use(visitor, "GetObject", key="maya/notes.txt")
    assert "maya/notes.txt" in use(visitor, "ListObjectsV2", prefix="maya/")
    assert "NoSuchKey" in use(visitor, "GetObject", key="nobody")
    assert "assumed-role" in use(visitor, "GetCallerIdentity")


def test_the_end_of_their_credentials_is_known_to_pages_that_listen(visitor, choose):
    choose()
    call(visitor)
    assert ends(journey_in(visitor.session))["credentials"] == outside(visitor).expires > time.time()


def test_a_call_that_nobody_answers_stands_on_the_wire_as_that(visitor, choose, settings):
    nobody = "http://127.0.0.1:9"
    settings.LIVE_AWS_ENDPOINTS = [nobody]
    choose(sts_url=nobody)
    call(visitor)
    last = log_of(journey_in(visitor.session).account_id)[-1]
    assert (last.receiver, last.host, last.status) == ("sts", "127.0.0.1:9", 0)
    assert last.words == "No answer came that this site could take."
    assert "no answer" in visitor.get("/wire/").content.decode()


def test_nothing_secret_shows_on_the_page_or_on_the_wire(visitor, choose):
    choose()
    pages = (
        call(visitor)
        + use(visitor, "GetObject", key="maya/notes.txt")
        + "".join(visitor.get(f"/{step}/").content.decode() for step in ("call", "answer", "use", "target"))
    )
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
    assert "said yes" in page
    assert "We read it otherwise than they answered" in page
    assert "We read it otherwise" in use(visitor, "ListBuckets")
    for key in ("maya/notes.txt", "nobody"):
        assert "We read it otherwise" not in use(visitor, "GetObject", key=key)
        assert outside(visitor).used.agrees


def test_our_reading_knows_what_every_session_has(visitor, choose):
    """The role's id is the one that STS told; of China's role the ARNs are China's."""
    choose(permissions=json.dumps(READING))
    call(visitor)
    told = outside(visitor).answer.fields["AssumedRoleUser"]["AssumedRoleId"]
    conditions = {
        "StringEquals": {"aws:userid": told, "aws:PrincipalArn": ROLE, "s3:ResourceAccount": "123456789012"},
        "DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"},
        "Bool": {"aws:SecureTransport": "false"},
    }
    held = {**READING["Statement"][0], "Condition": conditions}
    choose(permissions=json.dumps({**READING, "Statement": [held]}))
    call(visitor)
    assert "We read it otherwise" not in use(visitor, "GetObject", key="maya/notes.txt")
    assert outside(visitor).used.agrees


@pytest.mark.parametrize("partition", ["aws", "aws-cn", "aws-us-gov"])
def test_a_role_has_the_arn_of_its_partition_in_our_reading(partition):
    arn = f"arn:{partition}:iam::123456789012:role/demo/Photos"
    account = RealRole(arn, "{}", boundary="{}").account("cn-north-1")
    (role,) = account.roles.values()
    assert account.role_arn(role) == arn
    assert managed_document(account, role.boundary) == "{}"


def test_a_trust_policy_that_fits_agrees(visitor, choose):
    aud = journey_in(visitor.session).sign_in.answer["aud"]
    fits = json.dumps(NOBODY).replace("somebody-else", aud)
    choose(trust=fits)
    page = call(visitor)
    assert "We read it otherwise" not in page
    assert "the same as theirs" in page


@pytest.mark.parametrize("trust", ["{", "[]", '{"Version": "2012-10-17", "Statement": []}', "[" * 9000])
def test_a_trust_policy_that_cannot_be_read_disagrees_with_nobody(visitor, choose, trust):
    choose(trust=trust)
    page = call(visitor)
    assert outside(visitor).answer.agrees is None
    assert "We read it otherwise" not in page
    assert "It cannot be read" in page


def test_the_credentials_are_forgotten_when_they_are_over_also_for_whoever_does_not_come_back(visitor, choose):
    choose()
    call(visitor)
    row = JourneyRow.objects.get(pk=visitor.session["visitor"])
    assert row.forget_at.timestamp() == pytest.approx(time.time() + 3600, abs=60)
    journey = journey_in(visitor.session)
    journey.outside.expires = time.time() - 1
    JourneyRow.objects.filter(pk=row.pk).update(sealed=keeping._sealed(journey), forget_at="2020-01-01T00:00:00Z")
    keeping._sweep(time.time())
    found = JourneyRow.objects.get(pk=row.pk)
    kept = keeping._opened(found.account_id, found.sealed)
    assert kept.outside.credentials == {}
    assert kept.outside.answer.body == ""
    assert "STS has not given you any yet" in use(visitor, "ListBuckets")
    assert "have ended, and are forgotten" in visitor.get("/answer/").content.decode()


def test_forget_forgets(visitor, choose):
    choose()
    call(visitor)
    visitor.post("/target/forget/")
    assert outside(visitor).answer is None
    assert outside(visitor).credentials == {}
    assert JourneyRow.objects.get(pk=visitor.session["visitor"]).forget_at is None
    call(visitor)
    visitor.post("/target/choose/", {"kind": "sandbox"})
    assert outside(visitor) is None
    assert "Calls go to <b>the sandbox</b>" in visitor.get("/call/").content.decode()


def test_the_old_address_leads_to_the_new_one(visitor):
    answer = visitor.get("/outside/")
    assert (answer.status_code, answer["Location"]) == (301, "/target/")


def test_the_sandbox_keeps_what_was_built_there(visitor, choose):
    role = journey_in(visitor.session).draft.RoleArn
    page = choose(bucket="photos")
    assert f'name="RoleArn" value="{role}"' in page
    assert f'<code id="role">{ROLE}</code>' in page
    call(visitor)
    journey = journey_in(visitor.session)
    assert journey.outside.sent["RoleArn"] == ROLE
    assert journey.outcome is None


def test_every_syntax_names_the_target(visitor, choose, moto):
    page = choose()
    assert page.count(moto) >= 5
    assert page.count(ROLE) >= 5
    assert "What leaves this machine" in page


def test_what_step_3_says_of_the_role_follows_from_the_policies_that_were_given(visitor, choose):
    assert "This site sees into no account but the sandbox’s" in choose(bucket="photos")
    page = choose(bucket="photos", permissions=json.dumps(READING))
    assert "photos, own folder" in page
    assert "the role allows it" in page
    assert "cannot be read" in choose(trust="{")


def test_what_is_advised_on_the_policies_and_its_fix_need_no_script(visitor, choose):
    slip = json.dumps(NOBODY, indent=1).replace("somebody-else", "*.apps")
    assert "Not checked yet." in choose()
    page = choose(trust=slip, permissions=json.dumps({"Version": "2012-10-17", "Statement": []}))
    assert "Not checked yet." not in page
    assert "takes <code>*.apps</code> literally" in page
    given = {"trust": slip, "permissions": "", "fix": re.search(r'name="fix" value="(trust:\d+)"', page)[1]}
    assert "takes <code>*.apps</code> literally" not in visitor.post("/target/policies/", given, follow=True).content.decode()
    assert "StringLike" in journey_in(visitor.session).outside.trust


def test_signing_out_forgets(visitor, choose):
    choose()
    call(visitor)
    said = visitor.post("/sign-out/", HTTP_HX_REQUEST="true").content.decode()
    assert "The token and the credentials are forgotten" in said
    assert outside(visitor).credentials == {}


def test_what_rests_in_the_database_is_sealed(visitor, choose):
    choose()
    call(visitor)
    held = outside(visitor).credentials
    sealed = JourneyRow.objects.get(pk=visitor.session["visitor"]).sealed
    assert held["AccessKeyId"] not in sealed
    assert ROLE not in sealed
