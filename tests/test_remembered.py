"""What is remembered of visitors' texts: only so many characters together, and the least lately used is let go first."""

import json

from playground.iam import PolicyType, policy
from playground.iam.lint import lint
from playground.remembered import Remembered


def test_the_least_lately_used_is_let_go_when_all_together_are_too_long():
    kept = Remembered(most=30)
    for name in "abc":
        kept.keep(name, name.upper(), 10)
    assert kept.find("a") == "A"
    kept.keep("d", "D", 10)
    assert [kept.find(name) for name in "abcd"] == ["A", None, "C", "D"]


def test_what_is_kept_again_counts_once():
    kept = Remembered(most=30)
    for _ in range(5):
        kept.keep("a", "A", 20)
    kept.keep("b", "B", 10)
    assert [kept.find(name) for name in "ab"] == ["A", "B"]


def test_what_is_too_long_by_itself_is_not_kept_and_drives_nothing_out():
    kept = Remembered(most=30)
    kept.keep("a", "A", 10)
    kept.keep("b", "B", 31)
    assert [kept.find(name) for name in "ab"] == ["A", None]


def _policy(number):
    statement = {"Sid": f"n{number}", "Effect": "Allow", "Action": ["s3:?a*"] * 3000, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": statement})


def test_a_policy_is_remembered_until_others_take_its_room():
    text = _policy("long")
    old = policy.parse_policy(text, PolicyType.IDENTITY)
    assert policy.parse_policy(text, PolicyType.IDENTITY) is old
    policy.kept.keep("all that fits", old, policy.REMEMBERED)
    assert policy.parse_policy(text, PolicyType.IDENTITY) is not old


def test_a_text_that_somebody_is_typing_is_not_remembered():
    typed = _policy("typed")
    lint(typed, PolicyType.IDENTITY)
    assert policy.kept.find((typed, PolicyType.IDENTITY, PolicyType.IDENTITY.words, "")) is None
