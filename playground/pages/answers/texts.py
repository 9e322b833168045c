"""What an expression of the code says when it is read and not run: texts, with `{name}` where a value will stand."""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass

from playground.pages.answers.sources import Module


@dataclass(frozen=True)
class Scope:
    """Where an expression stands. constants: of every module, by full name.  assigned: the names of its function."""

    module: Module
    constants: dict[str, tuple[Module, ast.expr]]
    assigned: dict[str, list[tuple[int, ast.expr]]]

    def elsewhere(self, module: Module) -> Scope:
        """The scope of another module's constants."""
        return Scope(module, self.constants, {})


def texts(node: ast.expr, scope: Scope) -> list[str]:
    """Every text that an expression can come to; one for each branch of a conditional."""
    match node:
        case ast.Constant():
            found = [str(node.value)]
        case ast.IfExp():
            found = texts(node.body, scope) + texts(node.orelse, scope)
        case ast.BinOp(op=ast.Add()):
            found = _joined([node.left, node.right], scope)
        case ast.JoinedStr():
            found = _joined([part.value if isinstance(part, ast.FormattedValue) else part for part in node.values], scope)
        case ast.Subscript(value=ast.Name()):
            found = _chosen(node, scope)
        case ast.Name() | ast.Attribute():
            found = _named(node, scope)
        case _:
            found = _placeholder(node)
    return found


def _joined(parts: list[ast.expr], scope: Scope) -> list[str]:
    found = [""]
    for part in parts:
        found = [one + other for one in found for other in texts(part, scope)]
    return found


def _chosen(node: ast.Subscript, scope: Scope) -> list[str]:
    """Every value of a table of the module that something is looked up in."""
    known = scope.constants.get(scope.module.full(node.value))
    if known and isinstance(known[1], ast.Dict):
        return [text for value in known[1].values for text in texts(value, scope.elsewhere(known[0]))]
    return _placeholder(node)


def _named(node: ast.Name | ast.Attribute, scope: Scope) -> list[str]:
    before = [value for line, value in scope.assigned.get(getattr(node, "id", ""), []) if line < node.lineno]
    if before:
        return texts(before[-1], scope)
    known = scope.constants.get(scope.module.full(node))
    if known and isinstance(known[1], ast.Constant | ast.JoinedStr | ast.BinOp):
        return texts(known[1], scope.elsewhere(known[0]))
    return _placeholder(node)


def _placeholder(node: ast.expr) -> list[str]:
    return [f"{{{_word(node)}}}"]


def _word(node: ast.expr) -> str:
    """A word for a value that is known when the call is made."""
    match node:
        case ast.Name():
            word = node.id.lower()
        case ast.Attribute():
            word = node.attr.lower()
        case ast.Subscript(slice=ast.Constant(value=key)):
            word = str(key)
        case ast.Subscript():
            word = _word(node.value)
        case ast.Call(func=ast.Name(id=name)) if name not in dir(builtins):
            word = name.strip("_")
        case ast.Call(func=ast.Attribute(attr="replace", value=inner)):
            word = _word(inner)
        case ast.Call(args=[first, *_]) if not isinstance(first, ast.GeneratorExp):
            word = _word(first)
        case _:
            word = "value"
    return word


def assignments(function: ast.AST) -> dict[str, list[tuple[int, ast.expr]]]:
    """The plain assignments of a function, by name, each with its line."""
    found: dict[str, list[tuple[int, ast.expr]]] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found.setdefault(node.targets[0].id, []).append((node.lineno, node.value))
    return {name: sorted(values, key=lambda one: one[0]) for name, values in found.items()}
