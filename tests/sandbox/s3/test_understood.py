"""Headers and parameters that mean something: what the sandbox does not understand is refused, and policies can test the rest."""

import pytest

from playground.sandbox.protocols.parameters import service_model
from playground.sandbox.routing import SUBRESOURCES
from playground.sandbox.s3.unsupported.headers import HEADERS, OF_SIGNATURE
from playground.sigv4.request import HttpRequest as SignedRequest
from playground.sigv4.sign import presign
from tests.sandbox.visit import BUCKET, HOST, REGION, fields, header, plain, policy, refusal
from tests.tokens.minting import NOW

PATH = f"/{BUCKET}/new"

NOT_HERE = [
    {"x-amz-storage-class": "GLACIER"},
    {"x-amz-storage-class": "STANDARD_IA"},
    {"x-amz-server-side-encryption": "aws:kms"},
    {"x-amz-website-redirect-location": "/"},
    {"x-amz-write-offset-bytes": "5"},
    {"x-amz-something-of-next-year": "1"},
    {"if-none-match": '"x"'},
    {"if-match": "*"},
    {"transfer-encoding": "chunked"},
]


@pytest.mark.parametrize("headers", NOT_HERE)
def test_a_header_that_the_sandbox_does_not_understand_is_refused_and_nothing_kept(site, admin, headers):
    answer = site.s3(admin, "PUT", PATH, headers=headers, body=b"")
    message = "A header you provided implies functionality that is not implemented"
    assert refusal(answer) == (501, "NotImplemented", message)
    assert fields(answer)["Header"].lower() in headers
    assert b"new" not in site.buckets.objects[BUCKET]


@pytest.mark.parametrize(
    ("method", "query", "source", "operation"),
    [
        ("PUT", "", "", "PutObject"),
        ("PUT", "", f"/{BUCKET}/shared/welcome.txt", "CopyObject"),
        ("POST", "uploads", "", "CreateMultipartUpload"),
    ],
)
def test_a_key_of_ones_own_is_blocked_as_on_every_new_bucket(site, admin, method, query, source, operation):
    headers = {"x-amz-server-side-encryption-customer-algorithm": "AES256"} | ({"x-amz-copy-source": source} if source else {})
    code, name, message = refusal(site.s3(admin, method, PATH, query, headers=headers))
    assert (code, name) == (403, "AccessDenied")
    assert (
        f' is not authorized to perform: s3:{operation} on resource: "arn:aws:s3:::{BUCKET}/new" because this bucket' in message
    )
    assert b"new" not in site.buckets.objects[BUCKET]
    told = site.s3(admin, "GET", f"/{BUCKET}", "encryption")
    assert fields(told)["EncryptionType"] == "SSE-C"
    assert header(told, "Content-Type") is None


INVALID_CLASS = (400, "InvalidStorageClass", "The storage class you specified is not valid")
INVALID_METHOD = (400, "InvalidArgument", "The encryption method specified is not supported")
NO_LOCK = (400, "InvalidRequest", "Bucket is missing ObjectLockConfiguration")
NO_VALUES = [
    ({"x-amz-storage-class": "STD1"}, INVALID_CLASS, {"StorageClassRequested": "STD1"}),
    ({"x-amz-storage-class": "standard"}, INVALID_CLASS, {"StorageClassRequested": "standard"}),
    ({"x-amz-storage-class": "OUTPOSTS"}, INVALID_CLASS, {"StorageClassRequested": "OUTPOSTS"}),
    ({"x-amz-server-side-encryption": "aes256"}, INVALID_METHOD, {"ArgumentValue": "aes256"}),
    ({"x-amz-object-lock-mode": "GOVERNANCE"}, NO_LOCK, {}),
    ({"x-amz-object-lock-legal-hold": "ON"}, NO_LOCK, {}),
]
WAYS = [("PUT", "", {}), ("POST", "uploads", {}), ("PUT", "", {"x-amz-copy-source": f"{BUCKET}/maya/hello.txt"})]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("headers", "told", "named"), NO_VALUES)
def test_a_value_that_s3_has_not_is_refused_in_its_words(site, admin, way, headers, told, named):
    method, query, more = way
    answer = site.s3(admin, method, PATH, query, headers=headers | more)
    assert refusal(answer) == told
    assert {name: fields(answer)[name] for name in named} == named
    assert b"new" not in site.buckets.objects[BUCKET]


@pytest.mark.parametrize("value", ["true", "false"])
@pytest.mark.parametrize(("method", "path", "query"), [("DELETE", PATH, ""), ("POST", f"/{BUCKET}", "delete")])
def test_no_lock_is_passed_by_where_there_is_none(site, admin, method, path, query, value):
    name = "x-amz-bypass-governance-retention"
    answer = site.s3(admin, method, path, query, headers={name: value})
    assert refusal(answer) == (400, "InvalidArgument", f"{name} is only applicable to Object Lock enabled buckets.")
    assert fields(answer)["ArgumentName"] == name


def put_presigned(site, admin, query, body=b""):
    request = SignedRequest("PUT", PATH, query, (("host", HOST),), body)
    return site.send(plain(presign(request, admin, region=REGION, service="s3", now=NOW, expires=60).request))


@pytest.mark.parametrize("query", ["x-amz-storage-class=GLACIER", "x-amz-website-redirect-location=x", "X-Amz-Next-Year=1"])
def test_the_same_in_the_query_of_a_presigned_request_is_refused(site, admin, query):
    assert refusal(put_presigned(site, admin, query))[:2] == (501, "NotImplemented")


def test_a_header_in_the_query_of_a_presigned_request_counts_as_a_header(site, admin):
    answer = put_presigned(site, admin, "x-amz-tagging=team%3Dphotos&x-amz-meta-made-by=maya&X-Amz-Storage-Class=STANDARD")
    assert answer.response.status == 200
    told = site.s3(admin, "HEAD", PATH)
    assert (header(told, "x-amz-tagging-count"), header(told, "x-amz-meta-made-by")) == ("1", "maya")
    assert refusal(put_presigned(site, admin, "x-amz-acl=public-read"))[1] == "AccessControlListNotSupported"


NO_HEADERS = ["a=%0D%0AInjected%3A+x", "a=%00", "a=%0B", "a%0D%0AX=1", "%00=1", "%E2%82%AC=1", "a%20b=1", "=%7F"]


@pytest.mark.parametrize("metadata", NO_HEADERS)
def test_what_could_be_no_header_is_none_in_the_query_either(site, admin, metadata):
    """Kept with the object, it would write headers of its own into the answer to whoever reads it."""
    assert refusal(put_presigned(site, admin, f"x-amz-meta-{metadata}"))[:2] == (400, "InvalidArgument")
    assert b"new" not in site.buckets.objects[BUCKET]


def test_a_checksum_in_the_query_is_no_checksum(site, admin):
    """Some SDKs sign that of an empty body into an address that somebody else will use; S3 passes over it."""
    query = "x-amz-checksum-crc32=AAAAAA%3D%3D&x-amz-sdk-checksum-algorithm=CRC32"
    assert put_presigned(site, admin, query, b"hello").response.status == 200


def test_such_parameters_mean_nothing_in_a_request_that_is_signed_in_its_header(site, admin):
    assert refusal(site.s3(admin, "PUT", PATH, "x-amz-tagging=team%3Dphotos"))[:2] == (501, "NotImplemented")


@pytest.mark.parametrize("headers", [{"x-amz-storage-class": "STANDARD"}, {"x-amz-server-side-encryption": "AES256"}])
def test_what_holds_anyway_may_be_asked_for(site, admin, headers):
    assert site.s3(admin, "PUT", PATH, headers=headers).response.status == 200


@pytest.mark.parametrize(
    "headers", [{"x-amz-api-version": "2006-03-01"}, {"x-amz-te": "append-md5"}, {"x-amz-sdk-invocation-id": "20CF9FF8"}]
)
@pytest.mark.parametrize("method", ["PUT", "GET"])
def test_what_sdks_say_of_themselves_asks_for_nothing(site, admin, method, headers):
    site.s3(admin, "PUT", PATH, body=b"hello")
    answer = site.s3(admin, method, PATH, headers=headers, body=b"hello" if method == "PUT" else b"")
    assert answer.response.status == 200
    assert site.s3(admin, "GET", PATH).response.body == b"hello"


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


ABSENT = [
    ("PUT", PATH, "retention", "PutObjectRetention"),
    ("PUT", PATH, "legal-hold&versionId=null", "PutObjectLegalHold"),
    ("PUT", PATH, "renameObject", "RenameObject"),
    ("POST", PATH, "restore", "RestoreObject"),
    ("POST", PATH, "select&select-type=2", "SelectObjectContent"),
    ("GET", PATH, "torrent", "GetObjectTorrent"),
    ("PUT", f"/{BUCKET}", "versioning", "PutBucketVersioning"),
    ("PUT", f"/{BUCKET}", "website", "PutBucketWebsite"),
    ("DELETE", f"/{BUCKET}", "publicAccessBlock", "DeletePublicAccessBlock"),
    ("GET", f"/{BUCKET}", "inventory", "ListBucketInventoryConfigurations"),
    ("GET", f"/{BUCKET}", "inventory&id=x", "GetBucketInventoryConfiguration"),
]


@pytest.mark.parametrize(("method", "path", "query", "name"), ABSENT)
def test_what_s3_has_and_the_sandbox_has_not_is_refused_by_its_name(site, admin, method, path, query, name):
    assert refusal(site.s3(admin, method, path, query)) == (501, "NotImplemented", f"This sandbox does not have {name}.")
    assert b"new" not in site.buckets.objects[BUCKET]


NOT_ALLOWED = [
    ("POST", "/", "", "SERVICE", "GET"),
    ("POST", PATH, "", "OBJECT", "DELETE, GET, HEAD, PUT"),
    ("PATCH", f"/{BUCKET}", "", "BUCKET", "DELETE, GET, HEAD, POST, PUT"),
    ("DELETE", PATH, "uploads=", "UPLOADS", "POST"),
    ("POST", f"/{BUCKET}", "policy", "BUCKETPOLICY", "DELETE, GET, PUT"),
    ("PATCH", f"/{BUCKET}", "ownershipControls", "OWNERSHIP_CONTROLS", "DELETE, GET, PUT"),
    ("PATCH", PATH, "tagging", "OBJECT_TAGGING", "DELETE, GET, PUT"),
    ("PATCH", PATH, "partNumber=1&uploadId=x", "PART", "PUT"),
]


@pytest.mark.parametrize(("method", "path", "query", "kind", "allowed"), NOT_ALLOWED)
def test_what_is_no_operation_of_s3_is_not_allowed(site, admin, method, path, query, kind, allowed):
    answer = site.s3(admin, method, path, query)
    assert refusal(answer) == (405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
    assert (fields(answer)["Method"], fields(answer)["ResourceType"]) == (method, kind)
    assert header(answer, "Allow") == allowed


OF_BUCKETS = [
    ("cors", (404, "NoSuchCORSConfiguration", "The CORS configuration does not exist")),
    ("policy", (404, "NoSuchBucketPolicy", "The bucket policy does not exist")),
    ("logging", (400, "NoLoggingStatusForKey", "There is no such thing as the ?logging sub-resource for a key")),
    ("versions", (400, "InvalidRequest", "There is no such thing as the ?versions sub-resource for a key")),
    ("uploads", (400, "InvalidRequest", "Key is not expected for the GET method ?uploads subresource")),
]


@pytest.mark.parametrize(("query", "told"), OF_BUCKETS)
def test_what_buckets_have_and_keys_have_not_is_the_buckets_or_refused(site, admin, query, told):
    assert refusal(site.s3(admin, "GET", PATH, query)) == told


def test_the_location_of_a_key_is_its_buckets_and_asks_for_its_buckets_permission(site, admin):
    assert fields(site.s3(admin, "GET", PATH, "location"))["LocationConstraint"] == "eu-west-1"
    site.edit_role("Admin", inline={"Only": policy("s3:GetObject")})
    assert "s3:GetBucketLocation" in refusal(site.s3(site.credentials(), "GET", PATH, "location"))[2]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_a_bucket_has_no_parts(site, admin, method):
    told = refusal(site.s3(admin, method, f"/{BUCKET}", "partNumber=1"))
    assert told == (400, "InvalidRequest", "Object must have a valid key name.")


@pytest.mark.parametrize("path", [PATH, f"/{BUCKET}"])
def test_no_subresource_has_a_head(site, admin, path):
    answer = site.s3(admin, "HEAD", path, "acl").response
    assert (answer.status, answer.body) == (405, b"")


def test_two_subresources_at_once_are_in_conflict(site, admin):
    answer = site.s3(admin, "GET", f"/{BUCKET}", "versioning&acl")
    assert refusal(answer) == (400, "InvalidArgument", "Conflicting query string parameters: acl, versioning")
    assert (fields(answer)["ArgumentName"], fields(answer)["ArgumentValue"]) == ("ResourceType", "acl")


def test_a_post_to_a_bucket_is_a_form(site, admin):
    assert refusal(site.s3(admin, "POST", f"/{BUCKET}"))[:2] == (412, "PreconditionFailed")
    form = {"content-type": "multipart/form-data; boundary=x"}
    assert refusal(site.s3(admin, "POST", f"/{BUCKET}", headers=form))[2] == "This sandbox does not have PostObject."


PREFLIGHTS = [
    ({}, 400, "BadRequest", "Insufficient information. Origin request header needed."),
    ({"origin": "https://a.example"}, 403, "AccessForbidden", "CORSResponse: CORS is not enabled for this bucket."),
    (
        {"origin": "https://a.example", "access-control-request-method": "put"},
        400,
        "BadRequest",
        "Invalid Access-Control-Request-Method: put",
    ),
]


@pytest.mark.parametrize(("headers", "status", "code", "words"), PREFLIGHTS)
def test_no_browser_may_ask_across_origins(site, admin, headers, status, code, words):
    assert refusal(site.s3(admin, "OPTIONS", PATH, headers=headers)) == (status, code, words)


def test_a_header_without_a_value_asks_for_nothing(site, admin):
    headers = {"x-amz-expected-bucket-owner": "", "x-amz-mfa": "", "x-amz-acl": "", "x-amz-storage-class": ""}
    assert site.s3(admin, "PUT", PATH, headers=headers, body=b"x").response.status == 200


@pytest.mark.parametrize("query", ["partNumber=1", "versionId=null"])
def test_a_put_takes_no_part_without_its_upload_and_no_version(site, admin, query):
    assert refusal(site.s3(admin, "PUT", PATH, query))[:2] == (400, "InvalidArgument")


def test_a_copy_source_is_for_copies_alone(site, admin):
    answer = site.s3(admin, "GET", PATH, headers={"x-amz-copy-source": f"/{BUCKET}/shared/welcome.txt"})
    assert refusal(answer) == (400, "InvalidArgument", "You can only specify a copy source header for copy requests.")


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
    assert {"x-amz-signature", "x-amz-credential", "x-amz-security-token"} <= OF_SIGNATURE | HEADERS
