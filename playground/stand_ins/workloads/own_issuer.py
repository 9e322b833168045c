"""Your own issuer: its claims, its keys, its audience and its discovery document are the learner's to edit.

https://openid.net/specs/openid-connect-discovery-1_0.html
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode

from django.http import HttpRequest

from playground.documents import NotJson, read_json, write_json
from playground.stand_ins.consent import NotUnderstood
from playground.stand_ins.own_keys import ALGORITHMS, NUMBERS, keys_of
from playground.stand_ins.own_published import publish
from playground.stand_ins.workload import Ask, Field, Given, Run, Signing, Workload

HOST = "issuer.example.com"
ISSUER = f"https://{HOST}/{{account}}"
LIFETIME = 3600  # seconds
BOTH, FIRST, SECOND, NONE = "key-1 and key-2", "key-1 only", "key-2 only", "none"
PUBLISHED = {BOTH: NUMBERS, FIRST: NUMBERS[:1], SECOND: NUMBERS[1:], NONE: ()}
CLAIMS = {"sub": "maya", "email": "maya@example.com"}
DOCUMENT = {
    "issuer": ISSUER,
    "jwks_uri": f"{ISSUER}/jwks.json",
    "response_types_supported": ["id_token"],
    "subject_types_supported": ["public"],
    "id_token_signing_alg_values_supported": list(ALGORITHMS),
}

FIELDS = (
    Field("claims", "Claims", write_json(CLAIMS), "A JSON object. iss, aud, iat and exp are put in unless they are here.",
          pattern=r"(?s).{2,4000}", rows=5),
    Field("audience", "Audience", "photo-app", "The account’s OIDC provider has photo-app on its list.", pattern=r"[^\s]{1,255}"),
    Field("algorithm", "Algorithm", "ES256", "STS takes ES256, ES384 and ES512, besides the RS ones.", tuple(ALGORITHMS)),
    Field("signer", "Signed with", NUMBERS[0], "The token’s kid names it.", NUMBERS),
    Field("published", "Published keys", BOTH, "What stands at jwks_uri from now on, for tokens from before too.", tuple(PUBLISHED)),
    Field("document", "Discovery document", write_json(DOCUMENT), "What STS reads first: issuer must be this very URL.",
          pattern=r"(?s).{2,4000}", rows=12),
)  # fmt: skip


def object_in(given: Given, name: str) -> dict[str, Any]:
    """The JSON object in a field.  Raises NotUnderstood."""
    try:
        data = read_json(given[name])
    except NotJson:
        data = None
    if not isinstance(data, dict):
        raise NotUnderstood(f'{name} is no JSON object, and should be one, as in `{{"sub": "maya"}}`')
    return data


def _check(given: Given) -> None:
    claims = object_in(given, "claims")
    object_in(given, "document")
    for name in ("iat", "exp", "nbf"):
        if type(claims.get(name, 0)) is not int:
            raise NotUnderstood(f"`{name}` in the claims should be a whole number of seconds since 1970")
    for name in ("iss", "aud"):
        if not isinstance(claims.get(name, ""), str):
            raise NotUnderstood(f"`{name}` in the claims should be a text; below, the token can be broken in other ways")


def _claims(run: Run) -> dict[str, Any]:
    dates = {"iat": run.now, "exp": run.now + LIFETIME}
    return {"aud": run.given["audience"], **dates, **object_in(run.given, "claims")}


def _signing(run: Run) -> Signing:
    """Publishes what the form says, and answers what the token is signed with."""
    first, second = (keys_of(run.account_id, run.given["algorithm"])[number] for number in NUMBERS)
    publish(run.account_id, object_in(run.given, "document"), list(PUBLISHED[run.given["published"]]))
    pair = (first, second) if run.given["signer"] == NUMBERS[0] else (second, first)
    return Signing(run.given["algorithm"], pair)


def _ask(run: Run, ticket: str) -> Ask:
    body = urlencode({"grant_type": "client_credentials", "audience": run.given["audience"], "client_secret": ticket})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Ask("POST", f"https://{HOST}/{run.account_id}/token", headers, body)


def _ticket(request: HttpRequest) -> str:
    return parse_qs(request.body.decode("utf-8", "replace")).get("client_secret", [""])[0]


def _answer(token: str, _run: Run) -> dict[str, Any]:
    return {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME}


OWN_ISSUER = Workload(
    slug="own-issuer",
    name="Your own issuer",
    tile="Yo",
    host=HOST,
    title="Your issuer signs",
    honest="We serve it for you, and its keys are your account’s alone.",
    lede="Write the claims, choose the key, and edit what the issuer publishes. STS believes what it finds there, and nothing else.",
    issuer=ISSUER,
    jwks_path="/jwks.json",
    audience="photo-app",
    fields=FIELDS,
    claims=_claims,
    path=rf"^{HOST.replace('.', chr(92) + '.')}/[0-9]{{12}}/token\Z",
    ask=_ask,
    ticket=_ticket,
    wanted=lambda _request: "",
    answer=_answer,
    token_in=lambda answer: str(answer["access_token"]),
    who="audience",
    check=_check,
    signing=_signing,
)
