"""Messages that come after the role was assumed, when its credentials are used."""

from playground.diagnose.messages.known import known

MESSAGES = (
    known(
        "denied-machine",
        r"assumed-role/[^\s/]{1,64}/i-[0-9a-f]{8,17} is not authorized to perform: (?!sts:AssumeRole)",
        "The credentials are those of the machine (`…/i-…` is the id of one), not of the role for the web identity.",
        # https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts-minimum-sdk.html
        (
            "The pod was made before its service account had the annotation `eks.amazonaws.com/role-arn`, or uses another service account.",
            "Make it anew, and look with `kubectl exec` whether `AWS_ROLE_ARN` and `AWS_WEB_IDENTITY_TOKEN_FILE` are set.",
        ),
        (
            "The SDK is older than its support for web identity, or finds other credentials first.",
            "Take a newer one, and ask it who it is: `aws sts get-caller-identity`.",
        ),
        (
            "It is meant to be the machine's role, which lacks the permission.",
            "Allow it to that role, and so to everything that runs there.",
        ),
    ),
    known(
        "denied-session",
        r"because no session policy allows",
        "The session was born with a session policy, and that does not allow the action.",
        (
            "The role allows it and the session policy does not: the session gets what both allow.",
            "Call STS again with a wider session policy, or without one.",
        ),
    ),
    known(
        "denied-boundary",
        r"because no permissions boundary allows",
        "The role's permissions boundary does not allow the action.",
        ("The boundary is narrower than the role's policies.", "Widen the boundary, if it is yours to widen."),
    ),
    known(
        "denied-identity",
        r"because no identity-based policy allows",
        "None of the role's policies allows the action on this resource.",
        (
            "The action is allowed on another resource: a bucket's ARN where an object's is needed, or another prefix.",
            "`s3:GetObject` needs `arn:aws:s3:::BUCKET/KEY`, `s3:ListBucket` needs `arn:aws:s3:::BUCKET`.",
        ),
        (
            "A condition or a policy variable does not hold for this user.",
            "Compare the variable's value with the resource: paste token, policy, action and resource here.",
        ),
        (
            "The action has another name: `ListObjectsV2` needs `s3:ListBucket`, `HeadObject` needs `s3:GetObject`.",
            "Allow the action that the message names.",
        ),
    ),
    known(
        "denied-resource",
        r"because no resource-based policy allows",
        "The resource's own policy had to allow the action, and does not: so it is where the resource is another account's.",
        (
            "The bucket, key or queue belongs to another account, whose policy does not name this role.",
            "Let its policy allow the action to the role's ARN; the role's own policies must allow it too.",
        ),
    ),
    known(
        "denied-organisation",
        r"because no (service control|resource control) policy allows",
        "A policy of the organisation does not allow the action, and nothing in the account helps against that.",
        (
            "One level of the organisation leaves the action out.",
            "Ask whoever runs the organisation; every level has to allow it.",
        ),
    ),
    known(
        "denied-endpoint",
        r"because no VPC endpoint policy allows",
        "The policy of the VPC endpoint that the request went through does not allow the action.",
        ("The endpoint allows less than the role.", "Widen the endpoint's policy, or take another way to AWS."),
    ),
    known(
        "denied-explicit",
        r"with an explicit deny in an? (?P<where>[\w -]+)",
        "A statement with `Deny` speaks about this request, and no Allow helps against it.",
        (
            "The policy of the type that the message names has it.",
            "Find the `Deny` there whose action, resource and conditions match.",
        ),
    ),
    known(
        "expired-credentials",
        r"(The provided token has expired|security token included in the request is expired)",
        "The temporary credentials have ended.",
        (
            "They were kept longer than `DurationSeconds`.",
            "Assume the role again; SDKs do so when they are given the token file and the role.",
        ),
        ("The web identity token behind them ended too, so the SDK could not renew them.", "Let the token file be renewed."),
    ),
    known(
        "unknown-credentials",
        (
            r"(AWS Access Key Id you provided does not exist|security token included in the request is "
            r"invalid|provided token is malformed)"
        ),
        "The access key is not known as it was sent.",
        (
            "The session token is missing: a key that begins with `ASIA` needs all three values.",
            "Set `AWS_SESSION_TOKEN` beside the other two.",
        ),
        ("The three values are of different sessions.", "Copy all three again."),
        (
            "They are sent to another partition or another endpoint than the one that gave them out.",
            "Look at the endpoint and the region.",
        ),
    ),
    known(
        "signature",
        r"request signature we calculated does not match",
        "The signature was made with another secret, or over another request than the one that came.",
        ("The secret access key is wrong or was cut.", "Copy it again; `+` and `/` in it are part of it."),
        (
            "Something between changed the request: a proxy that rewrites headers, or a path that is encoded twice.",
            "Compare the canonical request in AWS's answer with yours.",
        ),
    ),
    known(
        "skew",
        r"(difference between the request time and the current time is too large|Signature expired|Signature not yet current)",
        "The request's time and AWS's are more than 15 minutes apart.",
        ("The clock of the machine is wrong.", "Set it by NTP."),
    ),
    known(
        "no-session-calls",
        r"Cannot call Get(Session|Federation)Token with session credentials",
        "Temporary credentials cannot make this call.",
        ("A session wants to make another session.", "Use `AssumeRole` for role chaining, or the session as it is."),
    ),
    known(
        "denied-without-reason",
        r"AccessDenied[^\n]{0,300}: Access Denied",
        "S3 refused, and gives no reason.",
        (
            "The bucket is in another account or organisation; only within one does S3 say which policy it was.",
            "Look at the bucket's policy and at the role's: both must allow it.",
        ),
        (
            "The object is not there, and the role may not list the bucket: then S3 says this in place of `NoSuchKey`.",
            "Compare the key; `s3:ListBucket` on the bucket lets S3 tell the two apart.",
        ),
        ("The request was not signed, or with other credentials than you think.", "Ask `aws sts get-caller-identity`."),
    ),
)
