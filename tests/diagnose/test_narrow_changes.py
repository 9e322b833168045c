"""Of the values that a token brings, the one that lets in the fewest is offered first; a wider one says whom it lets in."""

import json

import pytest

from playground.diagnose.fixes import fixes
from tests.diagnose.test_only_what_is_so import examined
from tests.diagnose.test_what_is_left_open import CLAIMS, trust

COGNITO, POOL = "cognito-identity.amazonaws.com", "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A"
USER = f"{POOL}:CognitoSignIn:maya"
SIGNED_IN = {**CLAIMS, "iss": f"https://{COGNITO}", "amr": ["authenticated", POOL, USER]}


def offered(*wanted, operator="ForAnyValue:StringLike"):
    conditions = {"StringEquals": {f"{COGNITO}:aud": CLAIMS["aud"]}, operator: {f"{COGNITO}:amr": list(wanted)}}
    _, found = examined(SIGNED_IN, trust(conditions, federated=COGNITO))
    return [(fix.sentence, [one.sentence for one in fix.cautions]) for fix in fixes(found)]


@pytest.mark.parametrize("wanted", [("accounts.google.com",), ("graph.facebook.com", POOL.replace("_A", "_B") + ":*")])
@pytest.mark.parametrize("operator", ["ForAnyValue:StringLike", "ForAnyValue:StringEquals"])
def test_who_wanted_one_provider_is_not_offered_everybody_first(wanted, operator):
    found = [one for one in offered(*wanted, operator=operator) if "amr" in one[0]]
    assert f"be `{USER}`" in found[0][0]
    assert found[0][1] == []
    for sentence, cautions in found[1:]:
        says = (
            "everybody who signed in to the pool then gets the role, with whatever provider"
            if "be `authenticated`" in sentence
            else f"everybody who signed in with `{POOL}` then gets the role"
        )
        assert f"be `{USER}`" in sentence or says in cautions


def test_who_wanted_guests_is_offered_who_signed_in():
    first, *_ = offered("unauthenticated")
    assert "be `authenticated` instead of `unauthenticated`" in json.dumps(first)
