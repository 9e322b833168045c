"""Messages about the call's parameters and policies."""

from playground.diagnose.messages.known import known

MESSAGES = (
    known(
        "github-no-credentials",
        r"Could not load credentials from any providers",
        "GitHub's action, or the SDK for JavaScript that it uses, found no credentials, and says no more: STS may never have been asked.",
        # https://github.com/aws-actions/configure-aws-credentials/issues/512, /990 and /282
        (
            "The job may not ask GitHub for a token: `id-token: write` is missing in its `permissions`.",
            "Write `permissions:` with `id-token: write` and `contents: read` for the workflow or the job, and for who calls it.",
        ),
        (
            "`role-to-assume` is empty: it stands in a secret that the job does not get.",
            "A reusable workflow gets its caller's secrets only with `secrets: inherit`, or by name.",
        ),
        (
            "STS refused, and an older version of the action kept STS's words to itself.",
            "Take the action's newest version, and paste here what it says then.",
        ),
        (
            "Outside GitHub: `AWS_ROLE_ARN` and `AWS_WEB_IDENTITY_TOKEN_FILE` are not set where the program runs.",
            "Print them there; a pod gets them when it is made, from the annotation of its service account.",
        ),
        logged="A call that was never made is in no record of CloudTrail.",
    ),
    known(
        "duration",
        r"DurationSeconds exceeds the MaxSessionDuration",
        "The call asks for a longer session than the role allows.",
        (
            "`DurationSeconds` is more than the role's maximum, which is one hour unless it was raised.",
            "Ask for less, or run `aws iam update-role --max-session-duration`.",
        ),
    ),
    known(
        "chained-duration",
        r"exceeds the 1 hour session limit for roles assumed by role chaining",
        "A role that is assumed from another role's session lasts an hour at most.",
        ("`DurationSeconds` is more than 3600.", "Ask for 3600 or less, or use the web identity for this role directly."),
    ),
    known(
        "packed",
        r"(PackedPolicyTooLarge|Packed (size of session tags|policy) consumes)",
        "Session policies and session tags together do not fit.",
        (
            "The token brings many or long session tags.",
            "Let the issuer send fewer; GitHub's actions add several of their own.",
        ),
        (
            "The session policies are long: inline and managed ones count together, 2,048 characters before packing.",
            "Shorten them, or move statements into the role.",
        ),
    ),
    known(
        "no-such-role",
        r"The role with name \S{1,80} cannot be found",
        "IAM has no role of this name in the account that was asked.",
        (
            "The call went to another account than the role's.",
            "Ask `aws sts get-caller-identity`, and compare the account with the role's ARN.",
        ),
        ("The name has a path before it, or is written otherwise.", "Look at `aws iam list-roles`; case counts in ARNs."),
    ),
    known(
        "malformed-policy",
        r"(MalformedPolicyDocument|Syntax errors in policy|policy is not in the valid JSON format)",
        "A policy cannot be read.",
        ("The JSON or an element of the session policy is wrong.", "Paste it into the editor of step 3: the line is marked."),
        ("The shell ate its quotes.", "Put it into a file and pass `file://policy.json`."),
    ),
    known(
        "parameters",
        r"(validation errors? detected|Parameter validation failed)",
        "A parameter has not the length or the form that it must have; the message names each.",
        (
            "`roleSessionName` has a character that is not allowed, often a space, a slash or a colon.",
            r"It takes 2 to 64 of `[\w+=,.@-]`.",
        ),
        ("`webIdentityToken` is empty.", "Look at the file or the variable that it comes from."),
        ("`durationSeconds` is under 900 or over 43,200.", "Ask for 15 minutes to 12 hours."),
    ),
    known(
        "role-arn",
        r"(Request ARN is invalid|\barn:\S{0,300} is invalid|ValidationError\)?[^\n]{0,300}: \S{1,300} is invalid)",
        "`RoleArn` is no ARN of a role.",
        (
            "It is the ARN of the provider, of a policy or of a session.",
            "A role's ARN reads `arn:aws:iam::123456789012:role/NAME`.",
        ),
        ("A variable in it was left empty.", "Print what your script sends."),
    ),
    known(
        "region",
        r"(STS is not activated in this region|RegionDisabledException)",
        "The regional endpoint of STS is switched off in this account.",
        (
            "The region has to be switched on.",
            "In IAM, under account settings, activate it; or call an endpoint of another region.",
        ),
    ),
    known(
        "throttled",
        r"(Rate exceeded|Throttling(Exception)?\b|\bSlowDown\b|reduce your request rate)",
        "AWS was asked too often in a short time; it says nothing about the token or the policies.",
        (
            "Many jobs or pods call at once, or one calls for credentials at every request.",
            "Keep the credentials until they end, and let the SDK try again: it waits longer each time.",
        ),
    ),
    known(
        "no-token-permission",
        (
            r"(Unable to get ACTIONS_ID_TOKEN_REQUEST_URL|ACTIONS_ID_TOKEN_REQUEST_URL env variable|id-token: write|"
            r"mean to set the .?id-token.? permission)"
        ),
        "The GitHub job may not ask for a token.",
        (
            "The workflow lacks the permission.",
            "Give the job `permissions: id-token: write`; a called workflow needs it from its caller too.",
        ),
        ("It runs for a pull request from a fork.", "GitHub gives such jobs no token."),
    ),
)
