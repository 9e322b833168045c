"""The Condition element: every operator and every key must hold (AND), any of the values will do (OR; NOR when negated).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
An absent key makes a positive operator false, a negated one true, `IfExists` true, `ForAllValues` true, `ForAnyValue` false.
To the set prefixes an empty text is nothing, as an absent key is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playground.documents import escape
from playground.explain import FAIL, PASS, Compared, Finding, Verdict
from playground.iam.conditions import BY_NAME
from playground.iam.conditions.null import NullCondition
from playground.iam.conditions.operator import Operator, Unreadable
from playground.iam.patterns.pattern import Test
from playground.iam.patterns.variables import Context, filled_in, unset, written
from playground.iam.request import Request

ALL, ANY = "ForAllValues", "ForAnyValue"
_NO_VALUE = ", where `{6}` has no value in this request"
_SEVERAL_VALUES = ", where `{6}` has several values in this request, and a variable takes one"


class UnknownOperator(ValueError):
    """The operator is none of AWS's. The text is its name."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One key under one operator. `wanted` are the policy's values as written, `tests` the same compiled."""

    document: str
    pointer: str
    operator: str  # as written, with its prefix and IfExists
    key: str
    lower_key: str
    wanted: tuple[str, ...]
    tests: tuple[Test, ...]
    kind: Operator
    set_prefix: str
    if_exists: bool
    apart: tuple[str, ...]  # `wanted`, when its values have to be told apart or filled in before they can be shown
    variables: bool

    @property
    def asks(self) -> bool:
        """Whether it holds only of some values, and never where the key is absent."""
        return not self.kind.negated and not self.if_exists and self.set_prefix != ALL

    def finding(self, request: Request) -> Finding:
        """Whether this condition holds for the request, and the values that were laid beside each other."""
        got = request.context.get(self.lower_key)
        if not got:
            return self._absent()
        holds = self.holds(got, request.context)
        return self._present(got, holds, request.context)

    def holds(self, got: tuple[str, ...], context: Context) -> bool:
        """Whether it holds for these values of the key, of which there is at least one."""
        negated = self.kind.negated
        if not self.set_prefix:
            # Two values under a single-valued operator: AWS leaves it undefined; no value is taken for both.
            if len(got) > 1 and not negated:
                return False
            return any(self.covers(value, context) for value in got) != negated
        each = (self.covers(value, context) != negated for value in got)
        return not any(got) or all(each) if self.set_prefix == ALL else any(got) and any(each)

    def covers(self, value: str, context: Context) -> bool:
        """Whether one of the policy's values covers this one, negation aside."""
        for test in self.tests:  # a loop, not any(): this is the innermost place of every decision
            if test(value, context):
                return True
        return False

    def _absent(self) -> Finding:
        if self.if_exists:
            return self._say(PASS, "the request has no `{}`, and `{}` does not ask for one", (self.key, self.operator))
        if self.set_prefix == ALL:
            return self._say(PASS, "the request has no `{}`, and `{}` holds of nothing", (self.key, self.operator))
        if self.set_prefix == ANY or not self.kind.negated:
            return self._say(FAIL, "the request has no `{}`, and `{}` needs one", (self.key, self.operator))
        return self._say(PASS, "the request has no `{}`, so `{}` holds", (self.key, self.operator))

    def _each(self, context: Context) -> tuple[str, ...]:
        return tuple([filled_in(text, context) for text in self.apart]) if self.variables else self.apart

    def _settling(self, got: tuple[str, ...], holds: bool, context: Context) -> tuple[str, ...]:
        """Of several values those by which it holds, or does not."""
        if len(got) == 1 or not (self.set_prefix or self.kind.negated):
            return got
        return tuple([value for value in got if (self.covers(value, context) != self.kind.negated) is holds])

    def _present(self, got: tuple[str, ...], holds: bool, context: Context) -> Finding:
        if self.set_prefix and not any(got):
            says = "`{}` is empty, and `{}` holds of nothing" if holds else "`{}` is empty, and `{}` needs a value"
            return self._say(PASS if holds else FAIL, says, (self.key, self.operator))
        if not self.wanted:
            return self._say(
                PASS if holds else FAIL, "`{}` is `{}`, and `{}` lists nothing", (self.key, ", ".join(got), self.operator)
            )
        settling = self._settling(got, holds, context)
        shown, wanted = ", ".join(settling), ", ".join(self.wanted)
        each = () if holds else (settling if len(got) > 1 else (), self._each(context))
        compared = Compared(shown, wanted, self.key, self.operator, "Like" not in self.operator, *each)
        if holds:
            says = "`{0}` is `{1}`, and `{2}` wants none of `{3}`" if self.kind.negated else "`{0}` is `{1}`, as `{2}` wants"
        elif len(got) > 1 and not self.set_prefix and not self.kind.negated:
            says = "`{0}` has {4} values, and `{2}` compares one; use `ForAnyValue:{2}`"
        elif not any(map(self.kind.readable, settling)):
            says = "`{0}` is `{1}`, which is not {5}, and `{2}` wants `{3}`"
        elif self.kind.negated:
            says = "`{0}` is `{1}`, which `{2}` leaves out"
        else:
            says = "`{0}` is `{1}`, and `{2}` wants `{3}`"
        says = says if settling == got else says.replace("` is `", "` has `", 1)
        missing = unset(wanted, context) if self.variables and says.endswith("`{3}`") else None
        name = missing["key"].strip() if missing else ""
        says += "" if not name else _SEVERAL_VALUES if context.get(name.lower()) else _NO_VALUE
        values = (self.key, shown, self.operator, wanted, len(got), self.kind.kind, name)
        return self._say(PASS if holds else FAIL, says, values, compared)

    def _say(self, verdict: Verdict, says: str, values: tuple[object, ...], compared: Compared | None = None) -> Finding:
        return Finding("Condition", verdict, says, values, (), self.document, self.pointer, compared)


AnyCondition = Condition | NullCondition


def compile_conditions(element: dict[str, Any], document: str, pointer: str, variables: bool) -> tuple[AnyCondition, ...]:
    """The conditions of a Condition element whose shape the grammar has taken. Raises UnknownOperator, Unreadable."""
    return tuple(
        _compile(name, key, value, document, f"{pointer}/{escape(name)}/{escape(key)}", variables)
        for name, keys in element.items()
        for key, value in keys.items()
    )


def split_operator(name: str) -> tuple[str, str, bool]:
    """The set prefix, the bare operator and whether it has `IfExists`. Raises UnknownOperator."""
    prefix, _, rest = name.rpartition(":")
    bare = rest.removesuffix("IfExists")
    known = bare in BY_NAME or rest == "Null"
    if not known or prefix not in ("", ALL, ANY):
        raise UnknownOperator(name)
    return prefix, bare, bare != rest


def bare_operator(name: str) -> str:
    """The operator without its prefix and `IfExists`; an empty string when it is none."""
    try:
        return split_operator(name)[1]
    except UnknownOperator:
        return ""


def _compile(name: str, key: str, value: Any, document: str, pointer: str, variables: bool) -> AnyCondition:
    prefix, bare, if_exists = split_operator(name)
    wanted = texts_of(value)
    if bare == "Null":
        if not set(map(str.lower, wanted)) <= {"true", "false"}:
            raise Unreadable(f"`{wanted[0]}` is no truth value; `Null` takes `true` or `false`")
        constant = {ALL: True, ANY: False}.get(prefix, None if len(set(map(str.lower, wanted))) == 1 else bool(wanted))
        return NullCondition(document, pointer, name, key, key.lower(), tuple(map(str.lower, wanted)), constant)
    kind = BY_NAME[bare]
    variables = variables and kind.variables
    tests = tuple(kind.read(text, variables) for text in wanted)
    filled = variables and any("${" in text for text in wanted)
    apart = wanted if filled else tuple(written(t, wildcards=False) for t in wanted) if len(wanted) > 1 else ()
    return Condition(document, pointer, name, key, key.lower(), wanted, tests, kind, prefix, if_exists, apart, filled)


def texts_of(value: Any) -> tuple[str, ...]:
    """Condition values as text: numbers and booleans may stand unquoted."""
    values = value if isinstance(value, list) else [value]
    return tuple(str(item).lower() if isinstance(item, bool) else str(item) for item in values)
