"""The session that a role's operation gives out, and how long its token is.

AWS has let a session token grow to 4,096 bytes, policies and tags included, since September 2026; PackedPolicySize then says what
SessionTokenUtilization says. Its model words both figures as being of the token returned, so every answer has them (no AWS answer
with them was seen). How AWS packs is not published, so the figures are this sandbox's own tokens' figures.
"""

from __future__ import annotations

from playground.sandbox.assuming.brings import Brings
from playground.sandbox.assuming.web_identity import Identity
from playground.sandbox.credentials.session_token import MOST, Session, pack, token_size
from playground.sandbox.identifiers import new_secret, unique_id
from playground.sandbox.operation import Call
from playground.sandbox.protocols.xml import Node
from playground.sandbox.world import Account, Role
from playground.sigv4.instant import iso_date

DEFAULT_DURATION = 3600
UNNAMED = "session"  # stands for the name of a session that nobody has named yet


def session_of(call: Call) -> Session:
    """The session that the call asks for; everything about it has been judged, or is being. One a call."""
    if "session" not in call.event:
        call.event["session"] = _session_of(call)
    session: Session = call.event["session"]
    return session


def _session_of(call: Call) -> Session:
    account, role, brings = call.wanted_account, call.wanted_role, call.brings
    assert account is not None and role is not None and brings is not None
    issued = int(call.now)
    return Session(
        account_id=account.account_id,
        role_arn=account.role_arn(role),
        role_id=role.role_id,
        session_name=call.parameters["RoleSessionName"],
        access_key_id=unique_id("ASIA", account.account_id),
        secret_access_key=new_secret(),
        issued=issued,
        expires=issued + call.parameters.get("DurationSeconds", DEFAULT_DURATION),
        session_policies=call.event.get("session_policies"),
        context=dict(brings.context),
        tags=_tags(role, brings),
        transitive_tag_keys=brings.transitive_keys,
        source_identity=brings.source_identity,
        chained=isinstance(call.session, Session),
    )


def session_ahead(identity: Identity, account: Account, role: Role, name: str, at: float) -> Session:
    """The session that a token would open at a moment, as far as it is known before STS makes it: there are no credentials, and no end."""
    brings = identity.brings
    return Session(
        account_id=account.account_id,
        role_arn=account.role_arn(role),
        role_id=role.role_id,
        session_name=name or UNNAMED,
        access_key_id="",
        secret_access_key="",
        issued=int(at),
        expires=int(at),
        context=dict(brings.context),
        tags=_tags(role, brings),
        transitive_tag_keys=brings.transitive_keys,
        source_identity=brings.source_identity,
    )


def _tags(role: Role, brings: Brings) -> dict[str, str]:
    """The role's own tags but for those in whose place a session tag comes: capitals do not tell keys apart."""
    taken = {key.lower() for key in brings.tags}
    return {key: value for key, value in role.tags.items() if key.lower() not in taken} | dict(brings.tags)


def utilization(size: int) -> int:
    """SessionTokenUtilization: percent of what a token may be, rounded up."""
    return -(-size * 100 // MOST)


def least_size(call: Call) -> int:
    """MinimumSessionTokenSize, by which somebody tries whether long tokens get through."""
    return int(call.parameters.get("MinimumSessionTokenSize", 0))


def size_of(call: Call, session: Session) -> int:
    """The length of the session's token, in bytes; worked out once a call, because every session of it says the same."""
    if "size" not in call.event:
        call.event["size"] = token_size(_packed_of(call, session))
    return int(call.event["size"])


def token_of(call: Call, session: Session) -> str:
    """The session's token."""
    return call.stores.sealer.seal_packed(_packed_of(call, session))


def _packed_of(call: Call, session: Session) -> bytes:
    """What is sealed, written once a call: its size is asked for before the token is made."""
    if "packed_session" not in call.event:
        call.event["packed_session"] = pack(session, least_size(call))
    packed: bytes = call.event["packed_session"]
    return packed


def sizes(call: Call, session: Session) -> tuple[list[Node], list[Node]]:
    """PackedPolicySize, there only when something was packed; then SessionTokenUtilization and SessionTokenSize."""
    size = size_of(call, session)
    packed = utilization(size) if call.event.get("packed") else None
    return [("PackedPolicySize", packed)], [("SessionTokenUtilization", utilization(size)), ("SessionTokenSize", size)]


def credentials(session: Session, token: str) -> list[Node]:
    """The Credentials element."""
    return [
        ("SessionToken", token),
        ("SecretAccessKey", session.secret_access_key),
        ("Expiration", iso_date(session.expires)),
        ("AccessKeyId", session.access_key_id),
    ]
