"""A change to a policy document as data: what stands where afterwards. https://www.rfc-editor.org/rfc/rfc6901 (pointers)"""

from __future__ import annotations

from copy import copy, deepcopy
from enum import StrEnum
from typing import Any, NamedTuple

from playground.documents import at
from playground.iam.grammar import PolicyType


class EditKind(StrEnum):
    """What an edit does.

    REPLACE: the value at the pointer becomes `value`.  DELETE: it goes.  RENAME: its name becomes `value`, its place stays.
    ADD: the pointer names a new member, or ends in `/-` for the end of a list; a single value becomes a list first, and objects
    that are missing on the way are made.  APPEND: the same for a statement.  CREATE: there is no such document yet; `value` is it.
    """

    REPLACE = "replace"
    ADD = "add"
    DELETE = "delete"
    RENAME = "rename"
    APPEND = "append"
    CREATE = "create"


class Edit(NamedTuple):
    """One change to one document.

    document: its name.  policy_type, position: which group it is in, and its place there from 0, where two have one name.
    pointer: read in the document as the edits before this one left it.
    """

    document: str
    policy_type: PolicyType
    pointer: str
    kind: EditKind
    value: Any = None
    position: int = 0


def edited(data: Any, edit: Edit) -> Any:
    """The document's data after the edit; the data given stays as it is.

    Raises LookupError when nothing stands there, or something has the new name already.
    """
    if edit.kind is EditKind.CREATE:
        return deepcopy(edit.value)
    above, _, last = edit.pointer.rpartition("/")
    name = unescape(last)
    if edit.kind in (EditKind.ADD, EditKind.APPEND):
        return _added(data, above, name, edit.value)
    at(data, edit.pointer)
    data, parent = _opened(data, above)
    key = int(name) if isinstance(parent, list) else name
    if edit.kind is EditKind.REPLACE:
        parent[key] = edit.value
    elif edit.kind is EditKind.DELETE:
        del parent[key]
    elif edit.value in parent:
        raise LookupError(edit.value)
    else:
        members = [(edit.value if one == key else one, value) for one, value in parent.items()]
        parent.clear()
        parent.update(members)
    return data


def _added(data: Any, above: str, name: str, value: Any) -> Any:
    data, parent = _opened(data, above)
    if name == "Version" and not above:
        return {name: value, **parent}  # where one looks for it
    if name != "-":
        parent[name] = value
    elif isinstance(parent, list):
        parent.append(value)
    else:
        before, _, last = above.rpartition("/")
        at(data, before)[unescape(last)] = [parent, value]
    return data


def _opened(data: Any, pointer: str) -> tuple[Any, Any]:
    """The data with a copy of all that stands on the way to a pointer, and the copy there; objects are made where none is."""
    whole = here = copy(data)
    for token in pointer.split("/")[1:]:
        key: Any = int(token) if isinstance(here, list) else unescape(token)
        here[key] = copy(here[key]) if isinstance(here, list) or key in here else {}
        here = here[key]
    return whole, here


def unescape(token: str) -> str:
    """The key that one reference token of a JSON pointer names."""
    return token.replace("~1", "/").replace("~0", "~")


def alone(data: Any, pointer: str) -> str:
    """The pointer of the largest value in a statement's Condition that would be empty without the one at `pointer`."""
    while "/Condition/" in pointer:
        above = pointer.rpartition("/")[0]
        if len(at(data, above)) > 1:
            break
        pointer = above
    return pointer
