"""`manage.py explain`: from files, with an exit status that a script can use."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from playground.diagnose.examples import BY_SLUG
from tests.diagnose.test_what_is_left_open import CLAIMS, NOW, trust
from tests.tokens.minting import JWKS, mint

AT = ("--at", str(int(NOW)))


@pytest.fixture
def explain(tmp_path):
    """Runs the command: `explain(token=…, trust=…, action=…)` writes each document into a file and answers status and output."""

    def run(*options, **documents):
        arguments = list(options)
        for name, text in documents.items():
            file = tmp_path / f"{name}.json"
            file.write_text(text if isinstance(text, str) else json.dumps(text))
            arguments += [f"--{name.replace('_', '-')}", str(file)]
        out, error = StringIO(), StringIO()
        with pytest.raises(SystemExit) as left:
            call_command("explain", *arguments, stdout=out, stderr=error)
        return left.value.code, out.getvalue(), error.getvalue()

    return run


def test_a_token_that_gets_in_ends_with_0(explain):
    status, out, _ = explain(*AT, token=CLAIMS, trust=trust())
    assert status == 0
    assert out.startswith("The role `the-role` trusts this token, as far as could be judged.")


def test_a_token_that_does_not_ends_with_3_and_says_why_and_what_would_help(explain):
    form = BY_SLUG["star"].form(NOW)
    status, out, _ = explain(*AT, token=form.token, trust=form.trust)
    assert status == 3
    lines = out.splitlines()
    assert lines[0].startswith("`StringEquals` takes the `*`")
    assert lines[1] == "AWS says: AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity"
    assert any(line.startswith("FAILED  Trust policy") for line in lines)
    assert any(line.strip().startswith("+") and "system:serviceaccount:payments:api" in line for line in lines)


def test_as_json_it_has_the_verdict_the_checks_and_the_fixes(explain):
    form = BY_SLUG["environment"].form(NOW)
    status, out, _ = explain(*AT, "--json", token=form.token, trust=form.trust)
    said = json.loads(out)
    assert (status, said["verdict"], said["error"]["code"]) == (3, "denied", "AccessDenied")
    assert [one["verdict"] for one in said["checks"] if one["name"] == "Trust policy"] == ["fail"]
    assert "repo:acme/site:environment:prod" in said["fixes"][0]["documents"]["trust"]


def test_of_policies_in_files_of_one_name_each_counts_and_a_fix_says_which_it_changes(explain, tmp_path):
    asked = [*AT, "--action", "s3:GetObject", "--resource", "arn:aws:s3:::b/x"]
    for place, effect, action in (("one", "Allow", "s3:*"), ("two", "Deny", "s3:Get*")):
        (tmp_path / place).mkdir()
        file = tmp_path / place / "policy.json"
        statement = {"Sid": "Only", "Effect": effect, "Action": action, "Resource": "*"}
        file.write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
        asked += ["--policy", str(file)]
    for files in (asked, [*asked[:-4], *asked[-2:], *asked[-4:-2]]):
        status, out, _ = explain(*files, token=CLAIMS, trust=trust())
        assert status == 3
        assert out.startswith("An explicit deny in the identity-based policy refuses `s3:GetObject`.")
        assert f"    in {tmp_path}/two/policy.json:\n" in out


def test_policies_of_the_organisation_count(explain):
    form = BY_SLUG["organisation"].form(NOW)
    status, out, _ = explain(*AT, token=form.token, trust=form.trust, resource_control_policy=form.resource_control_policy)
    assert (status, out.partition(" in a resource")[0]) == (3, "`OnlyOurRepositories`")
    assert explain(*AT, token=form.token, trust=form.trust)[0] == 0


def test_an_action_of_the_session_is_decided_too(explain):
    allow = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}],
    }
    asked = (*AT, "--action", "s3:GetObject", "--resource")
    assert explain(*asked, "arn:aws:s3:::b/x", token=CLAIMS, trust=trust(), policy=allow)[0] == 0
    status, out, _ = explain(*asked, "arn:aws:s3:::other/x", token=CLAIMS, trust=trust(), policy=allow)
    assert status == 3
    assert "FAILED  s3:GetObject" in out


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ({"Resource": "arn:aws:s3:::b"}, "`arn:aws:s3:::b` does not cover `arn:aws:s3:::b/x`"),
        ({"Resource": "arn:aws:s3:::b/${aws:username}"}, "`aws:username` has no value in this request"),
        (
            {"Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/team": "a"}}},
            "the request has no `aws:PrincipalTag/team`",
        ),
        ({"Resource": "*", "Effect": "Deny", "Condition": {"StringNotEquals": {"aws:userid": "a"}}}, "wants none of `a`"),
        (
            {"Effect": "Deny", "NotResource": "arn:aws:s3:::b/y"},
            "is none of `arn:aws:s3:::b/y`, which `NotResource` leaves out",
        ),
    ],
)
def test_of_a_request_that_is_refused_the_element_that_did_it_is_named(explain, statement, says):
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject"} | statement]}
    asked = (*AT, "--action", "s3:GetObject", "--resource", "arn:aws:s3:::b/x")
    status, out, _ = explain(*asked, token=CLAIMS, trust=trust(), policy=policy)
    assert status == 3
    assert says in out.partition("\nFix:")[0]


@pytest.mark.parametrize("name", ["build 17", "x", "a" * 65, "maya/ci", "jörg"])
def test_a_session_name_that_sts_takes_from_nobody_is_not_judged(explain, name):
    status, _, error = explain(*AT, "--session-name", name, token=CLAIMS, trust=trust())
    assert status == 2
    assert error.startswith(f"--session-name: `{name[:64]}` is no RoleSessionName; it should be 2 to 64 letters")
    assert explain(*AT, "--session-name", "maya@ci-17", token=CLAIMS, trust=trust())[0] == 0


def test_of_a_key_whose_own_policy_was_not_given_it_is_not_said_that_every_policy_allows(explain):
    allow = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}
    asked = (*AT, "--action", "kms:Decrypt", "--resource", "arn:aws:kms:us-east-1:111122223333:key/1")
    status, out, _ = explain(*asked, token=CLAIMS, trust=trust(), policy=allow)
    assert (status, out.partition("; ")[2].partition(".")[0]) == (
        0,
        "the key's own policy, which was not given, must allow it too",
    )


def test_of_a_trust_policy_that_denies_it_is_said_what_held(explain):
    document = json.loads(trust())
    when = {"StringNotLike": {"id.example.com:sub": "somebody-*"}}
    document["Statement"].append({"Effect": "Deny", "Principal": "*", "Action": "sts:*", "Condition": when})
    status, out, _ = explain(*AT, token=CLAIMS, trust=document)
    assert status == 3
    assert "and `StringNotLike` wants none of `somebody-*`" in out.partition("\nFix:")[0]


def test_a_key_set_makes_the_signature_count(explain):
    status, out, _ = explain(*AT, token=mint(CLAIMS), trust=trust(), jwks=JWKS)
    assert status == 0
    assert "ok      Signature" in out


@pytest.mark.django_db
def test_a_token_may_come_from_standard_input_with_its_line_end(explain, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO(mint(CLAIMS) + "\n"))
    assert explain(*AT, "--token", "-", trust=trust())[0] == 0


EMPTY = '{"Version": "2012-10-17", "Statement": []}'


@pytest.mark.parametrize(
    ("documents", "options", "says"),
    [
        ({"token": "hello", "trust": trust()}, (), "--token: this is neither a token nor JSON"),
        ({"token": CLAIMS, "trust": ""}, (), "--trust: the trust policy is empty"),
        ({"token": CLAIMS, "trust": trust()}, ("--role-arn", "deploy"), "--role-arn: `deploy` is no role's ARN"),
        ({"token": CLAIMS, "trust": trust()}, ("--at", "noon"), "--at: `noon` is no time"),
        ({"token": CLAIMS, "trust": trust()}, ("--duration", "5"), "--duration: `5` is no duration"),
        ({"token": CLAIMS, "trust": trust()}, ("--resource", "*"), "--action: name an action for the resource"),
        ({"token": CLAIMS, "trust": trust()}, ("--action", "GetObject"), "--action: `GetObject` is no action of a request"),
        ({"token": CLAIMS, "trust": trust()}, ("--action", "s3:Get*"), "--action: `s3:Get*` is no action of a request"),
        (
            {"token": CLAIMS, "trust": trust()},
            ("--action", "s3:GetObject", "--resource", "bucket/key"),
            "--resource: `bucket/key` is no resource; one reads `arn:aws:s3:::bucket/key`",
        ),
        ({"token": CLAIMS, "trust": trust()}, ("--context", "x"), "--context: `x` is no condition key"),
        ({"token": CLAIMS, "trust": trust(), "policy": "{"}, ("--action", "s3:GetObject"), "--policy: "),
        (
            {"token": CLAIMS, "trust": trust(), "policy": EMPTY},
            ("--action", "s3:GetObject"),
            "--policy: the policy says nothing",
        ),
        (
            {"token": CLAIMS, "trust": trust()},
            ("--max-session-duration", "3599"),
            "--max-session-duration: `3599` is no duration; it should be a number of seconds from 3,600 to 43,200",
        ),
        (
            {"token": CLAIMS, "trust": trust(), "session-policy": "{" + " " * 2047 + "}"},
            (),
            "--session-policy: the session policy has 2,049 characters, and STS takes 2,048 at most (AWS: 1 validation error",
        ),
        ({"token": CLAIMS, "trust": trust(), "jwks": "[]"}, (), "--jwks: "),
    ],
)
def test_what_cannot_be_worked_with_ends_with_2_and_says_what_would_have_been_right(explain, documents, options, says):
    status, out, error = explain(*options, **documents)
    assert (status, out) == (2, "")
    assert error.startswith(says)


def test_a_file_that_is_not_there_ends_with_2(explain, tmp_path):
    status, _, error = explain("--token", str(tmp_path / "none"), trust=trust())
    assert status == 2
    assert "cannot be read" in error


NO_TEXT, HUGE, LARGEST = b"\xff\xfe{\x00}\x00", b"a" * 1_000_001, b" " * 999_998 + b"{}"
FILES = {
    # its bytes, and what is said of it as a token and as a trust policy
    "no UTF-8": (NO_TEXT, "it is no UTF-8 text", "it is no UTF-8 text"),
    "any bytes": (bytes(range(256)), "it is no UTF-8 text", "it is no UTF-8 text"),
    "nothing": (b"", "--token: paste a token", "--trust: the trust policy is empty"),
    "white space": (b" \n\t\n", "--token: paste a token", "--trust: the trust policy is empty"),
    "a byte order mark": ("\ufeff".encode(), "--token: paste a token", "--trust: the trust policy is empty"),
    "too much": (HUGE, "has more than 1,000,000 characters", "has more than 1,000,000 characters"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_is_no_text_or_none_that_can_be_meant_ends_with_2(explain, tmp_path, kind):
    content, of_token, of_trust = FILES[kind]
    (tmp_path / "odd").write_bytes(content)
    for option, said, others in (("--token", of_token, {"trust": trust()}), ("--trust", of_trust, {"token": CLAIMS})):
        status, out, error = explain(option, str(tmp_path / "odd"), **others)
        assert (status, out) == (2, "")
        assert said in error


def test_a_folder_ends_with_2(explain, tmp_path):
    status, out, error = explain("--token", str(tmp_path), trust=trust())
    assert (status, out) == (2, "")
    assert "cannot be read: is a directory" in error


@pytest.mark.parametrize("stdin", [None, StringIO(""), StringIO("\udcff\udcfe")])
def test_standard_input_that_is_closed_empty_or_no_text_ends_with_2(explain, monkeypatch, stdin):
    monkeypatch.setattr("sys.stdin", stdin)
    status, out, error = explain("--token", "-", trust=trust())
    assert (status, out) == (2, "")
    assert error.startswith("--token: ")


def test_as_much_as_may_be_given_is_read_and_judged(explain, tmp_path):
    (tmp_path / "large").write_bytes(LARGEST)
    status, out, _ = explain(*AT, "--trust", str(tmp_path / "large"), token=CLAIMS)
    assert status == 3
    assert "cannot be read" in out


def test_a_trust_policy_that_aws_would_refuse_is_denied_with_the_reason(explain):
    status, out, _ = explain(*AT, token=CLAIMS, trust='{"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}]}')
    assert status == 3
    assert "cannot be read" in out


def test_what_hangs_on_a_key_that_was_not_given_ends_with_2(explain):
    conditions = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    status, out, _ = explain(*AT, token=CLAIMS, trust=trust(conditions))
    assert status == 2
    assert out.startswith("Whether the role lets this in hangs on `aws:SourceIp`")
    given = ("--context", "aws:SourceIp=203.0.113.7")
    assert explain(*AT, *given, token=CLAIMS, trust=trust(conditions))[0] == 0


def test_what_aws_cli_prints_of_a_role_is_taken_as_its_trust_policy(explain):
    role = {"Role": {"RoleName": "x", "AssumeRolePolicyDocument": json.loads(trust())}}
    assert explain(*AT, token=CLAIMS, trust=role)[0] == 0
