"""Calls that nobody would write, pasted: read or refused in a sentence, and whatever fills the form can be stored and shown."""

from dataclasses import asdict

import pytest

from playground.walkthrough.journey import Draft
from playground.walkthrough.pasting.paste import paste

HUGE = "0x" + "f" * 6_000  # more than the 4,300 digits that Python writes
LONG = "9" * 6_000


def python(given):
    return f"sts.assume_role_with_web_identity({given})"


def javascript(given):
    return f"new AssumeRoleWithWebIdentityCommand({{{given}}})"


def paws(given):
    return f"sts$assume_role_with_web_identity({given})"


def command(given):
    return f"aws sts assume-role-with-web-identity {given}"


NUMBERS = [
    f"DurationSeconds={HUGE}",
    f"RoleArn={HUGE}",
    f"PolicyArns=[{HUGE}]",
    f"PolicyArns=[{{'arn': {HUGE}}}]",
    f"Policy={{'a': {HUGE}}}",
    f"RoleArn=f'x{{{HUGE}}}'",
    f"RoleArn=json.dumps({HUGE})",
]


@pytest.mark.parametrize("given", NUMBERS, ids=range(len(NUMBERS)))
def test_a_number_too_long_to_be_written_is_refused_by_its_line(given):
    pasted = paste(python(given), Draft())
    assert pasted.draft == Draft()
    assert pasted.said[0].says.startswith("line {} has a number of more than eighteen digits")
    assert pasted.said[0].values == ("1",)


@pytest.mark.parametrize(
    "text",
    [
        *(python(f"RoleArn={opening * 1_500}1") for opening in ("-", "+", "~")),
        python(f"RoleArn={'not ' * 900}1"),
        python(f"**{{{HUGE}: 1}}"),
        python(f"DurationSeconds={LONG}"),
        python("RoleArn=1e999"),
        python("RoleArn=f'''{run(\"\"\"\n\"\"\")}'''"),
        "x = " + "+".join(["'a'"] * 900) + "\n" + python("RoleArn=x"),
        "x = x\n" + python("RoleArn=x"),
        javascript(f"DurationSeconds: {HUGE}"),
        javascript(f"DurationSeconds: {LONG}"),
        javascript(f"Policy: JSON.stringify({{a: {LONG}}}, null, -5)"),
        javascript("DurationSeconds: ²"),
        paws(f"DurationSeconds = {HUGE}"),
        paws(f"DurationSeconds = {LONG}L"),
        paws("DurationSeconds = ٣٦٠٠"),
        *(f'{{"DurationSeconds": {value}}}' for value in (LONG, "1e999", "true", "null", "[]")),
        *(f'{{"PolicyArns": {value}}}' for value in ("null", "[null]", "[[[]]]", "5")),
        *(f'{{"Policy": {value}}}' for value in ("5", "[]", '{"\\ud800": ["\\u0000"]}', '{"a": 1e999}')),
        '{"RoleArn": "\\ud800"}',
        "Action=\ud800",
        "\ud800{",
        "curl",
        "curl https://[ -d x",
        "curl https://x -d 'PolicyArns.member.٣.arn=x'",
        "POST /[ HTTP/1.1",
        "aws",
        command("--duration-seconds ٣"),
        command("--policy-arns '[1]'"),
        command(f"""--cli-input-json '{{"DurationSeconds": {LONG}}}'"""),
    ],
    ids=range(41),
)
def test_whatever_is_pasted_is_answered_in_text_that_can_be_written(text):
    pasted = paste(text, Draft())
    assert pasted.said
    for written in (*map(str, asdict(pasted.draft).values()), *(one.says.format(*one.values) for one in pasted.said)):
        written.encode()
    pasted.draft.Policy.encode()


def test_an_expression_that_is_not_run_is_shown_as_it_was_written():
    pasted = paste("é = 1\n" + python("RoleArn=os.environ[ 'é' ], RoleSessionName='s'"), Draft())
    assert pasted.said[0].values == ("RoleArn", "os.environ[ 'é' ]")
