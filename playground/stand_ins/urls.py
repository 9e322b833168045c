"""The stand-ins' addresses: the real host, then the real path.  Included at `stand-in/`; `adapter` resolves them without it."""

from django.urls import path, re_path

from playground.stand_ins.authorization import authorize
from playground.stand_ins.endpoints import amazon, facebook, google

app_name = "stand_ins"
_VERSION = r"v[0-9]{1,3}\.[0-9]{1,2}"

urlpatterns = [
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
