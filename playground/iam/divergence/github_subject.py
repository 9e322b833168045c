"""The two forms of the `sub` of GitHub Actions: with names alone, and since July 2026 with names and immutable numbers.

https://docs.github.com/en/actions/reference/security/oidc
`repo:acme/web:ref:refs/heads/main` and `repo:acme@123/web@456:ref:refs/heads/main`.
"""

from __future__ import annotations

import re

_IMMUTABLE = re.compile(r"repo:(?P<owner>[^@/:*?]+)@\d+/(?P<repository>[^@/:*?]+)@\d+(?P<rest>:.*)?", re.DOTALL)
_NUMBERS = re.compile(r"(repo:[^@/:]+)@\d+(?:(/[^@/:]+)@\d+)?")
_AT = re.compile(r"@\d+")


def classic(subject: str) -> str:
    """The form with names alone, also of a pattern; a text that is neither stays as it is."""
    return _NUMBERS.sub(lambda match: match[1] + (match[2] or ""), subject, count=1) if subject.startswith("repo:") else subject


def immutable_pattern(pattern: str, subject: str) -> str:
    """A pattern for names, written for the immutable form that `subject` has; empty when it is not for this repository."""
    match = _IMMUTABLE.fullmatch(subject)
    if match is None:
        return ""
    owner, repository = match["owner"], match["repository"]
    numbered = subject.removesuffix(match["rest"] or "")
    head, rest = f"repo:{owner}/{repository}", pattern.removeprefix(f"repo:{owner}/{repository}")
    if pattern.startswith(head) and rest[:1] in ("", ":"):
        return numbered + rest
    if pattern.startswith(f"repo:{owner}/*"):
        return numbered.partition("/")[0] + pattern.removeprefix(f"repo:{owner}")
    return ""


def numbers_in(subject: str) -> tuple[tuple[int, int], ...]:
    """Where the numbers stand, each with its `@`, as offsets."""
    match = _NUMBERS.match(subject)
    return tuple(one.span() for one in _AT.finditer(subject, 0, match.end())) if match else ()
