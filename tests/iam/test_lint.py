"""Each piece of advice: the statement, the sentence, and the statement after the fix; and every fix settles what it is about."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.documents import read_json, write_json
from playground.iam import PolicyType, parse_policy
from playground.iam.editing.rewriting import apply
from playground.iam.lint import lint
from playground.iam.lint.trust import GITHUB
from playground.iam.repair.trial import group
from tests.iam import generated
from tests.iam.generated import SHARED

IDENTITY, TRUST, BUCKET, SESSION = PolicyType.IDENTITY, PolicyType.TRUST, PolicyType.RESOURCE, PolicyType.SESSION
GOOGLE = "accounts.google.com"
PROVIDER = f"arn:aws:iam::111122223333:oidc-provider/{GITHUB}"
AUD, SUB = {f"{GITHUB}:aud": "sts.amazonaws.com"}, {f"{GITHUB}:sub": "repo:acme/web:ref:refs/heads/main"}


def allow(action="s3:GetObject", resource="arn:aws:s3:::b/*", **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(*what, **more):
    return {**allow(*what, **more), "Effect": "Deny"}


def when(**operators):
    return {"Condition": {name.replace("__", ":"): keys for name, keys in operators.items()}}


def trusting(conditions, principal=PROVIDER, action="sts:AssumeRoleWithWebIdentity"):
    return {"Effect": "Allow", "Principal": {"Federated": principal}, "Action": action, "Condition": conditions}


def github(**operators):
    return trusting({name.replace("__", ":"): keys for name, keys in operators.items()})


def google(**keys):
    return trusting({"StringEquals": {f"{GOOGLE}:{key}": value for key, value in keys.items()}}, GOOGLE)


SENTINEL = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/"
BUCKET_TO_ALL = {**allow(), "Principal": "*"}

SAID = [
    # kind, statement, the sentence (its start), the statement after the fix; None where there is no fix
    (
        IDENTITY,
        allow("s3:GetObjects"),
        "`s3:GetObjects` is no IAM action and matches nothing; is `s3:GetObject` meant?",
        allow(),
    ),
    (IDENTITY, allow("s3:HeadObject"), "`s3:HeadObject` is an operation and no IAM action; it needs `s3:GetObject`", allow()),
    (IDENTITY, allow(["s3:GetObject", "s3:HeadObject"]), "`s3:HeadObject` is an operation", allow(["s3:GetObject"])),
    (IDENTITY, allow("s3:Xyzzy"), "`s3:Xyzzy` is no IAM action and matches nothing", None),
    (IDENTITY, allow("xyzzy:Get"), "IAM has no service `xyzzy`", None),
    (
        IDENTITY,
        allow("lamda:InvokeFunction", "*"),
        "IAM has no service `lamda`, so `lamda:InvokeFunction` matches nothing; is",
        ...,
    ),
    (IDENTITY, allow("*", "arn:aws:s3:::b/*"), "`*` allows every action of every service", None),
    (
        IDENTITY,
        {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},
        "with `Allow`, `NotAction` allows every action but",
        None,
    ),
    (
        IDENTITY,
        {"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::b/*"},
        "with `Allow`, `NotResource`",
        None,
    ),
    (IDENTITY, allow(resource="arn:aws:s3:::b"), "`s3:GetObject` applies to an object", allow()),
    (
        IDENTITY,
        allow(["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::b"),
        "`s3:GetObject` applies to an object",
        allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]),
    ),
    (IDENTITY, allow("s3:ListBucket"), "`s3:ListBucket` applies to a bucket", allow("s3:ListBucket", "arn:aws:s3:::b")),
    (
        IDENTITY,
        allow(["s3:ListBucket", "s3:Get*"]),
        "`s3:ListBucket` applies to a bucket",
        allow(["s3:ListBucket", "s3:Get*"], ["arn:aws:s3:::b/*", "arn:aws:s3:::b"]),
    ),
    (IDENTITY, allow("s3:ListBucket", "arn:aws:s3:::b/maya/*"), "`s3:ListBucket` applies to a bucket", None),
    (SESSION, allow("s3:PutObject", ["arn:aws:s3:::b", "arn:aws:s3:::c"]), "`s3:PutObject` applies to an object", ...),
    # variables
    (IDENTITY, allow(resource="arn:aws:s3:::b/${aws:username}/*"), "a role's session has no `aws:username`, only a user", None),
    (SESSION, allow(**when(StringLike={"aws:userid": "*:${AWS:UserName}"})), "a role's session has no `AWS:UserName`", None),
    (
        IDENTITY,
        allow(resource=["arn:aws:s3:::b/${accounts.google.com:email}/*"]),
        "`accounts.google.com:email` is there while the role is assumed, and no longer in the session, so `${accounts.google",
        None,
    ),
    (
        IDENTITY,
        allow(resource="arn:aws:s3:::b/home/${accounts.google.com:sub}*"),
        "`arn:aws:s3:::b/home/${accounts.google.com:sub}*` also covers what is of others whose value begins so",
        allow(resource="arn:aws:s3:::b/home/${accounts.google.com:sub}/*"),
    ),
    (
        IDENTITY,
        allow("s3:ListBucket", "arn:aws:s3:::b", **when(StringLike={"s3:prefix": ["", "${aws:userid}*"]})),
        "`${aws:userid}*` also covers what is of others",
        allow("s3:ListBucket", "arn:aws:s3:::b", **when(StringLike={"s3:prefix": ["", "${aws:userid}/*"]})),
    ),
    # values that a key never has
    (
        BUCKET,
        {**BUCKET_TO_ALL, **when(ArnLike={"aws:PrincipalArn": "arn:aws:sts::111122223333:assumed-role/App/*"})},
        "`aws:PrincipalArn` of a role's session is the ARN of its role, so it is never `arn:aws:sts::111122223333:assumed-role",
        {**BUCKET_TO_ALL, **when(ArnLike={"aws:PrincipalArn": "arn:aws:iam::111122223333:role/App"})},
    ),
    (
        IDENTITY,
        allow(**when(StringEquals={"aws:TagKeys": ["a"]})),
        "`aws:TagKeys` can have several values, and `StringEquals` compares one; write `ForAnyValue:StringEquals`",
        allow(**when(**{"ForAnyValue:StringEquals": {"aws:TagKeys": ["a"]}})),
    ),
    (
        IDENTITY,
        allow(**when(StringLike={"aws:SourceIp": "203.0.113.*"})),
        "`aws:SourceIp` is an address, and `StringLike`",
        None,
    ),
    (IDENTITY, allow(**when(StringEquals={"aws:userid": []})), "`StringEquals` compares `aws:userid` with an empty list", None),
    # principals and tokens
    (
        TRUST,
        {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRoleWithWebIdentity"},
        "`sts:AssumeRoleWithWebIdentity` takes a provider's token, and this statement names no provider, so it lets nobody in",
        None,
    ),
    (
        BUCKET,
        {**deny(), "NotPrincipal": {"AWS": "111122223333"}},
        "with `Deny`, `NotPrincipal` spares a role's session only",
        None,
    ),
    (
        TRUST,
        github(StringEquals=AUD, StringLike={f"{GITHUB}:sub": "repo:acme*"}),
        "`repo:acme*` lets in repositories of every owner whose name begins with `acme`: write the owner out",
        None,
    ),
    (IDENTITY, allow(resource="arn:aws:s3::111122223333:b/*"), "`arn:aws:s3::111122223333:b/*` names an account", allow()),
    (IDENTITY, allow("iam:GetRole", "arn:aws:iam:::role/App"), "`arn:aws:iam:::role/App` has no account ID", None),
    (
        IDENTITY,
        allow("s3:ListBucket", "arn:aws:s3:::b", **when(StringEquals={"s3:prefix": "a/*"})),
        "`StringEquals` takes `a/*` literally; for a wildcard it has to be `StringLike`",
        allow("s3:ListBucket", "arn:aws:s3:::b", **when(StringLike={"s3:prefix": "a/*"})),
    ),
    (TRUST, github(StringEquals=AUD | {f"{GITHUB}:sub": "*"}), "`StringEquals` takes `*` literally", None),
    (
        TRUST,
        github(StringEquals=AUD | {f"{GITHUB}:sub": "repo:acme/web:*"}),
        "`StringEquals` takes `repo:acme/web:*` literally",
        github(StringLike=AUD | {f"{GITHUB}:sub": "repo:acme/web:*"}),
    ),
    (
        TRUST,
        github(StringEqualsIfExists=AUD, StringEquals=SUB),
        f"`StringEqualsIfExists` also holds for a token without `{GITHUB}:aud`",
        github(StringEquals=SUB | AUD),
    ),
    (
        TRUST,
        github(ForAllValues__StringEquals=AUD | SUB),
        f"`{GITHUB}:aud` has one value; `ForAllValues` also holds when it is absent",
        github(ForAllValues__StringEquals=SUB, StringEquals=AUD),
    ),
    (
        IDENTITY,
        deny(**when(ForAllValues__StringEquals={f"{GOOGLE}:sub": "a"})),
        f"`{GOOGLE}:sub` has one value; `ForAllValues`",
        None,
    ),
    (
        IDENTITY,
        allow(**when(ForAnyValue__StringEquals={f"{GOOGLE}:sub": "a"})),
        f"`{GOOGLE}:sub` has one value, so `ForAnyValue` says nothing more",
        allow(**when(StringEquals={f"{GOOGLE}:sub": "a"})),
    ),
    (IDENTITY, allow(**when(ForAllValues__StringEquals={"aws:TagKeys": "a"})), "`ForAllValues` also holds when", None),
    (TRUST, google(aud="a", sub="${accounts.google.com:sub}"), f"`{GOOGLE}:sub` is compared with itself", None),
    (TRUST, github(StringEquals=AUD, StringLike={f"{GITHUB}:sub": "*"}), "`*` lets every subject in", None),
    (
        TRUST,
        github(StringEquals=AUD, StringLike={f"{GITHUB}:sub": "repo:*/web:*"}),
        "`repo:*/web:*` lets in repositories of any",
        None,
    ),
    (
        TRUST,
        github(StringEquals=AUD, StringLike={f"{GITHUB}:sub": "repo:acme/*"}),
        "`repo:acme/*` lets in every repository,",
        None,
    ),
    (
        TRUST,
        github(StringEquals=SUB),
        f"no condition compares the audience, so a token for any other app of `{GITHUB}`",
        github(StringEquals=SUB | AUD),
    ),
    (
        TRUST,
        google(sub="a"),
        "no condition compares the audience, so a token for any other app of `accounts.google.com` will do",
        None,
    ),
    (TRUST, github(StringEquals=AUD), f"no condition compares `{GITHUB}:sub`, so any repository will do", None),
    *(
        (
            TRUST,
            trusting({"StringEquals": {f"{issuer}:aud": "a"}}, f"arn:aws:iam::111122223333:oidc-provider/{issuer}"),
            f"no condition compares `{issuer}:sub`, and `{issuer}` makes tokens for others too",
            None,
        )
        for issuer in ("tokens.cloud.shisho.dev", "studio.datachain.ai/api", "vstoken.actions.githubusercontent.com")
    ),
    (
        TRUST,
        trusting({"StringEquals": {"gitlab.com:aud": "a"}}, "arn:aws:iam::111122223333:oidc-provider/gitlab.com"),
        "no condition compares `gitlab.com:sub`, and `gitlab.com` makes tokens for others too",
        None,
    ),
    (
        TRUST,
        google(aud="a", subject="b"),
        "`accounts.google.com:subject` is no condition key of `accounts.google.com`, so it is never there",
        None,
    ),
    (
        TRUST,
        github(StringEquals=AUD | SUB | {f"{GITHUB}:enviroment": "prod"}),
        f"`{GITHUB}:enviroment` is no condition key of `{GITHUB}`, so it is never there; is `{GITHUB}:environment` meant?",
        github(StringEquals=AUD | SUB | {f"{GITHUB}:environment": "prod"}),
    ),
    (
        TRUST,
        github(StringEquals=AUD | {f"https://{GITHUB}:sub": "a"}),
        "a condition key begins with the provider's name without `https://`",
        github(StringEquals=AUD | {f"{GITHUB}:sub": "a"}),
    ),
    (
        TRUST,
        github(StringEquals=AUD | SUB | {"token.action.githubusercontent.com:ref": "a"}),
        "`token.action.githubusercontent.com:ref` is a key of another provider than",
        github(StringEquals=AUD | SUB | {f"{GITHUB}:ref": "a"}),
    ),
    (TRUST, github(StringEquals=AUD | SUB | {f"{GOOGLE}:sub": "a"}), f"`{GOOGLE}:sub` is a key of another provider than", None),
    (
        TRUST,
        github(StringEquals=AUD | SUB | {f"{GITHUB}:of:groups": "a"}),
        f"`{GITHUB}:of:groups` is no condition key of `{GITHUB}`",
        None,
    ),
    (
        IDENTITY,
        allow(**when(StringEquals={f"{GITHUB}:environment": "a"})),
        f"`{GITHUB}:environment` is there while the role",
        None,
    ),
    (
        IDENTITY,
        allow("s3:ListBucket", "arn:aws:s3:::b", **when(StringEquals={"s3:prefx": "a"})),
        "`s3:prefx` is no condition key of `s3`, so it is never there; is `s3:prefix` meant?",
        allow("s3:ListBucket", "arn:aws:s3:::b", **when(StringEquals={"s3:prefix": "a"})),
    ),
    (
        IDENTITY,
        allow(**when(Bool={"aws:SecureTransprot": "true"})),
        "`aws:SecureTransprot` is no condition key of `AWS`, so it is never there; is `aws:SecureTransport` meant?",
        allow(**when(Bool={"aws:SecureTransport": "true"})),
    ),
    (
        TRUST,
        trusting({"StringEquals": AUD | SUB}, f"arn:aws:iam::111122223333:oidc-provider/https://{GITHUB}"),
        "the ARN of an OIDC provider has its issuer without `https://`",
        github(StringEquals=AUD | SUB),
    ),
    (
        TRUST,
        trusting({"StringEquals": AUD | SUB}, f"arn:aws:iam:::oidc-provider/{GITHUB}"),
        f"`arn:aws:iam:::oidc-provider/{GITHUB}` has no account ID",
        None,
    ),
    (
        TRUST,
        trusting({"StringEquals": AUD | SUB}, f"arn:aws:iam::ACCOUNT:oidc-provider/{GITHUB}"),
        f"`arn:aws:iam::ACCOUNT:oidc-provider/{GITHUB}` has no account ID",
        None,
    ),
    (
        BUCKET,
        {**allow(), "Principal": {"AWS": "arn:aws:iam::111122223333:role/*"}},
        "`arn:aws:iam::111122223333:role/*` has a",
        None,
    ),
    (BUCKET, BUCKET_TO_ALL, "`*` trusts everybody on the internet", None),
    (
        TRUST,
        {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"},
        "`*` trusts everybody on the internet",
        None,
    ),
    (
        TRUST,
        trusting(
            {"StringEquals": {f"{SENTINEL}:aud": "a", f"{SENTINEL}:sub": "b"}},
            f"arn:aws:iam::111122223333:oidc-provider/{SENTINEL}",
        ),
        f"no condition compares `sts:RoleSessionName`, and `{SENTINEL}` makes tokens for others too",
        None,
    ),
    (
        BUCKET,
        {**allow(), "NotPrincipal": {"AWS": "111122223333"}},
        "with `Allow`, `NotPrincipal` lets in everybody but these",
        None,
    ),
    (
        TRUST,
        trusting({"StringEquals": AUD | SUB}, action="sts:AssumeRole"),
        "`sts:AssumeRole` is no action by which a token assumes a role",
        github(StringEquals=AUD | SUB),
    ),
    (
        TRUST,
        github(StringEquals=AUD | SUB | {"aws:RequestTag/team": "red"}),
        "a token that brings session tags is refused without `sts:TagSession`",
        trusting(
            {"StringEquals": AUD | SUB | {"aws:RequestTag/team": "red"}},
            action=["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
        ),
    ),
    (
        TRUST,
        github(StringEquals=AUD | SUB | {"sts:SourceIdentity": "maya"}),
        "a source identity is set with `sts:SetSourceIdentity`",
        trusting(
            {"StringEquals": AUD | SUB | {"sts:SourceIdentity": "maya"}},
            action=["sts:AssumeRoleWithWebIdentity", "sts:SetSourceIdentity"],
        ),
    ),
]


def whole(statement):
    return write_json({"Version": "2012-10-17", "Statement": [statement]})


def test_a_bare_star_in_a_trust_policy_is_what_iam_refuses():
    """A bucket policy may have one; and a role that has one from elsewhere is decided with all the same."""
    (remark,) = lint(whole({"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}), TRUST)
    assert (remark.level, remark.aws, remark.pointer) == ("error", "Principal must be a JSON object.", "/Statement/0/Principal")
    assert not [one for one in lint(whole(BUCKET_TO_ALL), PolicyType.RESOURCE) if one.level == "error"]


@pytest.mark.parametrize(
    ("kind", "statement", "sentence", "after"), SAID, ids=lambda value: value[:50] if isinstance(value, str) else None
)
def test_advice(kind, statement, sentence, after):
    text = whole(statement)
    (remark,) = [one for one in lint(text, kind) if one.sentence.startswith(sentence)]
    assert remark.level in ("warning", "suggestion")
    assert not remark.sentence.endswith(".")
    assert bool(remark.fix) == (after is not None)
    if after not in (None, ...):
        assert read_json(apply(text, remark.fix))["Statement"] == [after]
    settles(text, kind, remark)


def settles(text, kind, remark):
    """After its fix a remark is gone, and the document is one that AWS would keep."""
    if remark.fix:
        fixed = apply(text, remark.fix)
        parse_policy(fixed, kind)
        assert (remark.sentence, remark.pointer) not in [(one.sentence, one.pointer) for one in lint(fixed, kind)], fixed


WITHOUT_VERSION = [
    ({"Statement": [allow(resource="arn:aws:s3:::b/${aws:userid}/*")]}, "arn:aws:s3:::b/${aws:userid}/*"),
    ({"Version": "2008-10-17", "Statement": [allow(**when(StringLike={"aws:userid": "${aws:userid}"}))]}, "${aws:userid}"),
]


@pytest.mark.parametrize(("document", "shown"), WITHOUT_VERSION)
def test_a_variable_without_the_version_that_has_them_gets_it(document, shown):
    (remark,) = [one for one in lint(json.dumps(document), IDENTITY) if "is no variable" in one.sentence]
    assert remark.sentence == f'without `"Version": "2012-10-17"` the text `{shown}` is no variable'
    assert read_json(apply(json.dumps(document), remark.fix))["Version"] == "2012-10-17"


REFUSED = [
    # what AWS refuses and can only mean one thing: before, after
    ({"Effect": "allow"}, {"Effect": "Allow"}),
    ({"Condition": {"StringEqual": {"aws:userid": "a"}}}, {"Condition": {"StringEquals": {"aws:userid": "a"}}}),
    (
        {"Condition": {"ForAnyValues:stringlikeIfExists": {"aws:TagKeys": "a"}}},
        {"Condition": {"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": "a"}}},
    ),
    ({"Conditions": {}}, {"Condition": {}}),
]


@pytest.mark.parametrize(("wrong", "right"), REFUSED)
def test_what_aws_refuses_can_be_put_right_where_one_thing_is_meant(wrong, right):
    text = whole(allow() | wrong)
    (remark,) = lint(text, IDENTITY)
    assert (remark.level, bool(remark.aws)) == ("error", True)
    assert read_json(apply(text, remark.fix))["Statement"] == [allow() | right]


def test_a_variable_in_an_arns_account_is_not_cut_in_two():
    (remark,) = lint(whole(allow("iam:GetUser", "arn:aws:iam::${aws:PrincipalAccount}:user/x")), IDENTITY)
    assert remark.sentence.startswith("`arn:aws:iam::${aws:PrincipalAccount}:user/x` has a variable before its fifth colon")


@pytest.mark.parametrize("kind", PolicyType)
def test_a_policy_that_says_nothing_is_refused_as_aws_does(kind):
    (remark,) = lint('{"Version": "2012-10-17", "Statement": []}', kind)
    assert (remark.level, remark.pointer, bool(remark.aws)) == ("error", "/Statement", True)


@pytest.mark.parametrize(
    "wrong", [{"Condition": {"Xyz": {"aws:userid": "a"}}}, {"Effect": "Maybe"}, {"Sid": "not ok!"}, {"Action": 1}]
)
def test_what_could_mean_anything_has_no_fix(wrong):
    (remark,) = lint(whole(allow() | wrong), IDENTITY)
    assert remark.fix == ()


GOOD = [
    (IDENTITY, allow(["s3:GetObject", "s3:Put*"])),
    (IDENTITY, allow("s3:*", ["arn:aws:s3:::b", "arn:aws:s3:::b/*"])),
    (IDENTITY, allow("s3:ListAllMyBuckets", "*")),
    (IDENTITY, allow("s3:ListBucket", "arn:aws:s3:::b", **when(StringLike={"s3:prefix": ["", "home/${aws:userid}/*"]}))),
    (IDENTITY, deny("*", "*", **when(Bool={"aws:SecureTransport": "false"}))),
    (SESSION, allow("*", "*")),
    (TRUST, github(StringEquals=AUD | SUB)),
    (TRUST, github(StringEquals=AUD, StringLike={f"{GITHUB}:sub": "repo:acme/web:*"})),
    (TRUST, google(aud="photos.apps.googleusercontent.com")),
    (
        TRUST,
        trusting({"StringEquals": {"gitlab.company.example:aud": "a"}}, f"{PROVIDER.partition('/')[0]}/gitlab.company.example"),
    ),
    (TRUST, {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}),
    (BUCKET, {**BUCKET_TO_ALL, **when(StringEquals={"aws:PrincipalOrgID": "o-a1b2c3d4e5"})}),
    (IDENTITY, allow(**when(StringEquals={"aws:PrincipalTag/team": "red", "s3:ExistingObjectTag/team": "red"}))),
    (IDENTITY, allow(resource="arn:aws:s3:::b/${aws:username, 'nobody'}/*")),
    (BUCKET, {**allow(resource="arn:aws:s3:::b/${aws:username}/*"), "Principal": {"AWS": "111122223333"}}),
    (
        TRUST,
        google(aud="a")
        | {"Condition": {"StringEquals": {f"{GOOGLE}:aud": "a", f"{GOOGLE}:email": "${accounts.google.com:sub}"}}},
    ),
    (
        TRUST,
        {
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": "sts:AssumeRole",
            **when(StringEquals={"aws:PrincipalOrgID": "o-a1b2c3d4e5"}),
        },
    ),
    (TRUST, github(StringEquals=AUD, StringLike={f"{GITHUB}:sub": "repo:acme@*/web@*:ref:refs/heads/main"})),
]


@pytest.mark.parametrize(("kind", "statement"), GOOD)
def test_a_good_policy_is_left_alone(kind, statement):
    assert [one.sentence for one in lint(whole(statement), kind)] == []


def documents_of(policies):
    return [one for kind in PolicyType for one in group(policies, kind)]


def test_every_fix_over_the_shared_cases_settles_its_remark():
    for _, policies in SHARED:
        for policy in documents_of(policies):
            for remark in lint(policy.text, policy.kind):
                settles(policy.text, policy.kind, remark)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(generated.worlds, st.booleans())
def test_every_fix_of_a_small_world_settles_its_remark(world, dense):
    for policy in documents_of(world[1]):
        text = json.dumps(read_json(policy.text)) if dense else policy.text
        for remark in lint(text, policy.kind):
            settles(text, policy.kind, remark)


def usual():
    return whole(
        allow(
            ["s3:GetObject", "s3:PutObjet"], ["arn:aws:s3:::b", "arn:aws:s3:::b/*"], **when(StringEquals={"aws:userid": "a*"})
        )
    )


LONG = {
    "thousands of unknown actions": whole(allow([f"s3:Get{n}" for n in range(900)])),
    "patterns of actions": whole(allow([f"ec2:*{n}*" for n in range(800)], "*")),
    "statements": write_json({"Statement": [allow("s3:a", "*")] * 130}),
    "thousands of empty statements": '{"Statement": [' + "{}," * 3_000 + "{}]}",
    "conditions": whole(allow(**{"Condition": {"StringEquals": {f"s3:prefix{n}": "a*" for n in range(350)}}})),
    "brackets": "[" * 10_240,
}


def seconds(text):
    lint(text, IDENTITY)
    took = []
    for n in range(5):
        start = time.process_time()
        lint(text + " " * n, IDENTITY)
        took.append(time.process_time() - start)
    return min(took)


def test_a_usual_document_takes_a_few_milliseconds():
    assert seconds(usual()) < 0.01


@pytest.mark.parametrize("what", LONG)
def test_the_longest_documents_are_answered_within_a_tenth_of_a_second(what):
    assert 9_000 < len(LONG[what]) < 20_000
    assert seconds(LONG[what]) < 0.1
