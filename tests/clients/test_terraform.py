"""What Terraform's AWS provider asks of a role, a policy, a provider and a bucket, in its order: to make them, to read them, to plan again.

https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service
"""

import json

import pytest
from botocore.exceptions import ClientError

from tests.clients.administration import boto, key_of
from tests.clients.hands import ACCOUNT, REGION, s3

pytestmark = pytest.mark.clients

ROLE, POLICY, BUCKET = "Planned", f"arn:aws:iam::{ACCOUNT}:policy/Planned", "planned-by-terraform"
PROVIDER = f"arn:aws:iam::{ACCOUNT}:oidc-provider/planned.example.com"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Federated": PROVIDER}, "Action": "sts:AssumeRoleWithWebIdentity"}],
}
READING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
TAGS = [{"Key": "made-by", "Value": "terraform"}]
NO_SETTINGS = {
    "get_bucket_cors": "NoSuchCORSConfiguration",
    "get_bucket_website": "NoSuchWebsiteConfiguration",
    "get_bucket_lifecycle_configuration": "NoSuchLifecycleConfiguration",
    "get_bucket_replication": "ReplicationConfigurationNotFoundError",
    "get_object_lock_configuration": "ObjectLockConfigurationNotFoundError",
    "get_bucket_policy": "NoSuchBucketPolicy",
    "get_bucket_tagging": "NoSuchTagSet",
}
SETTINGS = (
    "acl versioning accelerate_configuration request_payment logging encryption ownership_controls location "
    "notification_configuration"
).split()


def absent(call, **asked):
    with pytest.raises(ClientError) as told:
        call(**asked)
    return told.value.response["Error"]["Code"]


@pytest.fixture
def iam(server):
    return boto(key_of(server), "iam")


def test_who_plans_is_known(server, iam):
    """The provider asks STS first, then looks the account up as whoever holds the key."""
    told = boto(key_of(server), "sts").get_caller_identity()
    assert told["Account"] == ACCOUNT
    assert iam.get_user()["User"]["Arn"] == told["Arn"]


def test_a_role_with_its_policies_and_its_provider_is_made_read_planned_again_and_destroyed(iam):
    given = {"Url": "https://planned.example.com", "ClientIDList": ["app"], "ThumbprintList": ["a" * 40], "Tags": TAGS}
    assert iam.create_open_id_connect_provider(**given)["OpenIDConnectProviderArn"] == PROVIDER
    read = iam.get_open_id_connect_provider(OpenIDConnectProviderArn=PROVIDER)
    assert (read["Url"], read["ClientIDList"], read["Tags"]) == ("planned.example.com", ["app"], TAGS)
    iam.create_policy(PolicyName=ROLE, PolicyDocument=json.dumps(READING), Path="/", Tags=TAGS)
    iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(TRUST), MaxSessionDuration=7200, Tags=TAGS)
    iam.put_role_policy(RoleName=ROLE, PolicyName="own", PolicyDocument=json.dumps(READING))
    iam.attach_role_policy(RoleName=ROLE, PolicyArn=POLICY)
    try:
        the_role_is_as_planned(iam)
        the_policy_is_as_planned(iam)
    finally:
        destroy(iam)
    assert absent(iam.get_role, RoleName=ROLE) == "NoSuchEntity"
    assert absent(iam.get_policy, PolicyArn=POLICY) == "NoSuchEntity"
    assert absent(iam.get_open_id_connect_provider, OpenIDConnectProviderArn=PROVIDER) == "NoSuchEntity"


def the_role_is_as_planned(iam):
    role = iam.get_role(RoleName=ROLE)["Role"]
    assert (role["AssumeRolePolicyDocument"], role["MaxSessionDuration"], role["Tags"]) == (TRUST, 7200, TAGS)
    assert iam.list_role_policies(RoleName=ROLE)["PolicyNames"] == ["own"]
    assert iam.get_role_policy(RoleName=ROLE, PolicyName="own")["PolicyDocument"] == READING
    attached = iam.list_attached_role_policies(RoleName=ROLE)["AttachedPolicies"]
    assert attached == [{"PolicyName": ROLE, "PolicyArn": POLICY}]
    assert iam.list_role_tags(RoleName=ROLE)["Tags"] == TAGS
    iam.update_assume_role_policy(RoleName=ROLE, PolicyDocument=json.dumps(TRUST))
    iam.update_role(RoleName=ROLE, Description="", MaxSessionDuration=3600)
    assert iam.get_role(RoleName=ROLE)["Role"]["MaxSessionDuration"] == 3600


def the_policy_is_as_planned(iam):
    policy = iam.get_policy(PolicyArn=POLICY)["Policy"]
    assert (policy["AttachmentCount"], policy["Tags"]) == (1, TAGS)
    asked = {"PolicyArn": POLICY, "VersionId": policy["DefaultVersionId"]}
    assert iam.get_policy_version(**asked)["PolicyVersion"]["Document"] == READING
    changed = {**READING, "Id": "changed"}
    iam.create_policy_version(PolicyArn=POLICY, PolicyDocument=json.dumps(changed), SetAsDefault=True)
    assert [one["VersionId"] for one in iam.list_policy_versions(PolicyArn=POLICY)["Versions"]] == ["v2", "v1"]


def destroy(iam):
    assert iam.list_instance_profiles_for_role(RoleName=ROLE)["InstanceProfiles"] == []
    iam.detach_role_policy(RoleName=ROLE, PolicyArn=POLICY)
    for name in iam.list_role_policies(RoleName=ROLE)["PolicyNames"]:
        iam.delete_role_policy(RoleName=ROLE, PolicyName=name)
    iam.delete_role(RoleName=ROLE)
    for one in iam.list_policy_versions(PolicyArn=POLICY)["Versions"]:
        if not one["IsDefaultVersion"]:
            iam.delete_policy_version(PolicyArn=POLICY, VersionId=one["VersionId"])
    iam.delete_policy(PolicyArn=POLICY)
    iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=PROVIDER)


def test_a_bucket_is_made_read_setting_by_setting_and_destroyed(server, administrator):
    client = s3(server, administrator, s3={"addressing_style": "path"})
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    try:
        assert client.head_bucket(Bucket=BUCKET)["BucketRegion"] == REGION
        for name in SETTINGS:
            told = getattr(client, f"get_bucket_{name}")(Bucket=BUCKET)
            assert told["ResponseMetadata"]["HTTPStatusCode"] == 200, name
        assert client.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]["BlockPublicPolicy"]
        assert {name: absent(getattr(client, name), Bucket=BUCKET) for name in NO_SETTINGS} == NO_SETTINGS
    finally:
        client.delete_bucket(Bucket=BUCKET)
    assert absent(client.head_bucket, Bucket=BUCKET) == "404"
