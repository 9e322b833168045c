"""What findings rest on, as lists within lists: the one place that draws them, for every verdict of every engine.

Plain strings and no template: step 3 shows some two hundred findings, and a template took half of its time for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

from playground.explain import FAIL, PASS, SKIP, Finding, standing_alone
from playground.pages.painting import say

WORDS = {"pass": "Passed", "fail": "Failed", "skip": "Not reached", "warn": "Warning", "open": "Left open"}


def reasons(findings: Iterable[Finding], *, silent: bool = False) -> SafeString:
    """A list of findings, each with its own reasons. silent: under a finding that says nothing, no failure is one of ours."""
    return SafeString(_drawn(findings, silent))


def _drawn(findings: Iterable[Finding], silent: bool) -> str:
    return f'<ul class="stack small">{"".join(_item(one, silent) for one in findings)}</ul>'


def _item(finding: Finding, silent: bool) -> str:
    shown = PASS if finding.verdict == PASS else FAIL if finding.verdict == FAIL and not silent else SKIP
    under = _drawn(finding.reasons, finding.verdict == SKIP) if finding.reasons else ""
    within = f'<div class="reasons__in">{under}</div>' if under else ""
    return f"<li>{verdict(shown, finding.name)} {sentence(finding)}{within}</li>"


def sentence(finding: Finding) -> SafeString:
    """The sentence as it stands alone: with a capital and a full stop."""
    return say(_alone(finding.says), finding.values)


def headline(finding: Finding, role: str = "") -> SafeString:
    """The sentence over a refusal: what it turns on underlined, and that is each of its values but the name of the role."""
    kept = f"<code>{escape(role)}</code>"
    return SafeString(_CODE.sub(lambda one: one[0] if one[0] == kept else f"<em>{one[0]}</em>", sentence(finding)))


_CODE = re.compile(r"<code>.*?</code>", re.DOTALL)
_alone = lru_cache(maxsize=4096)(standing_alone)


@lru_cache(maxsize=1024)
def icon(name: str, label: str = "") -> SafeString:
    """A drawing of the sprite; with a label it speaks, without it is silent."""
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return SafeString(f'<svg class="icon" {spoken}><use href="#i-{escape(name)}"/></svg>')


@lru_cache(maxsize=1024)
def verdict(value: str, words: str = "") -> SafeString:
    """A verdict: drawing, colour and word together."""
    value = escape(str(value))
    return SafeString(f'<span class="is is--{value}">{icon(value)}{escape(str(words or WORDS[value]))}</span>')
