"""Calls to write and to read: plain ones, and texts with everything that some language would trip over."""

from __future__ import annotations

from hypothesis import strategies as st

from playground.walkthrough.journey import Draft
from playground.walkthrough.syntax import Call

ENDPOINT, REGION = "http://localhost:8001", "eu-west-1"
ROLE = "arn:aws:iam::123456789012:role/PhotoAppGoogle"
POLICY = '{\n  "Version": "2012-10-17",\n  "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "${x} \'y\' `z` \\\\ é 😀"}\n}'

# What a form can send: no NUL, no half of a character, and line ends as `forms.draft_of` leaves them.
CHARACTERS = st.characters(blacklist_categories=("Cs",), blacklist_characters="\0")
NASTY = st.sampled_from(
    [
        "'",
        '"',
        "\\",
        "$",
        "${a}",
        "$(b)",
        "`",
        "\n",
        "\r",
        "\t",
        "é",
        "😀",
        "-",
        "file://x",
        "#",
        " ",
        ",",
        "=",
        "&",
        "%27",
        "{",
        "}",
        "\x01",
    ]
)
TEXTS = st.lists(st.one_of(NASTY, CHARACTERS), max_size=12).map("".join).filter(lambda text: "\r\n" not in text)
DRAFTS = st.builds(
    Draft,
    RoleArn=st.one_of(st.just(ROLE), TEXTS),
    RoleSessionName=TEXTS,
    ProviderId=TEXTS,
    PolicyArns=st.lists(TEXTS.filter(bool), max_size=3),
    Policy=st.one_of(st.just(POLICY), TEXTS),
    DurationSeconds=st.one_of(st.just("3600"), st.integers(1, 10**12).map(str), TEXTS.map(lambda text: text[:20])),
)


def call(draft: Draft, token: str = "") -> Call:
    return Call(draft, ENDPOINT, REGION, token)
