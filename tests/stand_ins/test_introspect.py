"""What tokeninfo and debug_token say, with the clock as an argument."""

from __future__ import annotations

import pytest

from playground.stand_ins.tokens.introspect import introspect
from playground.stand_ins.tokens.mint import mint
from tests.stand_ins.walk import ACCOUNT

pytestmark = pytest.mark.django_db
NOW = 1_795_292_597.0


@pytest.mark.parametrize(("passed", "status"), [(0, 200), (3599, 200), (3600, 400), (4000, 400)])
def test_amazon_forgets_a_token_after_an_hour_without_any_tolerance(passed, status):
    token = mint("amazon", "maya", ACCOUNT, now=NOW)
    answered, info = introspect("www.amazon.com", token, now=NOW + passed)
    assert answered == status
    assert info.get("exp") == (3600 - passed if status == 200 else None)


@pytest.mark.parametrize(("passed", "valid"), [(0, True), (7199, True), (7200, False)])
def test_facebook_says_for_two_hours_that_a_token_is_valid(passed, valid):
    token = mint("facebook", "priya", ACCOUNT, now=NOW)
    status, info = introspect("graph.facebook.com", token, now=NOW + passed)
    assert (status, info["data"]["is_valid"]) == (200, valid)
    assert info["data"]["expires_at"] == NOW + 7200


@pytest.mark.parametrize("token", ["", "Atza|", "EAAx", "eyJhbGciOiJub25lIn0.e30.", "\x00", "\ud800"])
def test_any_text_at_all_is_answered(token):
    assert introspect("www.amazon.com", token)[0] == 400
    assert introspect("graph.facebook.com", token)[1]["data"]["is_valid"] is False


def test_no_other_provider_gives_out_opaque_tokens():
    with pytest.raises(ValueError, match=r"`accounts\.google\.com`"):
        introspect("accounts.google.com", "x")
