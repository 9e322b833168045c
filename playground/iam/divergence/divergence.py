"""Where a value stops being what a policy asks for: the part that fits, the place, what was required there, what stands there.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
Nothing of this is made while a decision is made; a page asks for it, with the two values that a finding compared.
"""

from __future__ import annotations

from typing import NamedTuple

from playground.explain import Compared
from playground.iam.arn import COMPONENTS, split_arn
from playground.iam.conditions import BY_NAME
from playground.iam.conditions.block import bare_operator
from playground.iam.divergence.alignment import Glob, Progress, follow, glob_of
from playground.iam.divergence.marks import Span, marks_of
from playground.iam.divergence.near_misses import Difference, near_miss
from playground.iam.divergence.words import RELATIONS, words_of
from playground.iam.patterns.pattern import Pattern, compile_pattern
from playground.iam.patterns.variables import Context, unset

_MOST_VALUES = 20  # of a list, looked at for the nearest


class Divergence(NamedTuple):
    """A value beside what a policy wants. got, wanted: both as shown, the variables of `wanted` filled in.

    says, values: one sentence, as in a Finding.  matched: the part of `got`, from its start, that fits.
    got_marks, wanted_marks: what to mark, as offsets from 0 and behind the last.  part: the component, when they are ARNs.
    """

    difference: Difference
    says: str
    values: tuple[object, ...]
    got: str
    wanted: str
    matched: str = ""
    got_marks: tuple[Span, ...] = ()
    wanted_marks: tuple[Span, ...] = ()
    part: str = ""

    @property
    def sentence(self) -> str:
        """The words, with the values filled in."""
        return self.says.format(*self.values)


def explain_difference(compared: Compared) -> Divergence:
    """The divergence of two compared values; of several on a side, the pair that came nearest."""
    name = bare_operator(compared.wanted_from) or ("StringEquals" if compared.literal else "StringLike")
    negated = name in BY_NAME and BY_NAME[name].negated
    name = name.replace("Not", "") if negated else name  # what is left out is what the other operator would have taken
    wanted = (compared.wanted_each or (_plain(compared.wanted),))[:_MOST_VALUES]
    got = compared.got_each[:_MOST_VALUES] or (compared.got,)
    if len(got) > 1 and ":" not in compared.wanted_from and not negated:
        says = "`{}` compares one value, and `{}` has {}; `ForAnyValue:{}` compares each"
        values = (compared.wanted_from, compared.got_from, len(got), compared.wanted_from)
        return Divergence(Difference.KIND, says, values, compared.got, compared.wanted)
    best = [max((diverge(text, value, {}, operator=name) for text in wanted), key=_nearness) for value in got]
    if compared.wanted_from.startswith("ForAllValues:") and not negated:
        best = [one for one in best if one.difference is not Difference.NONE] or best
    found = max(best, key=_nearness)
    if negated and found.difference is Difference.NONE:
        return found._replace(says="`{}` is covered by `{}`, which is left out", values=(found.got, found.wanted))
    return found


def nearness(compared: Compared) -> tuple[bool, bool, int]:
    """How nearly two compared values are the same; what is nearer is more."""
    return _nearness(explain_difference(compared))


def _plain(text: str) -> str:
    """A text that was kept without its variables' values; what looks like one is shown as it stands."""
    return text.replace("${", "${$}{")


def _nearness(found: Divergence) -> tuple[bool, bool, int]:
    return found.difference is Difference.NONE, found.difference.near, len(found.matched) + len(found.part)


def diverge(
    pattern_text: str, value: str, context: Context, *, operator: str = "StringEquals", variables: bool = True
) -> Divergence:
    """Where `value` stops matching. operator: a bare condition operator, or `Action`, `Resource` or `Principal`."""
    if operator == "Resource" or operator.startswith("Arn"):
        return _arns(pattern_text, value, context, operator, variables)
    kind = BY_NAME.get(operator)
    if kind is not None and not operator.startswith("String"):
        return _of_kind(pattern_text, value, context, operator)
    ignore_case = operator == "Action" or operator.endswith("IgnoreCase")
    wildcards = operator == "Action" or operator.endswith("Like")
    filled = variables and operator not in ("Action", "Principal")
    pattern = compile_pattern(pattern_text, wildcards=wildcards, variables=filled)
    found = _texts(pattern, value, context, ignore_case)
    if found.difference is Difference.NONE or wildcards or operator == "Principal":
        return found
    would = compile_pattern(pattern_text, wildcards=True, variables=filled, ignore_case=ignore_case)
    if not would.wild or not would.matches(value, context):
        return found
    says = "`{}` is taken literally, `*` and `?` too; as a pattern, under `StringLike`, it would cover `{}`"
    return found._replace(difference=Difference.WILDCARD, says=says, values=(found.wanted, value))


def _of_kind(text: str, value: str, context: Context, operator: str) -> Divergence:
    kind = BY_NAME[operator]
    says, negated = RELATIONS[operator], kind.negated
    apart = Divergence(
        Difference.KIND, says[False], (value, text), value, text, got_marks=((0, len(value)),), wanted_marks=((0, len(text)),)
    )
    if not kind.readable(value):
        return apart._replace(says="`{}` is not {}", values=(value, kind.kind))
    if kind.read(text, False)(value, context) == negated:
        return apart
    return Divergence(Difference.NONE, says[True], (value, text), value, text)


def _texts(pattern: Pattern, value: str, context: Context, ignore_case: bool, part: str = "") -> Divergence:
    try:
        glob = glob_of(pattern.resolved(context))
    except LookupError:
        found = unset(pattern.text, context)
        assert found is not None
        says = "`{}` has no value in this request, so `{}` is nothing"
        values = (found["key"].strip(), pattern.text)
        return Divergence(Difference.NO_VALUE, says, values, value, pattern.text, wanted_marks=(found.span(),), part=part)
    return _globs(glob, value, ignore_case, part)


def _globs(glob: Glob, value: str, ignore_case: bool, part: str) -> Divergence:
    read, reached, whole = follow(glob, value, ignore_case=ignore_case)
    if whole:
        says, values = words_of(Difference.NONE, glob, value, read, reached, part)
        return Divergence(Difference.NONE, says, values, value, glob.text, value, part=part)
    exact = Difference.PATTERN_LONGER if read >= len(value) else Difference.CHARACTER
    exact = Difference.VALUE_LONGER if reached >= len(glob.characters) else exact
    difference = near_miss(glob, value, ignore_case=ignore_case) or exact
    says, values = words_of(difference, glob, value, read, reached, part)
    got, wanted = marks_of(difference, glob, value, Progress(read, reached, False), ignore_case=ignore_case)
    return Divergence(difference, says, values, value, glob.text, value[:read], got, wanted, part)


def _arns(text: str, value: str, context: Context, operator: str, variables: bool) -> Divergence:
    """ARNs, component by component; the first that does not fit is the one to look at."""
    parts = split_arn(text) if variables else text.split(":", 5)
    got = value.split(":", 5)
    if operator == "Resource":
        parts = ["*"] * 6 if text == "*" else [*parts, *["*"] * (6 - len(parts))]
    if len(parts) != 6 or len(got) != 6:
        short = value if len(got) != 6 else text
        says = "`{}` has {} of the six parts of an ARN"
        return Divergence(Difference.NOT_AN_ARN, says, (short, len(short.split(":", 5))), value, text)
    read, shown = 0, 0
    for name, part, given in zip(COMPONENTS, parts, got, strict=True):
        literal = operator == "Resource" and name != "resource"
        pattern = compile_pattern(part, wildcards=True, variables=variables and not literal)
        found = _texts(pattern, given, context, ignore_case=False, part=name)
        if found.difference is not Difference.NONE:
            return _moved(found, parts, value, name, (read, shown))
        read, shown = read + len(given) + 1, shown + len(found.wanted) + 1
    return Divergence(Difference.NONE, "`{}` is covered by `{}`", (value, text), value, text, value)


def _moved(found: Divergence, parts: list[str], value: str, name: str, offsets: Span) -> Divergence:
    """The divergence of one component, in the places of the whole ARN."""
    got, wanted = offsets
    number = COMPONENTS.index(name)
    whole = ":".join([*parts[:number], found.wanted, *parts[number + 1 :]])
    return found._replace(
        got=value,
        wanted=whole,
        matched=value[:got] + found.matched,
        got_marks=tuple((start + got, end + got) for start, end in found.got_marks),
        wanted_marks=tuple((start + wanted, end + wanted) for start, end in found.wanted_marks),
    )
