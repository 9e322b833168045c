"""The dates of a token, to the second: five minutes of tolerance, whole numbers only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.explain import WARN
from playground.tokens.claims import explain_claims
from playground.tokens.provider import RegisteredProvider
from tests.tokens.minting import NOW, failed, good, judge, mint, sentence

GOOGLE = RegisteredProvider("accounts.google.com")


@pytest.mark.parametrize(
    ("late", "passes"), [(0, True), (240, True), (299, True), (300, True), (300.5, False), (301, False), (360, False)]
)
def test_a_token_is_taken_until_exactly_five_minutes_after_exp(late, passes):
    assert judge(mint(good(exp=NOW)), now=NOW + late).passed is passes


def test_a_token_that_expired_six_minutes_ago_is_refused_in_the_words_of_aws():
    verification = judge(mint(good(exp=NOW - 360)))
    assert verification.refusal.code == "ExpiredTokenException"
    assert verification.refusal.message == (
        f"Token expired: current date/time {NOW} must be before the expiration date/time {NOW - 360}"
    )
    assert verification.refusal.confirmed
    assert sentence(verification) == (
        "the token expired 6 minutes ago, at 2026-11-21T20:17:17Z; STS takes it until five minutes after `exp`"
    )


@pytest.mark.parametrize(
    ("late", "said", "of_exp"),
    [
        (-1, "good for 1 second more", "Expires in 1 second. STS takes it for five minutes more."),
        (
            0,
            "the token expired 0 seconds ago, and STS takes it for 5 minutes more",
            "Expired 0 seconds ago. STS takes it until",
        ),
        (
            299,
            "STS takes it for 1 second more",
            "Expired 4 minutes 59 seconds ago. STS takes it until five minutes have passed.",
        ),
        (300, "STS takes it for 0 seconds more", "Expired 5 minutes ago. STS takes it until five minutes have passed."),
        (301, "the token expired 5 minutes 1 second ago", "Expired 5 minutes 1 second ago."),
    ],
)
@pytest.mark.parametrize("life", [300, 3600, 86_400])
def test_the_check_and_the_table_of_claims_say_the_same_of_its_end_at_the_second(late, said, of_exp, life):
    claims = good(iat=NOW - late - life, exp=NOW - late)
    found = next(one for one in judge(mint(claims)).finding.walk() if one.name == "Dates")
    assert said in found.sentence
    assert found.passed is (late <= 300)
    (row,) = (row for row in explain_claims(GOOGLE, claims, NOW) if row.claim == "exp")
    assert row.words.startswith(of_exp)


@pytest.mark.parametrize(("age", "passes"), [(86_400, True), (86_700, True), (86_701, False)])
def test_a_token_issued_more_than_a_day_and_five_minutes_ago_is_too_old(age, passes):
    verification = judge(mint(good(iat=NOW - age)))
    assert verification.passed is passes
    if not passes:
        assert verification.refusal[:2] == ("ExpiredTokenException", f"Token too old: {age}")


@pytest.mark.parametrize("claim", ["iat", "nbf"])
@pytest.mark.parametrize(("ahead", "passes"), [(299, True), (300, True), (301, False)])
def test_a_token_from_the_future_is_tolerated_for_five_minutes(claim, ahead, passes):
    verification = judge(mint(good(**{claim: NOW + ahead, "exp": NOW + 3600})))
    assert verification.passed is passes
    if not passes:
        assert not verification.refusal.confirmed


NOT_WHOLE = [1.5, float(NOW), "1795292597", True, False, [], {}, 2**63, -(2**64), 10**400]


@pytest.mark.parametrize("claim", ["exp", "iat", "nbf"])
@pytest.mark.parametrize("value", NOT_WHOLE, ids=[repr(value)[:20] for value in NOT_WHOLE])
def test_a_date_that_is_no_whole_number_is_refused(claim, value):
    verification = judge(mint(good(**{claim: value})))
    assert failed(verification) in ("Dates", "Required claims")
    assert verification.refusal.code == "InvalidIdentityToken"


@given(st.integers(-(2**70), 2**70), st.integers(-(2**70), 2**70), st.floats(0, 2**40))
def test_no_dates_make_it_raise_and_none_outside_the_window_pass(issued, expires, now):
    verification = judge(mint(good(iat=issued, exp=expires)), now=now)
    in_time = now <= expires + 300 and issued <= now + 300 and now - issued <= 86_700 and abs(expires) < 2**63
    assert verification.passed is in_time


def test_a_token_from_the_near_future_passes_with_a_warning():
    dates = judge(mint(good(iat=NOW + 120))).finding.reasons[5]
    assert dates.verdict is WARN
    assert dates.sentence.startswith("issued 2 minutes from now, which the five minutes of tolerance cover")
