"""Filters and tags that every template may use without loading them. They choose no words and make no decisions."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from playground.explain import Compared, Finding
from playground.pages import painting, reasons
from playground.pages.pairs import pair
from playground.tokens.moments import iso

register = template.Library()

register.simple_tag(reasons.icon)
register.simple_tag(reasons.verdict)
register.simple_tag(reasons.reasons)
register.filter(reasons.sentence)


@register.filter
def say(finding: Finding) -> SafeString:
    """The sentence of a finding."""
    return painting.say(finding.says, finding.values)


@register.filter
def plain(text: str) -> SafeString:
    """A sentence of ours, with code in backticks and no values."""
    return painting.say(text, ())


@register.filter
def paint(text: str, kind: str = "") -> SafeString:
    """Machine text with its tones."""
    return painting.paint(text, kind)


@register.simple_tag
def paint_lines(text: str, marks: dict[int, str] | None = None, kind: str = "json") -> SafeString:
    """Machine text in numbered lines."""
    return painting.paint_lines(text, marks, kind)


@register.simple_tag
def differ(compared: Compared) -> dict[str, Any]:
    """Two compared values with what differs marked, and the sentence that says where they part."""
    return pair(compared)


@register.filter
def moment(seconds: float) -> str:
    """Seconds since 1970 as an absolute time for `<time datetime>`; the bare number when no calendar has it."""
    return iso(seconds)


@register.filter
def clock_time(seconds: float) -> str:
    """Seconds since 1970 as the time of day, UTC; the bare number when no calendar has it."""
    return iso(seconds).partition("T")[2].removesuffix("Z") or iso(seconds)


@register.filter
def thousands(number: int) -> str:
    """`20000` as `20,000`."""
    return f"{int(number):,}"


@register.filter
def span(seconds: float) -> str:
    """A number of seconds as `4 h 5 min`, `52 min 10 s` or `9 s`."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"


@register.filter
def ms_seconds(milliseconds: float) -> str:
    """Milliseconds as seconds with one decimal."""
    return f"{milliseconds / 1000:.1f}"


@register.filter
def path_of(url: str) -> str:
    """The host and the path of an address."""
    return url.partition("://")[2]


@register.filter
def names(text: str) -> list[str]:
    """Words, as a list."""
    return text.split()


@register.filter
def of(mapping: dict[str, Any] | None, key: str) -> Any:
    """The value of a key, or nothing."""
    return mapping.get(key) if mapping else None


@register.filter
def minus(one: float, other: float) -> float:
    """A difference."""
    return one - other


@register.filter
def breakable(text: str) -> SafeString:
    """A condition key, which may be broken after its colon."""
    first, *rest = re.split("(?<=:)", text)
    return format_html("{}{}", first, format_html_join("", "<wbr>{}", ((part,) for part in rest)))
