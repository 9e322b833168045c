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
        "sts-not-reached",
        (
            r"(\bsts\.[a-z0-9.-]{0,60}amazonaws\.com\b[^\n]{0,400}(timeout|timed out|no such host|connection refused|deadline exceeded)"
            r"|(Could not connect to|Connect timeout on|Read timeout on) (the )?endpoint URL:? \W{0,2}https://sts\.)"
        ),
        "The SDK could not reach STS: there is no way from where the program runs to its address.",
        # https://github.com/awsdocs/amazon-eks-user-guide/pull/337, https://github.com/aws/containers-roadmap/issues/586
        (
            "The network is private, and has no way out to STS.",
            "Give the VPC an endpoint for `com.amazonaws.REGION.sts`, with private DNS, or a NAT gateway.",
        ),
        (
            "There is an endpoint, and an older SDK asks the global address, `sts.amazonaws.com`, for which it does not stand.",
            "Set `AWS_STS_REGIONAL_ENDPOINTS=regional` and `AWS_REGION`, or take a newer SDK.",
        ),
        (
            "A proxy, a firewall or a network policy stands between.",
            "Try it from there: `curl -sS https://sts.REGION.amazonaws.com`.",
        ),
        logged=_NEVER_MADE,
    ),
    known(
        "sts-certificate",
        r"(SSL validation failed for https://sts\.|\bsts\.[^\n]{0,300}(x509|certificate)|CERTIFICATE_VERIFY_FAILED)",
        "The SDK did not believe that it spoke to STS, and sent it nothing.",
        (
            "A proxy opens the connection and shows a certificate of its own.",
            "Let the SDK trust its authority, with `AWS_CA_BUNDLE`, or let STS through as it is.",
        ),
        (
            "`sts.amazonaws.com` was led to the endpoint of a region by DNS.",
            "Ask the region's own address: `AWS_STS_REGIONAL_ENDPOINTS=regional`.",
        ),
        logged=_NEVER_MADE,
    ),
    known(
        "no-region",
        r"(You must specify a region|MissingRegion|could not find region configuration|Region is missing|not supplied: aws-region)",
        "The SDK knows no region, so that it knows no address of STS.",
        ("No region is set where the program runs.", "Set `AWS_REGION`; for GitHub's action, its input `aws-region`."),
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
