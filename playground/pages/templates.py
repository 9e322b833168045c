"""The engine of the templates: what each of them may say without importing it.  https://jinja.palletsprojects.com/en/stable/api/

They choose no words and make no decisions. What a template names and a view did not give is empty, and false.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.template.defaultfilters import pluralize
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_htmx.jinja import htmx_script
from jinja2 import BaseLoader, ChainableUndefined, Environment

from playground.explain import Finding, standing_alone
from playground.pages import painting, reasons
from playground.pages.compiling import Compiler, Whole, written
from playground.pages.pairs import pair
from playground.tokens.moments import iso


def environment(loader: BaseLoader, *, auto_reload: bool, **_: Any) -> Environment:
    """The engine. loader, auto_reload: as the settings have them (`TEMPLATES`); Django's other defaults are not for us."""
    made = _Environment(
        loader=loader, auto_reload=auto_reload, autoescape=True, lstrip_blocks=True, undefined=ChainableUndefined
    )
    made.filters |= FILTERS
    made.globals |= {
        "differ": pair,
        "htmx_script": htmx_script,
        "icon": reasons.icon,
        "paint_lines": painting.paint_lines,
        "reasons": reasons.reasons,
        "static": static,
        "url": url,
        "verdict": reasons.verdict,
    }
    return made


class _Environment(Environment):
    code_generator_class, template_class = Compiler, Whole
    written = staticmethod(written)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A plain dict; Jinja's own looks into two, for every macro that a template imports, and took a twentieth of a page."""
        return {**self.globals, **(d or {})}


@lru_cache(maxsize=1000)
def url(name: str, *arguments: Any) -> str:
    """The path of a view of ours."""
    return reverse(name, args=arguments)


def say(finding: Finding) -> SafeString:
    """The sentence of a finding."""
    return painting.say(finding.says, finding.values)


def plain(text: str) -> SafeString:
    """A sentence of ours, with code in backticks and no values."""
    return painting.say(text, ())


def alone(text: str) -> SafeString:
    """The same, as it stands by itself: with a capital and a full stop."""
    return plain(standing_alone(text))


def clock_time(seconds: float, beside: float | None = None) -> str:
    """Seconds since 1970 as the time of day, UTC; the bare number when no calendar has it. On another day than `beside`, with the day."""
    day, _, time_of_day = iso(seconds).partition("T")
    if not time_of_day:
        return day
    return time_of_day[:-1] if beside is None or iso(beside).startswith(day) else f"{day} {time_of_day[:-1]}"


def thousands(number: int) -> str:
    """`20000` as `20,000`."""
    return f"{int(number):,}"


def span(seconds: float) -> str:
    """A number of seconds as `4 h 5 min`, `52 min 10 s` or `9 s`."""
    whole = max(0, int(seconds))
    hours, minutes = divmod(whole // 60, 60)
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min {whole % 60} s" if minutes else f"{whole} s"


def path_of(address: str) -> str:
    """The host and the path of an address."""
    return address.partition("://")[2]


def runs(things: list[Any], attribute: str) -> list[tuple[Any, list[Any]]]:
    """Things beside each other with the same value of an attribute, and that value."""
    return [(value, list(some)) for value, some in groupby(things, lambda one: getattr(one, attribute))]


def breakable(text: str) -> SafeString:
    """A condition key, which may be broken after its colon."""
    first, *rest = re.split("(?<=:)", text)
    return format_html("{}{}", first, format_html_join("", "<wbr>{}", ((part,) for part in rest)))


FILTERS = {
    "alone": alone,
    "breakable": breakable,
    "clock_time": clock_time,
    "marked": painting.marked,
    "moment": iso,
    "paint": painting.paint,
    "over_refusal": reasons.headline,
    "path_of": path_of,
    "plain": plain,
    "pluralize": pluralize,
    "runs": runs,
    "say": say,
    "sentence": reasons.sentence,
    "span": span,
    "thousands": thousands,
}
