"""Your own issuer takes whatever is typed: it is said what is wrong and nothing is lost, or a token comes of it that every page survives."""

from __future__ import annotations

import html
import io
import json
import re

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.assembly.accounts import open_visitor_account
from playground.sandbox.seed import role_arn
from playground.stand_ins.jobs import job
from playground.stand_ins.own_issuer.elliptic import elliptic_keys_of
from playground.stand_ins.tokens.id_token import sign, unsigned_token
from playground.stand_ins.workloads.own_issuer import FIELDS
from tests.stand_ins.test_every_answer import called

pytestmark = pytest.mark.django_db
SLUG, PAGE = "own-issuer", "/sign-in/own-issuer/demo/"
AFTERWARDS = ("/token/", "/call/", "/answer/", "/use/", "/trail/", "/terminal/", "/take-home/", "/providers/own-issuer/")


@pytest.fixture
def account(db):
    return open_visitor_account()


@pytest.fixture
def browser(client):
    client.defaults["HTTP_HOST"] = "localhost:8000"
    return client


def typed(browser, **changes):
    return browser.post(PAGE, {field.name: field.standard for field in FIELDS} | changes)


SAID = {
    "half a pair": ("claims", r'{"sub": "\ud800"}', "half a surrogate pair"),
    "half a pair in a name": ("claims", r'{"\ud800": 1}', "half a surrogate pair"),
    "half a pair in aud": ("claims", r'{"sub": "x", "aud": "\ud800"}', "half a surrogate pair"),
    "half a pair to publish": ("document", r'{"issuer": "\ud800"}', "half a surrogate pair"),
    "no number": ("claims", '{"sub": NaN}', "NaN"),
    "too large a number": ("claims", '{"sub": 1e999}', "too large"),
    "too large a number to publish": ("document", '{"a": 1e999}', "too large"),
    "too many digits": ("claims", f'{{"sub": "x", "exp": 1{"0" * 3000}}}', "whole number of seconds"),
    "too many digits to publish": ("document", f'{{"a": {"9" * 3990}, "b": {"9" * 4400}}}'[:3999] + "}", ""),
    "beyond 64 bits": ("claims", f'{{"sub": "x", "iat": {2**63}}}', "whole number of seconds"),
    "before 64 bits": ("claims", f'{{"sub": "x", "exp": {-(2**63)}}}', "whole number of seconds"),
    "too deep": ("claims", f'{{"sub": {"[" * 1900}{"]" * 1900}}}', "nested too deep"),
    "a name twice": ("claims", '{"sub": "x", "sub": "y"}', "more than once"),
    "a NUL as it is": ("claims", "{\x00}", "is not JSON"),
    "a NUL to publish": ("document", r'{"issuer": "\u0000"}', r"\u0000"),
    "no object": ("claims", "[]", "should be an object"),
    "an issuer that is none": ("claims", '{"iss": 7}', "should be a text"),
    "an audience that is none": ("claims", '{"aud": []}', "should be a text or a list of texts"),
}


@pytest.mark.parametrize("case", SAID)
def test_what_cannot_be_signed_or_published_is_said_and_nothing_is_lost(browser, case):
    field, value, words = SAID[case]
    answer = typed(browser, **{field: value})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 400
    problem = page.partition('id="problem">')[2].partition("</p>")[0]
    assert words in problem
    assert re.search(f'<textarea [^>]*name="{field}"[^>]* aria-invalid="true" aria-describedby="problem {field}-note"', page)
    assert page.count("aria-invalid") == 1
    assert f">\n{value}<" in page or f">{value}<" in page


SIGNED = {
    "beyond the calendar": {"exp": 99_999_999_999_999},
    "as late as 64 bits go": {"exp": 2**63 - 1},
    "as early as 64 bits go": {"exp": -(2**63) + 1},
    "issued before all calendars": {"iat": -(2**63) + 1},
    "issued after them": {"iat": 2**63 - 1, "nbf": 2**63 - 1},
    "a NUL": {"sub": "\0", "iss": "\0"},
    "a NUL in a tag": {"https://aws.amazon.com/tags": {"principal_tags": {"\0": ["\0"]}}},
    "a number": {"sub": 10**3000},
    "nothing": {"sub": None},
    "a list": {"sub": ["a"]},
    "a guest of nobody's": {"amr": None},
    "two audiences": {"aud": ["photo-app", "b"]},
    "no tags": {"https://aws.amazon.com/tags": 7},
    "as deep as may be": {"sub": json.loads("[" * 30 + "]" * 30)},
    "outside the first plane": {"sub": "\U0001f600" * 900},
}


def everything_after(browser):
    browser.post("/call/send/")
    for page in AFTERWARDS:
        assert browser.get(page).status_code in (200, 302), page


@pytest.mark.parametrize("case", SIGNED)
def test_what_can_be_signed_is_and_every_page_shows_it(browser, case):
    claims = json.dumps({"sub": "x"} | SIGNED[case], ensure_ascii=case != "outside the first plane")
    answer = typed(browser, claims=claims)
    assert answer.status_code == 302, answer.content.decode()
    everything_after(browser)


@pytest.mark.parametrize("way", ["too-long", "decimals", "expired", "slash", "audiences"])
def test_a_token_longer_than_sts_takes_can_be_broken_besides(way):
    claims = json.dumps({"sub": "x", "much": "\U0001f600" * 3900}, ensure_ascii=False)
    token = job(SLUG, open_visitor_account(), {"claims": claims}, {"breakage": way}).token()
    assert len(token) > 20_000


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(2**64), 2**64)
    | st.floats()
    | st.text(st.characters(exclude_categories=()), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
CLAIMS = st.dictionaries(
    st.sampled_from(["sub", "iss", "aud", "iat", "exp", "nbf", "azp", "amr", "email", "https://aws.amazon.com/tags",
                     "https://aws.amazon.com/roles", "https://aws.amazon.com/source_identity"]) | st.text(max_size=6),
    JSON,
    max_size=5,
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(claims=CLAIMS)
def test_no_object_of_claims_makes_a_page_fail(browser, claims):
    answer = typed(browser, claims=json.dumps(claims))
    assert answer.status_code in (302, 400)
    if answer.status_code == 302:
        browser.post("/call/send/")
        for page in ("/token/", "/answer/"):
            assert browser.get(page).status_code in (200, 302), page


def whole(account, claims):
    one = job(SLUG, account, {}, {})
    return {"iss": f"https://issuer.example.com/{account}", "aud": "photo-app", **one.workload.claims(one.run()), **claims}


def pasted(account, claims):
    """A token that the form would not have made; its signature is good."""
    keys = elliptic_keys_of(account, "ES256")
    token = unsigned_token(whole(account, claims), account, {}).with_header(alg="ES256", kid=keys["key-1"].kid)
    return sign(token, keys["key-1"])


TRUST = json.dumps(
    {"Statement": [{"Effect": "Allow", "Principal": {"Federated": "*"}, "Action": "sts:AssumeRoleWithWebIdentity"}]}
)
ODD = {**SIGNED, "too many digits": {"exp": 10**3000}, "far too early": {"iat": -(10**3000)}, "decimals": {"exp": 1e300},
       "no number": {"exp": float("inf")}, "yes": {"iat": True}}  # fmt: skip


@pytest.mark.parametrize("case", ODD)
def test_a_token_from_elsewhere_is_answered_whatever_it_says(account, case):
    answer, message = called(SLUG, account, pasted(account, ODD[case]))
    assert answer.response.status in (200, 400, 403), message
    assert answer.response.status == 200 or message


@pytest.mark.parametrize("case", ODD)
def test_it_is_explained_too(browser, account, tmp_path, case):
    """In Diagnose and by the command: as a token, and as the bare claims."""
    (tmp_path / "trust.json").write_text(TRUST)
    for text in (pasted(account, ODD[case]), json.dumps(whole(account, ODD[case]))):
        for at in ("", "2026-11-21T20:23:17Z"):
            shown = browser.post("/diagnose/", {"token": text, "trust": TRUST, "role_arn": role_arn(SLUG, account), "at": at})
            assert shown.status_code == 200
        (tmp_path / "token").write_text(text)
        for form in ((), ("--json",)):
            out, error = io.StringIO(), io.StringIO()
            with pytest.raises(SystemExit) as left:
                call_command(
                    "explain",
                    "--token",
                    str(tmp_path / "token"),
                    "--trust",
                    str(tmp_path / "trust.json"),
                    *form,
                    stdout=out,
                    stderr=error,
                )
            assert left.value.code in (0, 2, 3)
            assert (out.getvalue() + error.getvalue()).encode()
