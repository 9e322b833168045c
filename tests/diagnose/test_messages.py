"""The well-known messages are known in the words of every SDK and tool that passes them on."""

import time

import pytest

from playground.diagnose.form import read_form
from playground.diagnose.messages import recognise

DENIED = "Not authorized to perform sts:AssumeRoleWithWebIdentity"
SAID = {
    "boto3": (
        f"An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation: {DENIED}",
        "not-authorized",
    ),
    "Go": (
        f"operation error STS: AssumeRoleWithWebIdentity, StatusCode: 403, api error AccessDenied: {DENIED}",
        "not-authorized",
    ),
    "Java": (
        f"software.amazon.awssdk.services.sts.model.StsException: {DENIED} (Service: Sts, Status Code: 403)",
        "not-authorized",
    ),
    "Terraform, in its frame": (
        "│ Error: operation error STS\n│ api error AccessDenied: Not authorized to\n│ perform sts:AssumeRoleWithWebIdentity",
        "not-authorized",
    ),
    "a controller's log": (
        '{"level":"error","error":"WebIdentityErr: failed\\ncaused by: AccessDenied: ' + DENIED + '"}',
        "not-authorized",
    ),
    "STS's XML": (
        f"<ErrorResponse><Error><Code>AccessDenied</Code><Message>{DENIED}</Message></Error></ErrorResponse>",
        "not-authorized",
    ),
    "Terraform, of a provider that was not there yet": (
        "Error: creating IAM Role (irsa): MalformedPolicyDocument: Federated principals must be valid domain names or SAML metadata ARNs",
        "federated-principal",
    ),
    "Terraform, of a role that was not there yet": (
        'MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/nodes"',
        "invalid-principal",
    ),
    "a page": ("Couldn&#39;t retrieve verification key from your identity provider,  please", "verification-key"),
    "a pod that may not read its token": (
        "WebIdentityErr: unable to read file at /var/run/secrets/eks.amazonaws.com/serviceaccount/token\n"
        "caused by: open /var/run/secrets/eks.amazonaws.com/serviceaccount/token: permission denied",
        "token-file",
    ),
    "a pod without a token": (
        "[Errno 2] No such file or directory: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token'",
        "token-file",
    ),
    "boto3 with half of it": ("Partial credentials found in assume-role-with-web-identity, missing: role_arn", "partial"),
    "Java without its module": (
        "To use web identity tokens, the 'sts' service module must be on the class path.",
        "sts-module",
    ),
    "the CLI without anything": (
        'Unable to locate credentials. You can configure credentials by running "aws configure".',
        "no-credentials",
    ),
    "boto3's own check": (
        "Parameter validation failed:\nInvalid length for parameter WebIdentityToken, value: 0",
        "parameters",
    ),
    "GitHub's newer hint": (
        "It looks like you might be trying to authenticate with OIDC. Did you mean to set the `id-token` permission?",
        "no-token-permission",
    ),
    "other credentials than the token": (
        "User: arn:aws:sts::111122223333:assumed-role/node/i-0 is not authorized to perform: sts:AssumeRole on resource: x",
        "assume-role",
    ),
    "credentials that are over, at a JSON service": (
        "ExpiredTokenException: The security token included in the request is expired",
        "expired-credentials",
    ),
    "a token that is over": ("ExpiredTokenException: Token expired: current date/time 2 must be before", "expired"),
    "a key that is not known": (
        "UnrecognizedClientException: The security token included in the request is invalid",
        "unknown-credentials",
    ),
    "an ARN that is none": ("ValidationError: nothing-valid-in-here is invalid", "role-arn"),
    "S3 across accounts": (
        "An error occurred (AccessDenied) when calling the GetObject operation: Access Denied",
        "denied-without-reason",
    ),
    "a resource's policy": ("because no resource-based policy allows the s3:GetObject action", "denied-resource"),
    "GitHub's action, with keys at hand": (
        "Could not assume role with user credentials: User: arn:aws:iam::111122223333:user/ci is not authorized to perform: "
        "sts:TagSession on resource: arn:aws:iam::111122223333:role/deploy",
        "tag-session-of-a-caller",
    ),
    "STS, of a token with tags": ("AccessDenied: Not authorized to perform sts:TagSession", "tag-session"),
    "a pod with its node's credentials": (
        "User: arn:aws:sts::111122223333:assumed-role/nodes/i-0123456789abcdef0 is not authorized to perform: s3:GetObject on resource: "
        '"arn:aws:s3:::b/k" because no identity-based policy allows the s3:GetObject action',
        "denied-machine",
    ),
    "Go without the role": ("WebIdentityErr: role ARN is not set", "partial"),
    "Cognito, whose role refuses": (
        "InvalidIdentityPoolConfigurationException: Invalid identity pool configuration. Check assigned IAM roles for this pool.",
        "cognito-role",
    ),
    "Cognito without guests": (
        "NotAuthorizedException: Unauthenticated access is not supported for this identity pool.",
        "cognito-guest",
    ),
    "Cognito and a token that is over": (
        "NotAuthorizedException: Invalid login token. Token expired: 1446442058 >= 1446385221",
        "cognito-login-over",
    ),
    "CloudTrail": ('{"errorCode":"AccessDenied","errorMessage":"An unknown error occurred"}', "cloudtrail-unknown"),
}


@pytest.mark.parametrize(("text", "slug"), SAID.values(), ids=SAID)
def test_a_message_is_known_in_whatever_words_it_comes_and_in_whichever_box(text, slug):
    assert recognise(text).slug == slug
    form = read_form({"token": text})
    assert (form.token, form.known.slug) == ("", slug)


@pytest.mark.parametrize(
    "piece", ["x", "arn:", "ExpiredTokenException ", "ValidationError: ", "web identity token ", " ", "AccessDenied: "]
)
def test_no_long_text_takes_long(piece):
    start = time.process_time()
    recognise(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 5  # under 0.5 where nothing else runs


@pytest.mark.parametrize(
    "text", ["identity provider (IDP) " + " " * 100_000, "identity provider (IDP) could " * 3_000, " \n" * 50_000]
)
def test_no_way_to_write_spaces_takes_long(text):
    """Three thousand spaces took half a minute, twice as many eight times as long, and the whole process waited."""
    start = time.process_time()
    assert recognise(text) is None
    assert time.process_time() - start < 5


def test_spaces_and_lines_between_the_words_of_a_message_do_not_matter():
    assert recognise("identity  provider \n\t (IDP) idp.example.com\n could not\n\n be reached").slug == "communication"


def test_an_entity_with_a_number_that_python_does_not_read_is_a_text_as_others():
    assert recognise("&#" + "9" * 5_000 + ";") is None
    assert recognise(DENIED + " &#" + "9" * 5_000 + ";").slug == "not-authorized"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ('Post "https://sts.us-east-1.amazonaws.com/": dial tcp: lookup sts.us-east-1.amazonaws.com: no such host', "sts-not-reached"),
        ('caused by: Post "https://sts.amazonaws.com/": dial tcp 54.239.29.25:443: i/o timeout', "sts-not-reached"),
        ('Connect timeout on endpoint URL: "https://sts.amazonaws.com/"', "sts-not-reached"),
        ('Could not connect to the endpoint URL: "https://sts.eu-west-1.amazonaws.com/"', "sts-not-reached"),
        ("SSL validation failed for https://sts.amazonaws.com/ (hostname 'sts.amazonaws.com' doesn't match)", "sts-certificate"),
        ("You must specify a region.", "no-region"),
        ("Error: Input required and not supplied: aws-region", "no-region"),
        ("NotAuthorizedException: Basic (classic) flow is not enabled, please use enhanced flow.", "cognito-classic"),
        ("Logins don't match. Please include at least one valid login for this identity or identity pool.", "cognito-logins"),
        ("Invalid login token. Missing a required claim: aud", "cognito-login"),
        ("Invalid login token. Couldn't verify signed token.", "cognito-login"),
        ("InvalidIdentityToken: Missing a required claim: aud", "missing-claim"),
        ("MalformedPolicyDocument: Federated principals must be valid domain names or SAML metadata ARNs", "federated-principal"),
        ('MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::1:role/x"', "invalid-principal"),
        ("MalformedPolicyDocument: Syntax errors in policy.", "malformed-policy"),
        ("NoSuchEntity: The role with name deploy cannot be found.", "no-such-role"),
        ("The web identity token that was passed is expired or is not valid.", "expired"),
        (f"An error occurred (AccessDenied): {DENIED} (Service: Sts, Status Code: 403)", "not-authorized"),
    ],
)  # fmt: skip
def test_what_is_said_around_the_call_is_known_too(text, slug):
    """STS not reached, no region, a policy that was never kept, Cognito before it comes to STS."""
    assert recognise(text).slug == slug
    assert read_form({"token": text}).message == text
