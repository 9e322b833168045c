"""Access control lists: switched off on every bucket, as on every new bucket of S3 since 2023. What asks for one is refused.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
"""

from __future__ import annotations

from playground.sandbox.errors import AwsError
from playground.sandbox.exchange import HttpRequest

OWNERS = "bucket-owner-full-control"  # what holds anyway, so it may be asked for
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def acl_headers(request: HttpRequest) -> dict[str, str]:
    """The headers that ask for an access control list."""
    return {name: value for name, value in request.given.items() if value and _asks(name)}


def _asks(name: str) -> bool:
    return name == "x-amz-acl" or name.startswith("x-amz-grant-")


def check_acl(request: HttpRequest) -> None:
    """Raises AccessControlListNotSupported for any list but the one that holds anyway."""
    if any((name, value) != ("x-amz-acl", OWNERS) for name, value in acl_headers(request).items()):
        raise not_supported()


def not_supported() -> AwsError:
    """For a request that would set a list."""
    return AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs")


def owners_list(canonical_id: str) -> str:
    """The content of the one list there is, as XML: the bucket's owner may do everything."""
    grantee = f'<Grantee xmlns:xsi="{_XSI}" xsi:type="CanonicalUser"><ID>{canonical_id}</ID></Grantee>'
    grant = f"<Grant>{grantee}<Permission>FULL_CONTROL</Permission></Grant>"
    return f"<Owner><ID>{canonical_id}</ID></Owner><AccessControlList>{grant}</AccessControlList>"
