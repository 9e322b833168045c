"""A document's text after edits, in its own layout: what is not changed stays as it was written.

Text in two-space JSON, as this product writes it, is written anew so; any other is changed only where an edit says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from playground.documents import NotJson, at, read_json, write_json
from playground.iam.editing.edit import Edit, EditKind, edited, unescape
from playground.iam.editing.places import Node, places


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits, which must all be about this document. Raises NotJson, LookupError."""
    for edit in edits:
        text = _applied(text, edit)
    return text


def _applied(text: str, edit: Edit) -> str:
    if edit.kind is EditKind.CREATE:
        return write_json(edit.value)
    before = read_json(text)
    after = edited(before, edit)
    written = write_json(after)
    body = text.rstrip()
    if body == write_json(before):
        return written + text[len(body) :]
    changed = _changed(text, edit, before)
    return changed if changed is not None and _reads_as(changed, after) else written


def _reads_as(text: str, data: Any) -> bool:
    try:
        return json.dumps(read_json(text)) == json.dumps(data)
    except NotJson:
        return False


def _changed(text: str, edit: Edit, before: Any) -> str | None:
    """The text with the edit made in it; None where its layout gives no hint how."""
    if edit.kind in (EditKind.ADD, EditKind.APPEND):
        return _added(text, edit.pointer, edit.value, before)
    node = places(text)[edit.pointer]
    if edit.kind is EditKind.REPLACE:
        return text[: node.start] + _dumped(edit.value, text, node) + text[node.end :]
    if edit.kind is EditKind.RENAME:
        colon = text.rindex(":", node.name_start, node.start)
        old = text[node.name_start : colon]
        return text[: node.name_start] + json.dumps(edit.value, ensure_ascii=False) + old[len(old.rstrip()) :] + text[colon:]
    return _without(text, node)


def _without(text: str, node: Node) -> str | None:
    assert node.parent is not None
    members = node.parent.members
    place = members.index(node)
    if len(members) == 1:
        return text[: node.parent.start + 1] + text[node.parent.end - 1 :]
    if place == 0:
        return text[: node.name_start] + text[members[1].name_start :]
    return text[: members[place - 1].end] + text[node.end :]


def _added(text: str, pointer: str, value: Any, before: Any) -> str | None:
    above, _, last = pointer.rpartition("/")
    nodes = places(text)
    while above not in nodes:
        above, _, name = above.rpartition("/")
        value, last = {unescape(last): value}, name
    node = nodes[above]
    if last == "-" and node.opening != "[":
        return text[: node.start] + _dumped([at(before, above), value], text, node) + text[node.end :]
    if not node.members:
        whole = [value] if last == "-" else {unescape(last): value}
        return text[: node.start] + _dumped(whole, text, node) + text[node.end :]
    final = node.members[-1]
    label = "" if last == "-" else json.dumps(unescape(last), ensure_ascii=False) + (":" if _dense(text) else ": ")
    if pointer == "/Version":
        start = node.members[0].name_start
        return text[:start] + label + json.dumps(value) + "," + _gap(text, node) + text[start:]
    return text[: final.end] + "," + _gap(text, node) + label + _dumped(value, text, final) + text[final.end :]


def _gap(text: str, node: Node) -> str:
    """The white space before a further member: what stands before the last one."""
    members = node.members
    if len(members) > 1:
        return text[members[-2].end : members[-1].name_start].partition(",")[2]
    lead = text[node.start + 1 : members[0].name_start]
    return lead if "\n" in lead else "" if _dense(text) else " "


def _dense(text: str) -> bool:
    return not re.search(r'"\s*:\s', text)


def _dumped(value: Any, text: str, node: Node) -> str:
    """The JSON of a value that comes to stand where `node` does, indented as that line is; plain lists on one line."""
    plain = not isinstance(value, list | dict) or (isinstance(value, list) and not any(isinstance(v, dict) for v in value))
    if plain or "\n" not in text:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":") if _dense(text) else None)
    line = text[text.rfind("\n", 0, node.name_start) + 1 : node.name_start]
    indent = line[: len(line) - len(line.lstrip())]
    step = re.search(r"\n([ \t]+)\S", text)
    return json.dumps(value, ensure_ascii=False, indent=step[1] if step else 2).replace("\n", "\n" + indent)
