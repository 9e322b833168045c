"""Messages about credentials and signatures, once the role was assumed."""

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
)
