"""Messages that come from asking a provider about an opaque token, and from Amazon Cognito."""

from playground.diagnose.messages.known import known

MESSAGES = (
    known(
        "rejected-claim",
        r"(IDPRejectedClaim|responded with HTTP/1\.1 4\d\d)",
        "STS asked the provider about the token, and the provider would not stand by it.",
        ("The token expired or was revoked.", "Sign in again, and ask `debug_token` or `tokeninfo` yourself."),
        (
            "The Facebook app is in development mode, and the user is none of its testers.",
            "Add the user to the app, or switch the app to live.",
        ),
        (
            "`ProviderId` names one provider and the token is another's.",
            "`www.amazon.com` and `graph.facebook.com` are the only two.",
        ),
        logged="CloudTrail need not have a record of it.",
    ),
    known(
        "communication",
        r"(IDPCommunicationError|identity provider \(IDP\) [^\n]{0,300} could not be reached)",
        "STS could not reach the provider to ask about the token.",
        ("The provider was slow or down.", "Try again; SDKs do so by themselves."),
        ("It keeps happening.", "The provider may limit STS, or the issuer is not on the public internet."),
    ),
    known(
        "not-amazon",
        r"Provided Token is not a Login With Amazon token",
        "With `ProviderId=www.amazon.com` STS wants an access token of Login with Amazon.",
        (
            "The token is percent-encoded twice, or its `|` was lost.",
            "It begins with `Atza|`; encode it once, when the request is made.",
        ),
        ("It is an authorization code or a refresh token.", "Send the access token."),
        ("It expired: it is good for an hour.", "Sign in again."),
    ),
    known(
        "oauth-provider",
        r"Unrecognized OAuth provider",
        "`ProviderId` was sent with a token that must not have one.",
        ("An ID token was sent with a `ProviderId`.", "Leave `ProviderId` out for OpenID Connect."),
    ),
    known(
        "cognito-login",
        # https://github.com/amazon-archives/amazon-cognito-identity-js/issues/7 and /407
        (
            r"(Invalid login token\. (Not a valid OpenId Connect identity token|Issuer doesn.?t match providerName|Not a Cognito token"
            r"|Couldn.?t verify signed token|Missing a required claim)|Token is not from a supported provider of this identity pool)"
        ),
        "The identity pool does not take the token under the name that stands beside it in `Logins`.",
        (
            "The key in `Logins` is not the issuer of the token.",
            "A user pool's key is `cognito-idp.REGION.amazonaws.com/POOL`, Google's is `accounts.google.com`.",
        ),
        (
            "An access token was sent in place of the ID token, or the other way round.",
            "Facebook and Amazon take the access token, all others the ID token.",
        ),
        ("The identity pool has not this provider or this client ID.", "Add it in the pool's settings."),
    ),
    known(
        "cognito-classic",
        r"Basic \(classic\) flow is not enabled",
        "The identity pool gives no token for AssumeRoleWithWebIdentity: its basic flow is not switched on.",
        (
            "`GetOpenIdToken` was asked, where the enhanced flow is meant.",
            "Ask `GetCredentialsForIdentity`: it gives the credentials of the pool's role at once.",
        ),
        (
            "The basic flow is needed, for a role of your choice or a session policy of your own.",
            "Allow it: `aws cognito-identity update-identity-pool --allow-classic-flow`, with the pool's other settings.",
        ),
    ),
    known(
        "cognito-logins",
        r"(Logins don.?t match\. Please include at least one valid login|Access to Identity .{1,99} is forbidden)",
        "The identity belongs to somebody who signed in, and no token of theirs stands in `Logins`.",
        (
            "The identity's id was kept from another user, or from before the sign-in.",
            "Forget the kept id (`clearCachedId` in the SDK), and ask `GetId` again with the token.",
        ),
        ("`Logins` was left out of a later call.", "Send it with `GetId`, and with the call after it, too."),
    ),
    known(
        "cognito-role",
        r"Invalid identity pool configuration\. Check assigned IAM roles",
        "Cognito asked STS for the identity pool's role and was refused, or the pool has no role for such users.",
        # The model of GetCredentialsForIdentity; https://github.com/amazon-archives/amazon-cognito-identity-js/pull/296
        (
            "The role's trust policy wants another pool: `cognito-identity.amazonaws.com:aud` is not this pool's id.",
            "Compare the two, region included; a user pool's id, `us-east-1_…`, is none of an identity pool's.",
        ),
        (
            "It wants the other kind of user: `authenticated` where somebody is a guest, or `unauthenticated` where somebody has signed in.",
            "Compare `cognito-identity.amazonaws.com:amr`; the pool has a role for each.",
        ),
        (
            "It does not allow `sts:AssumeRoleWithWebIdentity` to `cognito-identity.amazonaws.com`, or no `sts:TagSession` where the pool"
            " maps attributes to tags.",
            "Paste the trust policy and the claims of the token that `GetOpenIdToken` gives here.",
        ),
        (
            "The pool has no role for guests, or none for who has signed in.",
            "Run `aws cognito-identity get-identity-pool-roles`.",
        ),
    ),
    known(
        "cognito-guest",
        r"Unauthenticated access is not supported for this identity pool",
        "The identity pool was asked without a token of somebody who signed in, and has no guests.",
        (
            "`Logins` was left out or empty, because the sign-in was not over yet.",
            "Ask for credentials once the provider's token is there, and put it into `Logins`.",
        ),
        ("Guests are meant.", "Switch guest access on in the pool, with a role that may do little."),
    ),
    known(
        "cognito-login-over",
        r"Invalid login token\. Token expired",
        "The token in `Logins` is over, so that the identity pool does not take it.",
        ("It was kept longer than it is good for.", "Let the user pool or the provider refresh it, and ask once more."),
    ),
)
