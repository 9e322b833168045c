"""The checks of a token: their order, what each refuses in AWS's words, and what it says about it."""

import pytest

from playground.explain import PASS, SKIP, WARN
from playground.tokens.checks import CHECKS
from playground.tokens.keys import KeysUnavailable
from tests.tokens.minting import GOOD, GOOGLE, ISSUER, NOW, P256, PROVIDER, PROVIDERS, RSA, failed, good, judge, mint, sentence

ORDER = [
    "Structure",
    "Issuer",
    "Registered provider",
    "Required claims",
    "Signature",
    "Dates",
    "Audience",
    "Roles claim",
]


def test_the_checks_stand_in_one_tuple_in_the_order_of_sts():
    assert [check.name for check in CHECKS] == ORDER


def test_a_good_token_passes_every_check_and_its_claims_are_verified():
    verification = judge(mint())
    assert verification.finding.verdict is PASS
    assert [check.name for check in verification.finding.reasons] == ORDER
    assert all(check.verdict is PASS for check in verification.finding.reasons)
    assert (verification.refusal, verification.claims, verification.provider) == (None, GOOD, PROVIDER)


NOT_A_JWT = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
REFUSED = [
    ("not.a.jwt", "Structure", "InvalidIdentityToken", NOT_A_JWT),
    (mint(good(iss=None)), "Issuer", "InvalidIdentityToken", "Missing a required claim: iss"),
    (mint(good(iss="kubernetes/serviceaccount")), "Issuer", "InvalidIdentityToken", "Issuer must be a valid URL"),
    (mint(good(iss="https://")), "Issuer", "InvalidIdentityToken", "Issuer must be a valid URL"),
    (mint(good(iss="https://[")), "Issuer", "InvalidIdentityToken", "Issuer must be a valid URL"),
    (mint(good(iss=["https://a"])), "Issuer", "InvalidIdentityToken", "Issuer must be a valid URL"),
    (
        mint(good(iss="https://gitlab.example/")),
        "Registered provider",
        "InvalidIdentityToken",
        "No OpenIDConnect provider found in your account for https://gitlab.example/",
    ),
    (mint(good(sub=None)), "Required claims", "InvalidIdentityToken", "Missing a required claim: sub"),
    (mint(good(sub="")), "Required claims", "InvalidIdentityToken", "Missing a required claim: sub"),
    (mint(good(sub=7)), "Required claims", "InvalidIdentityToken", NOT_A_JWT),
    (mint(good(aud=None)), "Required claims", "InvalidIdentityToken", "Missing a required claim: aud"),
    (mint(good(aud=[])), "Required claims", "InvalidIdentityToken", "Missing a required claim: aud"),
    (mint(good(aud=[7])), "Required claims", "InvalidIdentityToken", NOT_A_JWT),
    (mint(good(azp=["photo-app"])), "Required claims", "InvalidIdentityToken", NOT_A_JWT),
    (mint(good(exp=None)), "Required claims", "InvalidIdentityToken", "Missing a required claim: exp"),
    (mint(good(iat=None)), "Required claims", "InvalidIdentityToken", "Missing a required claim: iat"),
    (mint(good(aud="stranger")), "Audience", "InvalidIdentityToken", "Incorrect token audience"),
    (mint(good(aud="photo-app", azp="stranger")), "Audience", "InvalidIdentityToken", "Incorrect token audience"),
    (
        mint(good(aud=["photo-app", "other"])),
        "Audience",
        "InvalidIdentityToken",
        "Token audience contains more than one audience while authorized party is not present",
    ),
]

NAMES = [f"{number} {check}" for number, (_, check, *_) in enumerate(REFUSED)]  # not the tokens: they differ in each process


@pytest.mark.parametrize(("token", "check", "code", "message"), REFUSED, ids=NAMES)
def test_each_check_refuses_in_the_words_of_aws(token, check, code, message):
    verification = judge(token)
    assert failed(verification) == check
    assert (verification.refusal.code, verification.refusal.message) == (code, message)
    assert verification.refusal.status == 400
    assert verification.claims is None


@pytest.mark.parametrize(("token", "check"), [(token, check) for token, check, *_ in REFUSED], ids=NAMES)
def test_the_checks_after_the_first_failure_are_not_reached(token, check):
    reasons = judge(token).finding.reasons
    at = ORDER.index(check)
    assert [reason.name for reason in reasons] == ORDER
    assert all(reason.verdict is PASS for reason in reasons[:at])
    assert all(reason.verdict is SKIP and reason.sentence.startswith("not reached") for reason in reasons[at + 1 :])


def test_a_check_that_is_not_reached_says_what_it_would_compare():
    reasons = judge(mint(good(iss="https://gone.example", azp="photo-app"))).finding.reasons
    said = {reason.name: reason.sentence for reason in reasons}
    assert said["Signature"] == "not reached; it would look for the issuer's key `rsa`"
    assert said["Audience"] == "not reached; it would compare `azp`, because `azp` is set"
    assert said["Roles claim"] == "not reached; the token has none, so there would be nothing to compare"


@pytest.mark.parametrize(
    ("issuer", "registered"),
    [
        (f"{ISSUER}/", ISSUER),
        ("http://idp.example.com", ISSUER),
        ("https://IDP.example.com", ISSUER),
        ("http://accounts.google.com/", "https://accounts.google.com"),
    ],
)
def test_an_issuer_that_is_almost_a_provider_is_refused_and_told_the_difference(issuer, registered):
    verification = judge(mint(good(iss=issuer)))
    assert verification.refusal.message == f"No OpenIDConnect provider found in your account for {issuer}"
    assert f"one has `{registered}`" in sentence(verification)
    compared = next(check.compared for check in verification.finding.reasons if check.compared)
    assert (compared.got, compared.wanted) == (issuer, registered)


def test_a_provider_that_is_not_of_this_issuer_is_no_provider():
    assert failed(judge(mint(), providers=lambda issuer: GOOGLE)) == "Registered provider"


def test_googles_old_issuer_without_https_is_google():
    asked = []

    def providers(issuer):
        asked.append(issuer)
        return PROVIDERS.get(issuer)

    verification = judge(mint(good(iss="accounts.google.com", aud="any app")), providers=providers)
    assert (verification.passed, verification.provider) == (True, GOOGLE)
    assert asked == ["https://accounts.google.com"]


def test_keys_that_cannot_be_had_are_refused_with_two_spaces_after_the_comma():
    def keys(issuer, kid):
        raise KeysUnavailable(f"{issuer} did not answer")

    verification = judge(mint(), keys=keys)
    assert verification.refusal.confirmed
    assert verification.refusal.message == (
        "Couldn't retrieve verification key from your identity provider,  please reference"
        " AssumeRoleWithWebIdentity documentation for requirements"
    )
    assert "`https://idp.example.com` could not be had: https://idp.example.com did not answer" in sentence(verification)


def test_keys_are_asked_for_by_issuer_and_kid():
    asked = []
    judge(mint(), keys=lambda issuer, kid: asked.append((issuer, kid)) or _fail())
    judge(mint(kid=None, key=P256, alg="ES256"), keys=lambda issuer, kid: asked.append((issuer, kid)) or _fail())
    assert asked == [(ISSUER, "rsa"), (ISSUER, "")]


def _fail():
    raise KeysUnavailable("not now")


def test_what_a_token_says_never_becomes_part_of_a_template():
    verification = judge(mint(good(iss="https://{}.example/{0}", sub="{}"), key=RSA))
    for check in verification.finding.walk():
        assert "{0}" not in check.says
        assert check.sentence


def test_a_token_in_its_last_five_minutes_passes_with_a_warning():
    verification = judge(mint(good(exp=NOW - 60)))
    dates = next(check for check in verification.finding.reasons if check.name == "Dates")
    assert (verification.passed, dates.verdict) == (True, WARN)
    assert dates.sentence == "the token expired 1 minute ago, and STS takes it for 4 minutes more"
