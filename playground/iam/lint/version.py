"""`Version`: without 2012-10-17, `${…}` is text.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
"""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.editing.edit import EditKind
from playground.iam.lint.remark import Linted, Remark, warning
from playground.iam.patterns.variables import variables_in

_TEXT = 'without `"Version": "2012-10-17"` the text `{}` is no variable'


def variables_without_version(linted: Linted) -> Iterator[Remark]:
    """Policy variables need the version that has them."""
    if linted.variables:
        return
    kind = EditKind.REPLACE if "Version" in linted.data else EditKind.ADD
    fix = (linted.edit(kind, "/Version", "2012-10-17"),)
    for text, pointer in linted.values("Resource", "NotResource"):
        if variables_in(text):
            yield warning(_TEXT, (text,), pointer, fix)
    for condition in linted.conditions:
        for text in condition.wanted if condition.kind.variables else ():
            if variables_in(text):
                yield warning(_TEXT, (text,), condition.pointer, fix)


RULES = (variables_without_version,)
