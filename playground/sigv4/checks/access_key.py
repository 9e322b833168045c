"""Is there a secret for this access key?"""

from __future__ import annotations

from playground.sigv4.case import Case
from playground.sigv4.check import Check, Outcome, passes, refuses
from playground.sigv4.refusals import Refusal, unknown_key

NAME = "Access key"


def _ask(case: Case) -> Outcome:
    access_key_id = case.authorization.access_key_id
    secret = case.secret_for(case.authorization)
    if secret is None:
        says = "nobody has the access key `{}`; it should be one that this endpoint gave out"
        if access_key_id.startswith("ASIA") and not case.authorization.session_token:
            says = "`{}` is a temporary key and comes without its session token, which belongs to it"
        return refuses(NAME, unknown_key(access_key_id, case.service), says, access_key_id)
    if isinstance(secret, Refusal):
        return refuses(NAME, secret, "the session of `{}` is not good: {}", access_key_id, secret.message.rstrip("."))
    case.secret = secret
    return passes(NAME, "`{}` is known", access_key_id)


ACCESS_KEY = Check(NAME, _ask, "it would look for the secret of the access key")
