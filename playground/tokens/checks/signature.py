"""Did a key that the issuer publishes make the signature?  https://www.rfc-editor.org/rfc/rfc7515#section-5.2

The algorithm must be one that STS takes and must fit the key's own type: the token's word alone decides nothing
(RFC 8725 section 3.1).
"""

from __future__ import annotations

from playground.explain import WARN, Finding, in_words
from playground.tokens.case import Case, shown
from playground.tokens.check import Check, Outcome, not_reached, passes, refuses
from playground.tokens.keys import KeySet, KeysUnavailable
from playground.tokens.refusals import KEY_NOT_FOUND, KEY_NOT_RETRIEVED, SIGNATURE_NOT_VALID
from playground.tokens.verification_key import ALGORITHMS, Algorithm, VerificationKey

NAME = "Signature"
ALGORITHM_POINTER, KID_POINTER, POINTER = "/header/alg", "/header/kid", "/signature"
BROUGHT_ALONG = ("jwk", "jku", "x5u", "x5c")
KEYS_NOT_HAD = "the keys of `{}` could not be had"
DOES_NOT_FIT = (
    "key `{}` was found, and the signature does not fit header.payload: the token was changed after it was signed,"
    " or another key signed it"
)
TAKES = "STS takes RS256, RS384, RS512, ES256, ES384 and ES512"


def _ask(case: Case) -> Outcome:
    outcome = _refused_header(case) or _judged_by_keys(case)
    brought = tuple(_brought_along(name) for name in BROUGHT_ALONG if name in case.unverified_header)
    return outcome._replace(finding=outcome.finding._replace(reasons=brought)) if brought else outcome


def _refused_header(case: Case) -> Outcome | None:
    header = case.unverified_header
    name = header["alg"]
    if name not in ALGORITHMS:
        return refuses(NAME, SIGNATURE_NOT_VALID, _why_not(name), name, pointer=ALGORITHM_POINTER)
    if "crit" in header:
        says = "`crit` says that `{}` must be understood; STS knows no such extension, and a token for it should have no `crit`"
        return refuses(NAME, SIGNATURE_NOT_VALID, says, shown(header["crit"]), pointer="/header/crit")
    if not isinstance(header.get("kid", ""), str):
        says = "`kid` is `{}`, and should be a text"
        return refuses(NAME, KEY_NOT_FOUND, says, shown(header["kid"]), pointer=KID_POINTER)
    return None


def _why_not(algorithm: str) -> str:
    if algorithm.lower() == "none":
        return f"the algorithm is `{{}}`: nobody signed this token, so anybody could have written it; {TAKES}"
    if algorithm.startswith("HS"):
        return f"`{{}}` is made with a shared secret, and a public key is no secret: anybody could have made it; {TAKES}"
    return f"the algorithm is `{{}}`; {TAKES}"


def _judged_by_keys(case: Case) -> Outcome:
    algorithm, kid = ALGORITHMS[case.unverified_header["alg"]], case.unverified_header.get("kid", "")
    try:
        key_set = case.keys(case.issuer, kid)
    except KeysUnavailable as error:
        why, values = in_words(error.reason)
        says = f"{KEYS_NOT_HAD}: {why}; STS should get them over public https within five seconds"
        return refuses(NAME, KEY_NOT_RETRIEVED, says, case.issuer, *values, pointer=KID_POINTER)
    if algorithm.kty in key_set.crowded:
        says = "`{}` publishes more than 100 {} keys, and IAM takes at most 100 of a kind"
        return refuses(NAME, KEY_NOT_FOUND, says, case.issuer, algorithm.kty, pointer=KID_POINTER)
    named = key_set.named(kid)
    if not named:
        return _unknown_key(key_set, kid)
    fitting = [key for key in named if key.fits(algorithm)]
    if not fitting:
        return _unfit(named[0], algorithm, kid)
    return _verified(case, fitting, algorithm)


def _verified(case: Case, keys: list[VerificationKey], algorithm: Algorithm) -> Outcome:
    token = case.taken_apart
    signing_input, signature = token.signing_input, token.signature or b""
    for key in keys:
        if key.verifies(algorithm, signing_input, signature):
            return passes(NAME, "{} with key `{}`", algorithm.name, key.kid, pointer=POINTER)
    if not case.unverified_header.get("kid"):
        says = "the token names no key, and none of the {} that fit {} made its signature; it was changed or is a forgery"
        return refuses(NAME, SIGNATURE_NOT_VALID, says, len(keys), algorithm.name, pointer=POINTER)
    return refuses(NAME, SIGNATURE_NOT_VALID, DOES_NOT_FIT, keys[0].kid, pointer=POINTER)


def _unknown_key(key_set: KeySet, kid: str) -> Outcome:
    unusable = next((key for key in key_set.unusable if key.kid == kid), None)
    if unusable:
        says = f"key `{{}}` was found and cannot be used: {unusable.fault.says}"
        return refuses(NAME, KEY_NOT_FOUND, says, kid, *unusable.fault.values, pointer=KID_POINTER)
    if not key_set.keys:
        return refuses(NAME, KEY_NOT_FOUND, "the issuer publishes no RSA or EC key that can be used", pointer=KID_POINTER)
    published = ", ".join(key.kid for key in key_set.keys[:5])
    says = "no key of the issuer is named `{}`; it publishes `{}`, and `kid` should name one of its keys"
    return refuses(NAME, KEY_NOT_FOUND, says, kid, published, pointer=KID_POINTER)


def _unfit(key: VerificationKey, algorithm: Algorithm, kid: str) -> Outcome:
    if not kid:
        says = "the issuer publishes no {}, which {} needs"
        return refuses(NAME, SIGNATURE_NOT_VALID, says, algorithm.needs, algorithm.name, pointer=ALGORITHM_POINTER)
    says = "the token says {}, and key `{}` is an {}; {} needs an {}"
    values = (algorithm.name, kid, key.kind, algorithm.name, algorithm.needs)
    return refuses(NAME, SIGNATURE_NOT_VALID, says, *values, pointer=ALGORITHM_POINTER)


def _brought_along(name: str) -> Finding:
    says = "the header carries `{}`, a key that the token brought along itself; it is not used, only the issuer's own are"
    return Finding("Key in the header", WARN, says, (name,), document="token", pointer=f"/header/{name}")


def _would(case: Case) -> Finding:
    kid = case.unverified_header.get("kid")
    if not isinstance(kid, str):
        return not_reached(NAME, "it would try the issuer's keys")
    return not_reached(NAME, "it would look for the issuer's key `{}`", kid)


SIGNATURE = Check(NAME, _ask, _would)
