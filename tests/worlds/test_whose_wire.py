"""A terminal's call that was refused before it was known whose it is stands on the wire of the account that it names, and on no other."""

import time
from dataclasses import replace
from urllib.parse import quote, urlencode

import pytest

from playground.assembly import named
from playground.assembly.accounts import access_key, open_visitor_account
from playground.assembly.sandbox import answer
from playground.pace import Pace
from playground.sandbox.exchange import HttpRequest
from playground.sandbox.seed import bucket_name
from playground.stand_ins.tokens.mint import mint
from playground.wire.models import Exchange
from tests.sandbox.visit import Credentials, credentials_of, signed

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8001"}


@pytest.fixture
def maya(signing_keys):
    return open_visitor_account()


def sts(**form):
    headers = HOST | {"content-type": "application/x-www-form-urlencoded"}
    return HttpRequest("POST", "/", "", headers, urlencode({"Version": "2011-06-15"} | form).encode())


def assume(account_id, **changes):
    role = f"arn:aws:iam::{account_id}:role/PhotoAppGoogle"
    form = {"Action": "AssumeRoleWithWebIdentity", "RoleArn": role, "RoleSessionName": "maya"}
    return sts(**form | {"WebIdentityToken": mint("google", "maya", account_id)} | changes)


def credentials(account_id):
    return credentials_of(answer(assume(account_id), "terminal"))


def shown(request):
    """The error, and where and how it is shown."""
    before = Exchange.objects.order_by("-id").values_list("id", flat=True).first() or 0
    given = answer(request, "terminal")
    kept = Exchange.objects.filter(id__gt=before)
    return given.error, [(one.account_id, one.status) for one in kept]


@pytest.mark.parametrize("service", ["s3", "sts"])
def test_a_key_without_its_session_token_or_with_a_spoilt_one(maya, service):
    own = credentials(maya)
    query = "" if service == "s3" else "Action=GetCallerIdentity&Version=2011-06-15"
    for token in ("", own.session_token[:-8] + "AAAAAAA="):
        spoilt = replace(own, session_token=token)
        error, kept = shown(signed(spoilt, "GET", "/", query, service=service, now=time.time()))
        assert error in ("InvalidAccessKeyId", "InvalidToken", "InvalidClientTokenId")
        assert [account_id for account_id, _ in kept] == [maya]


def test_an_operation_that_the_sandbox_does_not_have(maya):
    own = credentials(maya)
    assert shown(signed(own, "GET", f"/{bucket_name(maya)}", "torrent", now=time.time()))[1] == [(maya, 405)]


def test_an_access_key_that_is_no_good_any_longer(maya):
    old = access_key(maya)
    access_key(maya, anew=True)
    gone = Credentials(old.access_key_id, old.secret_access_key, "")
    assert shown(signed(gone, "GET", "/", now=time.time())) == ("InvalidAccessKeyId", [(maya, 403)])


def test_a_presigned_address_of_the_old_kind(maya):
    own = credentials(maya)
    query = f"AWSAccessKeyId={own.access_key_id}&Signature=x&Expires=1&x-amz-security-token={quote(own.session_token)}"
    request = HttpRequest("GET", f"/{bucket_name(maya)}/shared/welcome.txt", query, HOST)
    assert shown(request) == ("InvalidRequest", [(maya, 400)])


def test_a_parameter_of_the_wrong_shape(maya):
    assert shown(assume(maya, RoleSessionName="m a y a")) == ("ValidationError", [(maya, 400)])


def test_no_signature_at_all_at_a_bucket_and_the_words_say_so(maya):
    request = HttpRequest("GET", f"/{bucket_name(maya)}/shared/welcome.txt", "", HOST)
    assert shown(request) == ("AccessDenied", [(maya, 403)])
    assert Exchange.objects.latest("id").words == "A request without a signature: nobody is known to have made it."


def test_who_signs_with_a_key_of_somebody_else_finds_it_on_their_own_wire(maya, signing_keys):
    tomas = open_visitor_account()
    mixed = replace(credentials(maya), session_token=credentials(tomas).session_token)
    assert shown(signed(mixed, "GET", f"/{bucket_name(maya)}", now=time.time())) == ("InvalidAccessKeyId", [(tomas, 403)])


def test_what_names_nobody_is_on_no_wire(maya):
    nobody = "arn:aws:iam::999988887777:role/PhotoAppGoogle"
    for request in (
        sts(Action="AssumeRoleWithWebIdentity", RoleArn=nobody, RoleSessionName="maya", WebIdentityToken="none"),
        sts(Action="NoSuchThing"),
        HttpRequest("GET", "/", "", HOST),
        HttpRequest("GET", "/no-such-bucket/key", "", HOST),
        HttpRequest("GET", "/", "X-Amz-Credential=nonsense", HOST),
    ):
        assert shown(request)[1] == []


def test_nobody_fills_the_wire_of_an_account_by_naming_it(maya, monkeypatch):
    monkeypatch.setattr(named, "_pace", Pace(2, time.monotonic))
    request = HttpRequest("GET", f"/{bucket_name(maya)}/x", "", HOST)
    assert [len(shown(request)[1]) for _ in range(4)] == [1, 1, 0, 0]
