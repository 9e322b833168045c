"""Headers and parameters that mean something: what the sandbox does not understand is refused, and policies can test the rest."""

import pytest

from playground.sandbox.parameters import service_model
from playground.sandbox.routing import SUBRESOURCES
from playground.sandbox.s3.understood import HEADERS, IN_QUERY
from playground.sigv4.request import HttpRequest as SignedRequest
from playground.sigv4.sign import presign
from tests.sandbox.visit import BUCKET, HOST, REGION, fields, plain, policy, refusal
from tests.tokens.minting import NOW

PATH = f"/{BUCKET}/new"

NOT_HERE = [
    {"x-amz-copy-source": f"/{BUCKET}/shared/welcome.txt"},
    {"x-amz-tagging": "team=photos"},
    {"x-amz-storage-class": "GLACIER"},
    {"x-amz-server-side-encryption": "aws:kms"},
    {"x-amz-server-side-encryption-customer-algorithm": "AES256"},
    {"x-amz-object-lock-mode": "GOVERNANCE"},
    {"x-amz-website-redirect-location": "/"},
    {"x-amz-write-offset-bytes": "5"},
    {"x-amz-something-of-next-year": "1"},
    {"if-none-match": "*"},
    {"if-match": '"x"'},
]


@pytest.mark.parametrize("headers", NOT_HERE)
def test_a_header_that_the_sandbox_does_not_understand_is_refused_and_nothing_kept(site, admin, headers):
    answer = site.s3(admin, "PUT", PATH, headers=headers, body=b"")
    message = "A header you provided implies functionality that is not implemented"
    assert refusal(answer) == (501, "NotImplemented", message)
    assert fields(answer)["Header"] in headers
    assert b"new" not in site.buckets.objects[BUCKET]


def test_the_same_in_the_query_of_a_presigned_request_is_refused(site, admin):
    for query in ("x-amz-tagging=team%3Dphotos", "x-amz-acl=public-read", "X-Amz-Copy-Source=x", "x-amz-meta-a=1"):
        request = SignedRequest("PUT", PATH, query, (("host", HOST),))
        answer = site.send(plain(presign(request, admin, region=REGION, service="s3", now=NOW, expires=60).request))
        assert refusal(answer)[:2] == (501, "NotImplemented")


@pytest.mark.parametrize("headers", [{"x-amz-storage-class": "STANDARD"}, {"x-amz-server-side-encryption": "AES256"}])
def test_what_holds_anyway_may_be_asked_for(site, admin, headers):
    assert site.s3(admin, "PUT", PATH, headers=headers).response.status == 200


@pytest.mark.parametrize("headers", [{"x-amz-acl": "public-read"}, {"x-amz-acl": "private"}, {"x-amz-grant-read": "id=x"}])
def test_access_control_lists_are_switched_off(site, admin, headers):
    assert refusal(site.s3(admin, "PUT", PATH, headers=headers)) == (
        400,
        "AccessControlListNotSupported",
        "The bucket does not allow ACLs",
    )
    assert site.s3(admin, "PUT", PATH, headers={"x-amz-acl": "bucket-owner-full-control"}).response.status == 200


def test_asking_for_a_list_needs_its_own_permission(site, admin):
    site.edit_role("Admin", inline={"Put": policy("s3:PutObject")})
    answer = site.s3(admin, "PUT", PATH, headers={"x-amz-acl": "bucket-owner-full-control"})
    assert "is not authorized to perform: s3:PutObjectAcl" in refusal(answer)[2]


CONDITIONS = [
    ({"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}, {"x-amz-acl": "bucket-owner-full-control"}, 200),
    ({"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}, {}, 403),
    ({"StringEquals": {"s3:x-amz-server-side-encryption": "AES256"}}, {"x-amz-server-side-encryption": "AES256"}, 200),
    ({"StringEquals": {"s3:x-amz-server-side-encryption": "AES256"}}, {}, 403),
    ({"StringEquals": {"s3:x-amz-storage-class": "STANDARD"}}, {"x-amz-storage-class": "STANDARD"}, 200),
    ({"StringEquals": {"s3:x-amz-content-sha256": "UNSIGNED-PAYLOAD"}}, {"x-amz-content-sha256": "UNSIGNED-PAYLOAD"}, 200),
    ({"StringEquals": {"s3:x-amz-content-sha256": "UNSIGNED-PAYLOAD"}}, {}, 403),
    ({"StringEquals": {"s3:authType": "REST-HEADER", "s3:signatureversion": "AWS4-HMAC-SHA256"}}, {}, 200),
]


@pytest.mark.parametrize(("condition", "headers", "status"), CONDITIONS)
def test_policies_can_test_the_headers_of_a_put(site, admin, condition, headers, status):
    site.edit_role("Admin", inline={"Only": policy("s3:PutObject", "s3:PutObjectAcl", Condition=condition)})
    assert site.s3(admin, "PUT", PATH, headers=headers, body=b"hello").response.status == status


@pytest.mark.parametrize(
    "query", ["uploads", "uploadId=x&partNumber=1", "acl", "tagging", "renameObject", "versionId=x", "retention"]
)
def test_another_operation_on_the_same_path_is_not_taken_for_a_put(site, admin, query):
    assert refusal(site.s3(admin, "PUT", PATH, query))[:2] == (501, "NotImplemented")
    assert b"new" not in site.buckets.objects[BUCKET]


def test_every_query_parameter_that_makes_another_operation_is_known():
    """botocore's model of S3 names them in its addresses and among required members."""
    model = service_model("s3")
    found = set()
    for name in model.operation_names:
        operation = model.operation_model(name)
        address = operation.http["requestUri"].partition("?")[2]
        found |= {pair.partition("=")[0] for pair in address.split("&") if pair}
        shape = operation.input_shape
        for member in shape.required_members if shape else ():
            place = shape.members[member].serialization
            found |= {place["name"]} if place.get("location") == "querystring" else set()
    assert found - SUBRESOURCES == {"list-type", "id"}


def test_signing_itself_uses_no_header_that_is_not_understood():
    assert {"x-amz-date", "x-amz-security-token", "x-amz-content-sha256"} <= HEADERS
    assert {"x-amz-signature", "x-amz-credential", "x-amz-security-token"} <= IN_QUERY
