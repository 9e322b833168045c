"""Resources: actions that cannot apply to them, and ARNs of S3 with an account and of IAM without one.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
"""

from __future__ import annotations

from collections.abc import Iterator

from playground.iam.arn import split_arn
from playground.iam.catalogue.actions import PLACEHOLDER, covered, resource_arn, resource_types
from playground.iam.catalogue.actions import action as catalogued
from playground.iam.editing.edit import Edit, EditKind
from playground.iam.grammar import PolicyType
from playground.iam.lint.remark import Linted, Remark, warning

_S3 = "arn:aws:s3:::"
_MOST = 500  # actions of a statement that are looked up

_OBJECT = "`{}` applies to an object, as in `arn:aws:s3:::bucket/*`, and this statement names none"
_BUCKET = "`{}` applies to a bucket, as in `arn:aws:s3:::bucket`, and this statement names none"
_ALONE = "`{}` applies to no resource of its own: `*` alone matches it, and this statement has none"
_OTHERS = "`{}` applies to resources such as `{}`, and this statement names those of other services alone"
_S3_ACCOUNT = "`{}` names an account, and the ARN of a bucket has none: it matches nothing"
_NO_ACCOUNT = "`{}` has no account ID, twelve digits before the last colon: it matches nothing"


def actions_beside_resources(linted: Linted) -> Iterator[Remark]:
    """An action on objects beside a bucket's ARN, or the other way round, allows nothing."""
    texts = [text for text, _ in linted.values("Resource")]
    if "Action" not in linted.statement or not texts or not all(text.startswith(_S3) for text in texts):
        return
    there = {"object" if "/" in text or text.endswith("*") else "bucket" for text in texts}
    there |= {"bucket" for text in texts if text.endswith("*") and "/" not in text}
    for action, pointer in list(linted.values("Action"))[:_MOST]:
        types = _types(action)
        if types and not types & there:
            says = _OBJECT if "object" in types else _BUCKET
            yield warning(says, (action,), pointer, _beside(linted, texts, "object" if "object" in types else "bucket"))


def _types(action: str) -> frozenset[str]:
    """Whether an action, or every one that a pattern covers, is about objects or buckets; empty when there is another among them."""
    service = action.partition(":")[0].lower()
    names = covered(action)
    if service != "s3" or not names:
        return frozenset()
    found = [resource_types(f"s3:{name}") & {"object", "bucket"} for name in names]
    return frozenset.union(*found) if all(found) else frozenset()


def _beside(linted: Linted, texts: list[str], wanted: str) -> tuple[Edit, ...]:
    """The ARNs that are wanted, in the place of those that are there where no action needs these; else beside them.

    None for part of a bucket: listing it all would be more than was meant.
    """
    if any(set(text.removeprefix(_S3).removesuffix("/*")) & set("*?/$") for text in texts):
        return ()
    others = [action for action, _ in linted.values("Action") if wanted not in _types(action)]
    made = list(dict.fromkeys(f"{text}/*" if wanted == "object" else text.removesuffix("/*") for text in texts))
    pointer = f"{linted.place}/Resource"
    if not others:
        return (linted.edit(EditKind.REPLACE, pointer, made if len(made) > 1 else made[0]),)
    return tuple(linted.edit(EditKind.ADD, f"{pointer}/-", text) for text in made)


def actions_elsewhere(linted: Linted) -> Iterator[Remark]:
    """An action that applies to no resource beside ARNs, or beside ARNs of another service alone, matches nothing."""
    texts = [text for text, _ in linted.values("Resource")]
    services = {parts[2] if len(parts := split_arn(text)) == 6 else "*" for text in texts}
    if not texts or linted.kind is PolicyType.RESOURCE or any(set(service) & set("*?$") for service in services):
        return
    fix: tuple[Edit, ...] | None = None
    for name, pointer in list(linted.values("Action"))[:_MOST]:
        found = catalogued(name)
        arns = [resource_arn(name.partition(":")[0], one) for one in sorted(found.resources)] if found else []
        if found and not found.resources and not _all_of_s3(name, texts):
            fix = _anything(linted) if fix is None else fix
            yield warning(_ALONE, (name,), pointer, fix)
        elif arns and all(arns) and not services & {arn.split(":")[2] for arn in arns}:
            yield warning(_OTHERS, (name, _example(arns[0])), pointer)


def _all_of_s3(name: str, texts: list[str]) -> bool:
    """AWS's own examples write all buckets for actions of S3 that have no resource."""
    return name.lower().startswith("s3:") and any(text.endswith(":s3:::*") for text in texts)


def _anything(linted: Linted) -> tuple[Edit, ...]:
    """`*`, where no action of the statement would be let in anywhere else by it."""
    known = [catalogued(name) for name, _ in linted.values("Action")]
    if any(one is None or one.resources for one in known):
        return ()
    return (linted.edit(EditKind.REPLACE, f"{linted.place}/Resource", "*"),)


def _example(arn: str) -> str:
    """The form of an ARN, with words in the places that differ."""
    plain = arn.replace("${Partition}", "aws").replace("${Region}", "REGION").replace("${Account}", "ACCOUNT")
    return PLACEHOLDER.sub("…", plain)


def accounts_in_arns(linted: Linted) -> Iterator[Remark]:
    """A bucket's ARN with an account, or one of IAM without, is nobody's."""
    for text, pointer in linted.values("Resource", "NotResource"):
        parts = split_arn(text)
        if len(parts) != 6:
            continue
        _, partition, service, _, account, rest = parts
        if service == "s3" and account not in ("", "*") and not rest.startswith(("accesspoint/", "job/", "storage-lens")):
            yield warning(_S3_ACCOUNT, (text,), pointer, linted.replaced(pointer, f"arn:{partition}:s3:::{rest}"))
        elif service == "iam" and account == "" and rest != "*":
            yield warning(_NO_ACCOUNT, (text,), pointer)


RULES = (actions_beside_resources, actions_elsewhere, accounts_in_arns)
