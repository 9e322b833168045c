"""What visitors type, read into values; what is wrong with it, said in a sentence that says what would have been right."""

from __future__ import annotations

from django.http import QueryDict

from playground.assembly.accounts import access_key
from playground.explain import OfField
from playground.walkthrough.journey import Draft, Journey, Looking
from playground.walkthrough.outside.chosen import chosen
from playground.walkthrough.using import BY_NAME

LONGEST = 32_000  # characters of one field; STS refuses long before


def draft_of(post: QueryDict) -> Draft:
    """The call as it stands in the form. Line ends are made plain: a browser sends CR LF, and AWS counts characters."""
    role = post.get("OtherRoleArn", "").strip() or post.get("RoleArn", "")
    return Draft(
        RoleArn=role.strip()[:LONGEST],
        RoleSessionName=post.get("RoleSessionName", "")[:LONGEST],
        ProviderId=post.get("ProviderId", "").strip()[:LONGEST],
        PolicyArns=[arn.strip()[:LONGEST] for arn in post.getlist("PolicyArns") if arn.strip()][:20],
        Policy=plain(post.get("Policy", ""))[:LONGEST],
        DurationSeconds=post.get("DurationSeconds", "").strip()[:LONGEST],
    )


def looking_of(post: QueryDict) -> Looking:
    """The own row of the table of permissions, and the policies that it leaves out."""
    return Looking(
        action=post.get("own_action", "").strip()[:200],
        resource=post.get("own_resource", "").strip()[:2000],
        context=plain(post.get("own_context", ""))[:2000],
        without=post.getlist("without")[:40],
    )


def plain(text: str) -> str:
    """A text with the line ends of everywhere but a form."""
    return text.replace("\r\n", "\n")


def use_of(post: QueryDict) -> tuple[dict[str, str], str]:
    """Step 5's form, and what is missing in it."""
    given = {name: post.get(name, "") for name in ("operation", "bucket", "prefix", "key")}
    given["body"] = plain(post.get("body", ""))[:LONGEST]
    given["spoil"] = post.get("spoil", "")[:20]
    choice = BY_NAME.get(given["operation"])
    if choice is None:
        return given | {"operation": "ListBuckets"}, f"choose one of the operations; `{given['operation']}` is none of them"
    for name in ("bucket", "key"):
        if name in choice.takes and not given[name].strip():
            return given, OfField(name, f"{choice.name} needs a {name}, as in `{_EXAMPLES[name]}`")
    if "/" in given["bucket"]:
        says = f"a bucket's name has no slash: write `{given['bucket'].split('/')[0]}`, and what follows as the key"
        return given, OfField("bucket", says)
    return given, ""


_EXAMPLES = {"bucket": "photo-app-123456789012", "key": "shared/welcome.txt"}


def secret_of(journey: Journey, what: str) -> str:
    """A secret by its name; empty when there is none."""
    if what == "administrator-secret":
        return access_key(journey.account_id).secret_access_key
    answer = chosen(journey) or journey.outcome
    credentials = answer.credentials if answer else {}
    found = {
        "token": journey.sign_in.token if journey.sign_in else "",
        "secret-access-key": credentials.get("SecretAccessKey", ""),
        "session-token": credentials.get("SessionToken", ""),
    }
    return found.get(what, "")
