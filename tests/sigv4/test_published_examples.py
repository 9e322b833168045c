"""The examples that AWS publishes, with AWS's own signatures.

https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and its neighbours
"""

import pytest

from playground.sigv4.chunked import SIGNED_CHUNKS, SIGNED_TRAILER, Seed, decode
from playground.sigv4.instant import read_amz_date
from playground.sigv4.request import HttpRequest
from playground.sigv4.sign import Credentials, presign, sign
from playground.sigv4.signature import signing_key
from playground.sigv4.verify import verify

KEY, SECRET = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
CREDENTIALS = Credentials(KEY, SECRET)
HOST = ("Host", "examplebucket.s3.amazonaws.com")
THEN = read_amz_date("20130524T000000Z")

PUT = HttpRequest(
    "PUT",
    "/test$file.text",
    "",
    (HOST, ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")),
    b"Welcome to Amazon S3.",
)
EXAMPLES = [
    (
        HttpRequest("GET", "/test.txt", "", (HOST, ("Range", "bytes=0-9"))),
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    ),
    (HttpRequest("GET", "/", "lifecycle", (HOST,)), "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
    (
        HttpRequest("GET", "/", "max-keys=2&prefix=J", (HOST,)),
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    ),
]


@pytest.mark.parametrize(("request_", "signature"), EXAMPLES, ids=["get object", "get lifecycle", "list"])
def test_the_examples_of_the_s3_documentation_have_these_signatures(request_, signature):
    signed = sign(request_, CREDENTIALS, region="us-east-1", service="s3", now=THEN)
    assert signed.signed.signature == signature
    assert verify(signed.request, service="s3", secret_for=lambda who: SECRET, now=THEN).passed


def test_the_upload_of_the_documentation_signs_its_date_header_and_passes():
    headers = (
        *PUT.headers,
        ("x-amz-date", "20130524T000000Z"),
        ("x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"),
        (
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
            "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,"
            "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
    )
    verification = verify(PUT._replace(headers=headers), service="s3", secret_for=lambda who: SECRET, now=THEN)
    assert verification.passed
    assert verification.signed.canonical.path == "/test%24file.text"


def test_the_presigned_url_of_the_documentation_has_this_signature():
    request = HttpRequest("GET", "/test.txt", "", (HOST,))
    signed = presign(request, CREDENTIALS, region="us-east-1", service="s3", now=THEN, expires=86_400)
    assert signed.signed.signature == "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
    assert verify(signed.request, service="s3", secret_for=lambda who: SECRET, now=THEN + 86_400).passed


def test_the_signing_key_of_the_documentation():
    key = signing_key(SECRET.replace("/bPx", "+bPx"), "20120215", "us-east-1", "iam")
    assert key.hex() == "f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d"


def upload(marker, **headers):
    request = HttpRequest(
        "PUT",
        "/examplebucket/chunkObject.txt",
        "",
        (
            ("Host", "s3.amazonaws.com"),
            ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ("Content-Encoding", "aws-chunked"),
            ("x-amz-decoded-content-length", "66560"),
            ("x-amz-content-sha256", marker),
            *((name.replace("_", "-"), value) for name, value in headers.items()),
        ),
    )
    return sign(request, CREDENTIALS, region="us-east-1", service="s3", now=THEN).signed


def body(*signatures, end=""):
    sizes = (65536, 1024, 0)
    chunks = (f"{size:x};chunk-signature={text}\r\n{'a' * size}\r\n" for size, text in zip(sizes, signatures, strict=True))
    text = "".join(chunks)
    return (text.removesuffix("\r\n") + end if end else text).encode()


CHUNKS = (
    "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
    "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
    "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
)


def test_the_chunks_of_the_documentation_have_these_signatures():
    signed = upload(SIGNED_CHUNKS, Content_Length="66824")
    assert signed.signature == "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
    decoded = decode(body(*CHUNKS), marker=SIGNED_CHUNKS, limit=100_000, decoded_length=66_560, seed=Seed(signed, SECRET))
    assert decoded.payload == b"a" * 66_560


TRAILING = (
    "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
    "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
    "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
)


def test_the_trailer_of_the_documentation_has_this_signature():
    signed = upload(SIGNED_TRAILER, x_amz_trailer="x-amz-checksum-crc32c")
    assert signed.signature == "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"
    end = "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:"
    end += "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n"
    decoded = decode(
        body(*TRAILING, end=end),
        marker=SIGNED_TRAILER,
        limit=100_000,
        promised=("x-amz-checksum-crc32c",),
        seed=Seed(signed, SECRET),
    )
    assert decoded.finding.sentence == "66560 bytes in 3 chunks, and all that was promised about them holds"
    assert decoded.trailers == {"x-amz-checksum-crc32c": "sOO8/Q=="}
