"""The parts of a set-up as texts, whether a form's fields or a command's files, read into values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from playground.diagnose.reading.policy_text import read_policy_text
from playground.diagnose.unusable import Unusable
from playground.documents import NotJson, read_json
from playground.iam.catalogue.asking import objection, written
from playground.sandbox.assuming.session_policies import PLAIN_LIMIT
from playground.tokens.keys import KeySet, KeysUnavailable

_TOO_LONG = "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length less than or equal to {}"
_SESSION_NAME = re.compile(r"[\w+=,.@-]{2,64}", re.ASCII)  # roleSessionNameType in the STS service model
SECONDS = (900, 43_200)  # DurationSeconds
LEAST = {"max_session_duration": 3600}  # MaxSessionDuration, which no role has shorter


def read_keys(text: str) -> KeySet | None:
    """A JSON Web Key Set; None for an empty text. Raises Unusable."""
    if not text.strip():
        return None
    try:
        data = read_json(text)
        if isinstance(data, dict) and "kty" in data:
            data = {"keys": [data]}
        return KeySet.from_jwks(data)
    except NotJson as error:
        raise Unusable("jwks", f"the key set is no JSON: {error.reason}, on line {error.line}") from error
    except KeysUnavailable as error:
        raise Unusable("jwks", error.reason) from error


def read_list(text: str) -> tuple[str, ...] | None:
    """Words between commas, spaces or line ends, or JSON: a list, or what `aws iam get-open-id-connect-provider` shows. None for nothing."""
    try:
        data = read_json(text) if text.strip()[:1] in ("[", "{") else None
    except NotJson:
        data = None
    listed = data.get("ClientIDList") if isinstance(data, dict) else data
    if isinstance(listed, list):
        return tuple(one for one in listed if isinstance(one, str)) or None
    words = tuple(bare for word in re.split(r"[\s,]+", text) if (bare := word.strip("\"'`")))
    return words or None


def read_provider_url(text: str) -> str:
    """The URL of an identity provider; of its ARN, what stands behind `oidc-provider/`."""
    plain = text.strip().strip("\"'`")
    return plain.partition(":oidc-provider/")[2] or plain


def read_moment(text: str, now: float) -> float:
    """A time as `2026-11-21T20:31:07Z` or in seconds since 1970; empty is now. Raises Unusable."""
    plain = text.strip()
    if not plain:
        return now
    if re.fullmatch(r"\d{1,11}(\.\d+)?", plain):
        return float(plain)
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError as error:
        raise Unusable("at", f"`{plain}` is no time; write it like 2026-11-21T20:31:07Z") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def read_seconds(text: str, field: str) -> int | None:
    """A duration in seconds; None for an empty text. Raises Unusable."""
    plain = text.strip()
    if not plain:
        return None
    number, least = int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else 0, LEAST.get(field, SECONDS[0])
    if not least <= number <= SECONDS[1]:
        raise Unusable(
            field, f"`{plain[:40]}` is no duration; it should be a number of seconds from {least:,} to {SECONDS[1]:,}"
        )
    return number


def read_session_policy(text: str) -> str:
    """The Policy of the call; an empty text where none was given. Raises Unusable for one that is longer than STS takes."""
    policy = read_policy_text(text, "session_policy")
    if len(policy) > PLAIN_LIMIT:
        says = f"the session policy has {len(policy):,} characters, and STS takes {PLAIN_LIMIT:,} at most (AWS: {{}})"
        raise Unusable("session_policy", says.format(_TOO_LONG.format(PLAIN_LIMIT)))
    return policy


def read_session_name(text: str) -> str:
    """RoleSessionName; an empty text where none was given. Raises Unusable for what STS takes from nobody."""
    plain = text.strip()
    if plain and not _SESSION_NAME.fullmatch(plain):
        says = "`{}` is no RoleSessionName; it should be 2 to 64 letters, digits and `_+=,.@-`"
        raise Unusable("session_name", says.format(plain[:64]))
    return plain


def read_context(lines: Iterable[str]) -> dict[str, str]:
    """Condition keys, one a line as `aws:SourceIp=203.0.113.7`. Raises Unusable."""
    found = {}
    for line in filter(None, map(str.strip, lines)):
        key, mark, value = line.partition("=")
        if not mark or ":" not in key:
            raise Unusable("context", f"`{line}` is no condition key with a value; write it like aws:SourceIp=203.0.113.7")
        found[key.strip()] = value.strip()
    return found


def read_request(action: str, resource: str) -> tuple[str, str]:
    """What the session asks for, as AWS writes it, and on what; empty texts for nothing. Raises Unusable for what no request can ask."""
    action, resource = written(action.strip()), resource.strip()
    if resource and not action:
        raise Unusable("action", "name an action for the resource, such as `s3:GetObject`")
    if action and not re.fullmatch("[A-Za-z0-9-]+:[A-Za-z0-9]+", action):
        raise Unusable("action", f"`{action[:40]}` is no action of a request; one reads `s3:GetObject`")
    if resource not in ("", "*") and not re.fullmatch(r"arn:([^:\s]*:){4}\S.*", resource, re.DOTALL):
        raise Unusable("resource", f"`{resource[:40]}` is no resource; one reads `arn:aws:s3:::bucket/key`")
    wrong = objection(action, resource) if action else None
    if wrong:
        raise Unusable(wrong.of, wrong.says)
    return action, resource
