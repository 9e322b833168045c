"""docs/security.md names tests: each of them is there."""

from __future__ import annotations

import re

import pytest

from tests.server import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
LINES = [
    line for line in TEXT.splitlines() if line.startswith("| ") and line.count("|") == 4 and not line.startswith("| threat")
]


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_test_that_the_threat_model_names_is_there(file, name):
    assert f"def {name}(" in (ROOT / file).read_text()


@pytest.mark.parametrize("line", LINES)
def test_each_line_has_its_proof(line):
    assert "`tests/" in line.split("|")[3]


def test_there_are_lines():
    assert len(LINES) > 20
