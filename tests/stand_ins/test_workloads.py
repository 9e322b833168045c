"""Jobs and pods: what their tokens say, how they are asked for, and who may be whom."""

from __future__ import annotations

import json
import time

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from playground.stand_ins.adapter import browser_url
from playground.stand_ins.consent import NotUnderstood
from playground.stand_ins.issuers import is_stand_in
from playground.stand_ins.jobs import TICKET_LIFETIME, job, job_of
from playground.stand_ins.keys import jwks
from playground.stand_ins.workloads import WORKLOADS
from playground.tokens.jwt import take_apart
from tests.stand_ins.walk import ACCOUNT

pytestmark = pytest.mark.django_db
each = pytest.mark.parametrize("slug", [one.slug for one in WORKLOADS])
with_our_keys = pytest.mark.parametrize("slug", [one.slug for one in WORKLOADS if one.signing is None])
SUBJECTS = [
    ("github", {}, f"repo:team-{ACCOUNT}/photo-app:ref:refs/heads/main"),
    ("github", {"event": "pull_request"}, f"repo:team-{ACCOUNT}/photo-app:pull_request"),
    ("github", {"environment": "production"}, f"repo:team-{ACCOUNT}/photo-app:environment:production"),
    ("github", {"environment": "eu:west", "event": "pull_request"}, f"repo:team-{ACCOUNT}/photo-app:environment:eu%3Awest"),
    ("github", {"owner": "octo-org", "ref": "refs/tags/v1"}, "repo:octo-org/photo-app:ref:refs/tags/v1"),
    (
        "github",
        {"owner": "octo-org", "subject": "names and numbers"},
        "repo:octo-org@74434024/photo-app@363377181:ref:refs/heads/main",
    ),
    ("kubernetes", {"namespace": "shop", "service_account": "api"}, "system:serviceaccount:shop:api"),
    ("gitlab", {}, f"project_path:team-{ACCOUNT}/photo-app:ref_type:branch:ref:main"),
    ("gitlab", {"namespace": "a/b", "ref_type": "tag", "ref": "v1"}, "project_path:a/b/photo-app:ref_type:tag:ref:v1"),
]


def claims_of(token):
    return jwt.decode(token, KeySet.import_key_set(jwks()), ["RS256"]).claims


def fetch(app, one):
    ask = one.workload.ask(one.run(), one.ticket())
    return app.request(ask.method, ask.url, headers=ask.headers, data=ask.body or None)


@pytest.mark.parametrize(("slug", "typed", "subject"), SUBJECTS)
def test_the_subject_says_which_job_it_is(slug, typed, subject):
    assert claims_of(job(slug, ACCOUNT, typed, {}).token())["sub"] == subject


@with_our_keys
def test_the_job_s_own_request_brings_the_token(app, slug):
    one = job(slug, ACCOUNT, {}, {})
    answer = fetch(app, one)
    assert answer.status_code == one.workload.status
    assert answer.headers["Cache-Control"] == "no-store"
    claims = claims_of(one.workload.token_in(answer.json()))
    assert claims["iss"] == one.workload.issuer_of(ACCOUNT)
    assert claims["aud"] in (one.workload.audience, [one.workload.audience])
    assert is_stand_in(claims["iss"])


@each
def test_the_token_is_broken_as_it_was_chosen(app, slug):
    one = job(slug, ACCOUNT, {}, {"breakage": "unknown-key"})
    token = one.workload.token_in(fetch(app, one).json())
    assert take_apart(token).unverified_header["kid"] == "demo-unknown"


@each
def test_nobody_gets_a_token_without_a_ticket_or_with_another_stand_in_s(app, slug):
    one = job(slug, ACCOUNT, {}, {})
    other = job(next(w.slug for w in WORKLOADS if w.slug != slug), ACCOUNT, {}, {})
    for ticket in ("", "made-up", other.ticket()):
        ask = one.workload.ask(one.run(), ticket)
        assert app.request(ask.method, ask.url, headers=ask.headers, data=ask.body or None).status_code == 401


def test_a_ticket_is_good_for_six_hours():
    ticket = job("github", ACCOUNT, {}, {}).ticket()
    assert job_of("github", ticket, time.time() + TICKET_LIFETIME - 60).account_id == ACCOUNT
    assert job_of("github", ticket, time.time() + TICKET_LIFETIME + 1) is None


@with_our_keys
def test_the_issuer_publishes_its_keys(app, slug):
    workload = next(one for one in WORKLOADS if one.slug == slug)
    issuer = workload.issuer_of(ACCOUNT)
    document = app.get(f"{issuer}/.well-known/openid-configuration").json()
    assert document["issuer"] == issuer
    assert app.get(document["jwks_uri"]).json() == jwks()


@each
def test_the_fields_stand_as_they_are_accepted_and_nonsense_is_refused(slug):
    one = job(slug, ACCOUNT, {}, {})
    assert job(slug, ACCOUNT, one.given, {}).given == one.given
    for field in one.workload.fields:
        with pytest.raises(NotUnderstood, match=f"{field.label}|{field.name}"):
            job(slug, ACCOUNT, {field.name: "no such\nthing"}, {})


@pytest.mark.parametrize(
    ("slug", "field", "typed", "says"),
    [
        ("github", "owner", "", f"Owner is empty, and should be like `team-{ACCOUNT}`"),
        ("github", "owner", "a b", f"Owner is `a b`, and should be like `team-{ACCOUNT}`"),
        ("github", "owner", "x" * 3_000, f"Owner has 3,000 characters and begins with `{'x' * 100}`, and"),
        ("own-issuer", "claims", "{" + "x" * 4_000, "Claims: there are 4,001 characters, and there may be 4,000"),
        ("own-issuer", "document", "{ no", "what stands under Discovery document is not JSON"),
        ("own-issuer", "document", "", f'"https://issuer.example.com/{ACCOUNT}"'),
    ],
)
def test_a_refused_field_is_named_as_on_the_page_with_what_this_account_could_write(slug, field, typed, says):
    with pytest.raises(NotUnderstood) as refused:
        job(slug, ACCOUNT, {field: typed}, {})
    assert says in str(refused.value)
    assert "{account}" not in str(refused.value)


@pytest.mark.parametrize(("slug", "field"), [("github", "owner"), ("gitlab", "namespace")])
def test_nobody_is_another_account_s_team(slug, field):
    with pytest.raises(NotUnderstood, match="somebody else's team"):
        job(slug, ACCOUNT, {field: "team-999988887777"}, {})
    assert job(slug, ACCOUNT, {field: f"team-{ACCOUNT}"}, {})


def test_the_audience_is_the_one_that_the_request_asks_for(app):
    one = job("github", ACCOUNT, {}, {})
    ask = one.workload.ask(one.run(), one.ticket())
    token = app.get(ask.url.replace("sts.amazonaws.com", "api%3A%2F%2Felsewhere"), headers=ask.headers).json()["value"]
    assert claims_of(token)["aud"] == "api://elsewhere"
    pod = job("kubernetes", ACCOUNT, {}, {})
    ask = pod.workload.ask(pod.run(), pod.ticket())
    body = json.loads(ask.body) | {"spec": {"audiences": ["https://kubernetes.default.svc"]}}
    answer = app.post(ask.url, json=body, headers=ask.headers).json()
    assert claims_of(answer["status"]["token"])["aud"] == ["https://kubernetes.default.svc"]


def test_a_request_without_an_audience_gets_the_one_that_its_issuer_puts_in(app):
    one = job("github", ACCOUNT, {"owner": "acme"}, {})
    ask = one.workload.ask(one.run(), one.ticket())
    token = app.get(ask.url.partition("&audience")[0], headers=ask.headers).json()["value"]
    assert claims_of(token)["aud"] == "https://github.com/acme"
    pod = job("kubernetes", ACCOUNT, {}, {})
    ask = pod.workload.ask(pod.run(), pod.ticket())
    answer = app.post(ask.url, json={"kind": "TokenRequest", "spec": {}}, headers=ask.headers).json()
    assert claims_of(answer["status"]["token"])["aud"] == ["https://kubernetes.default.svc"]
    assert answer["spec"]["audiences"] == ["https://kubernetes.default.svc"]


def test_over_http_it_is_the_same_as_in_process(client):
    one = job("github", ACCOUNT, {}, {})
    ask = one.workload.ask(one.run(), one.ticket())
    answer = client.get(browser_url(ask.url), headers=ask.headers)
    assert claims_of(answer.json()["value"])["repository"] == f"team-{ACCOUNT}/photo-app"


@with_our_keys
def test_whoever_comes_by_our_own_path_is_led_on_by_it_and_not_to_the_real_issuer(client, app, settings, slug):
    workload = next(one for one in WORKLOADS if one.slug == slug)
    issuer = workload.issuer_of(ACCOUNT)
    there = client.get(browser_url(f"{issuer}/.well-known/openid-configuration")).json()["jwks_uri"]
    assert there.startswith(f"{settings.SITE_URL}/stand-in/")
    assert client.get(there.removeprefix(settings.SITE_URL)).json()["keys"]
    assert app.get(f"{issuer}/.well-known/openid-configuration").json()["jwks_uri"] == issuer + workload.jwks_path
