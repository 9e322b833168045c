"""Templates are compiled a shorter way than Jinja's own, and say the same."""

from datetime import date
from pathlib import Path

import pytest
from django.template import engines
from django.utils.safestring import SafeString
from jinja2 import DictLoader, nodes
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from playground.pages.compiling import PLAIN, written
from playground.pages.templates import environment

ROOT = Path(__file__).parents[2]
ENGINE = engines["jinja2"].env
VALUES = ["", "a & b", "<b>'\"</b>", "•• ü", SafeString("<i>"), Markup("<i>"), 7, 1.5, None, True, date(2026, 11, 22), ["<"]]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_written_as_jinja_escapes_it(value):
    assert str(written(value)) == str(escape(value))
    assert ENGINE.from_string("{{ value }}").render(value=value) == str(escape(value))


def test_what_a_template_says_with_words_of_its_own_is_worked_out_when_it_is_compiled():
    code = ENGINE.compile("""{{ icon("copy", "A < b") }}{{ url('home') }}{{ icon(name) }}""", raw=True)
    assert "A &amp;lt; b" not in code
    assert 'aria-label="A &lt; b"' in code
    assert "'home'" not in code


@pytest.mark.parametrize(
    "text",
    [
        """{{ icon("copy") }}{{ icon(name) }}{{ verdict("pass", label) }}{{ verdict(name) }}""",
        """{{ url('step', 'token') }}{{ url('step', slug) }}{% for one in 'ab' %}{{ icon(one, label=label) }}{% endfor %}""",
        """{% macro draw(x) %}<b>{{ x }}</b>{{ icon(x) }}{% endmacro %}{{ draw(label) }}{{ nothing.at.all }}{{ label|upper }}""",
        """{% set kept %}{{ label }}{% endset %}{{ kept }}{{ "<" }}{{ label ~ "<" }}{{ (label if name else 1) }}""",
        """{% autoescape false %}{{ label }}{{ icon("copy") }}{% endautoescape %}""",
    ],
)
def test_a_page_is_the_same_as_from_jinjas_own_compiler(text, monkeypatch):
    values = {"name": "pass", "label": "<a> & 'b' \"c\"", "slug": "call"}
    ours = ENGINE.from_string(text).render(values)
    monkeypatch.setattr(type(ENGINE), "code_generator_class", CodeGenerator)
    assert ours == ENGINE.from_string(text).render(values)


def test_no_template_gives_another_meaning_to_a_function_that_is_called_the_short_way():
    for path in (ROOT / "templates").rglob("*.html"):
        names = [one for one in ENGINE.parse(path.read_text()).find_all(nodes.Name) if one.ctx != "load"]
        assert not {one.name for one in names} & PLAIN, path


def test_a_template_stands_within_others_that_it_extends_and_includes():
    loader = DictLoader(
        {
            "base": "<title>{% block title %}base{% endblock %}</title>{% block body %}{% endblock %}.",
            "page": "{% extends 'base' %}{% block title %}page of {{ super() }}{% endblock %}{% block body %}"
            "{% for one in 'ab' %}{% include 'part' %}{% endfor %}{% from 'part' import draw %}{{ draw(name) }}{% endblock %}",
            "part": "{% macro draw(x) %}<{{ x }}>{% endmacro %}[{{ one }} {{ name }}]",
        }
    )
    page = environment(loader, auto_reload=False).get_template("page")
    assert page.render(name="&") == "<title>page of base</title>[a &amp;][b &amp;]<&amp;>."
    assert list(page.generate(name="&")) == [page.render(name="&")]
