"""Every error that the code can give, found where it is made: its code, status and words, and how the words are known."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from playground.iam import PolicyType
from playground.pages.answers.sources import Module, modules
from playground.pages.answers.texts import Scope, assignments, texts


class Told(NamedTuple):
    """An error. words: `seen`, `documented`, `unconfirmed`, or two of them where it depends.  place: the module."""

    code: str
    status: str
    message: str
    words: str
    place: str


@dataclass(frozen=True)
class Maker:
    """A function or class that makes errors. names: its parameters in order.  given: what it fills in itself.

    passed: which of an error's parts its caller gives, by the name of the parameter.
    """

    names: tuple[str, ...]
    given: Mapping[str, ast.expr]
    passed: Mapping[str, str]
    scope: Scope | None = None


# What the kind of a policy adds. Organizations keeps resource control policies, and there is none at the AWS endpoint.
KEPT_HERE = tuple(kind for kind in PolicyType if kind is not PolicyType.RESOURCE_CONTROL)
_OF_A_KIND = {
    "{syntax}": tuple(dict.fromkeys(kind.syntax for kind in KEPT_HERE)),
    "{json}": tuple(dict.fromkeys(kind.json for kind in KEPT_HERE)),
}
_UNCONFIRMED = ("Principal must be a JSON object.",)  # of a policy; only another implementation says so
_OWN = {name: name for name in ("code", "message", "status", "confirmed", "words")}
_START = {
    "playground.sandbox.errors.AwsError": Maker(
        ("code", "message", "status", "extra", "confirmed", "words"), {"status": ast.Constant(400)}, _OWN
    ),
    "playground.tokens.refusals.Refusal": Maker(
        ("code", "message", "status", "confirmed"), {"status": ast.Constant(400)}, _OWN
    ),
    "playground.sigv4.refusals.Refusal": Maker(("code", "message", "status", "confirmed", "extra"), {}, _OWN),
    "playground.iam.grammar.MalformedPolicy": Maker(
        ("message", "reason"), {"code": ast.Constant("MalformedPolicyDocument"), "status": ast.Constant(400)}, _OWN
    ),
}


def errors() -> list[Told]:
    """All of them, each once, by place and in the order in which they stand there."""
    parsed = modules()
    constants = {f"{one.name}.{name}": (one, value) for one in parsed for name, value in one.constants.items()}
    makers = dict(_START)
    for _ in range(2):  # a maker may use another
        for module in parsed:
            makers |= dict(_makers(module, makers, constants))
    found = [told for module in parsed for told in _of_module(module, makers, constants)]
    found += [told for module in parsed for told in _again(module, found)]
    return sorted(dict.fromkeys(found), key=lambda one: one.place)


Constants = dict[str, tuple[Module, ast.expr]]


def _makers(module: Module, makers: Mapping[str, Maker], constants: Constants) -> Iterator[tuple[str, Maker]]:
    """The functions of a module that make an error of what their caller says."""
    for function in ast.walk(module.tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        names = tuple(one.arg for one in (*function.args.args, *function.args.kwonlyargs))
        scope = Scope(module, constants, assignments(function))
        for call, maker in _calls(function, module, makers):
            parts = _parts(call, maker)
            passed = {part: value.id for part, value in parts.items() if isinstance(value, ast.Name) and value.id in names}
            if "message" in passed:
                given = {part: value for part, value in {**maker.given, **parts}.items() if part not in passed}
                yield f"{module.name}.{function.name}", Maker(names, given, passed, scope)


def _calls(node: ast.AST, module: Module, makers: Mapping[str, Maker]) -> Iterator[tuple[ast.Call, Maker]]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            maker = makers.get(module.full(call.func))
            if maker:
                yield call, maker


def _parts(call: ast.Call, maker: Maker) -> dict[str, ast.expr]:
    """The parts of an error that a call gives."""
    values = dict(zip(maker.names, call.args, strict=False)) | {one.arg: one.value for one in call.keywords if one.arg}
    return {part: values[name] for part, name in maker.passed.items() if name in values}


def _of_module(module: Module, makers: Mapping[str, Maker], constants: Constants) -> Iterator[Told]:
    for top in module.tree.body:
        scope = Scope(module, constants, assignments(top))
        own = makers.get(f"{module.name}.{top.name}") if isinstance(top, ast.FunctionDef) else None
        for call, maker in _calls(top, module, makers):
            parts = {**maker.given, **_parts(call, maker)}
            message = parts.get("message")
            passes = own and isinstance(message, ast.Name) and message.id in own.names
            if message and not passes and not isinstance(parts.get("code"), ast.Attribute):
                yield from _told(parts, scope, maker)


def _again(module: Module, found: list[Told]) -> Iterator[Told]:
    """`X._replace(confirmed=False)`: the same words in a case in which nobody has seen them."""
    for value in module.constants.values():
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "_replace":
            base = module.constants.get(value.func.value.id) if isinstance(value.func.value, ast.Name) else None
            message = next((one.value for one in getattr(base, "args", [])[1:2] if isinstance(one, ast.Constant)), None)
            yield from (one._replace(words="unconfirmed") for one in found if one.message == message)


def _told(parts: Mapping[str, ast.expr], scope: Scope, maker: Maker) -> Iterator[Told]:
    inner = maker.scope or scope
    place = scope.module.name.removeprefix("playground.").replace(".", "/")
    for code in texts(parts["code"], inner if parts["code"] is maker.given.get("code") else scope):
        for message in texts(parts["message"], scope):
            status = texts(parts.get("status", ast.Constant(400)), scope)[0]
            for said in _OF_A_KIND.get(message, (message,)):
                yield Told(code, status, said, "unconfirmed" if said in _UNCONFIRMED else _words(parts), place)


def _words(parts: Mapping[str, ast.expr]) -> str:
    words, confirmed = parts.get("words"), parts.get("confirmed")
    if isinstance(words, ast.Attribute):
        return words.attr.lower()
    if confirmed is None or (isinstance(confirmed, ast.Constant) and confirmed.value):
        return "seen"
    return "unconfirmed" if isinstance(confirmed, ast.Constant) else "seen or unconfirmed"
