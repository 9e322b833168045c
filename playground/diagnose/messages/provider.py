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
        r"(IDPCommunicationError|identity provider \(IDP\) .* could not be reached)",
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
        (
            r"(Invalid login token\. (Not a valid OpenId Connect identity token|Issuer doesn.?t match providerName)|Token is "
            r"not from a supported provider of this identity pool)"
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
)
