"""What a decision says about itself is true: take away what it rests on, satisfy what it misses, delete what denies."""

from playground.explain import FAIL, PASS
from playground.iam import Outcome, Request, decide
from playground.iam.conditions.block import ALL, ANY, Condition
from playground.iam.patterns.pattern import compile_pattern
from playground.iam.patterns.variables import Variable, filled_in
from playground.iam.why import nearest
from tests.iam.generated import without


def rests_on_what_it_names(asked, policies, decision, _found):
    if not decision.allowed:
        return
    named = [one.statement for one in decision.deciding]
    for one in named:
        alone = not decide(asked, without(policies, [one])).allowed
        assert alone or len(named) > 1  # another is named too
    assert not decide(asked, without(policies, named)).allowed
    silent = [one.statement for _, said in decision.heard for one in said if not one.applies]
    assert decide(asked, without(policies, silent)).outcome is decision.outcome


def missing_conditions_flip(asked, _policies, decision, _found):
    near = nearest(decision) if decision.outcome is Outcome.IMPLICITLY_DENIED else None
    for finding in near.failed if near else ():
        condition = next((one for one in near.said.statement.conditions if one.pointer == finding.pointer), None)
        if isinstance(condition, Condition) and (values := satisfying(condition, asked)) is not None:
            context = {**asked.context, condition.lower_key: values}
            other = Request(asked.action, asked.resource, asked.principal.name, context, asked.account)
            again = condition.finding(other)
            assert (finding.verdict, again.verdict) == (FAIL, PASS), finding.sentence


def satisfying(condition, asked):
    """Values of the key that the condition asks for; None where the operator is no comparison of texts."""
    if not condition.kind.name.startswith("String"):
        return None
    if condition.kind.negated:
        itself = (
            f"${{{condition.lower_key}" in "".join(condition.wanted).lower()
        )  # no value differs from itself; none at all does
        itself = itself or condition.covers("something else entirely", asked.context)  # `*` leaves out every value there is
        return [] if itself and condition.set_prefix != ANY else None if itself else ["something else entirely"]
    for text in condition.wanted:
        if condition.kind.name == "StringLike":
            pattern = compile_pattern(text, wildcards=True, variables=True)
            pieces = pattern.resolved(asked.context)
            filled = "*".join("".join(atom if isinstance(atom, str) else "?" for atom in piece) for piece in pieces)
            star = "q" if condition.set_prefix == ANY else ""  # to which an empty text is nothing
            unset = any(isinstance(atom, Variable) for piece in pieces for atom in piece)
            value = None if unset else filled.replace("*", star).replace("?", "q")
        else:
            value = filled_in(text, asked.context)
        if value is not None and condition.covers(value, asked.context) and (value or condition.set_prefix != ANY):
            return [value]
    return None if condition.set_prefix != ALL else []


def denies_go_when_deleted(asked, policies, decision, _found):
    if decision.outcome is not Outcome.EXPLICITLY_DENIED:
        return
    named = [one.statement for one in decision.deciding]
    again = decide(asked, without(policies, named))
    assert not {id(one.statement) for one in again.deciding} & set(map(id, named))
    denying = [one for _, said in decision.heard for one in said if one.applies and one.statement.effect == "Deny"]
    assert (again.outcome is Outcome.EXPLICITLY_DENIED) == (len(denying) > len(named))
