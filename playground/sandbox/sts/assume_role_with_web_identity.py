"""AssumeRoleWithWebIdentity: credentials for a role, in exchange for a token. The gateway has judged the token already.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
"""

from __future__ import annotations

from playground.sandbox.admission import DEFAULT_DURATION
from playground.sandbox.credentials import Session, new_secret, unique_id
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.operation import Call, Caller, Operation, nothing
from playground.sandbox.request_context import iso
from playground.sandbox.sts.answer import answer
from playground.sandbox.xml import Node
from playground.tokens.claims import session_context


def perform(call: Call) -> HttpResponse:
    """Mints the session and writes the answer."""
    session = _session(call)
    call.session = session
    identity, packed = call.identity, call.event.get("packed")
    nodes: list[Node] = [
        ("SubjectFromWebIdentityToken", identity.subject),
        ("Audience", identity.audience),
        ("AssumedRoleUser", [("Arn", session.arn), ("AssumedRoleId", session.user_id)]),
        ("Credentials", credentials(session, call.stores.sealer.seal(session))),
        ("SourceIdentity", session.source_identity or None),
        ("Provider", identity.provider.principal),
        ("PackedPolicySize", packed),
    ]
    return answer("AssumeRoleWithWebIdentity", nodes, call.request_id)


def credentials(session: Session, token: str) -> list[Node]:
    """The Credentials element."""
    return [
        ("SessionToken", token),
        ("SecretAccessKey", session.secret_access_key),
        ("Expiration", iso(session.expires)),
        ("AccessKeyId", session.access_key_id),
    ]


def _session(call: Call) -> Session:
    assert call.account is not None and call.role is not None
    provider, claims = call.identity.provider, call.identity.claims
    tags, issued = call.identity.tags, int(call.now)
    return Session(
        account_id=call.account.account_id,
        role_arn=call.account.role_arn(call.role),
        role_id=call.role.role_id,
        session_name=call.parameters["RoleSessionName"],
        access_key_id=unique_id("ASIA", call.account.account_id),
        secret_access_key=new_secret(),
        issued=issued,
        expires=issued + call.parameters.get("DurationSeconds", DEFAULT_DURATION),
        session_policies=call.event.get("session_policies"),
        context=dict(session_context(provider, claims)),
        tags=call.role.tags | dict(tags.tags),
        transitive_tag_keys=tags.transitive_keys,
        source_identity=call.identity.source_identity.value,
    )


OPERATION = Operation("AssumeRoleWithWebIdentity", "sts", perform, nothing, Caller.TOKEN)
