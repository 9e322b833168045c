"""Policies near what AWS takes: no change is offered that STS would not take, and one that fills a role's quota says so."""

import json
import time
import tracemalloc

import pytest

from playground.diagnose.fixes import fixes
from playground.diagnose.reading.hcl import NotHcl, encoded
from playground.diagnose.reading.pasted import read_pasted
from playground.diagnose.telling import first_sentence
from tests.diagnose.test_only_what_is_so import GITHUB, JOB, PROVIDER, examined
from tests.diagnose.test_what_is_left_open import CLAIMS, looked_at, trust


def trusting(number):
    subjects = [f"repo:acme/application-number-{n:03d}:ref:refs/heads/main" for n in range(number)]
    return trust({"StringLike": {f"{GITHUB}:sub": subjects}}, federated=PROVIDER)


def test_of_many_subjects_the_nearest_is_named_as_one_of_many():
    _, found = examined(JOB | {"sub": "repo:acme/application-number-007:environment:prod"}, trusting(30))
    assert first_sentence(found).sentence == (
        "of 30 subjects that the role `the-role` trusts the nearest is a job on the branch `main`,"
        " and this is a job for the environment `prod`"
    )
    _, found = examined(JOB, trusting(1))
    assert first_sentence(found).sentence.startswith(
        "the role `the-role` trusts a job of the repository `acme/application-number-000`"
    )


def test_a_change_that_makes_a_trust_policy_longer_than_iam_keeps_says_so():
    said = []
    for number in (20, 32, 36):
        _, found = examined(JOB, trusting(number))
        cautions = [caution.sentence for caution in fixes(found)[0].cautions]
        said.append(
            [one for one in cautions if one.startswith("the trust policy then has `2,0") and "IAM keeps `2,048` unless" in one]
        )
    assert [len(one) for one in said] == [0, 1, 0]  # the last is kept by a quota that was raised


def test_no_change_makes_a_session_policy_longer_than_sts_takes():
    allowed = (
        ("own", json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})),
    )
    for number, offered in ((10, True), (38, False)):
        resources = [f"arn:aws:s3:::some-quite-long-bucket-name-{n:02d}/*" for n in range(number)]
        session = json.dumps(
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:PutObject", "Resource": resources}]}
        )
        asked = {"action": "s3:GetObject", "resource": "arn:aws:s3:::another-bucket/" + "x" * 150, "policies": allowed}
        found = looked_at(CLAIMS, **asked, session_policies=(("session policy", session),))
        assert len(session) < 2048
        assert bool(fixes(found)) is offered


UNENDED = ["/* " * 33_000, '"' + '\\"' * 49_000, "\xa0 " * 49_000, " " * 98_000 + "\x0b"]


@pytest.mark.parametrize("text", UNENDED, ids=["comments", "a text", "other spaces", "spaces"])
def test_what_never_ends_in_terraforms_language_is_said_at_once(text):
    start = time.process_time()
    with pytest.raises(NotHcl):
        encoded(f"policy = jsonencode({text}")
    assert time.process_time() - start < 2


def test_comments_of_terraforms_language_are_passed_over():
    text = 'jsonencode({ # a\n Version = "2012-10-17", // b\n /* c\n d */ Statement = [] /* never ended'
    with pytest.raises(NotHcl, match="ends too early"):
        encoded(text)
    assert encoded(text.replace("/* never ended", "})")) == {"Version": "2012-10-17", "Statement": []}


def test_a_long_name_above_many_values_is_not_written_once_more_for_each():
    """A page that was asked about a hundred thousand characters took eight hundred megabytes to answer."""
    text = json.dumps({"iss": "https://idp.example.com", "k" * 50_000: [""] * 12_000})
    tracemalloc.start()
    assert read_pasted(text).kind == "claims"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000
