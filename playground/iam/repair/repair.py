"""The changes that would make a refused request pass, smallest first, each tried before it is offered.

Smallest: the fewest edits, then the least more that is allowed than this one request, then the fewest wildcards and characters.
"""

from __future__ import annotations

from typing import NamedTuple

from playground.iam.catalogue.keys import Known, keys_of_provider, provider_of
from playground.iam.decide import Decision, Policies
from playground.iam.editing.edit import Edit, EditKind
from playground.iam.editing.rewriting import apply
from playground.iam.grammar import PolicyType
from playground.iam.repair.change import Change, More, Words
from playground.iam.repair.search import Budget, Search, idle, ways
from playground.iam.repair.sizing import Size, Way, edits_of, size_of
from playground.iam.repair.trial import group
from playground.iam.request import Request

__all__ = ["Edit", "EditKind", "More", "Repair", "Size", "Words", "apply", "repairs"]

SESSION_LIMIT = 2048  # characters of a session policy
_MOST = 12  # that are offered
_ENOUGH = 24  # that are found: they come smallest first, all but exactly


class Repair(NamedTuple):
    """Edits after which the request passes. says, values: what to do.  cautions: why it may be a bad idea; often none."""

    edits: tuple[Edit, ...]
    says: str
    values: tuple[object, ...]
    cautions: tuple[Words, ...]
    size: Size

    @property
    def sentence(self) -> str:
        """The words, with the values filled in."""
        return self.says.format(*self.values)


def repairs(request: Request, policies: Policies, decision: Decision, known_keys: Known = None) -> tuple[Repair, ...]:
    """The repairs of a refused request, smallest first; none for an allowed one.

    known_keys: the condition keys of the token's provider, or what gives them for its name.
    """
    known = keys_of_provider(provider_of(request.principal.name), known_keys) if known_keys is not None else None
    found: dict[str, Repair] = {}
    search = Search(request, known, policies, Budget())
    for way in ways(search, policies, decision):
        made = _repair(way, policies)
        key = repr(sorted(made.edits, key=repr))
        if key not in found and _fits(made, policies) and not idle(search, way):
            found[key] = made
        if len(found) == _ENOUGH:
            break
    offered = _narrow(list(found.values()))
    return tuple(sorted(offered, key=lambda repair: (repair.size, repr(repair.edits)))[:_MOST])


def _narrow(found: list[Repair]) -> list[Repair]:
    """Without those that open any resource or any action, where another will do."""
    narrow = [one for one in found if one.size.more is not More.EVERYTHING]
    return narrow or found


def _repair(way: Way, policies: Policies) -> Repair:
    words = [_placed(change) for change in way] if len({edit[:2] for edit in edits_of(way)}) > 1 else [one.words for one in way]
    says = ", and ".join(one.says for one in words)
    values = tuple(value for one in words for value in one.values)
    cautions = tuple({caution.sentence: caution for change in way for caution in change.cautions}.values())
    return Repair(edits_of(way), says, values, cautions, size_of(way, policies))


def _placed(change: Change) -> Words:
    """What to do, and where."""
    if change.edits[0].kind is EditKind.CREATE:
        return change.words
    return Words(f"in the {change.edits[0].policy_type.words} {change.words.says}", change.words.values)


def _fits(repair: Repair, policies: Policies) -> bool:
    """Whether a session policy stays within AWS's limit, in its own layout."""
    for position, policy in enumerate(group(policies, PolicyType.SESSION)):
        edits = [e for e in repair.edits if (e.policy_type, e.position) == (PolicyType.SESSION, position)]
        if edits and len(apply(policy.text, edits)) > SESSION_LIMIT:
            return False
    return True
