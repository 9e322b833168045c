"""Step 3: every parameter of AssumeRoleWithWebIdentity, and what would come of it."""

from __future__ import annotations

import time
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

from playground.assembly.accounts import GUESTS
from playground.assembly.sandbox import stores
from playground.documents import read_json
from playground.iam import PolicyType
from playground.iam.elements import each
from playground.providers.catalogue import BY_SLUG
from playground.sandbox.assuming.admission import PLAIN_LIMIT, packed_size
from playground.sandbox.managed import managed_document
from playground.sandbox.seed import bucket_name, role_name
from playground.sandbox.world import Account, Role
from playground.stand_ins.identity_pool.form import POOL
from playground.walkthrough.editing.documents import of_bucket, of_role, remarks_shown
from playground.walkthrough.effective import effective
from playground.walkthrough.journey import Draft, Journey
from playground.walkthrough.outside.chosen import call_of
from playground.walkthrough.presets import Situation, offered
from playground.walkthrough.step import Step
from playground.walkthrough.syntax import Call, Syntax
from playground.walkthrough.syntaxes import SYNTAXES
from playground.walkthrough.syntaxes.raw_http import form
from playground.walkthrough.token.checks import signed_in
from playground.walkthrough.token.holder import folder_of
from playground.walkthrough.token.lifetime import lifetime
from playground.walkthrough.visitors.forgetting import FORGOTTEN
from playground.wire.loose import mask
from playground.wire.masking import mask_form

MOST_ARNS = 10
SHORTEST, LONGEST = 900, 43_200  # seconds, DurationSeconds
ROWS_OF_ARNS = 3  # empty fields for policy ARNs that the form always has


def context(journey: Journey) -> dict[str, Any]:
    """The form, the role's documents, effective permissions, the same call elsewhere, and the request as it will go out."""
    sign_in, account = signed_in(journey), account_of(journey)
    draft, ends = journey.draft, lifetime(sign_in).expires
    role = account.role_with_arn(draft.RoleArn)
    name = bucket_name(account.account_id)
    bucket, call = stores().buckets.find(name), call_of(journey)
    remarks = remarks_shown(draft.Policy, PolicyType.SESSION)
    empty = min(max(1, ROWS_OF_ARNS - len(draft.PolicyArns)), MOST_ARNS - len(draft.PolicyArns))
    return {
        "draft": draft,
        "sign_in": sign_in,
        "provider": BY_SLUG[sign_in.slug],
        "token_masked": mask(sign_in.token),
        "token_length": len(sign_in.token),
        "token_left": None if ends is None else ends - time.time(),
        "roles": [(account.role_arn(one), one) for one in account.roles.values()],
        "role": role,
        "role_documents": of_role(role) if role else [],
        "bucket_document": of_bucket(bucket) if bucket else None,
        "trusted_by": federated(role),
        "slider": slider(role, draft.DurationSeconds),
        "presets": offered(),
        "policy_arns": [*draft.PolicyArns, *[""] * empty],
        "managed": [account.policy_arn(name) for name in account.policies],
        "remarks": remarks,
        "warnings": len(remarks),
        "used": _used(account, draft),
        "limit": PLAIN_LIMIT,
        **effective(journey, account, role, bucket, name),
        "call": call,
        "host": urlsplit(call.endpoint).netloc,
        "syntaxes": written(call),
        "request_body": mask_form(form(call.draft, sign_in.token)).replace("&", "\n&"),
        "duration_words": _duration(draft.DurationSeconds),
    }


def written(call: Call) -> list[tuple[Syntax, str]]:
    """The call in every syntax; a placeholder stands for the token unless it is given."""
    return [(one, one.write(call)) for one in SYNTAXES]


def account_of(journey: Journey) -> Account:
    """The visitor's account."""
    account = stores().accounts.get(journey.account_id)
    assert account is not None
    return account


def situation(journey: Journey) -> Situation:
    """What presets build on: the role that trusts the provider, and the person's own folder."""
    sign_in, account = signed_in(journey), account_of(journey)
    provider = BY_SLUG[sign_in.slug]
    guest = sign_in.slug == POOL.slug and "unauthenticated" in sign_in.answer.get("amr", ())
    own = role_name(GUESTS if guest else sign_in.slug)
    roles = {name: account.role_arn(role) for name, role in account.roles.items()}
    role_arn = roles.get(own) or next(iter(roles.values()), "")
    other = next((arn for name, arn in roles.items() if name != own), role_arn)
    plain = normalize(
        "NFKD", sign_in.person.split(" ")[0].lower()
    )  # an accent is a letter of its own, which STS would not take
    first = "".join(letter for letter in plain if letter.isascii() and letter.isalnum())
    return Situation(journey.account_id, role_arn, other, first.ljust(2, "_")[:64], provider.provider_id, folder_of(journey))


def federated(role: Role | None) -> list[str]:
    """The identity providers that a role's trust policy allows in."""
    if role is None:
        return []
    statements = [one for one, _ in each(read_json(role.trust_policy)["Statement"], "")]
    allowed = [one["Principal"] for one in statements if one["Effect"] == "Allow" and isinstance(one["Principal"], dict)]
    return [name for principal in allowed for name, _ in each(principal.get("Federated", []), "")]


def slider(role: Role | None, typed: str) -> dict[str, Any]:
    """How much of the slider the role allows, in percent, and where it stands."""
    most = role.max_session_duration if role else LONGEST
    allowed = round((most - SHORTEST) / (LONGEST - SHORTEST) * 100, 1)
    value = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 3600
    return {"ok": allowed, "no": round(100 - allowed, 1), "value": min(max(value, SHORTEST), LONGEST)}


def _used(account: Account, draft: Draft) -> dict[str, int]:
    managed = "".join(managed_document(account, arn) or "" for arn in draft.PolicyArns)
    text = managed + draft.Policy
    return {"characters": len(text), "inline": len(draft.Policy), "packed": packed_size(text, {}) if text else 0}


def _duration(typed: str) -> str:
    if not typed:
        return "3,600 when left out: 1 hour"
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 10:  # STS takes 32 bits
        return "a number of seconds"
    hours, minutes = divmod(int(typed) // 60, 60)
    words = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else ""]
    return " ".join(word for word in words if word) or f"{typed} s"


def note(journey: Journey | None) -> str:
    """Whether the call is ready."""
    if journey is None or journey.sign_in is None:
        return "needs a token"
    if journey.sign_in.forgotten:
        return "the token is over"
    return "sent" if journey.outcome else "ready"


def state(journey: Journey | None) -> str:
    """Done once it was sent."""
    return "done" if journey and journey.outcome else "todo"


def stands(journey: Journey | None) -> tuple[str, str]:
    """Its place in the rail."""
    return state(journey), note(journey)


def needs(journey: Journey | None) -> str:
    """A token."""
    if journey is None or journey.sign_in is None:
        return "The call hands over a token, and there is none yet. Sign in first."
    return FORGOTTEN if journey.sign_in.forgotten else ""


STEP = Step(3, "call", "Build the call", "steps/build_call.html", stands, needs, context)
