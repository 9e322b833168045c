"""Two mistakes at once: every change that is offered opens the check at which the call stops, and one after the other they lead in."""

from dataclasses import replace
from itertools import combinations

import pytest

from playground.diagnose.examine import diagnose
from playground.diagnose.examples import BY_SLUG, GITHUB
from playground.diagnose.fixes import fixes, texts
from playground.diagnose.form import setup_of
from playground.documents import read_json, write_json

NOW = 1_800_000_000.0
ROLE = "arn:aws:iam::111122223333:role/deploy"


def expired(claims, _statement, _fields):
    claims |= {"iat": int(NOW) - 4000, "exp": int(NOW) - 2000}


def slash(claims, _statement, _fields):
    claims["iss"] += "/"


def default_audience(claims, _statement, _fields):
    claims["aud"] = "https://github.com/acme"


def other_list(_claims, _statement, fields):
    fields["audiences"] = "https://github.com/acme"


def pull_request(claims, _statement, _fields):
    claims["sub"] = "repo:acme/site:pull_request"


def other_action(_claims, statement, _fields):
    statement["Action"] = "sts:AssumeRole"


def as_service(_claims, statement, _fields):
    statement["Principal"] = {"Service": statement["Principal"]["Federated"]}


def tags(claims, _statement, _fields):
    claims["https://aws.amazon.com/tags"] = {"principal_tags": {"team": ["blue"]}}


def source_identity(claims, _statement, _fields):
    claims["https://aws.amazon.com/source_identity"] = "maya"


def other_roles(claims, _statement, _fields):
    claims["https://aws.amazon.com/roles"] = "arn:aws:iam::111122223333:role/other"


def too_long(_claims, _statement, fields):
    fields |= {"duration": "7200", "max_session_duration": "3600"}


MISTAKES = (
    expired, slash, default_audience, other_list, pull_request, other_action, as_service, tags, source_identity, other_roles, too_long,
)  # fmt: skip


def form_with(*mistakes):
    example = BY_SLUG["environment"].form(NOW)
    claims, trust, fields = read_json(example.token), read_json(example.trust), {"role_arn": ROLE}
    claims["sub"] = trust["Statement"][0]["Condition"]["StringEquals"][f"{GITHUB}:sub"]
    for mistake in mistakes:
        mistake(claims, trust["Statement"][0], fields)
    return replace(example, token=write_json(claims), trust=write_json(trust), **fields)


def stops_at(found):
    return found.chain.index(found.failed) if found.failed else len(found.chain)


@pytest.mark.parametrize(
    "mistakes", list(combinations(MISTAKES, 2)), ids=lambda pair: " and ".join(one.__name__ for one in pair)
)
def test_change_after_change_two_mistakes_are_mended(mistakes):
    form = form_with(*mistakes)
    assert not diagnose(setup_of(form, NOW)).allowed
    for _ in range(4):
        found = diagnose(setup_of(form, NOW))
        offered = fixes(found)
        for fix in offered:
            assert stops_at(diagnose(setup_of(replace(form, **texts(fix)), NOW))) > stops_at(found), fix.sentence
        form = replace(form, **texts(offered[0])) if offered else form
    assert diagnose(setup_of(form, NOW)).allowed


def test_a_change_of_the_trust_policy_lets_in_what_the_token_brings_too():
    fix = fixes(diagnose(setup_of(form_with(pull_request, tags, source_identity), NOW)))[0]
    said = "and add `sts:TagSession` to the actions of `statement 1`, and add `sts:SetSourceIdentity` to the actions of `statement 1`"
    assert said in fix.sentence


def test_a_deny_is_of_the_account_that_it_names():
    form = form_with()
    found = diagnose(setup_of(replace(form, role_arn="", trust=form.trust.replace('"Allow"', '"Deny"')), NOW))
    assert found.account.account_id == "111122223333"
    assert [one.sentence for one in found.chain if one.name == "Trust policy"] == ["`statement 1` denies it"]
