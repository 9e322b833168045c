"""The modules that can refuse a call, parsed: their imports, constants and functions by their full names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import playground

ROOT = Path(playground.__file__).parent
ROOMS = ("iam", "tokens", "sigv4", "sandbox")
NOT_HERE = ROOT / "iam" / "writing" / "control.py"  # what Organizations says, which the AWS endpoint does not have


@dataclass(frozen=True)
class Module:
    """A parsed file. name: dotted.  imports: local name to full name.  constants: the values of its upper-case names."""

    name: str
    tree: ast.Module
    imports: dict[str, str]
    constants: dict[str, ast.expr]

    def full(self, node: ast.expr) -> str:
        """The full name of what an expression such as `refusals.malformed` refers to; empty for anything else."""
        if isinstance(node, ast.Name):
            return self.imports.get(node.id, f"{self.name}.{node.id}")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in self.imports:
            return f"{self.imports[node.value.id]}.{node.attr}"
        return ""


def modules() -> list[Module]:
    """All of them, in the order of their names."""
    files = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py") if file != NOT_HERE)
    return [_module(file) for file in files]


def _module(file: Path) -> Module:
    parts = file.relative_to(ROOT.parent).with_suffix("").parts
    name = ".".join(parts).removesuffix(".__init__")
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return Module(name, tree, dict(_imports(tree)), dict(_constants(tree)))


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                yield one.asname or one.name, f"{node.module}.{one.name}"


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, node.value
