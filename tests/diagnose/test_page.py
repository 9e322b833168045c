"""The page of Diagnose: answers without JavaScript, keeps nothing, and shows what was typed again."""

import io
import json
import logging
import re
import time
from html import unescape
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core.management import call_command

from playground.diagnose.examples import BY_SLUG, EXAMPLES
from playground.diagnose.messages import MESSAGES, recognise
from playground.editor.text import LONGEST
from playground.stand_ins.keys import jwks
from tests.diagnose.test_what_is_left_open import CLAIMS, trust
from tests.tokens.minting import mint

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    """Posts the form and answers the page's text."""
    client.defaults["HTTP_HOST"] = "localhost:8000"
    return lambda **fields: client.post("/diagnose/", fields).content.decode()


def test_a_stand_ins_token_that_is_over_leads_to_a_fresh_one(ask):
    out = io.StringIO()
    call_command("demo_token", "--break", "expired", stdout=out)
    page = ask(token=out.getvalue())
    assert "Get a fresh one</a> in step 1" in page
    assert "Get a fresh token from the issuer; this one is for a call between" in page
    assert "Nothing is wrong with the token" in ask(token=out.getvalue(), apply="0")


def test_without_a_script_the_remarks_on_each_policy_stand_under_it_with_the_answer(ask):
    page = ask(token=json.dumps(CLAIMS), trust=trust({"StringLike": {"id.example.com:sub": "*"}}), policy="{")
    trusted, permitted = (
        page.partition(f'<div id="{field}-lint">')[2].partition("</form>")[0] for field in ("trust", "policy")
    )
    assert "line 1" in trusted.partition("</ul>")[0]
    assert 'value="policy:0"' not in permitted.partition("</ul>")[0]
    assert 'data-state="fail"' in permitted.partition("</ul>")[0]
    assert "Not checked yet." not in page


def test_without_a_script_a_fix_of_a_remark_is_made_in_the_form(ask):
    policy = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObjekt", "Resource": "*"}})
    typed = {"token": json.dumps(CLAIMS), "trust": trust(), "policy": policy}
    under = ask(**typed).partition('<div id="policy-lint">')[2].partition("</ul>")[0]
    (number,) = re.findall(r'value="policy:(\d+)"[^>]*>Fix it<span class="sr">: [^<]*s3:GetObjekt', under)
    mended = unescape(ask(**typed, fix=f"policy:{number}"))
    assert '"s3:GetObject"' in mended.partition('name="policy"')[2].partition("</textarea>")[0]
    assert "s3:GetObjekt" not in mended


def test_of_a_policy_that_nobody_has_looked_at_it_does_not_say_that_there_are_no_remarks(client, ask):
    for page in (client.get("/diagnose/").content.decode(), ask(token=json.dumps(CLAIMS), trust=" " * (LONGEST + 1))):
        assert "Not checked yet." in page.partition('<div id="trust-lint">')[2].partition("</div>")[0]


def test_the_page_asks_nothing_of_a_visitor_before_it_answers(client):
    response = client.get("/diagnose/", headers={"host": "localhost:8000"})
    assert response.status_code == 200
    assert "sessionid" not in response.cookies


@pytest.mark.parametrize("slug", [one.slug for one in EXAMPLES])
def test_every_example_fills_the_form_and_is_answered(ask, slug):
    page = ask(do="example", example=slug)
    assert 'id="result"' in page
    assert "This cannot be worked with" not in page
    assert "`" not in page


def test_what_was_typed_is_shown_again_with_the_answer(ask):
    page = ask(token=json.dumps(CLAIMS), trust=trust({"StringEquals": {"id.example.com:sub": "<i>tomas</i>"}}), role_arn="")
    assert "&lt;i&gt;tomas&lt;/i&gt;" in page
    assert "<i>tomas" not in page
    assert "Not authorized to perform sts:AssumeRoleWithWebIdentity" in page


def test_a_policy_stands_alone_in_its_editor_once_it_is_read(client, ask):
    around = json.dumps({"Role": {"RoleName": "x", "AssumeRolePolicyDocument": quote(trust())}})
    page = ask(token=json.dumps(CLAIMS), trust=around)
    assert "RoleName" not in page
    assert '"Federated": "arn:aws:iam::111122223333:oidc-provider/id.example.com"' in unescape(page)
    asked = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "out", "HTTP_HOST": "localhost:8000"}
    whole = client.post("/diagnose/", {"token": json.dumps(CLAIMS), "trust": around}, **asked)
    assert whole["HX-Retarget"] == "#page"
    part = client.post("/diagnose/", {"token": json.dumps(CLAIMS), "trust": f"{trust()}\n"}, **asked)
    assert "HX-Retarget" not in part
    assert "<form" not in part.content.decode().partition('id="result"')[0]


def test_nothing_that_is_pasted_is_kept_or_logged(ask, caplog):
    caplog.set_level(logging.DEBUG)
    jwks()  # the stand-ins' own keys are made when they are first asked for
    before = {model: model.objects.count() for model in apps.get_models()}
    token = mint(CLAIMS)
    ask(token=token, trust=trust())
    ask(token="nonsense " + token, trust="{")
    assert {model: model.objects.count() for model in apps.get_models()} == before
    assert token not in caplog.text
    assert token.split(".")[2] not in caplog.text


def test_a_fix_is_put_into_the_form_and_the_answer_is_another(ask):
    claims = json.dumps(CLAIMS | {"iat": 1, "exp": 4_000_000_000} | {"exp": 32_503_680_000})
    fields = {"token": claims, "trust": trust({"StringEquals": {"id.example.com:sub": "tomas"}}), "at": "60"}
    assert "trusts somebody else" in ask(**fields)
    page = ask(**fields, apply="0")
    assert "trusts this token" in page


def test_a_session_that_is_too_long_is_mended_by_less_time_or_a_role_that_gives_more(ask):
    example = {name: value for name, value in vars(BY_SLUG["duration"].form(time.time())).items() if value}
    asked = ask(**example)
    assert "Ask for at most <code>3600</code> seconds." in asked
    assert "Raise the role&#x27;s MaxSessionDuration to <code>7200</code> seconds." in asked
    assert "MaxSessionDuration set for this role.</code></p>" in asked
    for number in "01":
        assert "trusts this token, as far as could be judged" in ask(apply=number, **example)


def test_a_trust_policy_has_no_name_of_its_own_and_no_resource(ask):
    page = ask(do="example", example="environment")
    assert "The role trust policy says nothing about it" in page
    provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    says = f"Append a statement that allows <code>sts:AssumeRoleWithWebIdentity</code> to this subject of <code>{provider}</code> alone."
    assert says in page


@pytest.mark.parametrize("field", ["duration", "max_session_duration", "at", "context"])
def test_a_number_of_any_length_is_answered(ask, field):
    assert "This cannot be worked with" in ask(token=json.dumps(CLAIMS), trust=trust(), **{field: "9" * 5_000})


def test_a_field_that_is_wrong_is_said_and_nothing_is_lost(ask):
    page = ask(token=json.dumps(CLAIMS), trust=trust(), at="noon")
    assert "is no time" in page
    assert 'value="noon"' in page


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity", "not-authorized"),
        ("InvalidIdentityToken: No OpenIDConnect provider found in your account for https://x", "no-provider"),
        ("Couldn't retrieve verification key from your identity provider,  please reference Assume…", "verification-key"),
        ("An error occurred (InvalidIdentityToken) when calling …: Incorrect token audience", "audience"),
        ("IDPRejectedClaim: graph.facebook.com responded with HTTP/1.1 400 Bad Request", "rejected-claim"),
        ("Token is not from a supported provider of this identity pool.", "cognito-login"),
        ("Not authorized to perform sts:TagSession", "tag-session"),
        (
            "Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers",
            "github-no-credentials",
        ),
        (
            'User: arn:… is not authorized to perform: s3:GetObject on resource: "x" because no session policy allows it',
            "denied-session",
        ),
    ],
)
def test_a_well_known_message_leads_to_its_causes(ask, text, slug):
    known = recognise(text)
    assert known.slug == slug
    page = ask(message=text)
    assert "What the message means" in page
    assert page.count("<li><p><b>") == len(known.causes)


def test_a_message_that_nobody_knows_is_taken_for_a_message_and_nothing_for_nothing(ask):
    page = ask(token="Error: something went wrong on the runner, see the log")
    assert "This message is not well known" in page
    assert 'id="result"' in page
    assert "neither a token nor JSON" in ask(token="Bearer hello")
    assert "a CloudTrail record, or an error message." in ask(token=" ")


def test_messages_have_names_of_their_own_and_causes():
    slugs = [one.slug for one in MESSAGES]
    assert len(set(slugs)) == len(slugs)
    assert all(one.causes and one.means.endswith(".") for one in MESSAGES)


@pytest.mark.parametrize(
    "text", ["\x00" * 50, "{" * 9000, "a.b.c", "eyJ" + "A" * 30000, '{"iss": 5, "sub": [], "aud": {}}', "[]", '{"sub":"x"}']
)
def test_nothing_that_is_pasted_breaks_the_page(ask, text):
    assert 'id="result"' in ask(token=text, trust=text)
    assert 'id="result"' in ask(
        token=json.dumps(CLAIMS), trust=text, policy=text, action=text, resource=text, jwks="", context=""
    )
