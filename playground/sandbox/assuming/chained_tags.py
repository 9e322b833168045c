"""What AssumeRole's session carries: the tags and the source identity of the call, and those that the calling session hands on.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
"""

from __future__ import annotations

from collections.abc import Iterable

from playground.explain import FAIL, Finding
from playground.sandbox.assuming.brings import Brings
from playground.sandbox.assuming.gate import Closed
from playground.sandbox.credentials.session_token import Session
from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Call

NAME = "Session tags"


def chained(call: Call) -> Brings | Closed:
    """What the session will carry, or why the tags are refused."""
    given, session = call.parameters, call.session
    tags = {tag["Key"]: tag["Value"] for tag in given.get("Tags", ())}
    wanted: list[str] = given.get("TransitiveTagKeys", [])
    inherited = handed_on(session) if isinstance(session, Session) else {}
    closed = _judge([tag["Key"] for tag in given.get("Tags", ())], wanted, inherited)
    if closed:
        return closed
    source = given.get("SourceIdentity", "")
    held = session.source_identity if isinstance(session, Session) else ""
    if held and source not in ("", held):
        says = "the calling session has the source identity `{}`, which it hands on; `{}` cannot take its place"
        message = "The source identity of the calling session cannot be changed."
        return Closed(Finding(NAME, FAIL, says, (held, source)), AwsError("AccessDenied", message, 403, confirmed=False))
    return Brings(inherited | tags, tuple(dict.fromkeys([*inherited, *wanted])), held or source)


def handed_on(session: Session) -> dict[str, str]:
    """The transitive tags of the calling session."""
    transitive = _lower(session.transitive_tag_keys)
    return {key: value for key, value in session.tags.items() if key.lower() in transitive}


def _judge(keys: list[str], wanted: list[str], inherited: dict[str, str]) -> Closed | None:
    if len(_lower(keys)) != len(keys):
        says = "a tag key is given twice; case does not tell keys apart"
        return _closed(says, "Duplicate tag keys found. Please note that Tag keys are case insensitive.")
    if not _lower(wanted) <= _lower(keys):
        says = "a transitive tag key is none of the tags that are asked for"
        return _closed(says, "The specified transitive tag key must be included in the requested tags.")
    if _lower(keys) & _lower(inherited):
        says = "the calling session hands on a tag with the same key, and nothing can take its place"
        words = "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key"
        return _closed(says, f"{words} from the calling session.")
    reserved = next((key for key in keys if key.lower().startswith("aws:")), "")
    if reserved:
        says = f"the tag key `{reserved}` begins with `aws:`, which is AWS's own"
        return _closed("a tag key begins with `aws:`, which is AWS's own", says, confirmed=False)
    return None


def _closed(says: str, message: str, *, confirmed: bool = True) -> Closed:
    return Closed(Finding(NAME, FAIL, says), AwsError("InvalidParameterValue", message, confirmed=confirmed))


def _lower(keys: Iterable[str]) -> set[str]:
    return {key.lower() for key in keys}
