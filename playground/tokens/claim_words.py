"""One plain sentence about each claim that people meet.

Google: https://developers.google.com/identity/openid-connect/openid-connect  GitHub: https://docs.github.com/actions/reference/security/oidc
Cognito: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
GitLab: https://docs.gitlab.com/ci/secrets/id_token_authentication/
"""

from __future__ import annotations

from playground.tokens.provider import AMAZON, COGNITO, FACEBOOK, GITHUB_ACTIONS, GITLAB, GOOGLE

ANY_PROVIDER = {
    "iss": "Who vouches for all the rest. It picks the provider, and so the Principal of the trust policy.",
    "sub": "Who this is about: one account at this provider, never given to another.",
    "aud": "The app that the token is meant for.",
    "azp": "The app that asked for the token. As it is set, AWS compares it and not `aud`.",
    "amr": "How the user proved who they are. A list: test it with ForAnyValue.",
    "email": "The e-mail address. People change it and domains change hands, so `sub` is the safer thing to test.",
    "email_verified": "Whether the provider has seen that the address is theirs. For your app; AWS does not read it.",
    "nonce": "Your app's own random text, sent back, so that it can tell an old token from this one.",
    "at_hash": "Half a hash of the access token that came along, which ties the two together.",
    "c_hash": "Half a hash of the one-time code that came along.",
    "auth_time": "When the user last typed a password.",
    "jti": "The number of this very token.",
    "name": "The name, for your page to greet with.",
    "given_name": "The first name.",
    "family_name": "The last name.",
    "picture": "The address of a picture.",
    "locale": "The language that the user prefers.",
    "https://aws.amazon.com/tags": "Session tags: they become aws:RequestTag in the call and aws:PrincipalTag after it.",
    "https://aws.amazon.com/source_identity": "A name that stays with the session, also through further roles.",
    "token_use": "id for an ID token, access for an access token. Your app tells them apart by it; AWS does not read it.",
    "cognito:username": "The user name in the user pool. It may be anything, and AWS does not read it.",
    "cognito:groups": "The groups of the user in the pool. An identity pool can choose a role by them; STS does not read it.",
    "event_id": "The sign-in that the token came of.",
    "origin_jti": "The sign-in whose refresh token can call this token back. STS does not ask whether somebody has.",
    "kubernetes.io": "The pod, its node and its service account, with their ids. AWS does not read it.",
    "https://cognito-identity.amazonaws.com/identity-pool-arn": "The identity pool, as an ARN. STS does not read it.",
    "https://aws.amazon.com/roles": "The only roles that this token is good for; STS compares them before the trust policy.",
}

OF_PROVIDER = {
    GOOGLE: {
        "sub": "Who this is about: one Google account, for ever. It never changes, the e-mail address may.",
        "hd": "The Google Workspace domain of the account. Your app can test it; AWS does not read it.",
        "google": "What Google knows of the machine or service account; AWS reads the organisation's number.",
    },
    COGNITO: {
        "sub": "The identity in the pool: one for each guest or user.",
        "aud": "The identity pool. Without a test of it, any pool of any account fits the trust policy.",
        "amr": "Whether this is a guest (unauthenticated) or a user, and who vouched. Test it with ForAnyValue.",
    },
    GITHUB_ACTIONS: {
        "sub": "Which job this is: the repository, and its branch, environment or pull request.",
        "aud": "Who the token is for; the official action asks for sts.amazonaws.com.",
        "actor": "The account that set off the run.",
        "actor_id": "The number of that account, which a new name does not change.",
        "repository": "The repository that the job runs in.",
        "repository_id": "The number of the repository, which a new name does not change.",
        "repository_owner": "The organisation or user that the repository belongs to.",
        "repository_owner_id": "The number of the owner, which a new name does not change.",
        "repository_visibility": "Whether the repository is public, private or internal.",
        "workflow": "The name of the workflow.",
        "workflow_ref": "The file that the workflow was read from, and at which ref.",
        "job_workflow_ref": "The reusable workflow that the job was read from, if it was.",
        "ref": "The branch or tag that the job runs on.",
        "environment": "The deployment environment that the job names, with its protection rules.",
        "enterprise_id": "The number of the enterprise that the owner belongs to.",
        "event_name": "What set the run off: a push, a pull request, a schedule.",
        "run_id": "The number of the run.",
        "sha": "The commit.",
    },
    GITLAB: {
        "sub": "Which job this is: the path of the project, and its branch or tag.",
        "aud": "Who the token is for, as the job's id_tokens say.",
        "namespace_id": "The number of the group or user, which a new name does not change.",
        "namespace_path": "The path of the group or user. It can change; namespace_id cannot.",
        "project_id": "The number of the project, which a new name does not change.",
        "project_path": "The path of the project. It can change; project_id cannot. It is in `sub`, and no key of its own.",
        "pipeline_source": "What set the pipeline off: a push, a merge request, a schedule.",
        "ref": "The branch or tag, without refs/heads. It is in `sub`, and no key of its own.",
        "ref_type": "Whether `ref` is a branch or a tag. It is in `sub`, and no key of its own.",
        "ref_protected": "Whether the branch or tag is protected, as a text: true or false.",
        "runner_environment": "Whose runner the job is on: gitlab-hosted or self-hosted.",
        "user_access_level": "What the user may do in the project: developer, maintainer, owner.",
        "user_email": "The e-mail address of the user who set off the job. It can change; user_id cannot.",
        "user_id": "The number of the user who set off the job.",
        "user_login": "The name of the user who set off the job. It can change; user_id cannot.",
        "environment": "The environment that the job deploys to. AWS has no key for it.",
        "sha": "The commit.",
    },
    AMAZON: {
        "iss": "Who answers. In the call it is ProviderId=www.amazon.com.",
        "user_id": "The account, with another id for every app owner.",
        "app_id": "One of the two ids of the app, and the one that public trust policies compare.",
        "aud": "The client id, the other of the two. AWS's own example has this shape: try before you trust either.",
    },
    FACEBOOK: {
        "app_id": "The app that the token was given to. It is the audience: a trust policy must test it.",
        "id": "The account, with another id for every app.",
        "user_id": "The account, with another id for every app. AWS calls it `id`.",
        "application": "The name of the app.",
        "is_valid": "Whether Facebook still stands by the token.",
        "scopes": "What the user let the app read. AWS reads none of it.",
        "type": "Whose token it is; STS needs a user's.",
    },
}

SERVICE_ACCOUNT = "The service account of the pod: its namespace and its name."


def words_about(provider: str, claim: str, *, read: bool) -> str:
    """The sentence about a claim of this provider; one for strangers when nothing is known of it.  read: whether AWS reads it."""
    stranger = "The provider's own. A trust policy can test it." if read else "The provider's own. AWS does not read it."
    return OF_PROVIDER.get(provider, {}).get(claim) or ANY_PROVIDER.get(claim) or stranger
