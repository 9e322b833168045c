"""A signed request for tests, and ways to change it on its way."""

from playground.sigv4.request import HttpRequest
from playground.sigv4.sign import Credentials, presign, sign
from playground.sigv4.verify import verify

NOW = 1_795_293_400  # 2026-11-21T20:36:40Z
KEY, SECRET, TOKEN = "ASIAQ3DEMOK7WTX4N2VH", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "IQoJb3JpZ2luX2Vj"
CREDENTIALS = Credentials(KEY, SECRET, TOKEN)
PLAIN = HttpRequest("GET", "/photo-app", "list-type=2&prefix=maya%2F", (("Host", "localhost:8001"), ("Accept", "*/*")))
CALLER = HttpRequest("POST", "/", "", (("Host", "localhost:8001"),), b"Action=GetCallerIdentity&Version=2011-06-15")


def signed(request=PLAIN, *, service="s3", region="eu-west-1", now=NOW, credentials=CREDENTIALS):
    return sign(request, credentials, region=region, service=service, now=now).request


def presigned(request=PLAIN, *, service="s3", region="eu-west-1", now=NOW, expires=60, credentials=CREDENTIALS):
    request = request._replace(headers=request.headers[:1])
    return presign(request, credentials, region=region, service=service, now=now, expires=expires).request


def judge(request, *, service="s3", now=NOW, secret=SECRET):
    def secret_for(authorization):
        return secret if authorization.access_key_id == KEY else None

    return verify(request, service=service, secret_for=secret_for, now=now)


def header(request, name, value):
    """The request with a header set, or without it (None)."""
    kept = [(known, text) for known, text in request.headers if known.lower() != name.lower()]
    return request._replace(headers=(*kept, *([] if value is None else [(name, value)])))


def authorization(request):
    return next(value for name, value in request.headers if name == "Authorization")


def failed(verification):
    return next((check.name for check in verification.finding.reasons if check.verdict == "fail"), "")
