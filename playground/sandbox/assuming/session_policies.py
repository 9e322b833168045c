"""The last gate before a role: the session policies must be policies, exist, and fit together with the tags into a token.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
"""

from __future__ import annotations

from playground.explain import FAIL, PASS, Finding, in_words
from playground.iam import MalformedPolicy, PolicyType, parse_policy
from playground.iam.policy import not_empty
from playground.sandbox.assuming.gate import Closed
from playground.sandbox.assuming.minting import session_of, size_of, utilization
from playground.sandbox.credentials.session_token import MOST
from playground.sandbox.errors import AwsError
from playground.sandbox.managed import managed_document
from playground.sandbox.operation import Call

NAME = "Session policy and tags"
PLAIN_LIMIT = 2048  # characters of inline and managed session policies together

Documents = list[tuple[str, str]]


def session_policies(call: Call) -> Finding | Closed:
    """Reads the policies, then sees whether the session's token would be too long."""
    documents = _documents(call)
    if isinstance(documents, Closed):
        return documents
    try:
        for name, text in documents:
            not_empty(parse_policy(text, PolicyType.SESSION, name))
    except MalformedPolicy as error:
        why, values = in_words(error.reason)
        finding = Finding(NAME, FAIL, f"the session policy is malformed: {why}", values, (), "session policy", error.pointer)
        return Closed(finding, AwsError("MalformedPolicyDocument", error.message))
    call.event["session_policies"] = tuple(documents) or None
    return _fits(call, documents)


def _documents(call: Call) -> Documents | Closed:
    """The managed policies, then the inline one; each a name and a text."""
    account = call.wanted_account
    assert account is not None
    documents: Documents = []
    for arn in (item["arn"] for item in call.parameters.get("PolicyArns", ())):
        text = managed_document(account, arn)
        if text is None:
            says = "there is no managed policy `{}`; it must be in account `{}` or one of AWS's"
            finding = Finding(NAME, FAIL, says, (arn, account.account_id))
            return Closed(finding, AwsError("MalformedPolicyDocument", f"The policy {arn} does not exist.", confirmed=False))
        documents.append((arn, text))
    if "Policy" in call.parameters:
        documents.append(("session policy", call.parameters["Policy"]))
    return documents


def _fits(call: Call, documents: Documents) -> Finding | Closed:
    assert call.brings is not None
    tags = call.brings.tags
    plain = sum(len(text) for _, text in documents)
    size = size_of(call, session_of(call))
    call.event["packed"] = bool(documents or tags)
    if plain > PLAIN_LIMIT or size > MOST:
        return _too_large(plain, size, by_tags=bool(tags) and plain <= PLAIN_LIMIT)
    if not documents and not tags:
        return Finding(NAME, PASS, "there are none, so the session may do what the role may")
    says = (
        "session policies: `{}`, with `{}` characters; session tags: `{}`; "
        "the session token takes `{}` percent of its `{}` bytes by our estimate"
    )
    return Finding(NAME, PASS, says, (len(documents), plain, len(tags), utilization(size), MOST))


def _too_large(plain: int, size: int, *, by_tags: bool) -> Closed:
    percent = max(utilization(size), -(-plain * 100 // PLAIN_LIMIT))
    says = "the session policies have `{}` characters, and may have `{}`; the session token would have `{}` bytes, and may have `{}`"
    finding = Finding(NAME, FAIL, says, (plain, PLAIN_LIMIT, size, MOST))
    if by_tags:
        return Closed(
            finding, AwsError("PackedPolicyTooLarge", f"Packed size of session tags consumes {percent}% of allotted space.")
        )
    message = f"Packed policy consumes {percent}% of allotted space, please use smaller policy."
    return Closed(finding, AwsError("PackedPolicyTooLarge", message))
