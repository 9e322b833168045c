"""Messages of a request with the role's credentials that no policy allowed, and of those that say no reason.

https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
"""

from playground.diagnose.messages.known import known

MESSAGES = (
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
        "denied-encoded",
        r"Encoded authorization failure message",
        "The service says why in a text that only your account can read.",
        (
            "Which policy it was stands in the encoded part.",
            (
                "Run `aws sts decode-authorization-message --encoded-message …`, which needs `sts:DecodeAuthorizationMessage`, and paste"
                " here what it shows."
            ),
        ),
    ),
    known(
        "denied-decoded",
        r"explicitDeny\W{1,6}(true|false)",
        "This is what a service's encoded message says once it is decoded.",
        (
            "`explicitDeny` is `true`: a statement with `Deny` speaks about the request; `matchedStatements` has it.",
            "Change that statement, if it is yours to change.",
        ),
        (
            "`explicitDeny` is `false`: nothing allows it.",
            "Allow the action on the resource that stands there; under `conditions` stands what the request's keys were.",
        ),
    ),
    known(
        "denied-plain",
        r"is not authorized to perform: (?!sts:AssumeRole|sts:TagSession|sts:SetSourceIdentity)[\w-]{1,64}:\w",
        "The request was refused, and the message does not say by which policy: not every service does, and across accounts none.",
        (
            "No policy of the role allows the action on this resource.",
            "Paste the token's claims, the trust policy and the role's policies here, with the action and the resource.",
        ),
        (
            "The resource is another account's, and its own policy does not allow it.",
            "Both sides must allow it: the role's policies, and the resource's own.",
        ),
        ("A policy of the organisation, the boundary or the session denies it or leaves it out.", "Look at these, too."),
    ),
    known(
        "forbidden",
        r"(\(403\)|\b403\b[^\n]{0,200}\bForbidden|Forbidden: Forbidden)",
        "The answer has no more than the number: to HEAD, which `aws s3 cp` sends first, S3 answers without a body.",
        (
            "The role may not read the object: HeadObject needs `s3:GetObject`, HeadBucket `s3:ListBucket`.",
            "Ask with GET, as `aws s3api get-object` does: its refusal says which policy it was.",
        ),
        (
            "The object is not there, and the role may not list the bucket: then S3 says 403 in place of 404.",
            "Compare the key; `s3:ListBucket` on the bucket lets S3 tell the two apart.",
        ),
        (
            "The object is encrypted with a KMS key that the role may not use.",
            "Reading needs `kms:Decrypt` on the key, in the key's own policy or by the role's.",
        ),
    ),
    known(
        "denied-without-reason",
        r"AccessDenied[^\n]{0,300}: Access Denied|<Message>Access Denied|\A\W*Access\s*Denied\W*\Z",
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
