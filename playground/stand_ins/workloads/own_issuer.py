"""Your own issuer: its claims, its keys, its audience and its discovery document are the learner's to edit.

https://openid.net/specs/openid-connect-discovery-1_0.html
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlencode

from django.http import HttpRequest

from playground.documents import write_json
from playground.stand_ins.consent import NotUnderstood
from playground.stand_ins.own_issuer.elliptic import ALGORITHMS, NUMBERS, RSA, elliptic_keys_of
from playground.stand_ins.own_issuer.published import publish, standard_document
from playground.stand_ins.own_issuer.rsa import rsa_keys_of
from playground.stand_ins.workload import Ask, Field, Given, Run, Signing, Workload
from playground.tokens.checks.dates import LARGEST
from playground.tokens.strict_json import NotStrictError, read_object

HOST = "issuer.example.com"
ISSUER = f"https://{HOST}/{{account}}"
LIFETIME = 3600  # seconds
BOTH, FIRST, SECOND, NONE = "key-1 and key-2", "key-1 only", "key-2 only", "none"
PUBLISHED = {BOTH: NUMBERS, FIRST: NUMBERS[:1], SECOND: NUMBERS[1:], NONE: ()}
CLAIMS = {"sub": "maya", "email": "maya@example.com"}
DOCUMENT = standard_document(ISSUER)

FIELDS = (
    Field("claims", "Claims", write_json(CLAIMS), "A JSON object. iss, aud, iat and exp are put in unless they are here.",
          pattern=r"(?s).{2,}", rows=5, most=4000),
    Field("audience", "Audience", "photo-app", "The account’s OIDC provider has photo-app on its list.", pattern=r"[^\s]{1,255}"),
    Field("algorithm", "Algorithm", "ES256", "STS takes RS384 and RS512, too, and no other.", ALGORITHMS),
    Field("signer", "Signed with", NUMBERS[0], "The token’s kid names it.", NUMBERS),
    Field("published", "Published keys", BOTH, "What stands at jwks_uri from now on, for tokens from before too.", tuple(PUBLISHED)),
    Field("document", "Discovery document", write_json(DOCUMENT), "What STS reads first: issuer must be this very URL.",
          pattern=r"(?s).{2,}", rows=12, most=4000),
)  # fmt: skip
LABELS = {field.name: field.label for field in FIELDS}


def object_in(given: Given, name: str) -> dict[str, Any]:
    """The JSON object in a field.  Raises NotUnderstood."""
    try:
        return read_object(given[name])
    except NotStrictError as error:
        raise NotUnderstood(f"what stands under {LABELS[name]} {error.fault.sentence}", name) from error


def _check(given: Given) -> None:
    claims = object_in(given, "claims")
    object_in(given, "document")
    if "\\u0000" in given["document"]:
        raise NotUnderstood(
            "what stands under Discovery document has `\\u0000`, which no database keeps, and should be without it", "document"
        )
    for name in ("iat", "exp", "nbf"):
        if type(claims.get(name, 0)) is not int or abs(claims.get(name, 0)) > LARGEST:
            says = f"`{name}` in the claims should be a whole number of seconds since 1970, of 64 bits at most"
            raise NotUnderstood(says, "claims")
    if not isinstance(claims.get("iss", ""), str):
        raise NotUnderstood("`iss` in the claims should be a text; below, the token can be broken in other ways", "claims")
    audiences = claims.get("aud", "")
    if not isinstance(audiences, str) and not _are_texts(audiences):
        raise NotUnderstood("`aud` in the claims should be a text or a list of texts; below, it can be left out", "claims")


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and value != [] and all(isinstance(one, str) for one in value)


def _claims(run: Run) -> dict[str, Any]:
    dates = {"iat": run.now, "exp": run.now + LIFETIME}
    return {"aud": run.given["audience"], **dates, **object_in(run.given, "claims")}


def _signing(run: Run) -> Signing:
    """Publishes what the form says, and answers what the token is signed with."""
    account_id, algorithm = run.account_id, run.given["algorithm"]
    publish(account_id, object_in(run.given, "document"), list(PUBLISHED[run.given["published"]]))
    keys = rsa_keys_of(account_id) if algorithm == RSA else elliptic_keys_of(account_id, algorithm)
    first, second = (keys[number] for number in NUMBERS)
    return Signing(algorithm, (first, second) if run.given["signer"] == NUMBERS[0] else (second, first))


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
    tile="own-issuer",
    host=HOST,
    title="Your issuer signs",
    honest="This issuer is yours, and this site serves it. No such host is on the internet, and its keys are your account’s alone.",
    lede="Write the claims, choose the key, and edit what the issuer publishes. STS believes what it finds there, and nothing else.",
    issuer=ISSUER,
    jwks_path="/jwks.json",
    audience="photo-app",
    fields=FIELDS,
    claims=_claims,
    path=rf"^{re.escape(HOST)}/[0-9]{{12}}/token\Z",
    ask=_ask,
    ticket=_ticket,
    wanted=lambda _request: "",
    answer=_answer,
    token_in=lambda answer: str(answer["access_token"]),
    who="audience",
    check=_check,
    signing=_signing,
)
