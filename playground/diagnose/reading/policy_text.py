"""A policy's JSON, out of what people paste: the document, and what IAM's answers, SDKs, shells and Terraform put around it.

GetRole and GetRolePolicy answer a policy URL-encoded (RFC 3986), and most SDKs leave it so:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from playground.diagnose.reading.hcl import ENCODES, NotHcl, encoded, filled_in
from playground.diagnose.reading.wrapped import bare, read_value, within
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
_SHOWN = "paste the JSON that `aws iam get-role` shows"
_OF_TRUST = ("AssumeRolePolicyDocument", "assume_role_policy")
_OF_OTHERS = ("PolicyDocument", "Document", "policy")
_ASSIGNED = re.compile(r"=[ \t]*\Z")
_YAML = re.compile(r"^[ \t]*(-[ \t]+)?(Version|Statement|Effect|AssumeRolePolicyDocument):", re.MULTILINE)


def read_policy_text(text: str, field: str) -> str:
    """The policy; empty for an empty text. What else is wrong with it the check of the policy says.

    Raises Unusable for what is no JSON, which IAM would not have stored, and for JSON that holds no policy.
    """
    plain = _decoded(bare(text), field)
    if not plain:
        return ""
    try:
        data, as_is = read_value(plain), plain[:1] != '"' and plain[:2] != "{\\"
    except NotJson as error:
        data, as_is = _otherwise(plain, field, error), False
    found = _inside(data, field)
    if intrinsic := next((name for name, _ in within(found) if name.startswith("Fn::") or name == "Ref"), ""):
        raise Unusable(field, f"CloudFormation fills in `{intrinsic[:80]}` there; {_SHOWN}, or write what it comes to")
    return plain if found is data and as_is else write_json(found)


def _otherwise(text: str, field: str, error: NotJson) -> Any:
    """The policy that Terraform is given to encode, or the JSON between words. Raises Unusable."""
    if ENCODES.search(text):
        try:
            value = encoded(text)
        except NotHcl as unknown:
            raise Unusable(
                field, f"this is Terraform's language, and {unknown}; {_SHOWN}, or write what it comes to"
            ) from error
        if isinstance(value, dict) and "Statement" in value:
            return value
    elif text[:1] not in ("{", "[", '"', "/", "#") and "{" in text:
        with suppress(NotJson):
            return read_value(text[text.index("{") : text.rindex("}") + 1] if "}" in text else "")
    raise Unusable(field, _why_not(text, error)) from error


def _decoded(text: str, field: str) -> str:
    """The JSON in a heredoc or in IAM's XML, and without URL-encoding."""
    element, heredoc = _ELEMENT.search(text), _HEREDOC.search(text)
    plain = bare(element[2]) if element else text
    if heredoc:
        plain = bare(re.split(rf"\n[ \t]*{heredoc[1]}\b", text[heredoc.end() - 1 :], maxsplit=1)[0])
        if _ASSIGNED.search(text, 0, heredoc.start()):
            if filled := filled_in(plain):
                raise Unusable(field, f"Terraform fills in `{filled[:80]}` there; {_SHOWN}, or write what it comes to")
            plain = plain.replace("$${", "${")
    return bare(unquote(plain)) if re.match(r"%7b", plain, re.IGNORECASE) else plain


def _inside(data: Any, field: str) -> Any:
    """The policy in the JSON around it, whether it stands there as an object or as a text."""
    found = data
    for name in _NAMES:
        inner = found.get(name) if isinstance(found, dict) else None
        if isinstance(inner, str):
            try:
                inner = read_value(_decoded(bare(inner), field))
            except NotJson as error:
                raise Unusable(field, f"`{name}` holds a text that is no JSON: {error.reason}") from error
        found = inner if isinstance(inner, dict) else found
    wanted = {"Statement"} if found is not data else {"Version", "Id", "Statement"}
    if not isinstance(found, dict) or (found and not wanted & found.keys()):
        inside = _anywhere(data, field)
        if len(inside) > 1:
            raise Unusable(field, f"there are {len(inside)} policies in this JSON; paste the one that is meant")
        if inside:
            return inside[0]
        raise Unusable(field, "there is no policy in this JSON; a policy has `Version` and `Statement`")
    return found


def _anywhere(data: Any, field: str) -> list[Any]:
    """The policies in the answer for several roles, in a template, or in what `terraform show -json` prints; each once."""
    names = _OF_TRUST if field == "trust" else _OF_OTHERS
    found = {}
    for name, value in within(data):
        if name in names:
            try:
                read = read_value(_decoded(bare(value), field)) if isinstance(value, str) else value
            except NotJson:
                continue
            if isinstance(read, dict) and "Statement" in read:
                found[write_json(read)] = read
    return list(found.values())


def _why_not(text: str, error: NotJson) -> str:
    if _TERRAFORM.search(text):
        return f"this is Terraform's language and not the policy that came of it; {_SHOWN}, or `terraform show -json`"
    if _YAML.search(text) and text[0] not in "{[":
        return f"this is YAML, and IAM keeps a policy as JSON; {_SHOWN}"
    return f"this is no JSON, so IAM has no such policy: {error.reason}, on line {error.line}"
