"""What S3 checks of a bucket policy when it is written, beyond what IAM checks of every policy; in S3's words.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html
Sentences that no answer of AWS is known to have are marked so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from playground.documents import NotJson, read_json
from playground.explain import FAIL, PASS, Finding, in_words
from playground.iam import MalformedPolicy, PolicyType, parse_policy
from playground.iam.catalogue.actions import condition_keys, covered, resource_types
from playground.iam.elements import each
from playground.sandbox.errors import AwsError
from playground.sandbox.operation import Call
from playground.sandbox.s3.bucket_policy.principals import check_principals

LARGEST_POLICY = 20 * 1024  # bytes
NAME = "Bucket policy"
_NOT_JSON = "Policies must be valid JSON and the first byte must be '{'"
_ARN = "arn:aws:s3:::"

Statement = dict[str, Any]
Pointed = tuple[Statement, str]


def check_own(call: Call) -> None:
    """The policy is its own account's business, whatever it allows. Raises MethodNotAllowed, 405."""
    assert call.bucket is not None and call.session is not None
    if call.bucket.account_id != call.session.account_id:
        extra = (("Method", call.request.method), ("ResourceType", "BUCKETPOLICY"))
        raise AwsError("MethodNotAllowed", "The specified method is not allowed against this resource.", 405, extra)


def read_policy(call: Call, body: bytes) -> str:
    """The policy's text, with a finding. Raises MalformedPolicy in S3's words."""
    try:
        text = _read(call, body)
    except MalformedPolicy as error:
        why, values = in_words(error.reason)
        call.findings.append(Finding(NAME, FAIL, f"the policy cannot be kept: {why}", values, (), NAME, error.pointer))
        extra = getattr(error, "extra", ())
        raise AwsError("MalformedPolicy", error.message, 400, extra) from error
    call.findings.append(Finding(NAME, PASS, "the policy is well-formed, and speaks about `{}` alone", (call.bucket_name,)))
    return text


def _read(call: Call, body: bytes) -> str:
    if not body.startswith(b"{"):
        raise MalformedPolicy(_NOT_JSON, "it should begin with `{`")
    if len(body) > LARGEST_POLICY:
        raise MalformedPolicy("Policy exceeds the maximum allowed document size.", "it should have 20,480 bytes at most")
    try:
        text = body.decode()
        data = read_json(text)
    except (UnicodeDecodeError, NotJson) as error:
        raise MalformedPolicy(_NOT_JSON, f"this is no JSON: {error}") from error
    _check_statements(data)
    parse_policy(text, PolicyType.RESOURCE, "bucket policy")
    given = data["Statement"]
    for number, statement in enumerate(given if isinstance(given, list) else [given]):
        place = f"/Statement/{number}" if isinstance(given, list) else "/Statement"
        for rule in RULES:
            rule(call, (statement, place))
    return text


def fits(text: str) -> bool:
    """Whether S3 would take a policy that is one: every action has something to act on, and every key of S3's a request that has it."""
    try:
        for pointed in each(read_json(text)["Statement"], "/Statement"):
            _fit(pointed)
            _conditions(pointed)
    except MalformedPolicy:
        return False
    return True


def _check_statements(data: Any) -> None:
    if "Statement" not in data:
        raise MalformedPolicy("Missing required field Statement", "a policy has statements")
    if data["Statement"] == []:
        raise MalformedPolicy("Could not parse the policy: Statement is empty!", "a policy has statements", "/Statement")


def _principals(call: Call, pointed: Pointed) -> None:
    check_principals(call, *pointed)


def _actions(_call: Call, pointed: Pointed) -> None:
    for action, place in _values(pointed, "Action", "NotAction"):
        if action != "*" and (not action.lower().startswith("s3:") or not covered(action)):
            raise MalformedPolicy("Policy has invalid action", f"`{action}` is no action of S3", place)


def _resources(call: Call, pointed: Pointed) -> None:
    for resource, place in _values(pointed, "Resource", "NotResource"):
        if not _is_own(resource, call.bucket_name):
            reason = f"`{resource}` is not in this bucket; write `{_ARN}{call.bucket_name}` or `{_ARN}{call.bucket_name}/*`"
            raise MalformedPolicy("Policy has invalid resource", reason, place)


def _is_own(resource: str, bucket: str) -> bool:
    """Whether an ARN stays within the bucket; a wildcard may follow its name."""
    name = resource.removeprefix(_ARN).partition("/")[0]
    return resource.startswith(_ARN) and (name == bucket or name[: len(bucket) + 1] in (f"{bucket}*", f"{bucket}?"))


def _fit(pointed: Pointed) -> None:
    """Every action must have something to act on among the resources."""
    statement, _ = pointed
    if "NotAction" in statement or "NotResource" in statement:
        return
    kinds = _kinds(statement)
    for action, place in _values(pointed, "Action"):
        if not any(kinds & resource_types(f"s3:{name}") for name in _names(action)):
            reason = f"`{action}` does not act on any of its resources; a bucket and the objects in it are different resources"
            raise MalformedPolicy("Action does not apply to any resource(s) in statement", reason, place)


def _kinds(statement: Statement) -> set[str]:
    resources = [resource for resource, _ in each(statement.get("Resource", []), "")]
    buckets = {"bucket"} if any("/" not in resource for resource in resources) else set()
    objects = {"object"} if any("/" in resource or resource.endswith("*") for resource in resources) else set()
    return buckets | objects


def _names(action: str) -> Sequence[str]:
    return covered("s3:*" if action == "*" else action)


def _conditions(pointed: Pointed) -> None:
    """A key must be one that a request to S3 can have, and that one of the actions has."""
    statement, pointer = pointed
    for operator, keys in (statement.get("Condition") or {}).items():
        for key in keys:
            place = f"{pointer}/Condition/{operator}/{key.replace('/', '~1')}"
            plain = key.lower().partition("/")[0]
            if not plain.startswith("s3:"):
                if not plain.startswith("aws:") and "." not in plain.partition(":")[0]:
                    raise MalformedPolicy("Policy has an invalid condition key", f"no request to S3 has `{key}`", place)
                continue
            if not any(plain in condition_keys(f"s3:{name}") for name in covered("s3:*")):
                raise MalformedPolicy("Policy has an invalid condition key", f"S3 has no key `{key}`", place)
            actions = [action for action, _ in _values(pointed, "Action")] or ["s3:*"]
            if not any(plain in condition_keys(f"s3:{name}") for action in actions for name in _names(action)):
                message = "Conditions do not apply to combination of actions and resources in statement"
                raise MalformedPolicy(message, f"no request for its actions has `{key}`", place)


def _values(pointed: Pointed, *names: str) -> Iterator[tuple[str, str]]:
    statement, pointer = pointed
    for name in names:
        if name in statement:
            yield from each(statement[name], f"{pointer}/{name}")


RULES: tuple[Callable[[Call, Pointed], None], ...] = (
    _principals,
    _actions,
    _resources,
    lambda _call, pointed: _fit(pointed),
    lambda _call, pointed: _conditions(pointed),
)
