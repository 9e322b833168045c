"""Calls that a gate of AssumeRoleWithWebIdentity refuses: the gate, the parameters, AWS's status, code and message."""

import json

from tests.sandbox.visit import google_token, role_arn
from tests.tokens.minting import NOW, STRANGER, good, mint, part

DENIED = (403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")

NO_KEY = (
    "Couldn't retrieve verification key from your identity provider,"
    "  please reference AssumeRoleWithWebIdentity documentation for requirements"
)

CLAIM = "https://aws.amazon.com/roles"

TOO_LONG = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."

# gate, parameters that it does not let pass, status, code, message
REFUSED = [
    ("Parameters", {"RoleSessionName": "m"}, 400, "ValidationError", None),
    (
        "Structure",
        {"WebIdentityToken": "Atza|IQEBLjAsAhRFiX"},
        400,
        "InvalidIdentityToken",
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    ),
    (
        "Issuer",
        {"WebIdentityToken": mint(good(iss="kubernetes/serviceaccount"))},
        400,
        "InvalidIdentityToken",
        "Issuer must be a valid URL",
    ),
    (
        "Registered provider",
        {"WebIdentityToken": mint(good(iss="https://idp.example.com/"))},
        400,
        "InvalidIdentityToken",
        "No OpenIDConnect provider found in your account for https://idp.example.com/",
    ),
    (
        "Required claims",
        {"WebIdentityToken": mint(good(sub=None))},
        400,
        "InvalidIdentityToken",
        "Missing a required claim: sub",
    ),
    (
        "Required claims",
        {"WebIdentityToken": mint(good(aud=None))},
        400,
        "InvalidIdentityToken",
        "Missing a required claim: aud",
    ),
    ("Signature", {"WebIdentityToken": mint(key=STRANGER)}, 400, "InvalidIdentityToken", NO_KEY),
    ("Signature", {"WebIdentityToken": f"{part({'alg': 'none'})}.{part(good())}."}, 400, "InvalidIdentityToken", NO_KEY),
    (
        "Dates",
        {"WebIdentityToken": mint(good(exp=NOW - 301))},
        400,
        "ExpiredTokenException",
        f"Token expired: current date/time {NOW} must be before the expiration date/time {NOW - 301}",
    ),
    (
        "Dates",
        {"WebIdentityToken": mint(good(iat=NOW - 441398))},
        400,
        "ExpiredTokenException",
        "Token too old: 441398",
    ),
    (
        "Audience",
        {"WebIdentityToken": mint(good(aud="somebody-elses-app"))},
        400,
        "InvalidIdentityToken",
        "Incorrect token audience",
    ),
    (
        "Roles claim",
        {"WebIdentityToken": mint(good() | {CLAIM: role_arn("Other")})},
        400,
        "InvalidIdentityToken",
        "The target role ARN is not present in the roles claim of the identity token",
    ),
    ("Trust policy", {"WebIdentityToken": google_token()}, *DENIED),
    ("Trust policy", {"RoleArn": role_arn("Nobody")}, *DENIED),
    ("Duration", {"DurationSeconds": "3601"}, 400, "ValidationError", TOO_LONG),
    (
        "Session policy and tags",
        {"Policy": "{"},
        400,
        "MalformedPolicyDocument",
        "The policy is not in the valid JSON format.",
    ),
    (
        "Session policy and tags",
        {"Policy": json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*"}], "x": 1})},
        400,
        "MalformedPolicyDocument",
        "Syntax errors in policy.",
    ),
]
