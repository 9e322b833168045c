"""Which of CloudTrail's records hold a token's subject: the call that brought it, and, of a built-in provider, each call of its session."""

import pytest

from playground.walkthrough.trail.view import shown, subject_of
from playground.worlds.trail import Kept


def of_session(attributes):
    context = {"webIdFederationData": {"federatedProvider": "accounts.google.com", "attributes": attributes}}
    identity = {"type": "AssumedRole", "principalId": "AROA:maya", "sessionContext": context}
    return {
        "eventTime": "2026-11-23T10:00:00Z",
        "eventName": "GetCallerIdentity",
        "eventSource": "sts.amazonaws.com",
        "eventCategory": "Management",
        "userIdentity": identity,
    }


@pytest.mark.parametrize("key", ["accounts.google.com:sub", "www.amazon.com:user_id", "graph.facebook.com:id"])
def test_a_session_of_a_built_in_provider_repeats_the_subject_in_each_record(key):
    event = of_session({key.rpartition(":")[0] + ":aud": "photo-app", key: "maya-at-home"})
    assert subject_of(event) == "maya-at-home"
    record = shown(Kept(1, event))
    (marked,) = (record.text.split("\n")[number - 1] for number in record.marks)
    assert key in marked


def test_a_session_of_any_other_provider_and_a_user_do_not():
    assert subject_of(of_session({})) == ""
    assert subject_of({"userIdentity": {"type": "IAMUser", "userName": "administrator"}}) == ""
