"""What a developer has at hand is pasted as it is: tokens and records in other tools' output, policies as IAM and SDKs hand them out."""

import contextlib
import json
import time
from dataclasses import replace
from urllib.parse import quote

import pytest

from playground.diagnose.examine import diagnose
from playground.diagnose.examples import BY_SLUG
from playground.diagnose.fixes import fixes
from playground.diagnose.form import Form, read_form, setup_of
from playground.diagnose.reading.pasted import read_pasted
from playground.diagnose.reading.policy_text import read_policy_text
from playground.diagnose.report import as_data, as_lines
from playground.diagnose.telling import first_sentence
from playground.diagnose.unusable import Unusable
from tests.diagnose.test_what_is_left_open import CLAIMS, NOW, RECORD, trust
from tests.tokens.minting import mint

TOKEN = mint(CLAIMS)
CUT = TOKEN[:90], TOKEN[90:180], TOKEN[180:]
AROUND_A_TOKEN = {
    "its file": f"{TOKEN}\n",
    "quotes": f"'{TOKEN}'",
    "backticks": f"`{TOKEN}`",
    "a header in quotes": f'-H "Authorization: Bearer {TOKEN}"',
    "wrapped lines": "\n   ".join(CUT),
    "a shell's continued lines": "\\\n".join(CUT),
    "a byte order mark": f"\ufeff{TOKEN}",
    "an invisible space": f"\u200b{TOKEN}",
    "the variable that holds it": f'export ID_TOKEN="{TOKEN}"',
    "the CLI's option": f"aws sts assume-role-with-web-identity --role-arn x --web-identity-token {TOKEN} --role-session-name ci",
    "the call's own form": f"Action=AssumeRoleWithWebIdentity&WebIdentityToken={TOKEN}&Version=2011-06-15",
    "GitHub's answer to the job": json.dumps({"count": 1, "value": TOKEN}),
    "an answer of a token endpoint": json.dumps({"access_token": "ya29.a0", "id_token": TOKEN, "token_type": "Bearer"}),
    "kubectl create token -o json": json.dumps({"kind": "TokenRequest", "status": {"token": TOKEN}}),
    "GetOpenIdToken's answer": json.dumps({"IdentityId": "eu-west-1:1", "Token": TOKEN}),
    "InitiateAuth's answer": json.dumps(
        {"AuthenticationResult": {"AccessToken": mint({**CLAIMS, "sub": "x"}), "IdToken": TOKEN}}
    ),
    "--cli-input-json": json.dumps({"RoleArn": "arn:aws:iam::111122223333:role/x", "WebIdentityToken": TOKEN}),
}


@pytest.mark.parametrize("text", AROUND_A_TOKEN.values(), ids=AROUND_A_TOKEN)
def test_a_token_is_found_in_what_stands_around_it(text):
    form = read_form({"token": text})
    pasted = read_pasted(form.token)
    assert (pasted.kind, pasted.taken_apart.fault) == ("token", None)
    assert pasted.unverified_claims == CLAIMS
    assert bool(pasted.note) == (text.strip() != TOKEN)


@pytest.mark.parametrize("text", [TOKEN[:120] + "...", TOKEN + "$", TOKEN[:-9] + "$" + TOKEN[-8:], f"{TOKEN}.{TOKEN}"])
def test_a_token_that_is_cut_or_has_a_strange_character_is_no_whole_one(text):
    assert read_pasted(text).taken_apart.fault


@pytest.mark.parametrize("between", ["\n", "\n\n", " and "])
def test_of_two_tokens_none_is_chosen(between):
    with pytest.raises(Unusable, match="there are 2 tokens in this; paste the one that was sent"):
        read_pasted(TOKEN + between + mint({**CLAIMS, "sub": "somebody"}))
    assert read_pasted(TOKEN + between + TOKEN).unverified_claims == CLAIMS


def test_a_text_longer_than_any_token_is_said_to_be_so_and_not_to_be_none():
    with pytest.raises(
        Unusable, match="this cannot be a token for STS: it has 20,001 characters, and STS takes at most 20,000"
    ):
        read_pasted(TOKEN + "A" * (20_001 - len(TOKEN)))


def test_header_and_payload_one_after_the_other_are_claims():
    pasted = read_pasted(json.dumps({"alg": "RS256"}, indent=1) + "\n" + json.dumps(CLAIMS, indent=1))
    assert (pasted.kind, pasted.unverified_claims) == ("claims", CLAIMS)
    fenced = read_form({"token": f"```json\n{json.dumps(CLAIMS)}\n```"})
    assert read_pasted(fenced.token).unverified_claims == CLAIMS


OTHER = {**RECORD, "eventName": "GetCallerIdentity"}
LET_IN = {name: value for name, value in RECORD.items() if not name.startswith("error")}
IDENTITY = RECORD["userIdentity"]
ROW = {
    "useridentity": "{type=WebIdentityUser, principalid="
    + IDENTITY["principalId"]
    + ", arn=null, username=repo:acme/site, sessioncontext=null}",
    "eventtime": "2026-11-20T10:00:00Z",
    "eventname": "AssumeRoleWithWebIdentity",
    "errorcode": "AccessDenied",
    "errormessage": "An unknown error occurred",
    "requestparameters": json.dumps(RECORD["requestParameters"]),
}
AROUND_A_RECORD = {
    "a log file": json.dumps({"Records": [OTHER, LET_IN, RECORD]}),
    "a list": json.dumps([OTHER, RECORD]),
    "one a line": json.dumps(LET_IN) + "\n" + json.dumps(RECORD),
    "lookup-events": json.dumps({"Events": [{"EventId": "1", "EventName": "X", "CloudTrailEvent": json.dumps(RECORD)}]}),
    "the JSON within it": json.dumps(json.dumps(RECORD)),
    "the same without its quotes": json.dumps(json.dumps(RECORD))[1:-1],
    "CloudWatch's filter-log-events": json.dumps({"events": [{"timestamp": 1, "message": json.dumps(RECORD)}]}),
    "Logs Insights": json.dumps({"results": [[{"field": "@message", "value": json.dumps(RECORD)}]]}),
    "EventBridge": json.dumps({"detail-type": "AWS API Call via CloudTrail", "detail": RECORD}),
    "a row of Athena's": json.dumps(ROW),
    "the same as JSON": json.dumps(
        {**ROW, "useridentity": {"principalid": IDENTITY["principalId"], "username": "repo:acme/site"}}
    ),
}


@pytest.mark.parametrize("text", AROUND_A_RECORD.values(), ids=AROUND_A_RECORD)
def test_a_record_is_found_wherever_cloudtrails_records_are_kept(text):
    record = read_pasted(read_form({"token": text}).token).record
    assert record.claims == {"iss": "https://id.example.com", "aud": "my-app", "sub": "repo:acme/site"}
    assert (record.error, record.role_arn, record.moment) == (
        "AccessDenied",
        "arn:aws:iam::111122223333:role/deploy",
        1795168800.0,
    )


def test_a_record_that_tells_of_no_token_is_refused():
    with pytest.raises(Unusable, match="does not say whose token it was"):
        read_pasted(json.dumps({**RECORD, "userIdentity": {"type": "WebIdentityUser"}}))


@pytest.mark.parametrize(("moment", "said"), [(None, "null"), (True, "true"), ("soon", "soon")])
def test_what_a_record_has_for_its_time_is_said_as_json_writes_it(moment, said):
    with pytest.raises(Unusable, match=f"eventTime is `{said}`"):
        read_pasted(json.dumps({**RECORD, "eventTime": moment}))


def test_null_in_a_record_is_nothing():
    asked = {**RECORD["requestParameters"], "roleArn": None, "roleSessionName": None}
    record = read_pasted(json.dumps({**RECORD, "requestParameters": asked})).record
    assert (record.role_arn, record.session_name) == ("", "")


def recorded(conditions, **changed):
    form = Form(token=json.dumps({**RECORD, **changed}), trust=trust(conditions))
    return diagnose(setup_of(form, NOW))


def test_what_a_record_leaves_out_of_the_token_is_left_open_and_what_it_tells_of_the_call_is_used():
    assert {one.name for one in recorded(None).open} >= {"Structure", "Signature", "Dates", "Roles claim"}
    assert recorded({"StringEquals": {"id.example.com:amr": "mfa"}}).undecided == ("id.example.com:amr",)
    assert recorded({"StringEquals": {"id.example.com:sub": "maya"}}).undecided == ()
    here = {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}
    assert recorded(here, sourceIPAddress="192.0.2.7").allowed
    assert recorded(here, sourceIPAddress="198.51.100.1").refusal.code == "AccessDenied"
    assert recorded(here, sourceIPAddress="192.0.2.7", vpcEndpointId="vpce-1").undecided == ("aws:SourceIp",)


def test_where_the_record_and_the_reading_come_apart_it_is_said():
    said = "\n".join(as_lines(recorded(None)))
    assert "The record says `AccessDenied`, and nothing that was pasted refuses it" in said
    let_in = diagnose(setup_of(Form(token=json.dumps(LET_IN), trust=trust({"StringEquals": {"id.example.com:sub": "x"}})), NOW))
    assert as_data(let_in)["record"].startswith("The record says that AWS let this call in")
    assert as_data(recorded({"StringEquals": {"id.example.com:sub": "x"}}))["record"] is None


def test_an_undecided_call_has_no_answer_of_awss():
    found = recorded({"StringEquals": {"id.example.com:amr": "mfa"}})
    assert as_data(found)["error"] is None
    assert "AWS says" not in "\n".join(as_lines(found))


POLICY = trust({"StringEquals": {"id.example.com:sub": "maya"}})
ENCODED = quote(POLICY, safe="")
AROUND_A_POLICY = {
    "a byte order mark": f"\ufeff{POLICY}",
    "a code fence": f"```json\n{POLICY}\n```",
    "URL-encoding": ENCODED,
    "get-role": json.dumps({"Role": {"RoleName": "x", "AssumeRolePolicyDocument": json.loads(POLICY)}}),
    "an SDK's GetRole": json.dumps({"Role": {"RoleName": "x", "AssumeRolePolicyDocument": ENCODED}}),
    "IAM's XML": f"<Role><RoleName>x</RoleName><AssumeRolePolicyDocument>{ENCODED}</AssumeRolePolicyDocument></Role>",
    "CloudFormation's JSON": json.dumps(
        {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": json.loads(POLICY)}}
    ),
    "Terraform's state": json.dumps({"assume_role_policy": POLICY}),
    "a heredoc": f"  assume_role_policy = <<-EOF\n{POLICY}\n  EOF\n",
    "a JSON string": json.dumps(POLICY),
    "the inside of one": json.dumps(POLICY)[1:-1],
}


@pytest.mark.parametrize("text", AROUND_A_POLICY.values(), ids=AROUND_A_POLICY)
def test_a_policy_is_found_in_what_stands_around_it(text):
    assert json.loads(read_policy_text(text, "trust")) == json.loads(POLICY)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (POLICY.replace("}}}", "},}}"), "nothing comes between the last comma and `}`"),
        (f"// who may\n{POLICY}", "a comment stands there, and JSON has none, on line 1"),
        (POLICY.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}"), "stands there as a quotation mark"),
        (POLICY.replace(" ", "\u00a0"), "an invisible character stands there, U+00A0"),
        ('jsonencode({ Version = "2012-10-17" })', "this is Terraform's language"),
        ('data "aws_iam_policy_document" "t" {\n  statement {\n  }\n}', "this is Terraform's language"),
        ("Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n", "this is YAML"),
        (json.dumps({"Roles": []}), "there is no policy in this JSON"),
        (json.dumps(json.loads(POLICY)["Statement"]), "there is no policy in this JSON"),
    ],
)
def test_what_iam_could_not_have_stored_is_said_and_not_judged(text, says):
    with pytest.raises(Unusable) as refused:
        diagnose(setup_of(Form(token=json.dumps(CLAIMS), trust=text), NOW))
    assert says in refused.value.reason
    assert refused.value.field == "trust"


@pytest.mark.parametrize("kind", ["Service", "AWS"])
def test_a_provider_under_the_wrong_kind_of_principal_is_put_under_federated(kind):
    example = BY_SLUG["environment"].form(time.time())
    form = replace(example, trust=example.trust.replace("ref:refs/heads/main", "environment:prod").replace("Federated", kind))
    found = diagnose(setup_of(form, time.time()))
    assert first_sentence(found).sentence.endswith("names the token's provider as something else; it belongs under `Federated`")
    fix = fixes(found)[0]
    assert fix.sentence.endswith(f"under `Federated` instead of `{kind}`.")
    assert diagnose(setup_of(replace(form, trust=fix.changed[0].text), time.time())).allowed


PIECES = [
    "a",
    "a=",
    "\n",
    "<<a\n",
    "}\n",
    '{"a":',
    "eyJ.",
    "- ",
    "<Document>",
    '"',
    "jsonencode ",
    "a.b.c ",
    "a" * 8 + ".",
    "\\\n",
]


@pytest.mark.parametrize("piece", PIECES)
def test_no_long_paste_takes_long(piece):
    start = time.process_time()
    text = piece * (50_000 // len(piece))
    row = json.dumps({**ROW, "useridentity": "{" + text + "}"})
    for token in (row, "}" + text):
        form = read_form({"token": token, "trust": text})
        with contextlib.suppress(Unusable):
            diagnose(setup_of(form, NOW))
        with contextlib.suppress(Unusable):
            diagnose(setup_of(replace(form, token=json.dumps(CLAIMS)), NOW))
    assert time.process_time() - start < 5  # under 0.3 where nothing else runs
