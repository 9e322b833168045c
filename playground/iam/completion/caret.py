"""Where a caret stands in a document that somebody is still writing: within which members, and in which text.

The text is read as it is, finished or not; a text without its closing quote ends where its word does.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from playground.iam.editing.places import Node, Reader, Token, content, places, tokens_of

# What goes on behind the caret, as far as it can still be the same word, and its closing quote.
_WORD_ON = re.compile(r"[\w:*?.@/${}+=-]*")
_BARE = re.compile(r"[\w:*?.@/$-]*")


class Caret(NamedTuple):
    """Where the caret stands.

    path: the names of the members around it, from the root; the places of a list are left out.  naming: whether the name of a
    member is written here, else a value.  room: whether one can stand here, behind a comma or an opening bracket.
    start, end: what a completion takes the place of, quotes included.
    typed, rest: the text before and behind the caret within it.  within: the pointer of the container it stands in.
    whole: the document with what is typed here left out.
    """

    path: tuple[str, ...]
    naming: bool
    room: bool
    start: int
    end: int
    typed: str
    rest: str
    within: str
    whole: str

    @property
    def colon_follows(self) -> bool:
        """Whether the name that is written here has its colon already."""
        return self.whole[self.start + 2 :].lstrip().startswith(":")

    def here(self) -> dict[str, Any]:
        """The members of the object around the caret, as far as they can be read."""
        return members(self.whole, self.within)

    def statement(self) -> dict[str, Any]:
        """The members of the statement around the caret; none outside of one."""
        found = re.match(r"/Statement(/\d+)?", self.within)
        return members(self.whole, found[0]) if found else {}


def caret_at(text: str, offset: int) -> Caret:
    """The caret at an offset, from 0 to the length of the text."""
    offset = max(0, min(offset, len(text)))
    reader, before, written = _read_to(text[:offset])
    start, end, typed, rest = _word(text, offset, written)
    room = before is None or before.text in ("{", "[", ",", ":") or "\n" in text[before.end : start]
    container = reader.stack[-1]
    naming = container.opening == "{" and not reader.colon
    names = [node.name for node in reader.stack[2:] if node.parent and node.parent.opening == "{"]
    if container.opening == "{" and not naming and reader.name is not None:
        names.append(content(reader.name.text))
    whole = text[:start] + '""' + text[end:]
    return Caret(tuple(names), naming, room, start, end, typed, rest, container.pointer, whole)


def _read_to(text: str) -> tuple[Reader, Token | None, Token | None]:
    """What stands open before the caret, the token before, and the text or word that the caret stands in, which is not taken."""
    reader = Reader()
    tokens = tokens_of(text)
    written = None
    if tokens and tokens[-1].end == len(text) and tokens[-1].text[0] not in "{}[],:" and not tokens[-1].closed:
        written = tokens.pop()
    for token in tokens:
        reader.take(token)
    return reader, tokens[-1] if tokens else None, written


def _word(text: str, offset: int, written: Token | None) -> tuple[int, int, str, str]:
    """Start, end, and what stands before and behind the caret in the word."""
    if written is None or not written.text.startswith('"'):
        back = _BARE.match(text[:offset][::-1]) if written is not None else None
        start = offset - (back.end() if back else 0)
        return start, offset, text[start:offset], ""
    on = _WORD_ON.match(text, offset)
    end = on.end() if on else offset
    rest = text[offset:end]
    return written.start, end + text.startswith('"', end), content(text[written.start : offset] + '"'), rest


def members(text: str, pointer: str) -> dict[str, Any]:
    """The members of the object at a pointer, read as far as they can be; none when no object stands there."""
    node = places(text).find(pointer)
    return {one.name: _value(text, one) for one in node.members} if node is not None and node.opening == "{" else {}


def _value(text: str, node: Node) -> Any:
    if node.opening == "{":
        return {one.name: _value(text, one) for one in node.members}
    if node.opening == "[":
        return [_value(text, one) for one in node.members]
    return content(text[node.start : node.end])


def quoted(text: str) -> str:
    """A text as it stands in JSON."""
    return json.dumps(text, ensure_ascii=False)
