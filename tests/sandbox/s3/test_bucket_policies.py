"""A bucket's policy: written, read and taken off, checked as S3 checks it, and never a public one."""

import json

import pytest

from tests.sandbox.visit import ACCOUNT, BUCKET, OTHER, OTHERS_BUCKET, fields, policy, refusal, sentence

PATH, ARN = f"/{BUCKET}", f"arn:aws:s3:::{BUCKET}"
ADMIN = f"arn:aws:iam::{ACCOUNT}:role/Admin"


def allowing(action="s3:GetObject", resource=f"{ARN}/*", principal=None, **more):
    statement = {"Effect": "Allow", "Principal": {"AWS": ADMIN} if principal is None else principal}
    statement |= {"Action": action, "Resource": resource, **more}
    return {"Version": "2012-10-17", "Statement": [statement]}


def put(site, credentials, document, path=PATH):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return site.s3(credentials, "PUT", path, "policy", body=body)


def test_it_comes_back_to_the_letter_it_was_written_and_goes(site, admin):
    written = b'{ "Version": "2012-10-17",\n  "Statement": ' + json.dumps(allowing()["Statement"]).encode() + b" }"
    assert put(site, admin, written).response.status == 204
    answer = site.s3(admin, "GET", PATH, "policy")
    assert (answer.response.status, answer.response.body) == (200, written)
    assert fields(site.s3(admin, "GET", PATH, "policyStatus"))["IsPublic"] == "false"
    for _ in range(2):
        assert site.s3(admin, "DELETE", PATH, "policy").response.status == 204
    assert refusal(site.s3(admin, "GET", PATH, "policy")) == (404, "NoSuchBucketPolicy", "The bucket policy does not exist")


def test_it_decides_from_the_next_request_on(site, admin):
    key = f"{PATH}/shared/welcome.txt"
    deny = allowing(Effect="Deny", Sid="Nobody")
    assert put(site, admin, deny).response.status == 204
    told = refusal(site.s3(admin, "GET", key))
    assert told[:2] == (403, "AccessDenied")
    assert "with an explicit deny in a resource-based policy" in told[2]
    assert site.s3(admin, "DELETE", PATH, "policy").response.status == 204
    assert site.s3(admin, "GET", key).response.status == 200


@pytest.mark.parametrize(
    ("path", "named", "status"), [("/team/", "team/Admin", 204), ("/team/", "Admin", 400), ("/", "Admin", 204)]
)
def test_a_role_is_named_with_its_path(site, path, named, status):
    site.edit_role("Admin", path=path)
    admin = site.credentials(role=f"arn:aws:iam::{ACCOUNT}:role{path}Admin")
    document = allowing(principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/{named}"})
    assert put(site, admin, document).response.status == status


MALFORMED = [
    (b"", None),
    (b" {}", "Policies must be valid JSON and the first byte must be '{'"),
    (b"{", "Policies must be valid JSON and the first byte must be '{'"),
    (b'{"Version": "\xff"}', "Policies must be valid JSON and the first byte must be '{'"),
    (b"{}", "Missing required field Statement"),
    ({"Statement": []}, "Could not parse the policy: Statement is empty!"),
    ({**allowing(), "Version": "2013-01-01"}, "The policy must contain a valid version string"),
    ({**allowing(), "Version": 2012}, "The policy must contain a valid version string"),
    (allowing(Sid="x" * 21_000), "Policy exceeds the maximum allowed document size."),
    (allowing(principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/Nobody"}), "Invalid principal in policy"),
    (allowing(principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/team/Admin"}), "Invalid principal in policy"),
    (allowing(principal={"AWS": f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin"}), "Invalid principal in policy"),
    (allowing(principal={"AWS": "Maya"}), "Invalid principal in policy"),
    (allowing("s3:Fly"), "Policy has invalid action"),
    (allowing("iam:GetRole"), "Policy has invalid action"),
    (allowing(resource=f"arn:aws:s3:::{OTHERS_BUCKET}/*"), "Policy has invalid resource"),
    (allowing(resource="*"), "Policy has invalid resource"),
    (allowing("s3:ListBucket"), "Action does not apply to any resource(s) in statement"),
    (allowing(resource=ARN), "Action does not apply to any resource(s) in statement"),
    (allowing(Condition={"StringEquals": {"s3:flavour": "a"}}), "Policy has an invalid condition key"),
    (
        allowing(Condition={"StringEquals": {"s3:prefix": "a"}}),
        "Conditions do not apply to combination of actions and resources in statement",
    ),
]


@pytest.mark.parametrize(("document", "message"), MALFORMED)
def test_one_that_s3_would_not_keep_is_refused_in_its_words(site, admin, document, message):
    told = refusal(put(site, admin, document))
    assert told[0] == 400
    if message:
        assert told[1:] == ("MalformedPolicy", message)
    assert site.buckets.find(BUCKET).policy == ""


EVERYBODY = [
    (allowing(principal="*"), True),
    (allowing(principal={"AWS": "*"}), True),
    (allowing(principal="*", Condition={"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}}), True),
    (allowing(principal="*", Condition={"StringLike": {"aws:PrincipalAccount": "*"}}), True),
    (allowing(principal="*", Effect="Deny"), False),
    (allowing(principal="*", Condition={"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}), False),
    (allowing(principal="*", Condition={"StringEquals": {"aws:PrincipalAccount": OTHER}}), False),
    (allowing(principal={"AWS": OTHER}), False),
]


@pytest.mark.parametrize(("document", "public"), EVERYBODY)
def test_one_that_lets_in_everybody_is_blocked(site, admin, document, public):
    answer = put(site, admin, document)
    assert answer.response.status == (403 if public else 204)
    assert bool(site.buckets.find(BUCKET).policy) is not public
    if public:
        assert "because public policies are blocked by the BlockPublicPolicy" in refusal(answer)[2]
        assert "lets in everybody" in sentence(answer)


METHODS = {"GET": "s3:GetBucketPolicy", "PUT": "s3:PutBucketPolicy", "DELETE": "s3:DeleteBucketPolicy"}


@pytest.mark.parametrize("method", METHODS)
def test_each_needs_its_own_permission(site, admin, method):
    put(site, admin, allowing())
    body = json.dumps(allowing()).encode() if method == "PUT" else b""
    site.edit_role("Admin", inline={"Only": policy(*(action for name, action in METHODS.items() if name != method))})
    told = refusal(site.s3(admin, method, PATH, "policy", body=body))
    assert told[:2] == (403, "AccessDenied")
    assert f'to perform: {METHODS[method]} on resource: "{ARN}"' in told[2]
    site.edit_role("Admin", inline={"Only": policy(METHODS[method], resource=ARN)})
    assert site.s3(admin, method, PATH, "policy", body=body).response.status in (200, 204)


@pytest.mark.parametrize("method", METHODS)
def test_it_is_its_own_accounts_business_whatever_it_allows(site, admin, method):
    theirs = f"arn:aws:s3:::{OTHERS_BUCKET}"
    opened = allowing(list(METHODS.values()), theirs, {"AWS": ACCOUNT})
    site.buckets.set_policy(OTHERS_BUCKET, json.dumps(opened))
    answer = site.s3(admin, method, f"/{OTHERS_BUCKET}", "policy", body=b"{}" if method == "PUT" else b"")
    assert refusal(answer)[:2] == (405, "MethodNotAllowed")
    assert json.loads(site.buckets.find(OTHERS_BUCKET).policy) == opened
