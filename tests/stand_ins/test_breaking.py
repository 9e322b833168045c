"""Every way to break a token breaks it in exactly that way, and every addition adds exactly that."""

from __future__ import annotations

import hmac
import json

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode

from playground.stand_ins.breaking.ways import ADDITIONS, ID_TOKEN_BREAKAGES, LEAVE_OUT, OPAQUE_BREAKAGES
from playground.stand_ins.keys import jwks, signing_key
from playground.stand_ins.people import JUN, MAYA, PEOPLE
from playground.stand_ins.registrations import android_client_id, another_account, audience
from playground.stand_ins.tokens.introspect import introspect
from playground.stand_ins.tokens.mint import mint
from tests.stand_ins.walk import ACCOUNT, agree, authorize_url, trade

pytestmark = pytest.mark.django_db
NOW = 1_795_292_597
WEB = audience("google", ACCOUNT)
THEIRS = audience("google", another_account(ACCOUNT))


def part(token, number):
    return json.loads(urlsafe_b64decode(token.split(".")[number].encode()))


def google(**choices):
    return mint("google", "maya", ACCOUNT, now=NOW, **choices)


def is_signed(token):
    return bool(jwt.decode(token, KeySet.import_key_set(jwks()), ["RS256"]))


OTHERS = "https://aws.amazon.com/"
TAGS = {"principal_tags": {"Department": ["Engineering", "Support"]}, "transitive_tag_keys": []}
# What differs from the whole token: in the header, in the claims; and whether the signature is still good.
DIFFERENCES = {
    "whole": ({}, {}, True),
    "expired": ({}, {"iat": NOW - 3960, "exp": NOW - 360}, True),
    "just-expired": ({}, {"iat": NOW - 3780, "exp": NOW - 180}, True),
    "not-yet": ({}, {"iat": NOW + 600, "exp": NOW + 4200, "nbf": NOW + 600}, None),
    "old": ({}, {"iat": NOW - 172_800}, True),
    "decimals": ({}, {"iat": NOW + 0.5, "exp": NOW + 3600.5}, True),
    "audiences": ({}, {"azp": None, "aud": [WEB, THEIRS]}, True),
    "slash": ({}, {"iss": "https://accounts.google.com/"}, True),
    "other-issuer": ({}, {"iss": "https://issuer.elsewhere.example"}, True),
    "email": ({}, {"sub": MAYA.email}, True),
    "stranger": ({}, {}, False),
    "tag-values": ({}, {f"{OTHERS}tags": TAGS}, True),
    "other-role": ({}, {f"{OTHERS}roles": [f"arn:aws:iam::{another_account(ACCOUNT)}:role/PhotoApp"]}, True),
    "wrong-audience": ({}, {"azp": THEIRS, "aud": THEIRS}, True),
    "unknown-key": ({"kid": "demo-unknown"}, {}, None),
    "altered": ({}, {"sub": MAYA.google_sub[:-4] + "2848"}, False),
    "alg-none": ({"alg": "none"}, {}, False),
    "hs256": ({"alg": "HS256"}, {}, False),
}


def test_there_is_a_row_for_every_way():
    by_themselves = {"retired-key", "too-long", "tags-51", "tag-257"}
    assert {*DIFFERENCES, *by_themselves} == {way.slug for way in ID_TOKEN_BREAKAGES}


@pytest.mark.parametrize("slug", DIFFERENCES)
def test_a_broken_id_token_differs_from_a_whole_one_in_that_alone(slug):
    whole, broken = google(), google(breakage=slug)
    header, claims, good = DIFFERENCES[slug]
    assert part(broken, 0) == part(whole, 0) | header
    assert part(broken, 1) == {name: value for name, value in (part(whole, 1) | claims).items() if value is not None}
    if good:
        assert is_signed(broken)
    elif good is False:
        with pytest.raises(Exception, match=r"bad_signature|unsupported_algorithm"):
            is_signed(broken)


def test_a_retired_key_is_published_and_signs_no_more():
    token, kids = google(breakage="retired-key"), [key["kid"] for key in jwks()["keys"]]
    assert part(token, 0)["kid"] in kids[1:]
    assert is_signed(token)


def test_a_token_that_is_too_long_is_so_by_one_character_and_whole():
    token = google(breakage="too-long")
    assert len(token) == 20_001
    assert is_signed(token)


@pytest.mark.parametrize(("slug", "tags", "longest"), [("tags-51", 51, 1), ("tag-257", 1, 257)])
def test_tags_are_one_too_many_or_one_character_too_long(slug, tags, longest):
    given = part(google(breakage=slug), 1)[f"{OTHERS}tags"]["principal_tags"]
    assert len(given) == tags
    assert max(len(value) for values in given.values() for value in values) == longest


@pytest.mark.parametrize(
    ("slug", "claim", "value"),
    [("expired", "exp", NOW - 1000), ("not-yet", "nbf", NOW + 1000), ("old", "iat", NOW - 1000)],
)
def test_one_may_say_by_how_many_seconds(slug, claim, value):
    assert part(google(breakage=slug, seconds="1000"), 1)[claim] == value


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "soon", "2592001", "١"])
def test_seconds_are_a_whole_number_from_one_to_a_month(typed):
    with pytest.raises(ValueError, match="seconds is"):
        google(breakage="expired", seconds=typed)


def test_the_unknown_key_is_in_no_key_set_and_all_else_about_the_signature_is_right():
    token = google(breakage="unknown-key")
    assert part(token, 0)["kid"] not in {key["kid"] for key in jwks()["keys"]}
    signed_by_us = KeySet.import_key_set({"keys": [jwks()["keys"][0] | {"kid": "demo-unknown"}]})
    assert jwt.decode(token, signed_by_us, ["RS256"]).claims["sub"] == MAYA.google_sub


def test_the_altered_payload_keeps_the_whole_tokens_signature():
    assert google(breakage="altered").split(".")[2] == google().split(".")[2]


def test_alg_none_has_three_parts_and_the_last_is_empty():
    assert google(breakage="alg-none").split(".")[2] == ""


def test_hs256_is_made_with_the_public_key_as_its_secret():
    signing_input, _, signature = google(breakage="hs256").rpartition(".")
    by_public_key = hmac.digest(signing_key().as_pem(private=False), signing_input.encode(), "sha256")
    assert signature == urlsafe_b64encode(by_public_key).decode()


def test_juns_wrong_audience_is_wrong_in_both_claims_and_stays_an_android_one():
    claims = part(mint("google", JUN.slug, ACCOUNT, breakage="wrong-audience"), 1)
    assert (claims["azp"], claims["aud"]) == (android_client_id(another_account(ACCOUNT)), THEIRS)


@pytest.mark.parametrize("claim", LEAVE_OUT)
def test_a_claim_left_out_is_all_that_is_missing(claim):
    whole, without = google(), google(leave_out=claim)
    assert part(whole, 1).keys() - part(without, 1).keys() == {claim}
    assert is_signed(without)


@pytest.mark.parametrize("slug", [way.slug for way in ID_TOKEN_BREAKAGES])
@pytest.mark.parametrize("claim", LEAVE_OUT)
def test_every_way_goes_with_every_claim_left_out(slug, claim):
    claims = part(google(breakage=slug, leave_out=claim), 1)
    assert claim not in claims or (slug, claim) == ("altered", "sub")


def test_a_padded_token_is_exactly_as_long_whatever_else_is_in_it():
    for leave_out in LEAVE_OUT:
        assert len(google(breakage="too-long", leave_out=leave_out, add=["tags"])) == 20_001


@pytest.mark.parametrize(
    ("slug", "claim", "value"),
    [
        (
            "tags",
            "https://aws.amazon.com/tags",
            {
                "principal_tags": {"Department": ["Engineering"], "CostCenter": ["987654"]},
                "transitive_tag_keys": ["Department", "CostCenter"],
            },
        ),
        ("source-identity", "https://aws.amazon.com/source_identity", "maya"),
        ("roles", "https://aws.amazon.com/roles", f"arn:aws:iam::{ACCOUNT}:role/PhotoAppGoogle"),
    ],
)
def test_an_addition_adds_one_claim(slug, claim, value):
    assert part(google(add=[slug]), 1) == part(google(), 1) | {claim: value}
    assert is_signed(google(add=[slug]))


def test_all_additions_at_once():
    assert len(part(google(add=[addition.slug for addition in ADDITIONS]), 1)) == len(part(google(), 1)) + 3


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.slug)
def test_everybodys_whole_token_verifies(person):
    assert is_signed(mint("google", person.slug, ACCOUNT))


@pytest.mark.parametrize("slug", [way.slug for way in ID_TOKEN_BREAKAGES])
def test_the_consent_page_and_mint_make_the_same_token(client, app, slug, standing_clock):
    choices = {"breakage": slug, "leave_out": "iat", "add": "tags"}
    url = authorize_url("google", nonce="of-both")
    answer = trade(app, "google", agree(client, "google", url, person="tomas", **choices)["code"]).json()
    minted = mint("google", "tomas", ACCOUNT, breakage=slug, leave_out="iat", add=["tags"], nonce="of-both")
    by_page = part(answer["id_token"], 1)
    assert by_page.pop("at_hash")
    by_page.pop("exp", None)
    expected = part(minted, 1)
    expected.pop("exp", None)
    for claims in (by_page, expected):
        claims.pop("padding", None)  # makes up for at_hash
    heads = [{name: value for name, value in part(token, 0).items() if name != "cty"} for token in (answer["id_token"], minted)]
    assert heads[0] == heads[1]
    assert by_page == expected


OPAQUE = {
    "whole": ((200, None), (True, None)),
    "expired": ((400, "invalid_token"), (False, 463)),
    "another-app": ((200, None), (True, None)),
    "altered": ((400, "invalid_token"), (False, None)),
    "taken-back": ((400, "invalid_token"), (False, 458)),
}


def test_there_is_a_row_for_every_way_to_break_an_opaque_token():
    assert set(OPAQUE) == {way.slug for way in OPAQUE_BREAKAGES}


@pytest.mark.parametrize("slug", OPAQUE)
def test_tokeninfo_and_debug_token_see_the_defect(slug):
    (status, error), (valid, subcode) = OPAQUE[slug]
    answered = introspect("www.amazon.com", mint("amazon", "maya", ACCOUNT, breakage=slug))
    assert (answered[0], answered[1].get("error")) == (status, error)
    data = introspect("graph.facebook.com", mint("facebook", "maya", ACCOUNT, breakage=slug))[1]["data"]
    assert (data["is_valid"], data.get("error", {}).get("subcode")) == (valid, subcode)


@pytest.mark.parametrize(("slug", "provider_id"), [("amazon", "www.amazon.com"), ("facebook", "graph.facebook.com")])
def test_another_apps_token_is_good_and_names_the_other_app(slug, provider_id):
    answer = introspect(provider_id, mint(slug, "maya", ACCOUNT, breakage="another-app"))[1]
    assert answer.get("data", answer)["app_id"] == audience(slug, another_account(ACCOUNT))


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "okta"},
        {"person": "mallory"},
        {"account_id": "12"},
        {"breakage": "melted"},
        {"leave_out": "jti"},
        {"add": ["admin"]},
        {"slug": "amazon", "leave_out": "sub"},
        {"slug": "facebook", "add": ["tags"]},
        {"slug": "amazon", "breakage": "alg-none"},
    ],
)
def test_what_is_not_on_offer_is_refused(wrong):
    asked = {"slug": "google", "person": "maya", "account_id": ACCOUNT} | wrong
    with pytest.raises(ValueError, match="`"):
        mint(**asked)
