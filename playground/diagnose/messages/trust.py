"""Messages of a role that does not let a token in."""

from playground.diagnose.messages.known import known

MESSAGES = (
    known(
        "federated-principal",
        r"Federated principals must be valid domain names",
        "IAM does not keep the trust policy: what stands under `Federated` is neither a provider's ARN nor a built-in provider's domain.",
        (
            "The variable that should have held the provider's ARN was empty when the policy was written.",
            "Print the policy as it is sent. In Terraform and Pulumi the provider must be made first, and its ARN be what is passed on.",
        ),
        (
            "The ARN has a slip, such as a slash in the place of two colons, or it is the issuer's URL.",
            "It reads `arn:aws:iam::111122223333:oidc-provider/` and the URL without `https://`.",
        ),
    ),
    known(
        "invalid-principal",
        r"Invalid principal in policy",
        "IAM does not keep the trust policy: it names somebody who is not there, or not in this form.",
        (
            "The role or user under `AWS` does not exist yet, was deleted, or has a path that the ARN leaves out.",
            "Make it first; IAM looks it up when the policy is written.",
        ),
        (
            "An identity provider stands under `AWS` or `Service`, or a domain under `Federated` that is not built in.",
            'Write `{"Federated": "arn:aws:iam::ACCOUNT:oidc-provider/…"}` with the role\'s own account.',
        ),
    ),
    known(
        "tag-session-of-a-caller",
        r"\bUser: arn:\S{1,300} is not authorized to perform: sts:TagSession",
        "The call was `AssumeRole` with session tags, signed with credentials that were at hand: the token was not used.",
        # https://github.com/aws-actions/configure-aws-credentials/issues/465, /81 and /54
        (
            "`aws-actions/configure-aws-credentials` tags every session that it opens with `AssumeRole`, and the role's trust policy does"
            " not allow the caller that the message names to do so.",
            "Set `role-skip-session-tagging: true`, or put `sts:TagSession` beside `sts:AssumeRole` for that caller.",
        ),
        (
            "It was to be the token: keys in the job's environment or in the action's inputs were taken first.",
            "Take `aws-access-key-id` and the keys in the environment away, and give the job `id-token: write`.",
        ),
    ),
    known(
        "tag-session",
        r"not authorized to perform:? sts:TagSession",
        "The token, or the identity pool, brings session tags, and the trust policy does not allow them.",
        (
            "No statement of the trust policy allows `sts:TagSession` to this provider.",
            (
                "Put `sts:TagSession` beside `sts:AssumeRoleWithWebIdentity` in `Action`; limit it with `aws:RequestTag/…` if "
                "tags decide anything."
            ),
        ),
        (
            "A statement allows it, with a condition on a tag that this token does not have.",
            "Compare `aws:RequestTag/…` and `aws:TagKeys` in the trust policy with the claim `https://aws.amazon.com/tags`.",
        ),
    ),
    known(
        "set-source-identity",
        r"not authorized to perform:? sts:SetSourceIdentity",
        "The token brings a source identity, and the trust policy does not allow it.",
        (
            "No statement of the trust policy allows `sts:SetSourceIdentity` to this provider.",
            (
                "Put `sts:SetSourceIdentity` beside `sts:AssumeRoleWithWebIdentity` in `Action`, if you want "
                "the provider to set it."
            ),
        ),
    ),
    known(
        "not-authorized",
        r"not authorized to perform:? sts:AssumeRoleWithWebIdentity",
        "The role's trust policy did not let the token in, or there is no such role; AWS says the same for both.",
        (
            "A condition on `sub` wants another subject: another branch, environment, namespace or letter case.",
            "Lay the token's `sub` beside the condition, character by character: paste both here. For GitHub, `:pull_request` and"
            " `:environment:…` take the place of `:ref:…`, and repositories made since July 2026 have numbers in it.",
        ),
        (
            "A condition on `aud` wants another audience; for Google it is read from `azp` when the token has one.",
            (
                "Compare `aud` and `azp` with the condition. GitHub's default audience is the owner's URL, not "
                "`sts.amazonaws.com`."
            ),
        ),
        (
            "`StringEquals` has a value with `*`, and takes the star for a letter.",
            "Write the whole value, or use `StringLike`.",
        ),
        (
            "There is no role with this ARN, in this account, with this path.",
            "Run `aws iam get-role --role-name NAME` in the role's account, and compare the ARN, path included.",
        ),
        (
            "`Principal` names another provider, or the provider of another account.",
            (
                'It must be `{"Federated": "arn:aws:iam::ACCOUNT:oidc-provider/…"}` with the role\'s own account, or the '
                "domain of a built-in provider."
            ),
        ),
        (
            "`Action` is `sts:AssumeRole`, which is another call.",
            "A web identity needs `sts:AssumeRoleWithWebIdentity`.",
        ),
        (
            "A condition tests a key that AWS does not fill for this provider, or an organisation's policy denies it.",
            (
                "Look each key up in the token's claims here; then put the organisation's resource control policies "
                "beside the trust policy."
            ),
        ),
        logged=(
            "CloudTrail has a record with `AccessDenied` and the message `An unknown error occurred`, with the token's "
            "subject and audience in it."
        ),
    ),
    known(
        "assume-role",
        (
            r"not authorized to perform:? sts:AssumeRole\b(?![\s\S]{0,500}(service control|resource control|VPC endpoint|session) policy"
            r"|[\s\S]{0,500}permissions boundary)"
        ),
        "The call was `AssumeRole`, signed with credentials that were at hand: the token was not used.",
        (
            "The SDK or the action found other credentials first: keys in the environment, a profile, the role of the machine or the node.",
            "The message names whose they were. Take them away, and see that the job may ask for a token: `id-token: write` for GitHub.",
        ),
        (
            "A session of one role is to assume the next, and that one's trust policy does not name it.",
            'Let its `Principal` be `{"AWS": …}` with the first role, and let the first role allow `sts:AssumeRole`.',
        ),
    ),
)
