"""Answers laid out for reading; on the wire they come as one line."""

from __future__ import annotations


def pretty_xml(text: str) -> str:
    """An XML answer, an element a line, indented."""
    depth, lines = 0, []
    for piece in text.replace("><", ">\n<").split("\n"):
        closing = piece.startswith("</")
        depth -= closing
        lines.append("  " * depth + piece)
        if not closing and piece.startswith("<") and "</" not in piece and not piece.endswith("/>") and "?" not in piece[:2]:
            depth += 1
    return "\n".join(lines)
