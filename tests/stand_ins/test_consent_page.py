"""The page where a person says who they are: complete, labelled, escaped, without script or style."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from playground.stand_ins.breaking.ways import ADDITIONS, ID_TOKEN_BREAKAGES, LEAVE_OUT, OPAQUE_BREAKAGES
from playground.stand_ins.people import PEOPLE
from tests.stand_ins.walk import CHALLENGE, SLUGS, STATE, authorize_url

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """Its elements with their attributes, and its text."""

    def __init__(self, answer):
        super().__init__()
        self.elements, self.words = [], []
        self.feed(answer.content.decode())
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(params=SLUGS)
def slug(request):
    return request.param


@pytest.fixture
def page(client, slug):
    answer = client.get(authorize_url(slug))
    assert answer.status_code == 200
    return Page(answer)


def test_it_says_at_once_that_it_is_a_stand_in(page, slug):
    host, name = {
        "google": ("accounts.google.com", "Google"),
        "amazon": ("www.amazon.com", "Login with Amazon"),
        "facebook": ("www.facebook.com", "Facebook"),
    }[slug]
    assert f"Stand-in for {host}. This is not {name}. We serve it" in page.text
    assert ("we sign with our own keys" in page.text) == (slug == "google")


def test_it_lists_every_person_and_every_way_to_break_the_token(page, slug):
    ways = ID_TOKEN_BREAKAGES if slug == "google" else OPAQUE_BREAKAGES
    for words in [person.name for person in PEOPLE] + [way.title for way in ways] + [way.sentence for way in ways]:
        assert words in page.text
    radios = [field for field in page.all("input") if field["type"] == "radio"]
    assert {field["value"] for field in radios if field["name"] == "person"} == {person.slug for person in PEOPLE}
    assert {field["value"] for field in radios if field["name"] == "breakage"} == {way.slug for way in ways}
    assert [field["value"] for field in radios if "checked" in field] == ["maya", "whole"]


def test_claims_can_be_left_out_and_added_where_there_are_claims(page, slug):
    for words in [*LEAVE_OUT, *(addition.title for addition in ADDITIONS)] if slug == "google" else []:
        assert words in page.text
    assert ("Leave out a claim" in page.text) == (slug == "google")
    assert ("the token is opaque" in page.text) == (slug != "google")


def test_people_show_what_tells_them_apart(client):
    text = Page(client.get(authorize_url("google"))).text
    for tag in ("hd: example.com", "no hd: a private account", "email_verified: false", "azp is not aud", "sub: …507151"):
        assert tag in text
    assert "Jun Sato, on Android" in text
    assert "on Android" not in Page(client.get(authorize_url("amazon"))).text


def test_the_form_works_without_a_script(page):
    assert [form["method"] for form in page.all("form")] == ["post"]
    assert page.all("form")[0]["action"].startswith("/stand-in/")
    assert any(field.get("name") == "csrfmiddlewaretoken" for field in page.all("input"))
    assert [button.get("name") for button in page.all("button")] == [None, "deny"]


def test_the_forms_address_is_the_request_itself(client, slug):
    url = authorize_url(slug)
    assert Page(client.get(url)).all("form")[0]["action"] == url


def test_there_is_no_script_no_style_and_no_handler(page):
    assert page.all("script") == page.all("style") == []
    for _, attributes in page.elements:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]


def test_one_h1_and_every_field_has_its_label(page):
    assert len(page.all("h1")) == 1
    labelled = {label["for"] for label in page.all("label") if "for" in label}
    assert {field["id"] for field in page.all("select")} <= labelled
    visible = [field for field in page.all("input") if field["type"] != "hidden"]
    assert len(page.all("label")) == len(visible) + len(page.all("select"))
    assert len(page.all("legend")) == len(page.all("fieldset"))


def test_what_was_asked_for_is_shown_with_the_state_masked(client):
    text = Page(client.get(authorize_url("google"))).text
    assert "••••••••f2c1 Ties the answer to this browser." in text
    assert STATE not in text
    for words in ("n-0S6_WzA2Mj", CHALLENGE, "openid email profile", "http://localhost:8000/signed-in/google"):
        assert words in text
    assert "Becomes aud and azp." in text


def test_a_short_state_is_masked_altogether(client):
    assert "•••••••• Ties" in Page(client.get(authorize_url("google", state="f2c1"))).text


def test_a_parameter_that_nobody_reads_is_shown_as_such_and_escaped(client):
    answer = client.get(authorize_url("google", hint='<script>alert(1)</script>"'))
    assert "<script>" not in answer.content.decode()
    assert 'hint <script>alert(1)</script>" This stand-in does not read it.' in Page(answer).text


def test_no_browser_or_proxy_keeps_the_page(client, slug):
    assert "no-store" in client.get(authorize_url(slug))["Cache-Control"]


@pytest.mark.parametrize(("theme", "attribute"), [("dark", "dark"), ("light", "light"), ("system", None)])
def test_the_theme_is_the_sites(client, theme, attribute):
    client.cookies["theme"] = theme
    assert Page(client.get(authorize_url("google"))).all("html")[0].get("data-theme") == attribute


@pytest.mark.parametrize(("theme", "schemes"), [("dark", "dark"), ("light", "light"), ("system", "light dark")])
@pytest.mark.parametrize("stand_in", [False, True], ids=["site", "stand-in"])
def test_the_browser_knows_the_scheme_before_the_style_sheet_has_come(client, theme, schemes, stand_in):
    client.cookies["theme"] = theme
    head = Page(client.get(authorize_url("google") if stand_in else "/about/")).all("meta")
    assert [one["content"] for one in head if one.get("name") == "color-scheme"] == [schemes]


@pytest.mark.parametrize("slug", SLUGS)
def test_head_is_answered_as_get_is(client, slug):
    assert client.head(authorize_url(slug)).status_code == 200
    assert client.head(authorize_url(slug, redirect_uri="https://evil.example")).status_code == 400
