"""The three calls of the basic flow and of the enhanced one, as Cognito answers them.

https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from playground.sandbox.exchange import MOST_BYTES
from playground.stand_ins.identity_pool.constraints import check
from playground.stand_ins.identity_pool.ids import Identity, Pool, identity_of, identity_of_login, new_guest, pool_of
from playground.stand_ins.identity_pool.logins import Login, login_of
from playground.stand_ins.identity_pool.refusals import (
    CognitoError,
    absent,
    forbidden,
    no_identity,
    no_pool,
    other_login,
    too_large,
    too_often,
)
from playground.stand_ins.identity_pool.token import token_of

TARGET = "AWSCognitoIdentityService."
NO_ROLES = "Invalid identity pool configuration. Check assigned IAM roles for this pool."


class Answered(NamedTuple):
    """An answer.  operation: "" for one that is not here.  code: the exception's name, "" for a success.

    account_id: whose pool it is, "" for nobody's.
    """

    status: int
    body: dict[str, Any]
    operation: str
    code: str = ""
    account_id: str = ""


def called(target: str, body: bytes, now: int, allowed: Callable[[str], bool] = lambda _: True) -> Answered:
    """The answer to one call.  target: the X-Amz-Target header.  now: seconds since 1970.

    allowed: whether one more call is, for the account whose pool it is about, "" for nobody's; asked before any token is read.
    """
    asked = target.removeprefix(TARGET)
    name = asked if asked in OPERATIONS else ""
    if len(body) > MOST_BYTES:
        error = too_large(MOST_BYTES)
        return Answered(error.status, {"__type": error.code, "message": error.message}, name, error.code)
    try:
        if not allowed(_account_in(body)):
            raise too_often()
        if not name:
            raise absent(asked)
        given = json.loads(body or b"{}")
        if not isinstance(given, dict):
            raise ValueError
        check(name, given)
        account_id, result = OPERATIONS[name](given, now)
    except CognitoError as error:
        return Answered(error.status, {"__type": error.code, "message": error.message}, name, error.code, _account_in(body))
    except (ValueError, RecursionError):
        return Answered(400, {"__type": "SerializationException"}, name, "SerializationException")
    return Answered(200, result, name, account_id=account_id)


def get_id(given: Mapping[str, Any], now: int) -> tuple[str, dict[str, Any]]:
    """GetId: the identity of a login, or a new guest."""
    pool = _pool(given)
    login = _login(given, pool.account_id, now)
    identity = identity_of_login(pool, login.provider, login.subject) if login else new_guest(pool)
    return pool.account_id, {"IdentityId": identity.id}


def get_open_id_token(given: Mapping[str, Any], now: int) -> tuple[str, dict[str, Any]]:
    """GetOpenIdToken: the token of an identity; a guest who brings a login becomes its identity."""
    identity = _identity(given)
    login = _login(given, identity.pool.account_id, now)
    identity = _owned(identity, login)
    return identity.pool.account_id, {"IdentityId": identity.id, "Token": token_of(identity, login, now)}


def get_credentials_for_identity(given: Mapping[str, Any], now: int) -> tuple[str, dict[str, Any]]:
    """GetCredentialsForIdentity, the enhanced flow: our pools have no roles of their own, and Cognito says so."""
    identity = _identity(given)
    _owned(identity, _login(given, identity.pool.account_id, now))
    raise CognitoError("InvalidIdentityPoolConfigurationException", NO_ROLES)


OPERATIONS: dict[str, Callable[[Mapping[str, Any], int], tuple[str, dict[str, Any]]]] = {
    "GetId": get_id,
    "GetOpenIdToken": get_open_id_token,
    "GetCredentialsForIdentity": get_credentials_for_identity,
}


def _owned(identity: Identity, login: Login | None) -> Identity:
    if login is None:
        if identity.guest:
            return identity
        raise forbidden(identity.id)
    own = identity_of_login(identity.pool, login.provider, login.subject)
    if identity != own and not identity.guest:
        raise other_login()
    return own


def _pool(given: Mapping[str, Any]) -> Pool:
    pool_id = given["IdentityPoolId"]
    pool = pool_of(pool_id)
    if pool is None:
        raise no_pool(pool_id)
    return pool


def _identity(given: Mapping[str, Any]) -> Identity:
    identity_id = given["IdentityId"]
    identity = identity_of(identity_id)
    if identity is None:
        raise no_identity(identity_id)
    return identity


def _login(given: Mapping[str, Any], account_id: str, now: int) -> Login | None:
    logins = given.get("Logins") or {}
    if len(logins) > 1:
        raise CognitoError("InvalidParameterException", "This sandbox takes one login at a time.")
    return next((login_of(account_id, provider, token, now) for provider, token in logins.items()), None)


def _account_in(body: bytes) -> str:
    """Whose pool a refused call was about, so that its owner sees it on the wire."""
    try:
        given = json.loads(body or b"{}")
        pool = pool_of(str(given.get("IdentityPoolId", "")))
        identity = identity_of(str(given.get("IdentityId", "")))
    except (ValueError, AttributeError, RecursionError):
        return ""
    found = pool or (identity.pool if identity else None)
    return found.account_id if found else ""
