"""Subjects that let in more than anybody means: a wildcard where the name of an owner, a group or a namespace should stand.

https://docs.github.com/en/actions/reference/security/oidc
https://docs.gitlab.com/ci/cloud_services/aws/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from playground.iam.lint.remark import Linted, Remark, suggestion, warning
from playground.iam.repair.changes.cautions import SUBJECTS


class Form(NamedTuple):
    """How an issuer writes its subjects: what they begin with, whose name follows, what ends it, and what bears that name.

    shared: whether strangers have subjects of this form too.
    """

    begins: str
    whose: str
    mark: str
    what: str
    shared: bool = True


FORMS = (
    Form("repo:", "owner", "/", "repositories"),
    Form("project_path:", "group", "/", "projects"),
    Form("organization:", "organization", ":", "workspaces and pipelines"),
    Form("owner:", "owner", ":", "projects"),
    Form("system:serviceaccount:", "namespace", ":", "service accounts", shared=False),
)

_ANYBODY = "`{}` lets every subject in, also the one somebody makes tomorrow"
_ANY = "`{{}}` lets in {what} of any {whose}: write the {whose} out before the `{mark}`"
_ALIKE = "`{{}}` lets in {what} of every {whose} whose name begins with `{{}}`: write the {whose} out, and a `{mark}` behind it"
_WHOLE_OWNER = "`{}` lets in every repository, branch and pull request of `{}`; name the repository and the branch"


def wide_subjects(linted: Linted) -> Iterator[Remark]:
    """A subject that lets in more than anybody means."""
    for condition in linted.conditions if linted.allows else ():
        if condition.kind.name == "StringLike" and condition.lower_key.endswith(SUBJECTS):
            for text in condition.wanted:
                yield from _wide(text, condition.pointer)


def _wide(text: str, pointer: str) -> Iterator[Remark]:
    form = next((one for one in FORMS if text.startswith(one.begins)), None)
    if not text.strip("*?"):
        yield warning(_ANYBODY, (text,), pointer)
    if form is None:
        return
    name, mark, rest = text.removeprefix(form.begins).partition(form.mark)
    start = re.split("[*?]", name)[0]
    if start != name and "@" not in start:
        says = (_ALIKE if start else _ANY).format(**form._asdict())
        remark = warning if form.shared or not start else suggestion
        yield remark(says, (text, start) if start else (text,), pointer)
    elif form.begins == "repo:" and mark and not rest.strip("*?:"):
        yield suggestion(_WHOLE_OWNER, (text, name), pointer)


RULES = (wide_subjects,)
