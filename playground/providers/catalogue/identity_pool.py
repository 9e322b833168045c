"""An Amazon Cognito identity pool, by the basic flow.

https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html
"""

from __future__ import annotations

from playground.providers.provider import Provider, Usual

_NAME = "cognito-identity.amazonaws.com"

IDENTITY_POOL = Provider(
    slug="identity-pool",
    name="Amazon Cognito identity pool",
    tile="identity-pool",
    kind="jwt",
    protocol="OpenID Connect",
    whose="pool",
    hands_over="A token of an identity, signed, ten minutes",
    how="GetId, then GetOpenIdToken: the basic flow",
    in_the_call="no ProviderId",
    principal=_NAME,
    provider_id="",
    audience_key=f"{_NAME}:aud",
    subject_key=f"{_NAME}:sub",
    trusts={"ForAnyValue:StringLike": {f"{_NAME}:amr": "authenticated"}},
    issuer=f"https://{_NAME}",
    off_reason="needs a pool of your own",
    usual=(
        Usual(
            "boto3",
            "the basic flow for a guest",
            'cognito = boto3.client("cognito-identity")\n'
            'identity = cognito.get_id(IdentityPoolId=pool_id)["IdentityId"]\n'
            'token = cognito.get_open_id_token(IdentityId=identity)["Token"]\n'
            'sts = boto3.client("sts")\n'
            "answer = sts.assume_role_with_web_identity(\n"
            '    RoleArn="arn:aws:iam::{account}:role/PhotoAppIdentityPoolGuests",\n'
            '    RoleSessionName="guest",\n'
            "    WebIdentityToken=token,\n"
            ")",
        ),
    ),
    lesson=(
        "The pool is built into IAM, for every account and every pool there is. Without a test of aud, a token from anybody’s "
        "pool opens the role.",
        "amr is a list: unauthenticated for a guest; authenticated, the provider and its user for somebody who has signed in. "
        "Test it with ForAnyValue, and give guests a role of their own.",
        "A pool can turn what it knows of a user into principal tags. They come in the token, become session tags, and the trust "
        "policy must allow sts:TagSession: the easiest way to see tags in a web identity token.",
        "The enhanced flow makes one call of the last two: GetCredentialsForIdentity. Cognito then chooses the role, makes the "
        "STS call itself, and puts a session policy on guests that the basic flow has not: whoever may call GetOpenIdToken and "
        "AssumeRoleWithWebIdentity gets all that the guests’ role has.",
    ),
)
