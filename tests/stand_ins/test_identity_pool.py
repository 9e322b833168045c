"""A Cognito identity pool, called as boto3 calls it."""

from __future__ import annotations

import json
import re

import pytest
from botocore.exceptions import ClientError
from joserfc import jwt
from joserfc.jwk import KeySet

from playground.assembly.cognito import cognito as call_cognito
from playground.assembly.sandbox import answer
from playground.aws.clients import Sent, calling, client
from playground.sandbox.exchange import HttpRequest
from playground.stand_ins.identity_pool.ids import Pool, identity_of, identity_of_login, new_guest, pool_of
from playground.stand_ins.issuers import key_set_of
from playground.stand_ins.people import MAYA
from playground.stand_ins.registrations import another_account
from playground.stand_ins.tokens.mint import mint
from tests.stand_ins.walk import ACCOUNT

pytestmark = pytest.mark.django_db
POOL, MAPPED = Pool(ACCOUNT), Pool(ACCOUNT, tags=True)
USER_POOL = "cognito-idp.us-east-1.amazonaws.com/us-east-1_PhotoDemo"
SHAPE = r"us-east-1:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


def to_sandbox(prepared):
    headers = {name.lower(): value.decode() if isinstance(value, bytes) else value for name, value in prepared.headers.items()}
    body = prepared.body if isinstance(prepared.body, bytes) else (prepared.body or "").encode()
    response = answer(HttpRequest(prepared.method, "/", "", headers, body), "terminal").response
    return Sent(response.status, dict(response.headers), response.body)


def cognito(operation, **parameters):
    with calling(to_sandbox):
        return getattr(client("cognito-identity", "http://localhost:9000", "us-east-1"), operation)(**parameters)


def claims_of(token):
    keys = KeySet.import_key_set({"keys": key_set_of("https://cognito-identity.amazonaws.com")})
    return jwt.decode(token, keys, ["RS512"])


def maya():
    return {USER_POOL: mint("user-pool", "maya", ACCOUNT)}


def test_a_guest_gets_a_new_identity_and_its_token():
    one, two = (cognito("get_id", IdentityPoolId=POOL.id)["IdentityId"] for _ in range(2))
    assert one != two
    assert re.fullmatch(SHAPE, one)
    given = claims_of(cognito("get_open_id_token", IdentityId=one)["Token"])
    assert (given.header["typ"], given.header["alg"]) == ("JWS", "RS512")
    assert given.claims["sub"] == one
    assert given.claims["aud"] == POOL.id
    assert given.claims["amr"] == ["unauthenticated"]
    assert given.claims["exp"] - given.claims["iat"] == 600


def test_a_user_has_the_same_identity_always_and_amr_says_who_vouches():
    one, two = (cognito("get_id", IdentityPoolId=POOL.id, Logins=maya())["IdentityId"] for _ in range(2))
    assert one == two == identity_of_login(POOL, USER_POOL, MAYA.cognito_sub).id
    amr = claims_of(cognito("get_open_id_token", IdentityId=one, Logins=maya())["Token"]).claims["amr"]
    assert amr == ["authenticated", USER_POOL, f"{USER_POOL}:CognitoSignIn:{MAYA.cognito_sub}"]


def test_a_pool_that_maps_attributes_puts_tags_into_the_token():
    identity = cognito("get_id", IdentityPoolId=MAPPED.id, Logins=maya())["IdentityId"]
    claims = claims_of(cognito("get_open_id_token", IdentityId=identity, Logins=maya())["Token"]).claims
    assert claims["https://aws.amazon.com/tags"]["principal_tags"] == {"provider": [USER_POOL], "department": ["Engineering"]}
    assert claims["https://cognito-identity.amazonaws.com/identity-pool-arn"] == MAPPED.arn
    guest = cognito("get_id", IdentityPoolId=MAPPED.id)["IdentityId"]
    assert "https://aws.amazon.com/tags" not in claims_of(cognito("get_open_id_token", IdentityId=guest)["Token"]).claims


def test_a_guest_who_signs_in_becomes_the_user():
    guest = cognito("get_id", IdentityPoolId=POOL.id)["IdentityId"]
    given = cognito("get_open_id_token", IdentityId=guest, Logins=maya())
    assert given["IdentityId"] == identity_of_login(POOL, USER_POOL, MAYA.cognito_sub).id


def user():
    return identity_of_login(POOL, USER_POOL, MAYA.cognito_sub).id


def by(login, token):
    return {"IdentityPoolId": POOL.id, "Logins": {login: token}}


def by_user_pool(person="maya", account=ACCOUNT, **wrong):
    return by(USER_POOL, mint("user-pool", person, account, **wrong))


ID, TOKEN, DENIED, NONE = "get_id", "get_open_id_token", "NotAuthorizedException", "ResourceNotFoundException"
REFUSED = {
    "no pool": (ID, lambda: {"IdentityPoolId": new_guest(POOL).id}, NONE, "not found"),
    "no shape": (ID, lambda: {"IdentityPoolId": "nonsense"}, "ValidationException", "1 validation error detected"),
    "an account of letters": (ID, lambda: {"IdentityPoolId": POOL.id, "AccountId": "12345678901x"}, "ValidationException",
                              "1 validation error detected: Value '12345678901x' at 'accountId' failed to satisfy constraint: "
                              r"Member must satisfy regular expression pattern: \d+"),
    "an account too long": (ID, lambda: {"IdentityPoolId": POOL.id, "AccountId": "1" * 16}, "ValidationException",
                            "at 'accountId' failed to satisfy constraint: Member must have length less than or equal to 15"),
    "two faults": (ID, lambda: {"IdentityPoolId": "x", "AccountId": "x"}, "ValidationException", "2 validation errors detected: "),
    "a pool too long": (ID, lambda: {"IdentityPoolId": f"{POOL.id}{'0' * 30}"}, "ValidationException",
                        "failed to satisfy constraint: Member must have length less than or equal to 55"),
    "eleven logins": (ID, lambda: {"IdentityPoolId": POOL.id, "Logins": {f"login{n}": "s3cret" for n in range(11)}},
                      "ValidationException",
                      "1 validation error detected: Value at 'logins' failed to satisfy constraint: "
                      "Member must have length less than or equal to 10"),
    "nothing": (ID, dict, "ValidationException", "must not be null"),
    "no identity": (TOKEN, lambda: {"IdentityId": POOL.id}, NONE, "not found"),
    "a user as a guest": (TOKEN, lambda: {"IdentityId": user()}, DENIED, "is forbidden"),
    "somebody else": (TOKEN, lambda: {"IdentityId": user(), "Logins": by_user_pool("jun")["Logins"]}, DENIED, "Logins don't match"),
    "no jwt": (ID, lambda: by(USER_POOL, "abc"), DENIED, "Not a valid OpenId Connect identity token"),
    "another issuer": (ID, lambda: by("accounts.google.com", maya()[USER_POOL]), DENIED, "Issuer doesn't match providerName"),
    "unsupported": (ID, lambda: by("login.example.com", "abc"), DENIED, "Token is not from a supported provider"),
    "another app": (ID, lambda: by_user_pool(account=another_account(ACCOUNT)), DENIED, "Incorrect token audience"),
    "forged": (ID, lambda: by_user_pool(breakage="stranger"), DENIED, "signature"),
    "expired": (ID, lambda: by_user_pool(breakage="expired"), DENIED, "Token expired"),
    "revoked": (ID, lambda: by("www.amazon.com", mint("amazon", "maya", ACCOUNT, breakage="taken-back")), DENIED, "Invalid"),
    "two logins": (ID, lambda: {"IdentityPoolId": POOL.id, "Logins": maya() | {"www.amazon.com": "abc"}},
                   "InvalidParameterException", "one login at a time"),
    "enhanced": ("get_credentials_for_identity", lambda: {"IdentityId": new_guest(POOL).id},
                 "InvalidIdentityPoolConfigurationException", "Check assigned IAM roles"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cognito_refuses(case):
    operation, parameters, code, words = REFUSED[case]
    with pytest.raises(ClientError) as refused:
        cognito(operation, **parameters())
    assert refused.value.response["Error"]["Code"] == code
    assert words in refused.value.response["Error"]["Message"]


@pytest.mark.parametrize(
    "body",
    [
        *(
            b"",
            b"[]",
            b"null",
            b"{",
            b'{"IdentityPoolId": 7}',
            b"\xff",
            b'{"Logins": 3, "IdentityPoolId": "a:b"}',
            b"[" * 50_000,
        ),
        *(b'{"IdentityPoolId":"\\ud800","IdentityId":"\\ud800"}', b'{"IdentityPoolId":NaN,"IdentityId":1e999}'),
        *('{"IdentityPoolId":"٣:٣"}'.encode(), '{"IdentityId":"é:a"}'.encode()),
    ],
)
@pytest.mark.parametrize("operation", ["GetId", "GetOpenIdToken", "GetCredentialsForIdentity"])
def test_no_body_makes_it_fail(operation, body):
    headers = {"host": "localhost:9000", "x-amz-target": f"AWSCognitoIdentityService.{operation}"}
    assert answer(HttpRequest("POST", "/", "", headers, body), "terminal").response.status == 400


KINDS = [7, True, [], {}, 1.5]


@pytest.mark.parametrize("value", KINDS)
@pytest.mark.parametrize("name", ["IdentityPoolId", "Logins"])
def test_a_value_of_another_kind_cannot_be_read(name, value):
    if (name, value) != ("Logins", {}):
        assert asked("GetId", {"IdentityPoolId": POOL.id} | {name: value}).error == "SerializationException"


def asked(operation, body, **headers):
    headers = {"host": "localhost:9000", "x-amz-target": f"AWSCognitoIdentityService.{operation}"} | headers
    return answer(HttpRequest("POST", "/", "", headers, json.dumps(body).encode()), "terminal")


@pytest.mark.parametrize("login", ["www.amazon.com", "graph.facebook.com", "accounts.google.com", USER_POOL])
@pytest.mark.parametrize("token", ["", "\0", "\ud800", "é", "a.b.c", "....", "x" * 30_000])
def test_a_token_that_is_none_is_refused(login, token):
    assert asked("GetId", by(login, token)).error in (DENIED, "SerializationException")


def test_an_operation_that_the_sandbox_does_not_have_is_named_and_any_other_is_unknown():
    absent = asked("ListIdentityPools", {})
    assert (absent.response.status, absent.error) == (501, "NotImplemented")
    assert b"ListIdentityPools" in absent.response.body
    for made_up in ("Nothing", "", "GetId ", "\udcff"):
        unknown = asked(made_up, {})
        assert (unknown.response.status, unknown.error) == (400, "UnknownOperationException")


def test_a_body_that_no_call_has_is_not_read():
    told = asked("GetId", {"IdentityPoolId": "<" * 3_000_000})
    assert (told.response.status, told.error, told.operation) == (413, "RequestEntityTooLarge", "GetId")
    assert len(told.response.body) < 200


def test_a_made_up_operation_is_no_name_in_the_metrics():
    """A name of the caller's would be kept for ever, and there is no end of them."""
    assert {asked(f"MadeUp{number}", {}).operation for number in range(3)} == {""}


def test_who_calls_too_often_is_told_so():
    counted = []
    headers = {"x-amz-target": "AWSCognitoIdentityService.GetId"}
    told = call_cognito(HttpRequest("POST", "/", "", headers, source_ip="192.0.2.7"), lambda *asked: counted.append(asked))
    assert (told.response.status, told.error) == (429, "TooManyRequestsException")
    assert counted == [("assume", "address 192.0.2.7")]


def test_ids_lead_back_to_whose_they_are_and_nothing_else_does():
    for pool in (POOL, MAPPED):
        assert pool_of(pool.id) == pool
        guest = new_guest(pool)
        assert identity_of(guest.id) == guest
        assert pool_of(guest.id) is None
        assert identity_of(pool.id) is None
