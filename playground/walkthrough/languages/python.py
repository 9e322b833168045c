"""Values of Python, written and read. What is read is parsed (`ast`) and never run.

https://docs.python.org/3/library/ast.html
"""

from __future__ import annotations

import ast
import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from playground.walkthrough.languages.unknown import Unknown, Unreadable, Work

Names = Mapping[str, ast.expr]
DEEPEST = 40
LARGEST = 10**18  # a number beyond it cannot always be written again, and no parameter takes it


def write(value: Any) -> str:
    """A text, a number or a list of ARNs; a text of several lines as one string a line."""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if "\n" not in value[:-1]:
        return _text(value)
    lines = value.split("\n")
    pieces = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    return "(\n        " + "\n        ".join(map(_text, pieces)) + "\n    )"


def _text(value: str) -> str:
    return repr(value) if '"' in value or not value.isprintable() else '"' + value.replace("\\", "\\\\") + '"'


class Program(NamedTuple):
    """A program and its syntax tree. text: as it was parsed."""

    text: str
    tree: ast.Module


def parse(text: str) -> Program:
    """The program. Raises Unreadable."""
    text = textwrap.dedent(text)
    try:
        return Program(text, ast.parse(text))
    except SyntaxError as error:
        says = "Python cannot read line {} of this: {}; paste the whole call, with all its lines"
        raise Unreadable(says, str(error.lineno or 1), error.msg) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise Unreadable("this Python is nested too deeply to be read; paste the call alone") from error


def assigned(program: Program) -> Names:
    """The names to which the program itself gives a value."""
    found: dict[str, ast.expr] = {}
    for node in ast.walk(program.tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
    return found


def value(program: Program, node: ast.expr, names: Names, work: Work) -> Any:
    """What an expression is without running anything; Unknown for what would have to be run. Raises Unreadable."""
    try:
        return _Reader(names, work).value(node, 0)
    except _Runs:
        return Unknown(ast.get_source_segment(program.text, node) or "")


def members(node: ast.expr, names: Names) -> dict[str, ast.expr] | None:
    """The members of a dictionary that is written out, `{…}` or `dict(…)`, or of the name of one; None for anything else."""
    node = names.get(node.id, node) if isinstance(node, ast.Name) else node
    match node:
        case ast.Dict(keys=keys, values=values):
            written = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
            return dict(zip(written, values, strict=True)) if len(written) == len(keys) else None
        case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords) if all(one.arg for one in keywords):
            return {one.arg: one.value for one in keywords if one.arg}
    return None


class _Runs(Exception):
    """The expression would have to be run."""


@dataclass
class _Reader:
    """names: what the program itself assigns.  work: how much may still be done."""

    names: Names
    work: Work

    def value(self, node: ast.expr, depth: int) -> Any:
        if depth > DEEPEST:
            raise _Runs
        self.work.spend()
        match node:
            case ast.Constant(value=int() as number) if number > LARGEST:
                says = "line {} has a number of more than eighteen digits; write the number that AWS is to get"
                raise Unreadable(says, str(node.lineno))
            case ast.Constant(value=str() | int() as constant) if not isinstance(constant, bool):
                return constant
            case ast.Name(id=name) if name in self.names:
                return self.value(self.names[name], depth + 1)
            case ast.List() | ast.Tuple() | ast.Dict():
                return self._several(node, depth)
            case ast.BinOp():
                return self._operation(node, depth)
            case ast.JoinedStr(values=pieces):
                return self._joined(pieces, depth)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="json"), attr="dumps"), args=[given], keywords=options):
                return _dumped(self.value(given, depth + 1), options)
        raise _Runs

    def _several(self, node: ast.List | ast.Tuple | ast.Dict, depth: int) -> Any:
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            return {self._key(key): self.value(one, depth + 1) for key, one in pairs}
        return [self.value(one, depth + 1) for one in node.elts]

    def _key(self, node: ast.expr | None) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        raise _Runs

    def _operation(self, node: ast.BinOp, depth: int) -> Any:
        left, right = self.value(node.left, depth + 1), self.value(node.right, depth + 1)
        if isinstance(node.op, ast.Add) and isinstance(left, str) and isinstance(right, str):
            self.work.spend(len(left) + len(right))
            return left + right
        if isinstance(left, int) and isinstance(right, int) and max(left, right) < 1_000_000:
            if isinstance(node.op, ast.Add):
                return left + right
            if isinstance(node.op, ast.Mult):
                return left * right
        raise _Runs

    def _joined(self, pieces: list[ast.expr], depth: int) -> str:
        """An f-string whose values are known."""
        read = [self.value(one.value if isinstance(one, ast.FormattedValue) else one, depth + 1) for one in pieces]
        if not all(isinstance(one, str | int) for one in read):
            raise _Runs
        text = "".join(map(str, read))
        self.work.spend(len(text))
        return text


def _dumped(given: Any, options: list[ast.keyword]) -> str:
    """`json.dumps(value, indent=2)`, as it would come out."""
    indent = next((one.value.value for one in options if one.arg == "indent" and isinstance(one.value, ast.Constant)), None)
    return json.dumps(given, indent=indent if isinstance(indent, int) and 0 <= indent < 20 else None)
