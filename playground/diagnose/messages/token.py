"""Messages about the token itself."""

from playground.diagnose.messages.known import known

_NOT_LOGGED = "CloudTrail need not have a record: a token that fails here is not trusted enough to be logged."

MESSAGES = (
    known(
        "no-provider",
        r"No OpenIDConnect provider found in your account",
        "The role's account has no IAM identity provider whose URL is the token's `iss`.",
        (
            "The provider was never made in this account; one in another account does not count.",
            "Run `aws iam list-open-id-connect-providers` with credentials of the role's own account.",
        ),
        (
            "Its URL is nearly the same: a slash at the end, a path, capital letters.",
            "The message repeats `iss` as it stands in the token; the provider's URL must equal it to the last character.",
        ),
        ("`RoleArn` names a role of another account than you meant.", "Compare the account number in it."),
        logged=_NOT_LOGGED,
    ),
    known(
        "verification-key",
        r"Couldn.?t retrieve verification key from your identity provider",
        "STS could not get a key that fits the token from its issuer.",
        (
            (
                "The issuer's discovery document or key set cannot be reached from the internet: a firewall, a private "
                "address, a closed cluster."
            ),
            "Open `ISSUER/.well-known/openid-configuration` and its `jwks_uri` from outside your network.",
        ),
        ("The issuer takes longer than five seconds, or limits how often it is asked.", "Put its key set behind a cache."),
        (
            (
                "The token's `kid` is not among the published keys, or the signature does not fit; that AWS says the same "
                "then is not confirmed."
            ),
            "Paste the token and the key set here.",
        ),
        logged=_NOT_LOGGED,
    ),
    known(
        "audience",
        r"Incorrect token audience",
        "The token's audience is not on the list of the IAM identity provider.",
        (
            (
                "The token was made for something else: a Kubernetes token without `audience: sts.amazonaws.com`, a GitHub "
                "token with the default audience."
            ),
            "Ask for the token with the audience that the provider has; for AWS's own tools it is `sts.amazonaws.com`.",
        ),
        (
            "The provider lacks this client ID.",
            "Run `aws iam get-open-id-connect-provider`, and `add-client-id-to-open-id-connect-provider` if the app is yours.",
        ),
        ("The token has `azp`, and AWS compares that in place of `aud`.", "Put the value of `azp` on the list."),
        logged=_NOT_LOGGED,
    ),
    known(
        "several-audiences",
        r"audience contains more than one audience",
        "The token was made for several apps, and does not say in `azp` which of them asked for it.",
        (
            "Its `aud` is a list of more than one.",
            "Ask for a token for one audience alone; for AWS's own tools that is `sts.amazonaws.com`.",
        ),
        logged=_NOT_LOGGED,
    ),
    known(
        "expired",
        (
            r"(Token expired: current date/time|web identity token that was passed is expired|Token too old"
            r"|ExpiredTokenException(?![\s\S]{0,300}(security|provided) token))"
        ),
        "The token's time is over; STS takes it until five minutes after `exp`.",
        (
            "A token is kept and used again after its end.",
            "Get a new one for each call; a projected token file must be read anew each time.",
        ),
        (
            "It was issued more than a day ago, although `exp` is later: `Token too old`.",
            "Use a token that was issued recently.",
        ),
        ("The clock of the issuer is wrong.", "Compare `iat` with the true time; the message has AWS's in seconds since 1970."),
        logged=_NOT_LOGGED,
    ),
    known(
        "not-a-jwt",
        r"(ID Token provided is not a valid JWT|not a valid JWT)",
        "What was sent is no JSON Web Token that STS can read.",
        (
            "An access token was sent in place of the ID token.",
            "Send `id_token`; an opaque access token needs `ProviderId`, and only Amazon's and Facebook's will do.",
        ),
        ("The token was cut or has a line break inside.", "Count its dots: there must be two, and no white space."),
        ("The file that holds it is empty or names another file.", "Look at what `AWS_WEB_IDENTITY_TOKEN_FILE` points to."),
        logged=_NOT_LOGGED,
    ),
    known(
        "issuer-url",
        r"Issuer must be a valid URL",
        "The token's `iss` is no URL.",
        (
            "It is a service account token of the old kind, whose issuer is `kubernetes/serviceaccount`.",
            "Use a projected token, with an audience and an end.",
        ),
        logged=_NOT_LOGGED,
    ),
    known(
        "missing-claim",
        r"(?<!token\.\x20)Missing a required claim",
        "The token lacks a claim that every token needs: `iss`, `sub`, `aud` or `azp`, `exp`, `iat`.",
        (
            "It is an access token, or one of an issuer that leaves claims out.",
            "Paste it here and see which; ask the issuer for an ID token.",
        ),
        logged=_NOT_LOGGED,
    ),
    known(
        "thumbprint",
        r"HTTPS certificate doesn.?t match configured thumbprint",
        "The issuer's certificate is not one that STS trusts, nor one whose thumbprint the provider has.",
        (
            "The issuer's certificate authority changed, and it is none of the public ones.",
            "Put a publicly trusted certificate in front of the issuer, or update the provider's thumbprints.",
        ),
        logged=_NOT_LOGGED,
    ),
    known(
        "roles-claim",
        r"target role ARN is not present in the roles claim",
        "The token lists the roles that it is for, and this is none of them.",
        (
            "The claim `https://aws.amazon.com/roles` lacks this role's ARN.",
            "Let the issuer add it, or ask for a role that it lists.",
        ),
        logged=_NOT_LOGGED,
    ),
)
