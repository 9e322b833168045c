"""Step 2 shows what was changed in a token after it was signed, in its bytes, its payload, its claims and beside the check."""

import json
import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.util import urlsafe_b64encode

from playground.stand_ins.breaking.forgeries import altered
from playground.walkthrough.token.tampering import Tampering, in_pieces

asks = pytest.mark.django_db


def token_page(client):
    return client.get("/token/").content.decode()


def marks(page):
    return [unescape(one) for one in re.findall(r"<mark>(.*?)</mark>", page)]


@asks
@pytest.mark.parametrize(("person", "was", "became"), [("maya", "7151", "2848"), ("jun", "2747", "7252")])
def test_what_was_altered_is_marked_on_both_sides_and_the_signature_proves_it(visitor, person, was, became):
    page = token_page(visitor(person=person, breakage="altered"))
    in_bytes, *elsewhere = marks(page)
    assert elsewhere == [became, became, became, was]
    assert re.search(rf'<code class="jwt__bytes">[\w-]+<mark>{in_bytes}</mark>[\w-]+<b>', page)
    assert re.search(rf"was changed after signing:</b> with <code>[0-9]+{was}</code> there, the signature fits", page)
    assert re.search(rf'<tr data-lit><th scope="row"><span>sub</span></th>.*?<mark>{became}</mark>', page)


@asks
def test_a_jobs_token_that_was_altered_is_shown_so_too(client):
    client.defaults["HTTP_HOST"] = "localhost:8000"
    client.get("/sign-in/github/demo/")
    client.post("/sign-in/github/demo/", {"breakage": "altered"})
    page = token_page(client)
    assert marks(page)[-2:] == ["znva", "main"]
    assert "own check refuses it" not in page


@asks
@pytest.mark.parametrize("breakage", ["whole", "stranger", "hs256", "expired", "unknown-key"])
def test_where_nothing_is_known_to_be_changed_nothing_is_marked(visitor, breakage):
    page = token_page(visitor(breakage=breakage))
    assert marks(page) == []
    assert "changed after signing" not in page


@asks
def test_an_opaque_token_has_nothing_to_mark(visitor):
    assert marks(token_page(visitor("amazon", breakage="altered"))) == []


@given(st.text(st.characters(codec="ascii", categories=("L", "N")) | st.sampled_from("-_:/@. é日"), min_size=4, max_size=40))
def test_altering_changes_the_end_of_the_subject_and_nothing_else(subject):
    def token(sub):
        claims = json.dumps({"iss": "x", "sub": sub}, ensure_ascii=False, separators=(",", ":"))
        return f"e30.{urlsafe_b64encode(claims.encode()).decode()}.c2ln"

    once = altered(token(subject))
    assert once != token(subject)
    assert once.endswith(".c2ln")
    if subject[-4:].isalnum() and subject.isascii():
        assert altered(once) == token(subject)


@given(st.text(max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_the_pieces_of_a_payload_are_the_payload(received, one, other):
    payload = json.dumps({"iss": "x", "sub": received, "nested": {"sub": received}}, indent=2, ensure_ascii=False)
    span = tuple(sorted((min(one, len(received)), min(other, len(received)))))
    pieces = in_pieces(payload, Tampering("", received, span, (0, 0)))
    assert "".join(pieces) == payload
    assert pieces[1] == json.dumps(received[slice(*span)], ensure_ascii=False)[1:-1]
