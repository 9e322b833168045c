"""Tokens that are not what they say, as a client meets their refusal."""

import base64
import json

import pytest
from botocore.exceptions import ClientError

from tests.clients.hands import ACCOUNT, assume, token
from tests.tokens.minting import STRANGER, encode, part, sign

pytestmark = pytest.mark.clients
NO_KEY = "Couldn't retrieve verification key from your identity provider,  please reference"
DENIED = "Not authorized to perform sts:AssumeRoleWithWebIdentity"
NO_JWT = "The ID Token provided is not a valid JWT"

BROKEN = [
    ("expired", 400, "ExpiredTokenException", "Token expired: current date/time"),
    ("wrong-audience", 403, "AccessDenied", DENIED),  # Google is built in: there is no list of apps, the trust policy compares
    ("unknown-key", 400, "InvalidIdentityToken", NO_KEY),
    ("altered", 400, "InvalidIdentityToken", NO_KEY),
    ("alg-none", 400, "InvalidIdentityToken", NO_KEY),
    ("hs256", 400, "InvalidIdentityToken", NO_KEY),
]


def refused(server, given, **parameters):
    with pytest.raises(ClientError) as error:
        assume(server, given, **parameters)
    told = error.value.response
    return told["ResponseMetadata"]["HTTPStatusCode"], told["Error"]["Code"], told["Error"]["Message"]


@pytest.mark.parametrize(("way", "status", "code", "message"), BROKEN)
def test_a_token_broken_on_purpose_is_refused(server, way, status, code, message):
    told = refused(server, token(server, "--break", way))
    assert told[:2] == (status, code)
    assert told[2].startswith(message)


def test_three_minutes_after_it_expired_a_token_is_still_taken(server):
    assert assume(server, token(server, "--break", "just-expired"))["Credentials"]


@pytest.mark.parametrize("claim", ["sub", "iat", "exp"])
def test_a_token_without_a_claim_that_sts_needs_is_refused(server, claim):
    told = refused(server, token(server, "--leave-out", claim))
    assert told == (400, "InvalidIdentityToken", f"Missing a required claim: {claim}")


def test_a_token_signed_with_another_key_of_the_same_name_is_refused(server):
    signing_input = token(server).rpartition(".")[0]
    assert refused(server, sign(signing_input, STRANGER, "RS256"))[2].startswith(NO_KEY)


def test_an_edited_payload_is_refused(server):
    header, payload, signature = token(server).split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    forged = f"{header}.{part(claims | {'sub': '118208844553921104482'})}.{signature}"
    assert refused(server, forged)[2].startswith(NO_KEY)
    assert refused(server, f"{header}.{payload}.{encode(b'x' * 256)}")[2].startswith(NO_KEY)


def test_an_access_token_is_no_jwt_and_a_jwt_no_access_token(server):
    assert refused(server, token(server, "--provider", "amazon"))[2].startswith(NO_JWT)
    told = refused(server, token(server), ProviderId="www.amazon.com")
    assert told[2].startswith("Unrecognized OAuth provider.")


@pytest.mark.parametrize(
    ("provider", "provider_id", "code"),
    [
        ("amazon", "www.amazon.com", "InvalidIdentityToken"),
        ("facebook", "graph.facebook.com", "IDPRejectedClaim"),
    ],
)
@pytest.mark.parametrize("way", ["expired", "altered", "taken-back"])
def test_an_access_token_that_its_provider_does_not_stand_by_is_refused(server, provider, provider_id, code, way):
    role = f"arn:aws:iam::{ACCOUNT}:role/PhotoApp{provider.title()}"
    given = token(server, "--provider", provider, "--break", way)
    assert refused(server, given, role=role, ProviderId=provider_id)[1] == code


def test_tags_are_refused_until_the_trust_policy_takes_them(server):
    assert refused(server, token(server, "--add", "tags")) == (403, "AccessDenied", "Not authorized to perform sts:TagSession")
    told = refused(server, token(server, "--add", "source-identity"))
    assert told == (403, "AccessDenied", "Not authorized to perform sts:SetSourceIdentity")


def test_the_roles_claim_lets_in_for_the_role_it_names_alone(server):
    given = token(server, "--add", "roles")
    assert assume(server, given)["Credentials"]
    other = f"arn:aws:iam::{ACCOUNT}:role/PhotoAppAmazon"
    assert (
        refused(server, given, role=other)[2] == "The target role ARN is not present in the roles claim of the identity token"
    )
