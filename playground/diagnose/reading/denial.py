"""What AWS's own message of a denied request tells: who asked for what, on what, and which type of policy was in the way.

Since 2021 it names the type, since January 2026 the ARN of a policy that denies, in one account or organisation:
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from playground.diagnose.messages import plain
from playground.iam.arn import parse_arn
from playground.iam.catalogue.asking import written

_SENTENCE = re.compile(
    r"""User:\s+(?P<caller>[^\s"]{1,2048})\s+is\s+not\s+authorized\s+to\s+perform:\s+(?P<action>[\w-]{1,64}:\w{1,128})"""
    r"""(?:\s+on\s+resource:\s+(?:"(?P<quoted>[^"]{1,2048})"|(?P<resource>[^\s"]{1,2048})))?"""
    r"""(?:\s+because\s+no\s+(?P<silent>[\w -]{1,40}?)\s+allows\b|\s+with\s+an\s+(?P<explicit>explicit\s+deny)"""
    r"""(?:\s+in\s+(?:an?|the)\s+(?P<denies>[A-Za-z-]+(?:\s+[A-Za-z]+){0,2}?\s+(?:policy|boundary))"""
    r"""(?:\s+transitively\s+through\s+a\s+(?P<through>[a-z ]{1,40}?policy))?(?::\s+(?P<arn>arn:[^\s"<>]{1,2048}))?)?)?""",
    re.IGNORECASE,
)
_LONGEST = 20_000  # characters of a log that are looked through


class Denial(NamedTuple):
    """caller: an ARN, or a word such as `anonymous`.  resource: empty where the message names none.

    policy: the type as AWS names it, empty where the message does not say.  explicit: whether by a Deny.  arn: of the policy.
    """

    caller: str
    action: str
    resource: str = ""
    policy: str = ""
    explicit: bool = False
    arn: str = ""

    @property
    def session(self) -> tuple[str, str]:
        """The names of the role and of its session; empty where no role's session asked."""
        arn = parse_arn(self.caller)
        kind, _, rest = arn.resource.partition("/") if arn else ("", "", "")
        role, _, name = rest.partition("/")
        return (role, name) if kind == "assumed-role" else ("", "")


def read_denial(text: str) -> Denial | None:
    """What a message tells; None of one of another kind."""
    found = _SENTENCE.search(plain(text[:_LONGEST]))
    if found is None:
        return _decoded(text)
    policy = " ".join((found["through"] or found["denies"] or found["silent"] or "").split())
    return Denial(
        found["caller"],
        written(found["action"]),
        (found["quoted"] or found["resource"] or "").rstrip(".,;"),
        policy.replace("sessions policy", "session policy"),
        bool(found["explicit"]),
        (found["arn"] or "").rstrip(".,;"),
    )


def _decoded(text: str) -> Denial | None:
    """What `aws sts decode-authorization-message` shows, with its envelope or without."""
    try:
        data = json.loads(text)
        data = json.loads(data["DecodedMessage"]) if "DecodedMessage" in data else data
        asked = data["context"]
        caller, action, resource = asked["principal"]["arn"], asked["action"], asked.get("resource", "")
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    if not all(isinstance(one, str) for one in (caller, action, resource)):
        return None
    return Denial(caller, written(action), resource, explicit=data.get("explicitDeny") is True)
