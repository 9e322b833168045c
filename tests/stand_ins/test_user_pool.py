"""The user pool's stand-in: what its ID token says, and for how long."""

import time

from playground.stand_ins.tokens.mint import mint
from playground.tokens.jwt import take_apart
from tests.stand_ins.walk import ACCOUNT

# The claims of the sample in Cognito's developer guide, "Understanding the identity (ID) token".
DOCUMENTED = {
    "sub", "aud", "email_verified", "token_use", "auth_time", "iss", "cognito:username", "exp", "given_name", "iat", "email", "jti",
    "origin_jti",
}  # fmt: skip


def test_the_id_token_has_every_claim_of_the_documentations_sample(db):
    now = time.time()
    claims = take_apart(mint("user-pool", "maya", ACCOUNT, now=now)).unverified_claims
    assert claims.keys() >= DOCUMENTED
    assert claims["auth_time"] == claims["iat"] == int(now)
    assert (claims["token_use"], claims["exp"] - claims["iat"]) == ("id", 3600)
