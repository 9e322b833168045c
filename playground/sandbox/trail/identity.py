"""The element userIdentity of a CloudTrail record: a token's bearer, a role's session or a user.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
"""

from __future__ import annotations

import json
from typing import Any

from playground.sandbox.credentials.session_token import Session
from playground.sandbox.credentials.user_key import UserKey
from playground.sandbox.operation import Call, Caller
from playground.sigv4.instant import iso_date


def user_identity(call: Call) -> dict[str, Any]:
    """Who called."""
    if call.operation is not None and call.operation.caller is Caller.TOKEN:
        return _web_identity_user(call)
    if isinstance(call.session, UserKey):
        return _user(call.session)
    return _assumed_role(call.session) if call.session else {"type": "Unknown"}


def _web_identity_user(call: Call) -> dict[str, Any]:
    """principalId and userName hold the subject, which may be a name or an address: CloudTrail keeps it for all to read."""
    provider = call.identity.provider.principal
    return {
        "type": "WebIdentityUser",
        "principalId": f"{provider}:{call.identity.audience}:{call.identity.subject}",
        "userName": call.identity.subject,
        "identityProvider": provider,
    }


def _user(key: UserKey) -> dict[str, Any]:
    return {
        "type": "IAMUser",
        "principalId": key.user_id,
        "arn": key.arn,
        "accountId": key.account_id,
        "accessKeyId": key.access_key_id,
        "userName": key.user.name,
    }


def _assumed_role(session: Session) -> dict[str, Any]:
    provider = session.context.get("aws:FederatedProvider")
    context: dict[str, Any] = {
        "sessionIssuer": {
            "type": "Role",
            "principalId": session.role_id,
            "arn": session.role_arn,
            "accountId": session.account_id,
            "userName": session.role_name,
        },
        "webIdFederationData": {"federatedProvider": provider, "attributes": _reported(session, provider)} if provider else {},
        "attributes": {"creationDate": iso_date(session.issued), "mfaAuthenticated": "false"},
    }
    return {
        "type": "AssumedRole",
        "principalId": session.user_id,
        "arn": session.arn,
        "accountId": session.account_id,
        "accessKeyId": session.access_key_id,
        "sessionContext": context | ({"sourceIdentity": session.source_identity} if session.source_identity else {}),
    }


def _reported(session: Session, provider: str) -> dict[str, str]:
    """The app and the user as a built-in provider reports them; nothing of one that IAM has (seen), whose subject the first record has.

    A list is JSON in a text. Seen of Cognito: https://catnekaise.github.io/github-actions-abac-aws/
    """
    own = ((key, value) for key, value in session.context.items() if key.startswith(f"{provider}:"))
    return {key: value if isinstance(value, str) else json.dumps(value, separators=(",", ":")) for key, value in own}
