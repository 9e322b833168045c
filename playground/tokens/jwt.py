"""Takes a JSON Web Token apart without trusting it.  https://www.rfc-editor.org/rfc/rfc7519"""

from __future__ import annotations

import binascii
import json
import re
from dataclasses import dataclass
from typing import Any

from joserfc.util import urlsafe_b64decode

from playground.tokens.fault import Fault
from playground.tokens.strict_json import NotStrictError, read_object

MAX_CHARACTERS = 20_000  # WebIdentityToken in the STS service model
TOO_LONG = "it has {} characters, and STS takes at most {}"

NOT_BASE64URL = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True)
class TakenApart:
    """What can be read of a token before anything about it is known to be true.

    header_part, payload_part, signature_part: the base64url texts, "" where there is none.
    unverified_header, unverified_claims: the JSON objects, None where the part is not one.
    signature: its bytes, None where the part is not base64url; fault: the first thing that is wrong, None when well formed.
    """

    header_part: str = ""
    payload_part: str = ""
    signature_part: str = ""
    unverified_header: dict[str, Any] | None = None
    unverified_claims: dict[str, Any] | None = None
    signature: bytes | None = None
    fault: Fault | None = None

    @property
    def problem(self) -> str:
        """One sentence on what is wrong and what would be right; empty when the token is well formed."""
        return self.fault.sentence if self.fault else ""

    @property
    def signing_input(self) -> bytes:
        """The bytes that the signature covers: `header.payload`, as they came (RFC 7515 section 5.2)."""
        return f"{self.header_part}.{self.payload_part}".encode("ascii", "replace")


def take_apart(token: str) -> TakenApart:
    """The parts of a JWT in compact form.  Never raises: what cannot be read is None, and `problem` says why.

    STS takes one line break at the end, which `echo` leaves in a token's file and SDKs send along (GitLab's own recipe; seen:
    https://github.com/mongodb/mongo-go-driver/pull/1965).
    """
    token = token.removesuffix("\n")
    if len(token) > MAX_CHARACTERS:
        return TakenApart(fault=Fault(TOO_LONG, (f"{len(token):,}", f"{MAX_CHARACTERS:,}")))
    parts = token.split(".", 5)
    header_part, payload_part, signature_part = (*parts, "", "", "")[:3]
    header, header_fault = _read_json(header_part, "header")
    claims, claims_fault = _read_json(payload_part, "payload")
    signature, signature_fault = _read_bytes(signature_part, "signature")
    fault = _wrong_shape(token, parts) or header_fault or _no_algorithm(header) or claims_fault or signature_fault
    return TakenApart(header_part, payload_part, signature_part, header, claims, signature, fault)


def _wrong_shape(token: str, parts: list[str]) -> Fault | None:
    if token != token.strip():
        return Fault("it begins or ends with white space or a line break, and should be the three parts alone")
    if len(parts) == 1:
        return Fault("it has no dots, so it is an opaque access token or no token at all; a JWT has three parts")
    if len(parts) == 5:
        return Fault("it has five parts, as an encrypted token has; STS takes signed ones, of three parts")
    if len(parts) != 3:
        return Fault("it has {} parts, and a JWT has three", ("more than five" if len(parts) > 5 else len(parts),))
    return None


def _no_algorithm(header: dict[str, Any] | None) -> Fault | None:
    if header is None or isinstance(header.get("alg"), str):
        return None
    if "alg" in header:
        says = "its header has `{}` as `alg`, and should name an algorithm by a text (RFC 7515 section 4.1.1)"
        return Fault(says, (json.dumps(header["alg"]),))
    return Fault("its header has no `alg`, and should name the algorithm of the signature (RFC 7515 section 4.1.1)")


def _read_json(part: str, where: str) -> tuple[dict[str, Any] | None, Fault | None]:
    octets, fault = _read_bytes(part, where)
    if octets is None:
        return None, fault
    try:
        return read_object(octets.decode()), None
    except UnicodeDecodeError as error:
        return None, Fault("its {} is not UTF-8 from byte {} on, and should be JSON in UTF-8", (where, error.start + 1))
    except NotStrictError as error:
        return None, Fault(f"its {{}} {error.fault.says}", (where, *error.fault.values))


def _read_bytes(part: str, where: str) -> tuple[bytes | None, Fault | None]:
    try:
        return urlsafe_b64decode(part.encode("ascii")), None
    except (binascii.Error, UnicodeEncodeError):
        return None, _not_base64url(part, where)


def _not_base64url(part: str, where: str) -> Fault:
    if part.rstrip("=") != part and not NOT_BASE64URL.search(part.rstrip("=")):
        return Fault("its {} ends with `=`, and base64url has no padding here (RFC 7515 section 2)", (where,))
    stranger = NOT_BASE64URL.search(part)
    if stranger:
        found = stranger.group().encode("ascii", "backslashreplace").decode()
        says = "its {} has `{}` at character {}, and base64url has letters, digits, `-` and `_` only"
        return Fault(says, (where, found, stranger.start() + 1))
    return Fault("its {} is not whole base64url: the last character is missing or was changed", (where,))
