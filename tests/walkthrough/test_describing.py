"""Step 1 without a person: a job, a pod or a pool is described, and the five steps go on as with anybody else's token."""

from __future__ import annotations

import html
import re

import pytest
from django.utils.html import strip_tags

from playground.providers.catalogue import PROVIDERS
from playground.walkthrough.models import JourneyRow
from playground.walkthrough.visitors.visitor import journey_in
from playground.wire.models import Exchange

pytestmark = pytest.mark.django_db
OTHERS = [provider for provider in PROVIDERS if provider.whose != "person"]
each = pytest.mark.parametrize("provider", OTHERS, ids=lambda provider: provider.slug)


@pytest.fixture
def ask(client):
    """Describes one and comes back with its token: `ask("github", event="pull_request")`."""
    client.defaults["HTTP_HOST"] = "localhost:8000"

    def describe(slug, **typed):
        form = client.get(f"/sign-in/{slug}/demo/")
        assert form.status_code == 200
        standard = dict(
            re.findall(r'<input class="input" type="text" id="\w+" name="(\w+)" value="([^"]*)"', form.content.decode())
        )
        return client.post(f"/sign-in/{slug}/demo/", standard | typed)

    return describe


def send(client):
    role = journey_in(client.session).draft.RoleArn
    sent = client.post("/call/send/", {"action": "send", "RoleArn": role, "RoleSessionName": "job"}, follow=True)
    return role, sent.content.decode()


@each
def test_the_token_opens_the_role_that_is_there_for_it(client, ask, provider):
    assert ask(provider.slug)["Location"] == "/token/"
    token = client.get("/token/").content.decode()
    assert 'data-state="fail"' not in token
    role, answer = send(client)
    assert "STS said yes" in answer
    guests = "Guests" if provider.slug == "identity-pool" else ""
    assert role.endswith(f"PhotoApp{provider.slug.title().replace('-', '')}{guests}")
    assert client.get("/use/").status_code == 200


@each
def test_the_call_for_the_token_is_on_the_wire_and_the_token_is_not(client, ask, provider):
    ask(provider.slug)
    seen = Exchange.objects.filter(account_id=JourneyRow.objects.get().account_id, receiver="provider")
    assert seen.count() == (2 if provider.whose == "pool" else 1)
    for exchange in seen:
        assert not re.search(r"eyJ[\w\-]{40,}", str(exchange.response_body))


BANDS = {
    "github": "Stand-in for token.actions.githubusercontent.com. This is not GitHub. We serve it, and we sign with our own keys.",
    "gitlab": "Stand-in for gitlab.com. This is not GitLab. We serve it",
    "kubernetes": "Stand-in for oidc.eks.us-east-1.amazonaws.com. There is no such cluster. We serve its issuer",
    "identity-pool": "Stand-in for cognito-identity.amazonaws.com. This is not Cognito. We serve it",
    "own-issuer": "issuer.example.com, embedded here. This issuer is yours, and this site serves it. No such host is on the internet",
}


@pytest.mark.parametrize("provider", BANDS)
def test_the_form_says_at_once_whose_it_is(client, provider):
    page = client.get(f"/sign-in/{provider}/demo/").content.decode()
    band = strip_tags(page.partition('<header class="consent__band">')[2].partition("</header>")[0])
    assert " ".join(band.split()).startswith(BANDS[provider])


@pytest.mark.parametrize(
    ("slug", "typed", "words"),
    [
        ("github", {"owner": "octo-org"}, "Not authorized to perform sts:AssumeRoleWithWebIdentity"),
        ("github", {"subject": "names and numbers"}, "Not authorized to perform sts:AssumeRoleWithWebIdentity"),
        ("github", {"audience": "https://github.com/octo-org"}, "Incorrect token audience"),
        ("kubernetes", {"service_account": "default"}, "Not authorized to perform sts:AssumeRoleWithWebIdentity"),
        ("kubernetes", {"audience": "https://kubernetes.default.svc"}, "Incorrect token audience"),
        ("gitlab", {"ref_type": "tag", "ref": "v1"}, "Not authorized to perform sts:AssumeRoleWithWebIdentity"),
        ("github", {"breakage": "altered"}, "retrieve verification key"),
        (
            "identity-pool",
            {"person": "maya", "pool": "photo-app, attributes become tags"},
            "Not authorized to perform sts:TagSession",
        ),
    ],
)
def test_another_job_is_refused_and_the_page_says_why(client, ask, slug, typed, words):
    assert ask(slug, **typed).status_code == 302
    answer = send(client)[1]
    assert words in answer
    assert "STS said yes" not in answer


@pytest.mark.parametrize(
    "login",
    ["cognito-idp.us-east-1.amazonaws.com/us-east-1_PhotoDemo", "accounts.google.com", "www.amazon.com", "graph.facebook.com"],
)
def test_a_user_of_the_pool_gets_the_role_for_users_whoever_vouches(client, ask, login):
    ask("identity-pool", person="maya", login=login)
    role, answer = send(client)
    assert role.endswith("/PhotoAppIdentityPool")
    assert "STS said yes" in answer


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("github", {"owner": "team-999988887777"}),
        ("kubernetes", {"namespace": "Not One"}),
        ("identity-pool", {"person": "mallory"}),
    ],
)
def test_what_cannot_be_is_said_on_the_form_which_keeps_what_was_typed(client, ask, slug, typed):
    answer = ask(slug, **typed)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    if slug != "identity-pool":
        assert next(iter(typed.values())) in answer.content.decode()


BROKEN = {
    "expired": "Token expired: current date/time",
    "slash": "No OpenIDConnect provider found in your account for",
    "stranger": "retrieve verification key from your identity provider",
    "alg-none": "retrieve verification key from your identity provider",
}


@pytest.mark.parametrize("way", BROKEN)
@pytest.mark.parametrize("person", ["guest", "maya"])
def test_a_token_of_the_pool_can_be_broken_on_its_page_too(client, ask, person, way):
    assert way in client.get("/sign-in/identity-pool/demo/").content.decode()
    assert ask("identity-pool", person=person, breakage=way)["Location"] == "/token/"
    assert not Exchange.objects.filter(operation="GetOpenIdToken").exists()
    assert BROKEN[way] in html.unescape(send(client)[1])


def test_a_user_pool_signs_people_in_and_its_token_opens_its_role(visitor):
    client = visitor("user-pool", person="tomas")
    role, answer = send(client)
    assert role.endswith("/PhotoAppUserPool")
    assert "STS said yes" in answer


def test_a_pool_s_token_that_is_too_long_to_be_looked_into_goes_on_as_any_other(client, ask):
    assert ask("identity-pool", breakage="too-long")["Location"] == "/token/"
    assert "20,001 characters" in client.get("/token/").content.decode()
    assert "Member must have length less than or equal to 20000" in html.unescape(send(client)[1])


TURNED = "\u202eamara"


def test_a_subject_that_turns_letters_around_turns_no_sentence_of_ours_around(client, ask):
    ask("own-issuer", claims=f'{{"sub": "{TURNED}"}}')
    send(client)
    pages = [client.get(path).content.decode() for path in ("/", "/token/", "/call/", "/answer/", "/trail/")]
    for page in pages:
        bare = re.sub(
            r'<bdi data-code="\\u202e">\u202e</bdi>|<(textarea|option)[^>]*>.*?</\1>|<[^>]*>', "", page, flags=re.DOTALL
        )
        assert "amara" in bare
        assert "\u202e" not in bare


@pytest.mark.parametrize("subject", ['" "', '{"a": 1}', "7"])
def test_who_has_no_name_is_somebody(client, ask, subject):
    ask("own-issuer", claims=f'{{"sub": {subject}}}')
    assert "somebody" in strip_tags(client.get("/token/").content.decode())
