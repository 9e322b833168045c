"""Messages of SDKs and tools that never came to asking STS with the token."""

from playground.diagnose.messages.known import known

_NEVER_MADE = "A call that was never made is in no record of CloudTrail."

MESSAGES = (
    known(
        "token-file",
        (
            r"\A(?=[\s\S]*(/serviceaccount/token|web.?identity.?token|token file))[\s\S]*"
            r"(permission denied|no such file|cannot find the file|ENOENT|EACCES)"
        ),
        "The SDK could not read the file that holds the token, so STS was not asked.",
        # https://github.com/kubernetes-sigs/external-dns/pull/1185, https://github.com/aws/amazon-eks-pod-identity-webhook/issues/8
        (
            "Permission denied: the file is root's, and the container runs as another user.",
            "Set `fsGroup` in the pod's `securityContext`.",
        ),
        (
            "No such file: nothing was mounted, because the service account had no annotation `eks.amazonaws.com/role-arn` yet.",
            "Make the pod anew, and look into it with `kubectl exec`.",
        ),
        ("`AWS_WEB_IDENTITY_TOKEN_FILE` names another path than the file has.", "Print it where the program runs."),
        logged=_NEVER_MADE,
    ),
    known(
        "partial",
        r"(Partial credentials found in assume-role-with-web-identity|WebIdentityErr: role ARN is not set)",
        "The AWS CLI or the SDK was given the token file without the role, or the role without the file.",
        (
            "One of the two is not set; the message names it.",
            "Set both: `AWS_ROLE_ARN` and `AWS_WEB_IDENTITY_TOKEN_FILE`, or `role_arn` and `web_identity_token_file` in the profile.",
        ),
        logged=_NEVER_MADE,
    ),
    known(
        "sts-module",
        r"('sts' service module|aws-java-sdk-sts module) must be on the class path",
        "The SDK for Java passes over web identity, because its part for STS is not there.",
        # https://github.com/aws/aws-sdk-java/issues/2136
        (
            "The application lacks a dependency.",
            "Add `software.amazon.awssdk:sts`, or `aws-java-sdk-sts` for version 1, at run time.",
        ),
        logged=_NEVER_MADE,
    ),
    known(
        "no-credentials",
        r"(Unable to locate credentials|Unable to load (AWS )?credentials from any|NoCredentialProviders|no valid credential sources)",
        "The SDK found no credentials, and no complete set-up for a web identity.",
        (
            "`AWS_ROLE_ARN` and `AWS_WEB_IDENTITY_TOKEN_FILE` are not set where the program runs.",
            "Print them there. A pod gets them when it is made, from the annotation `eks.amazonaws.com/role-arn` of its service account.",
        ),
        ("The SDK is older than its support for web identity.", "Take a newer one; for Java, add its module for STS."),
        logged=_NEVER_MADE,
    ),
    known(
        "cloudtrail-unknown",
        r"An unknown error occurred",
        "CloudTrail writes this in place of the message when a role refuses a web identity.",
        (
            "The role's trust policy did not let the token in.",
            "Paste the whole record, with `userIdentity` and `requestParameters`, and the trust policy.",
        ),
    ),
)
