"""Calls as people have them, pasted: what fills the form, and the sentences about the rest."""

import time

import pytest

from playground.walkthrough.journey import Draft
from playground.walkthrough.pasting.paste import paste

ROLE = "arn:aws:iam::123456789012:role/Demo"
ARN = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
BOTH = {"RoleArn": ROLE, "RoleSessionName": "app1"}


def sentences(pasted):
    return [one.says.format(*one.values) for one in pasted.said]


UNDERSTOOD = {
    "aws with continued lines": (
        f'aws sts assume-role-with-web-identity \\\n  --role-arn {ROLE} \\\n  --role-session-name "app1" \\\n'
        "  --web-identity-token file://token.jwt --duration-seconds 3600",
        {**BOTH, "DurationSeconds": "3600"},
    ),
    "aws with its options first, a prompt and a redirect": (
        f"$ aws --region eu-west-1 --output=json sts --no-cli-pager assume-role-with-web-identity --role-arn={ROLE} "
        "--role-session-name app1 --web-identity-token $(cat token.jwt) > out.json 2>&1",
        BOTH,
    ),
    "aws within a script, with variables of its own": (
        f"set -e\nROLE={ROLE}\nexport NAME='app1'  # whose\nCREDS=$(aws sts assume-role-with-web-identity --role-arn \"$ROLE\" "
        '--role-session-name "${NAME}" --web-identity-token "$TOKEN" | jq .Credentials)',
        BOTH,
    ),
    "aws with JSON and options, of which the options win": (
        f"""aws sts assume-role-with-web-identity --cli-input-json '{{"RoleArn": "{ROLE}", "RoleSessionName": "other"}}' """
        "--role-session-name app1",
        BOTH,
    ),
    "aws with policies": (
        f"""aws sts assume-role-with-web-identity --role-arn {ROLE} --role-session-name app1 --policy-arns arn={ARN} """
        """--policy "{\\"Version\\": \\"2012-10-17\\"}" --web-identity-token x""",
        {**BOTH, "PolicyArns": [ARN], "Policy": '{"Version": "2012-10-17"}'},
    ),
    "JSON": (
        f'{{"RoleArn": "{ROLE}", "RoleSessionName": "app1", "DurationSeconds": 900, "PolicyArns": [{{"arn": "{ARN}"}}]}}',
        {**BOTH, "DurationSeconds": "900", "PolicyArns": [ARN]},
    ),
    "boto3 with a dictionary and json.dumps": (
        f"import json, boto3\nargs = {{'RoleArn': '{ROLE}', 'RoleSessionName': 'app1'}}\n"
        "sts = boto3.client('sts')\nr = sts.assume_role_with_web_identity(**args, WebIdentityToken=open('t').read(), "
        "DurationSeconds=60 * 60, Policy=json.dumps({'Version': '2012-10-17'}))",
        {**BOTH, "DurationSeconds": "3600", "Policy": '{"Version": "2012-10-17"}'},
    ),
    "boto3, the call alone and indented": (
        f"    client.assume_role_with_web_identity(RoleArn=f'{ROLE}', RoleSessionName='app' '1', WebIdentityToken=token)",
        BOTH,
    ),
    "paws": (
        f'svc <- paws::sts()\nrole <- "{ROLE}"\nsvc$assume_role_with_web_identity(RoleArn = role, # whose\n'
        f"  RoleSessionName = 'app1', WebIdentityToken = readLines('t'), DurationSeconds = 3600L,\n"
        f'  PolicyArns = list(list(arn = "{ARN}")), Policy = r"({{"Version": "2012-10-17"}})")',
        {**BOTH, "DurationSeconds": "3600", "PolicyArns": [ARN], "Policy": '{"Version": "2012-10-17"}'},
    ),
    "paws without svc": (f"paws::sts()$assume_role_with_web_identity(RoleArn='{ROLE}', RoleSessionName='app1')", BOTH),
    "JavaScript": (
        f"const RoleArn = '{ROLE}';\nawait sts.send(new AssumeRoleWithWebIdentityCommand({{ RoleArn, // short\n"
        "  'RoleSessionName': `app1`, WebIdentityToken: process.env.TOKEN, DurationSeconds: 3600,\n"
        '  Policy: JSON.stringify({ Version: "2012-10-17" }), }));',
        {**BOTH, "DurationSeconds": "3600", "Policy": '{"Version":"2012-10-17"}'},
    ),
    "JavaScript with the parameters apart": (
        f"const params = {{RoleArn: '{ROLE}', RoleSessionName: 'a' + 'pp1'}};\n"
        "const command = new AssumeRoleWithWebIdentityCommand(params);",
        BOTH,
    ),
    "curl with a form": (
        f"curl -sS -X POST https://sts.amazonaws.com/ -H 'Accept: application/json' "
        f"-d 'Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn={ROLE}' -d RoleSessionName=app1 "
        '--data-urlencode "WebIdentityToken=$(cat token.jwt)"',
        BOTH,
    ),
    "curl with an address": (
        f"curl 'https://sts.amazonaws.com/?Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn={ROLE}"
        "&RoleSessionName=app1&WebIdentityToken=x'",
        BOTH,
    ),
    "a query string": (
        f"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn={ROLE.replace(':', '%3A')}"
        f"\n&RoleSessionName=app1&PolicyArns.member.1.arn={ARN}",
        {**BOTH, "PolicyArns": [ARN]},
    ),
    "an address": (
        f"https://sts.amazonaws.com/?Action=AssumeRoleWithWebIdentity&RoleArn={ROLE}&RoleSessionName=app1",
        BOTH,
    ),
    "a request as a proxy shows it": (
        "POST / HTTP/1.1\r\nHost: sts.amazonaws.com\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
        f"Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn={ROLE}&RoleSessionName=app1",
        BOTH,
    ),
}


@pytest.mark.parametrize(("text", "values"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_it_fills_the_form(text, values):
    pasted = paste(text, Draft())
    assert pasted.draft == Draft(**values)
    assert not [one for one in sentences(pasted) if "the token in it" not in one]


IN_WINDOWS = {
    "PowerShell, with marks doubled and with backslashes before them": (
        f"aws sts assume-role-with-web-identity `\r\n  --role-arn {ROLE} `\r\n  --role-session-name 'it''s' `\r\n"
        """  --policy '{\\"Version\\":\\"2012-10-17\\"}' `\r\n  --web-identity-token file://token.jwt""",
        {"RoleArn": ROLE, "RoleSessionName": "it's", "Policy": '{"Version":"2012-10-17"}'},
    ),
    "PowerShell, with a prompt and backticks in double quotes": (
        f'PS C:\\Users\\maya> aws.exe sts assume-role-with-web-identity --role-arn "{ROLE}" --role-session-name "a`$b" '
        r"""--policy "{\`"Version\`": `"1`"}" --policy-arns "arn=""" + f'{ARN}"',
        {"RoleArn": ROLE, "RoleSessionName": "a$b", "Policy": r'{\"Version\": "1"}', "PolicyArns": [ARN]},
    ),
    "PowerShell, with variables and a text of several lines": (
        f"$Role = '{ROLE}'\n$env:NAME = \"app1\"\n$policy = @'\n{{\"a\":\n1}}\n'@  # whose\n"
        '$creds = (& "C:\\Program Files\\AWS\\aws.exe" sts assume-role-with-web-identity --role-arn $role '
        '--role-session-name "${env:NAME}" --policy $policy | ConvertFrom-Json).Credentials',
        {**BOTH, "Policy": '{"a":\n1}'},
    ),
    "cmd.exe, with carets and backslashes": (
        f"aws sts assume-role-with-web-identity ^\r\n  --role-arn {ROLE} ^\r\n  --role-session-name app^&1 ^\r\n"
        r'''  --policy "{\"Version\":\"^&\"}"''',
        {"RoleArn": ROLE, "RoleSessionName": "app&1", "Policy": '{"Version":"^&"}'},
    ),
    "cmd.exe, with a prompt, variables and marks doubled": (
        f'C:\\Users\\maya>set ROLE={ROLE}\nC:\\Users\\maya>set "NAME=app1"\nrem it\'s here\n'
        'C:\\Users\\maya>aws sts assume-role-with-web-identity --role-arn %role% --role-session-name "%NAME%" --policy "{""a"": 1}"',
        {**BOTH, "Policy": '{"a": 1}'},
    ),
    "curl in cmd.exe": (
        f'curl.exe https://sts.amazonaws.com/ ^\r\n  -d Action=AssumeRoleWithWebIdentity ^\r\n  -d "RoleArn={ROLE}&RoleSessionName=app1"',
        BOTH,
    ),
    "JSON with a byte order mark": (f'\ufeff{{"RoleArn": "{ROLE}", "RoleSessionName": "app1"}}', BOTH),
}


@pytest.mark.parametrize(("text", "values"), IN_WINDOWS.values(), ids=IN_WINDOWS)
def test_what_was_typed_in_windows_fills_the_form(text, values):
    pasted = paste(text, Draft())
    assert pasted.draft == Draft(**values)
    assert not [one for one in sentences(pasted) if "the token in it" not in one]


SAID = {
    "a space behind a backtick": (
        "aws sts assume-role-with-web-identity ` \n  --role-arn x",
        "line 1 has a space behind its last backtick, so the command would end there; take it away",
    ),
    "a space behind a caret": (
        "aws sts ^\n assume-role-with-web-identity ^ \n  --role-arn x",
        "line 2 has a space behind its last caret, so the command would end there; take it away",
    ),
    "single quotation marks in cmd.exe": (
        "C:\\>aws sts assume-role-with-web-identity --role-session-name 'maya'",
        '`\'` is no quotation mark of cmd.exe; put `"` around the value, and `\\"` in it',
    ),
    "a line of PowerShell that does not go on": (
        "$a = 1\naws sts assume-role-with-web-identity maya",
        "`maya` stands where an option should; quote a value that has spaces, and end a line that goes on with a backtick",
    ),
    "what PowerShell would have to run": (
        "$role = Get-Role\naws sts assume-role-with-web-identity --role-arn $role --policy (Get-Content p.json -Raw)",
        "`Policy` is `(Get-Content p.json -Raw)`, which is neither read nor run here",
    ),
    "a variable that cmd.exe would know": (
        "aws sts assume-role-with-web-identity --role-arn %ROLE%",
        "`RoleArn` is `%ROLE%`, which is neither read nor run here",
    ),
    "a policy in a file": (
        "aws sts assume-role-with-web-identity --role-arn r --role-session-name s --policy file://p.json",
        "`Policy` is `file://p.json`, which is neither read nor run here; type its value into the form",
    ),
    "the parameters in a file": (
        "aws sts assume-role-with-web-identity --cli-input-json file://call.json",
        "the parameters are in `file://call.json`, which this page cannot see; paste the JSON itself",
    ),
    "another command": ("aws sts assume-role --role-arn x", "`aws sts assume-role` is another command"),
    "another action": ("Action=AssumeRole&RoleArn=x", "`AssumeRole` is another action"),
    "an option that is none": (
        "aws sts assume-role-with-web-identity --role-arn r --role-session-name s --external-id 5",
        "`--external-id` is no option of this command",
    ),
    "an option without its value": ("aws sts assume-role-with-web-identity --role-arn", "`--role-arn` has no value"),
    "a value with a space and no quotes": (
        "aws sts assume-role-with-web-identity --role-session-name maya smith",
        "`smith` stands where an option should; quote a value that has spaces",
    ),
    "a quotation mark that is left open": (
        "aws sts assume-role-with-web-identity --role-arn 'x",
        "`'` is opened and never closed",
    ),
    "what would have to be run": (
        "boto3.client('sts').assume_role_with_web_identity(RoleArn=os.environ['ROLE'], RoleSessionName='s')",
        "`RoleArn` is `os.environ['ROLE']`, which is neither read nor run here",
    ),
    "Python that is none": ("import boto3\nsts.assume_role_with_web_identity(RoleArn=", "Python cannot read line 2 of this"),
    "a name that AWS writes otherwise": ('{"roleArn": "r", "RoleSessionName": "s"}', "`roleArn` was taken for `RoleArn`"),
    "a name that AWS has not": ('{"RoleArn": "r", "Tags": []}', "`Tags` is no parameter of AssumeRoleWithWebIdentity"),
    "a policy that is an object": (
        '{"RoleArn": "r", "RoleSessionName": "s", "Policy": {"Version": "2012-10-17"}}',
        "`Policy` is a text in AWS’s API, and here it was an object",
    ),
    "null for a text": ('{"RoleArn": null}', "`RoleArn` is a text in AWS’s API, and here it is `null`"),
    "null for a number": ('{"DurationSeconds": null}', "`DurationSeconds` is `null`, and a number of seconds was wanted"),
    "a boolean for a number": ('{"DurationSeconds": true}', "`DurationSeconds` is `true`, and a number of seconds was wanted"),
    "null within an object": (
        '{"ProviderId": {"a": [null]}}',
        '`ProviderId` is a text in AWS’s API, and here it is `{"a": [null]}`',
    ),
    "null for an ARN": ('{"PolicyArns": [{"arn": null}]}', "an entry of `PolicyArns` is `null`, which is no ARN"),
    "JSON that is none": ('{"RoleArn": }', "the JSON cannot be read at line 1"),
    "nothing to read": ("hello", "this is no call that can be read here"),
    "what is missing": ('{"RoleArn": "r"}', "the call still needs RoleSessionName; fill it in above"),
    "a variable of JavaScript": (
        "new AssumeRoleWithWebIdentityCommand({RoleArn: role, RoleSessionName: `${user}-1`})",
        "`RoleSessionName` is ``${user}-1``, which is neither read nor run here",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), SAID.values(), ids=SAID)
def test_it_says_what_it_did_not_understand(text, sentence):
    assert any(sentence in one for one in sentences(paste(text, Draft())))


SKELETON = """{
    "RoleArn": "", "RoleSessionName": "", "WebIdentityToken": "", "ProviderId": "",
    "PolicyArns": [{"arn": ""}], "Policy": "", "DurationSeconds": 0
}"""
HAD = Draft(ROLE, "maya", "www.amazon.com", [ARN], '{"a": 1}', "900")


@pytest.mark.parametrize("text", [SKELETON, "hello", "aws sts assume-role-with-web-identity", '{"RoleArn": ', "{}"])
def test_what_was_in_the_form_is_not_lost(text):
    assert paste(text, HAD).draft == HAD


def test_what_the_text_does_not_say_stays_and_a_sentence_says_so():
    pasted = paste('{"RoleSessionName": "bob"}', HAD)
    assert pasted.draft == Draft(ROLE, "bob", "www.amazon.com", [ARN], '{"a": 1}', "900")
    assert sentences(pasted) == [
        "it says nothing of RoleArn, ProviderId, PolicyArns, Policy and DurationSeconds, so the form keeps what it had there"
    ]


TOKEN = "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiJtYXlhIn0.c2lnbmF0dXJlc2lnbmF0dXJl"
OPAQUE = "opaque-and-not-known-by-its-looks"


@pytest.mark.parametrize("token", [TOKEN, OPAQUE])
@pytest.mark.parametrize(
    "text",
    [
        "aws sts assume-role-with-web-identity --web-identity-token {} --role-arn 'x",
        "aws sts assume-role-with-web-identity --web-identity-token {} --role-arn x --role-session-name y z",
        '{{"WebIdentityToken": "{}", "RoleArn": }}',
        "import boto3\nboto3.assume_role_with_web_identity(WebIdentityToken='{}', RoleArn=",
        "WebIdentityToken={}&Action=Other",
    ],
)
def test_a_token_is_not_repeated(text, token):
    pasted = paste(text.format(token), Draft())
    assert pasted.said
    assert token not in repr(pasted)


HURT = ("`", "$(", "\\", '"\\', "@'\n", "''", "^", "%a", "#\n", "` ")


@pytest.mark.parametrize(
    "text",
    [
        "aws sts assume-role-with-web-identity --role-arn " + "'" * 31_001,
        "aws sts " + "$(" * 15_000,
        "aws sts " + '"$(' * 10_000,
        "paws sts$assume_role_with_web_identity(" + "list(" * 6_000,
        "paws sts$assume_role_with_web_identity(" + "\\'" * 15_000,
        "new AssumeRoleWithWebIdentityCommand(" + "[" * 30_000,
        "new AssumeRoleWithWebIdentityCommand({" + "[/*," * 7_000,
        "new AssumeRoleWithWebIdentityCommand({" + "\\'" * 15_000,
        "const a='x'+a+a+a;" + "new AssumeRoleWithWebIdentityCommand({RoleArn: a})",
        "".join(f"const a{n} = a{n + 1} + a{n + 1};" for n in range(40))
        + "const a40='x'; new AssumeRoleWithWebIdentityCommand({RoleArn: a0})",
        "a0 = 'x'\n"
        + "".join(f"a{n + 1} = a{n} + a{n}\n" for n in range(60))
        + "boto3.assume_role_with_web_identity(RoleArn=a60)",
        "boto3.assume_role_with_web_identity(RoleArn=" + "(" * 30_000,
        "boto3.assume_role_with_web_identity(RoleArn=" + "-" * 30_000,
        "boto3.assume_role_with_web_identity(RoleArn=x" + ".a" * 15_000 + ")",
        "boto3.assume_role_with_web_identity(RoleArn={[1]: 2})",
        '{"RoleArn": ' + "[" * 30_000,
        "Action=AssumeRoleWithWebIdentity&" + "&".join(f"x{n}=1" for n in range(4_000)),
        "curl x " + "-d @ " * 5_000,
        "{" * 32_001,
        *(f"PS C:\\> aws sts assume-role-with-web-identity {piece * (31_000 // len(piece))}" for piece in HURT),
        *(f"C:\\> aws sts assume-role-with-web-identity {piece * (31_000 // len(piece))}" for piece in HURT),
        '{"RoleArn": "\\ud800", "RoleSessionName": "\\u0000"}',
    ],
    ids=range(20 + 2 * len(HURT)),
)
def test_a_text_made_to_hurt_is_answered_at_once(text):
    began = time.process_time()
    pasted = paste(text, Draft())
    assert time.process_time() - began < 2
    assert pasted.said or pasted.filled
    assert len(pasted.said) <= 20
    repr(pasted).encode()
