"""Patterns with policy variables and without `?`, which nearly all are: filled in and matched as plain strings.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

from playground.iam.patterns.variables import Context, Variable

Piece = tuple[str | Variable, ...]  # what stands between two stars


def matches_filled(pieces: tuple[Piece, ...], value: str, context: Context, ignore_case: bool) -> bool:
    """Whether the value matches, its variables filled in; a variable without a value matches nothing."""
    texts = []
    for piece in pieces:
        text = ""
        for atom in piece:
            found = atom if isinstance(atom, str) else atom.resolve(context)
            if found is None:
                return False
            text += found
        texts.append(text)
    if ignore_case:
        return matches_texts([text.lower() for text in texts], value.lower())
    return matches_texts(texts, value)


def matches_texts(texts: list[str], value: str) -> bool:
    """Whether a value is these texts with anything between each two: first and last are anchored, the rest are found."""
    if len(texts) == 1:
        return value == texts[0]
    if not value.startswith(texts[0]):
        return False
    start = len(texts[0])
    for text in texts[1:-1]:
        start = value.find(text, start)
        if start < 0:
            return False
        start += len(text)
    return len(value) - len(texts[-1]) >= start and value.endswith(texts[-1])
