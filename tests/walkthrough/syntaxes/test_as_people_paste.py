"""Calls as they stand in forums, pipelines and tutorials: here-documents, folded lines, word processors' marks, half an option."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from playground.walkthrough.journey import Draft
from playground.walkthrough.pasting.paste import paste
from tests.walkthrough.syntaxes.test_pasting import ARN, BOTH, ROLE, sentences

POLICY = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::photos/*"}]}'
COMMAND = f"aws sts assume-role-with-web-identity --role-arn {ROLE} --role-session-name app1"
JOINED = "the lines that begin with `--` were read as one command with the first; in a shell a line that goes on ends with a backslash"
OTHER = ARN.replace("S3ReadOnly", "S3Full")


ONE = {"RoleArn": ROLE}


def filled(text):
    pasted = paste(text, Draft())
    return {name: getattr(pasted.draft, name) for name in pasted.filled}, sentences(pasted)


@pytest.mark.parametrize(
    "text",
    [
        f"POLICY=$(cat <<'EOF'\n{POLICY}\nEOF\n)\n{COMMAND} --policy \"$POLICY\"",
        f"{COMMAND} --policy \"$(cat <<EOF\n{POLICY}\nEOF\n)\"",
        f"cat > policy.json <<'EOF'\n{POLICY}\nEOF\n{COMMAND} --policy file://policy.json",
        f"cat <<-\"END\" > ./policy.json\n\t{POLICY}\n\tEND\n{COMMAND} --policy file://./policy.json",
        f"cat <<EOF | tee 'policy.json'\n{POLICY}\nEOF\nP=`cat policy.json`\n{COMMAND} --policy \"$P\"",
        f"BUCKET=photos\ncat >policy.json <<EOF\n{POLICY.replace('photos', '${BUCKET}')}\nEOF\n{COMMAND} --policy file://policy.json",
    ],
)  # fmt: skip
def test_a_policy_in_a_here_document_is_read(text):
    assert filled(text) == ({**BOTH, "Policy": POLICY}, [])


@pytest.mark.parametrize(
    ("lines", "policy"),
    [
        ("x$Y", None),
        ("x$(date)", None),
        ("x`date`", None),
        ("x${1}", None),
        (r"\$Y \` \\", "$Y ` \\"),
        ("5 $ and \\n", "5 $ and \\n"),
    ],
)
def test_what_a_shell_would_put_into_a_here_document_is_not_made_up(lines, policy):
    values, said = filled(f"cat > p <<EOF\n{lines}\nEOF\n{COMMAND} --policy file://p")
    assert values.get("Policy") == policy
    assert any("neither read nor run" in one for one in said) is (policy is None)


def test_a_here_document_is_what_a_shell_makes_of_it(tmp_path):
    script = 'A=one\ncat > p <<-EOF\n\t$A \\$B \\\\ \'x\' "y"\n\tEOF\nprintf %s "$(cat p)"'
    shown = subprocess.run(["/bin/sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    values, _ = filled(script.rpartition("\n")[0] + f"\n{COMMAND} --policy file://p")
    assert values["Policy"] == shown


def test_what_a_here_document_has_is_no_command():
    values, said = filled(f'cat <<EOF\n{COMMAND.replace("app1", "other")}\nEOF\ncat <<<"$X"\n{COMMAND}')
    assert (values, said) == (BOTH, [])


@pytest.mark.parametrize(
    "text",
    [
        "- >\n  RESULT=$(aws sts assume-role-with-web-identity\n  --role-arn {}\n  --role-session-name app1\n  --output text)",
        "aws sts assume-role-with-web-identity\n  --role-arn {}\n  --role-session-name app1\naws s3 ls",
    ],
)
def test_options_on_lines_of_their_own_belong_to_the_command_before_them(text):
    assert filled(text.format(ROLE)) == (BOTH, [JOINED])


@pytest.mark.parametrize(
    ("text", "values", "says"),
    [
        (f"{COMMAND} --duration 900", {**BOTH, "DurationSeconds": "900"}, None),
        (COMMAND.replace("--role-arn", "--role"), {"RoleSessionName": "app1"}, "`--role` is no option of this command, and was left out"),
        (f"{COMMAND} --policy-arns arn={ARN},arn={OTHER}", {**BOTH, "PolicyArns": [ARN, OTHER]}, "a comma stands between two policies"),
        (f"{COMMAND} --cli-input-yaml file://x", BOTH, "the parameters are YAML in `file://x`, which is not read here"),
        (f"{COMMAND} --generate-cli-skeleton input", BOTH, None),
        (COMMAND.replace("app1", "\u201capp1\u201d"), BOTH, "`\u201c` is no quotation mark of a shell, which would send it along"),
        (COMMAND.replace("--role-arn", "\u2013role-arn"), {}, "`\u2013role-arn` begins with a dash that a word processor made"),
        (COMMAND.replace(" --", " \\ \n --"), {}, "line 1 has a space behind its last backslash, so the command would end there"),
        (f"{COMMAND} $(more)", {}, "`$(more)` stands where an option should"),
        (f"NAME=ci-$(date +%s)\nX=$({COMMAND.replace('app1', '$NAME')} --policy $P)", ONE, "`RoleSessionName` is `ci-$(date +%s)`"),
    ],
)  # fmt: skip
def test_what_is_written_almost_so_is_read_or_named(text, values, says):
    got, said = filled(text)
    assert got == values
    assert (any(one.startswith(says) for one in said)) if says else said == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (f"given = dict(RoleArn='{ROLE}', RoleSessionName='app1', WebIdentityToken=open('t').read())", []),
        (f"given = {{'RoleArn': '{ROLE}', 'RoleSessionName': 'app1', 'WebIdentityToken': token}}", []),
        ("given = load()", ["`**given` is not run here; paste the parameters themselves"]),
    ],
)
def test_parameters_in_a_dictionary_are_read_one_by_one(given, said):
    values, sentences_of = filled(f"{given}\nboto3.client('sts').assume_role_with_web_identity(**given)")
    assert values == ({} if said else BOTH)
    assert sentences_of[: len(said)] == said


@pytest.mark.parametrize(
    "text",
    ["<<A\nA\n" * 5_000, "<<A\n" * 7_000, "$(cat <<A\n" * 2_000 + "A\n)" * 2_000, ">" * 15_000 + "<<A\nA", "\n--a b" * 5_000],
)
def test_many_of_them_take_no_time(text):
    began = time.perf_counter()
    paste(f"{COMMAND} {text}"[:32_000], Draft())
    assert time.perf_counter() - began < 2


def test_the_aws_cli_reads_half_an_option_and_refuses_the_comma():
    """What is said here of the AWS CLI, asked of it."""

    def says(*options):
        aws = [sys.executable, "-m", "awscli", *COMMAND.split()[1:], "--web-identity-token", "abcd", *options]
        place = ["--endpoint-url", "http://127.0.0.1:1", "--region", "us-east-1", "--cli-connect-timeout", "1"]
        environment = {"AWS_MAX_ATTEMPTS": "1", "PATH": "", "HOME": str(Path("/nowhere"))}
        return subprocess.run([*aws, *place], check=False, capture_output=True, text=True, env=environment).stderr

    assert "Could not connect" in says("--duration", "900")
    assert "preceding" in says("--policy-arns", f"arn={ARN},arn={OTHER}")


def javascript(given, before=""):
    return f"{before}\nawait sts.send(new AssumeRoleWithWebIdentityCommand({given}));"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (javascript("{ DurationSeconds: 60 * 60 }"), {"DurationSeconds": "3600"}),
        (javascript("{ DurationSeconds: 3_600 + 300 }"), {"DurationSeconds": "3900"}),
        (javascript("{ RoleArn: `arn:aws:iam::${account}:role/Demo` }", "const account = '123456789012';"), {"RoleArn": ROLE}),
        (javascript("{ RoleSessionName: `a\\`${ n }-${n}` }", "let n = 5"), {"RoleSessionName": "a`5-5"}),
        (
            javascript(
                "input",
                f'const input: AssumeRoleWithWebIdentityCommandInput = {{\n RoleArn: "{ROLE}" as string, RoleSessionName: name! }};',
            ),
            {"RoleArn": ROLE},
        ),
        (
            javascript(
                "input",
                f'const name = "app1";\nconst input = {{ RoleArn: "{ROLE}", RoleSessionName: name!, }} satisfies Input<"x">;',
            ),
            BOTH,
        ),
        # what would have to be run
        (javascript("{ RoleSessionName: `a${Date.now()}`, DurationSeconds: 60 * minutes }"), {}),
        (javascript("{ RoleSessionName: `a${n}${run()}` }", "const n = 1;"), {}),
        (javascript("{ DurationSeconds: 999999 * 9999999 }"), {}),
        (f"{COMMAND.replace('app1', '${{ github.run_id }}')}", {"RoleArn": ROLE}),
        (f"{COMMAND.replace('app1', chr(34) + '${{ github.run_id }}' + chr(34))}", {"RoleArn": ROLE}),
    ],
)
def test_what_a_program_says_itself_is_worked_out_and_nothing_else(text, values):
    assert filled(text)[0] == values


@pytest.mark.parametrize(
    "given", ["`${a}`" * 2_000, "1*" * 9_000 + "1", "1+" * 9_000 + "1", "`${x}" * 5_000, "a" + "!" * 20_000, "a as b " * 4_000]
)
def test_a_long_program_takes_no_time(given):
    began = time.perf_counter()
    paste(javascript(f"{{ RoleArn: {given} }}", "const x = 1, a = `${x}`;")[:32_000], Draft())
    assert time.perf_counter() - began < 2
