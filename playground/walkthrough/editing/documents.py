"""The documents that step 3 lets a visitor edit, and how each is found again and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from playground.assembly.sandbox import stores
from playground.editor.text import KINDS, diff, remarks_on
from playground.iam import MalformedPolicy, PolicyType, parse_policy
from playground.iam.lint import Remark
from playground.iam.policy import not_empty
from playground.remembered import Remembered
from playground.sandbox.stores import Bucket
from playground.sandbox.world import Account, Role
from playground.worlds.buckets import set_bucket_policy


@dataclass(frozen=True)
class Document:
    """One of them. field: its name in the form.  kind: of KINDS.  text: as typed.  saved: as it is kept.  problem: why not kept."""

    field: str
    label: str
    kind: str
    text: str
    saved: str
    problem: str = ""

    @property
    def remarks(self) -> list[Remark]:
        """What the linter says of it."""
        return remarks_shown(self.text, KINDS[self.kind])

    @property
    def diff(self) -> dict[str, Any] | None:
        """The lines that differ from what is kept."""
        return diff(self.saved, self.text)


_linted: Remembered[tuple[str, PolicyType], tuple[Remark, ...]] = Remembered(1_000_000)


def remarks_shown(text: str, kind: PolicyType) -> list[Remark]:
    """The remarks on a document that a page shows: the text is the same from page to page, and so is what is said of it."""
    found = _linted.find((text, kind))
    if found is None:
        found = tuple(remarks_on(text, kind))
        _linted.keep((text, kind), found, len(text))
    return list(found)


def of_role(role: Role) -> list[Document]:
    """The trust policy and the inline policies, as they are kept."""
    trust = Document("trust", f"Trust policy of {role.name}", "trust", role.trust_policy, role.trust_policy)
    inline = [
        Document(f"inline-{name}", f"Permission policy {name}", "identity", text, text) for name, text in role.inline.items()
    ]
    return [trust, *inline]


def of_bucket(bucket: Bucket) -> Document:
    """The bucket's policy; empty when it has none."""
    return Document("bucket", f"Bucket policy of {bucket.name}", "bucket", bucket.policy, bucket.policy)


def typed(document: Document, fields: Mapping[str, str]) -> Document:
    """The document with the text of a form; as it is kept where the form has none."""
    return replace(document, text=fields.get(document.field, document.text).replace("\r\n", "\n"))


def checked(document: Document) -> Document:
    """The document with AWS's objection to it, when it has one. An empty bucket policy is no policy, and none to object to."""
    if document.kind == "bucket" and not document.text.strip():
        return replace(document, text="")
    try:
        not_empty(parse_policy(document.text, KINDS[document.kind]))
    except MalformedPolicy as error:
        return replace(document, problem=f"{document.label}: {error.reason} (AWS: {error.message})")
    return document


def save_role(account_id: str, name: str, documents: list[Document]) -> None:
    """Keeps all documents of a role at once."""
    texts = {one.field: one.text for one in documents}

    def edit(account: Account) -> Account:
        role = account.roles[name]
        inline = {key: texts.get(f"inline-{key}", text) for key, text in role.inline.items()}
        return account.with_role(replace(role, trust_policy=texts["trust"], inline=inline))

    stores().accounts.change(account_id, edit)


def save_bucket(bucket: Bucket, document: Document) -> None:
    """Keeps a bucket's policy."""
    set_bucket_policy(bucket.name, document.text)
