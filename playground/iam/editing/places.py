"""Where each value of a JSON text stands, in characters; also of a text that somebody is still typing.

Strict reading is `playground.documents`'; this reader takes what it finds: a text without its closing quote ends with its line.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from playground.documents import MAX_DEPTH, escape

TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"?|[{}\[\],:]|[^\s{}\[\],:"]+')
_CLOSES = {"}": "{", "]": "["}


@dataclass(slots=True, eq=False)
class Node:
    """One value. opening: `{`, `[`, `"`, or an empty string for a number, `true`, `null`.

    start, end: offsets of the value, from 0, quotes and brackets included.  name_start: where its name begins when it is the
    member of an object, else `start`; name: that name.  place: where it stands among the members of its parent.
    """

    opening: str
    start: int
    end: int
    name: str = ""
    name_start: int = 0
    parent: Node | None = None
    place: int = 0
    members: list[Node] = field(default_factory=list)

    @property
    def pointer(self) -> str:
        """Its JSON pointer. It is not kept: those of the values under a long name would be many times as long as the text."""
        steps: list[str] = []
        node = self
        while node.parent and node.parent.parent:
            steps.append(escape(node.name) if node.parent.opening == "{" else str(node.place))
            node = node.parent
        return "".join(f"/{step}" for step in reversed(steps))


class Token(NamedTuple):
    """One token of the text, with its offsets."""

    text: str
    start: int
    end: int

    @property
    def closed(self) -> bool:
        """Whether a text has its closing quote."""
        return len(self.text) > 1 and self.text[-1] == '"' and not _ends_escaped(self.text)


def _ends_escaped(text: str) -> bool:
    bare = text[:-1].rstrip("\\")
    return (len(text) - 1 - len(bare)) % 2 == 1


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text, white space left out."""
    return [Token(match[0], *match.span()) for match in TOKEN.finditer(text)]


def content(token: str) -> str:
    """The text that a quoted token stands for; what cannot be read as JSON stands for itself."""
    if "\\" not in token:  # nothing to be read: nearly all of them
        return token.strip('"')
    try:
        return str(json.loads(token if token.startswith('"') else f'"{token}"'))
    except ValueError:
        return token.strip('"')


class Reader:
    """Takes tokens one by one. stack: the containers still open, the whole text first.  name: a member's name read so far."""

    def __init__(self) -> None:
        self.root = Node("", 0, 0)
        self.stack = [self.root]
        self.name: Token | None = None
        self.colon = False

    def take(self, token: Token) -> None:
        """One token further."""
        if token.text in ("{", "["):
            node = self._add(token)
            if len(self.stack) <= MAX_DEPTH:  # what is nested deeper is read as if it were not
                self.stack.append(node)
        elif token.text in _CLOSES:
            self._close(token)
        elif token.text == ",":
            self.name, self.colon = None, False
        elif token.text == ":":
            self.colon = True
        elif self.stack[-1].opening == "{" and not self.colon:
            self.name = token
        else:
            self._add(token)

    def _add(self, token: Token) -> Node:
        parent = self.stack[-1]
        name, start = (content(self.name.text), self.name.start) if self.name else ("", token.start)
        opening = token.text[0] if token.text[0] in '{["' else ""
        node = Node(opening, token.start, token.end, name, start, parent, len(parent.members))
        parent.members.append(node)
        self.name, self.colon = None, False
        return node

    def _close(self, token: Token) -> None:
        depth = next((d for d in range(len(self.stack) - 1, 0, -1) if self.stack[d].opening == _CLOSES[token.text]), 0)
        if depth:
            for node in self.stack[depth:]:
                node.end = token.end
            del self.stack[depth:]
        self.name, self.colon = None, False


class Places:
    """The values of a text, found by their JSON pointers."""

    def __init__(self, root: Node) -> None:
        self._root = root

    def find(self, pointer: str) -> Node | None:
        """The value there, the first of two with the same pointer; None for none."""
        return _first(self._root.members, pointer.split("/")[1:])

    def __contains__(self, pointer: str) -> bool:
        return self.find(pointer) is not None

    def __getitem__(self, pointer: str) -> Node:
        """The value there. Raises KeyError."""
        found = self.find(pointer)
        if found is None:
            raise KeyError(pointer)
        return found


def _first(nodes: list[Node], steps: list[str]) -> Node | None:
    """The first of these values, or within them, that the steps lead to."""
    if not steps:
        return nodes[0] if nodes else None
    step, *further = steps
    deeper = (found for node in nodes if (found := _first(_stepped(node, step), further)))
    return next(deeper, None)


def _stepped(node: Node, step: str) -> list[Node]:
    """The members of a value that one step may mean."""
    if node.opening == "{":
        return [one for one in node.members if escape(one.name) == step]
    return node.members[int(step) : int(step) + 1] if step.isascii() and step.isdigit() and len(step) < 10 else []


@lru_cache(maxsize=16)
def places(text: str) -> Places:
    """Every value of the text."""
    reader = Reader()
    for token in tokens_of(text):
        reader.take(token)
    for node in reader.stack[1:]:
        node.end = len(text)
    return Places(reader.root)


def line_of(text: str, pointer: str) -> int:
    """The line, from 1, of the value at a pointer, or of the nearest that holds it; of a member, its name's line."""
    node = places(text).find(pointer)
    while pointer and node is None:
        pointer = pointer.rpartition("/")[0]
        node = places(text).find(pointer)
    return bisect_right(_line_starts(text), node.name_start) if node else 1


@lru_cache(maxsize=16)
def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]
