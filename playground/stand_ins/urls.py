"""The stand-ins' addresses: the real host, then the real path.  Included at `stand-in/`; `adapter` resolves them without it."""

import re

from django.urls import URLPattern, path, re_path

from playground.stand_ins.endpoints import amazon, facebook, google, jobs, user_pool
from playground.stand_ins.oauth.authorization import authorize
from playground.stand_ins.workloads import WORKLOADS

app_name = "stand_ins"
_VERSION = r"v[0-9]{1,3}\.[0-9]{1,2}"

_people = [
    path("accounts.google.com/.well-known/openid-configuration", google.openid_configuration, name="google-discovery"),
    path("accounts.google.com/o/oauth2/v2/auth", authorize, {"slug": "google"}, name="google-authorize"),
    path("oauth2.googleapis.com/token", google.token, name="google-token"),
    path("oauth2.googleapis.com/revoke", google.revoke, name="google-revoke"),
    path("openidconnect.googleapis.com/v1/userinfo", google.userinfo, name="google-userinfo"),
    path("www.googleapis.com/oauth2/v3/certs", google.certs, name="google-certs"),
    path("www.amazon.com/ap/oa", authorize, {"slug": "amazon"}, name="amazon-authorize"),
    path("api.amazon.com/auth/o2/token", amazon.token, name="amazon-token"),
    path("api.amazon.com/auth/o2/tokeninfo", amazon.tokeninfo, name="amazon-tokeninfo"),
    path("api.amazon.com/user/profile", amazon.profile, name="amazon-profile"),
    re_path(rf"^www\.facebook\.com/{_VERSION}/dialog/oauth\Z", authorize, {"slug": "facebook"}, name="facebook-authorize"),
    re_path(rf"^graph\.facebook\.com/{_VERSION}/oauth/access_token\Z", facebook.access_token, name="facebook-token"),
    re_path(rf"^graph\.facebook\.com/{_VERSION}/debug_token\Z", facebook.debug_token, name="facebook-debug-token"),
    re_path(rf"^graph\.facebook\.com/{_VERSION}/me\Z", facebook.me, name="facebook-me"),
]

_USER_POOL = "cognito-idp.us-east-1.amazonaws.com/us-east-1_PhotoDemo/.well-known"
_HOSTED = "photo-app.auth.us-east-1.amazoncognito.com/oauth2"
_user_pool = [
    path(f"{_USER_POOL}/openid-configuration", user_pool.openid_configuration, name="user-pool-discovery"),
    path(f"{_USER_POOL}/jwks.json", user_pool.keys, name="user-pool-keys"),
    path(f"{_HOSTED}/authorize", authorize, {"slug": "user-pool"}, name="user-pool-authorize"),
    path(f"{_HOSTED}/token", user_pool.token, name="user-pool-token"),
    path(f"{_HOSTED}/userInfo", user_pool.userinfo, name="user-pool-userinfo"),
]


def _of_workload(slug: str, host: str, token_path: str, keys_path: str) -> list[URLPattern]:
    """A workload's three addresses; an issuer with a path has it before both documents."""
    document = rf"^{re.escape(host)}(?P<path>(?:/[\w\-]+)*?)"
    return [
        re_path(token_path, jobs.token, {"slug": slug}, name=f"{slug}-token"),
        re_path(rf"{document}/\.well-known/openid-configuration\Z", jobs.openid_configuration, {"slug": slug}),
        re_path(rf"{document}{re.escape(keys_path)}\Z", jobs.keys, {"slug": slug}),
    ]


urlpatterns = [
    *_people,
    *_user_pool,
    *(address for one in WORKLOADS for address in _of_workload(one.slug, one.host, one.path, one.jwks_path)),
]
