"""A policy's JSON, out of what people paste: the document, and what IAM's answers, SDKs and Terraform put around it.

GetRole and GetRolePolicy answer a policy URL-encoded (RFC 3986), and most SDKs leave it so:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from playground.diagnose.reading.wrapped import bare, read_value
from playground.diagnose.unusable import Unusable
from playground.documents import NotJson, write_json

# What a policy goes by in the answers of IAM, in CloudFormation and in Terraform's state, the outermost first.
_NAMES = (
    "Role", "RolePolicy", "PolicyVersion", "Properties", "AssumeRolePolicyDocument", "PolicyDocument", "Document",
    "assume_role_policy", "policy",
)  # fmt: skip
_ELEMENT = re.compile(r"<(AssumeRolePolicyDocument|PolicyDocument|Document)>([^<]+)</\1>")
_HEREDOC = re.compile(r"<<[-~]?[ \t]*(\w{1,40})\n")
_TERRAFORM = re.compile(
    r'jsonencode\s*\(|\baws_iam_policy_document\b|^[ \t]*statement[ \t]*\{|^[ \t]*"?\w+"?[ \t]*=[ \t]*["\[{]', re.MULTILINE
)
_YAML = re.compile(r"^[ \t]*(-[ \t]+)?(Version|Statement|Effect|AssumeRolePolicyDocument):", re.MULTILINE)


def read_policy_text(text: str, field: str) -> str:
    """The policy; empty for an empty text. What else is wrong with it the check of the policy says.

    Raises Unusable for what is no JSON, which IAM would not have stored, and for JSON that holds no policy.
    """
    plain = _decoded(bare(text))
    if not plain:
        return ""
    try:
        data = read_value(plain)
    except NotJson as error:
        raise Unusable(field, _why_not(plain, error)) from error
    found = _inside(data, field)
    return plain if found is data and plain[:1] != '"' and plain[:2] != "{\\" else write_json(found)


def _decoded(text: str) -> str:
    """The JSON in a heredoc or in IAM's XML, and without URL-encoding."""
    element, heredoc = _ELEMENT.search(text), _HEREDOC.search(text)
    plain = bare(element[2]) if element else text
    if heredoc:
        plain = bare(re.split(rf"\n[ \t]*{heredoc[1]}\b", text[heredoc.end() - 1 :], maxsplit=1)[0])
    return bare(unquote(plain)) if re.match(r"%7b", plain, re.IGNORECASE) else plain


def _inside(data: Any, field: str) -> Any:
    """The policy in the JSON around it, whether it stands there as an object or as a text."""
    found = data
    for name in _NAMES:
        inner = found.get(name) if isinstance(found, dict) else None
        if isinstance(inner, str):
            try:
                inner = read_value(_decoded(bare(inner)))
            except NotJson as error:
                raise Unusable(field, f"`{name}` holds a text that is no JSON: {error.reason}") from error
        found = inner if isinstance(inner, dict) else found
    wanted = {"Statement"} if found is not data else {"Version", "Id", "Statement"}
    if not isinstance(found, dict) or (found and not wanted & found.keys()):
        raise Unusable(field, "there is no policy in this JSON; a policy has `Version` and `Statement`")
    return found


def _why_not(text: str, error: NotJson) -> str:
    shown = "paste the JSON that `aws iam get-role` shows"
    if _TERRAFORM.search(text):
        return f"this is Terraform's language and not the policy that came of it; {shown}, or `terraform show -json`"
    if _YAML.search(text) and text[0] not in "{[":
        return f"this is YAML, and IAM keeps a policy as JSON; {shown}"
    return f"this is no JSON, so IAM has no such policy: {error.reason}, on line {error.line}"
