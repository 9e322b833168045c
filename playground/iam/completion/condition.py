"""Condition operators, the keys that they can compare, and the values of keys that have few.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
"""

from __future__ import annotations

from playground.iam.catalogue.actions import CatalogueKey, action, condition_keys_of, covered
from playground.iam.catalogue.global_keys import GLOBAL_KEYS
from playground.iam.completion.offer import Asked, Offer, texts
from playground.iam.completion.variables import in_session
from playground.iam.conditions import BY_NAME
from playground.iam.conditions.block import ALL, ANY, bare_operator
from playground.iam.grammar import PolicyType

_FAMILIES = {
    "String": "text",
    "Numeric": "numbers",
    "Date": "dates",
    "Bool": "`true` or `false`",
    "Binary": "bytes, in base64",
    "Arn": "ARNs, part by part, with `*` and `?`",
}
_RELATIONS = {
    "NotEqualsIgnoreCase": "other than each of these, in any case",
    "EqualsIgnoreCase": "one of these, in any case",
    "NotEquals": "other than each of these",
    "NotLike": "covered by none of these",
    "LessThanEquals": "at most this",
    "GreaterThanEquals": "at least this",
    "LessThan": "less than this",
    "GreaterThan": "more than this",
    "Equals": "one of these",
    "Like": "covered by one of these, in which `*` and `?` are wildcards",
}
_OTHERS = {
    "Bool": "`true` or `false`",
    "IpAddress": "an address within one of these ranges",
    "NotIpAddress": "an address outside of all these ranges",
    "Null": "whether the key is absent: `true` or `false`",
}
_SETS = {
    ANY: "of a key with several values, at least one",
    ALL: "of a key with several values, every one; also when there is none",
}
_MOST_ACTIONS = 40

_VALUES = {
    "token.actions.githubusercontent.com:aud": (Offer("sts.amazonaws.com", "what GitHub's own action asks for"),),
    "token.actions.githubusercontent.com:sub": (
        Offer("repo:OWNER/REPOSITORY:ref:refs/heads/main", "one branch"),
        Offer("repo:OWNER/REPOSITORY:environment:production", "one environment"),
        Offer("repo:OWNER/REPOSITORY:ref:refs/tags/v*", "tags that start so, under `StringLike`"),
    ),
    "cognito-identity.amazonaws.com:amr": (
        Offer("authenticated", "who has signed in"),
        Offer("unauthenticated", "the pool's guests"),
    ),
    "aws:principaltype": tuple(map(Offer, ("AssumedRole", "User", "FederatedUser", "Account", "Anonymous"))),
}


def operators(asked: Asked) -> list[Offer]:
    """All that there are and that this Condition does not have yet: the bare ones, then those for sets, then `…IfExists`."""
    bare = [Offer(name, operator_words(name)) for name in (*BY_NAME, "Null")]
    sets = [Offer(f"{prefix}:{one.text}", f"{words}: {one.words}") for prefix, words in _SETS.items() for one in bare]
    exists = [Offer(f"{one.text}IfExists", f"{one.words}; or the key is absent") for one in bare if one.text != "Null"]
    there = asked.caret.here()
    return [one for one in (*bare, *exists, *sets) if one.text not in there]


def operator_words(name: str) -> str:
    """What a bare operator compares, and how."""
    if name in _OTHERS:
        return _OTHERS[name]
    family = next(one for one in _FAMILIES if name.startswith(one))
    return f"{_FAMILIES[family]}: {_RELATIONS[name.removeprefix(family)]}"


def keys(asked: Asked) -> list[Offer]:
    """The provider's keys, those that the statement's actions know, and those of every request."""
    there = {key.lower() for key in asked.caret.here()}
    trust = asked.kind is PolicyType.TRUST
    own = [Offer(key, "of the token" if trust else "of the one who signed in") for key in in_session(asked)]
    known = [Offer(key.name, key.words) for key in (*_of_actions(asked), *GLOBAL_KEYS)]
    return [one for one in {one.text: one for one in (*own, *known)}.values() if one.text.lower() not in there]


def _of_actions(asked: Asked) -> list[CatalogueKey]:
    found: dict[str, CatalogueKey] = {}
    for text in texts(asked.caret.statement().get("Action"))[:_MOST_ACTIONS]:
        service = text.partition(":")[0].lower()
        written = condition_keys_of(service)
        for name in covered(text)[:_MOST_ACTIONS]:
            there = action(f"{service}:{name}")
            found |= {key: written[key] for key in sorted(there.keys if there else ()) if key in written}
    return [_shown(one) for one in found.values()]


def _shown(key: CatalogueKey) -> CatalogueKey:
    """A key whose name the learner goes on writing: `s3:ExistingObjectTag/`."""
    return key._replace(name=key.name.partition("<")[0].partition("${")[0])


def values(operator: str, key: str) -> list[Offer]:
    """The values of an operator or a key that has few."""
    bare = bare_operator(operator)
    if bare in ("Bool", "Null"):
        return [
            Offer("true", "the key is absent" if bare == "Null" else ""),
            Offer("false", "it is there" if bare == "Null" else ""),
        ]
    return list(_VALUES.get(key.lower(), ()))
