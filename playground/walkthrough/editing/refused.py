"""What AWS would refuse of a document that was changed, by the very checks of IAM's and S3's own operations.

What was there before is not looked at again: IAM's rule for issuers that many share is not retroactive, nor are quotas.
"""

from __future__ import annotations

from dataclasses import replace

from playground.assembly.sandbox import stores
from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.iam_api.documents import check_inline_policy, check_trust_policy
from playground.sandbox.operation import Call
from playground.sandbox.s3.bucket_policy.public import public_statement
from playground.sandbox.s3.bucket_policy.rules import read_policy
from playground.sandbox.stores import Bucket
from playground.sandbox.world import Account, Role
from playground.walkthrough.editing.documents import Document

_PUBLIC = "`{}` lets in everybody, which the bucket blocks (BlockPublicPolicy); it should name somebody, or test who asks"


def of_iam(account: Account, role: Role, documents: list[Document]) -> list[Document]:
    """A role's documents, those that IAM would not keep with its objection."""
    inline = {one.field.removeprefix("inline-"): one.text for one in documents if one.kind != "trust"}
    wanted = replace(role, inline=inline)
    return [_of_iam(account, wanted, one) for one in documents]


def _of_iam(account: Account, wanted: Role, document: Document) -> Document:
    if document.problem or document.text == document.saved:
        return document
    try:
        if document.kind == "trust":
            check_trust_policy(account, document.text)
        else:
            check_inline_policy(wanted, document.field.removeprefix("inline-"), document.text)
    except AwsError as error:
        return replace(document, problem=f"{document.label}: IAM refuses it (AWS: {error.message})")
    return document


def of_s3(account: Account, bucket: Bucket, document: Document) -> Document:
    """A bucket's policy, with S3's objection when it has one."""
    if document.problem or document.text == document.saved or not document.text:
        return document
    call = Call(HttpRequest("PUT", "/"), stores(), 0, "", account=account, bucket=bucket, bucket_name=bucket.name)
    try:
        read_policy(call, document.text.encode())
    except AwsError as error:
        return replace(document, problem=f"{document.label}: {call.findings[-1].sentence} (AWS: {error.message})")
    public = public_statement(document.text)
    return replace(document, problem=f"{document.label}: {_PUBLIC.format(public)}") if public else document
