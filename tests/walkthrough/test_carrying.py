"""What is copied into a terminal: nothing of a token or of a pasted call runs there, and the first command works."""

import re
import shlex
import subprocess

import pytest
from django.conf import settings

from playground.walkthrough.carrying import Place, carried
from playground.walkthrough.terminal.texts import commands, exports

EVIL = "x'; touch {mark}; $(touch {mark}) `touch {mark}` \"|"


def of_an_answer(bucket, evil):
    ways = carried(
        "ASIAIOSFODNN7EXAMPLE", {"RoleArn": evil, "RoleSessionName": "maya"}, Place("", "eu-west-1", f"{bucket}/{evil}")
    )
    return "\n".join(one.text for one in ways if one.kind == "sh")


@pytest.mark.parametrize(
    "text", [commands, lambda bucket, evil: exports(evil, evil), of_an_answer], ids=["first", "exports", "answer"]
)
def test_no_subject_and_no_role_runs_in_the_shell(tmp_path, text):
    evil = EVIL.format(mark=tmp_path / "ran")
    written = text("bucket", evil)
    subprocess.run(["sh", "-c", f"aws() {{ :; }}\n{written}"], check=True, env={"HOME": str(tmp_path)}, cwd=tmp_path)
    assert not list(tmp_path.iterdir())
    assert any(evil in word for line in written.split("\n") for word in shlex.split(line, comments=True))


@pytest.mark.parametrize("name", ["AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"])
def test_what_an_sdk_would_use_before_a_token_is_taken_out_of_its_way(name):
    """The same page has the administrator's key for the same shell."""
    ways = carried("ASIAIOSFODNN7EXAMPLE", {"RoleArn": "r", "RoleSessionName": "s"}, Place("", "eu-west-1", "b"))
    for text in (exports("role", "maya"), next(one.text for one in ways if one.title == "Token file")):
        done = subprocess.run(
            ["sh", "-c", f"export {name}=old\n{text}\nenv"], check=True, env={"HOME": "/x"}, capture_output=True, text=True
        )
        assert f"{name}=" not in done.stdout
        assert "AWS_WEB_IDENTITY_TOKEN_FILE=/x/token.jwt" in done.stdout


@pytest.mark.django_db
def test_the_commands_of_step_4_are_for_what_the_seeded_role_allows(visitor):
    client = visitor()
    arn = client.get("/call/").context["journey"].draft.RoleArn
    client.post("/call/send/", {"action": "send", "RoleArn": arn, "RoleSessionName": "maya"})
    page = client.get("/answer/").context
    environment = page["carried"][0].text
    account, subject = page["journey"].account_id, page["journey"].sign_in.answer["sub"]
    assert f"aws s3 ls s3://photo-app-{account}/{subject}/" in environment
    assert re.search("^aws sts get-caller-identity$", environment, re.MULTILINE)
    assert settings.AWS_URL in environment
