"""`manage.py demo_token`: a token on standard output and nothing else, or the exports that make an SDK use it."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from playground.stand_ins.breaking.ways import ID_TOKEN_BREAKAGES, OPAQUE_BREAKAGES
from playground.stand_ins.tokens.introspect import introspect
from playground.stand_ins.workloads import WORKLOADS
from playground.tokens.jwt import take_apart
from playground.walkthrough.management.commands.demo_token import Command

pytestmark = pytest.mark.django_db


def demo_token(*arguments):
    out = StringIO()
    call_command("demo_token", *arguments, stdout=out)
    return out.getvalue().removesuffix("\n")


def test_without_arguments_it_is_mayas_id_token_for_the_terminals_account(settings):
    claims = take_apart(demo_token()).unverified_claims
    assert claims["name"] == "Maya Okafor"
    assert claims["aud"].startswith(settings.TERMINAL_ACCOUNT)


def test_everything_that_the_page_offers_is_an_option():
    options = ("--account", "444455556666", "--break", "expired", "--leave-out", "iat", "--add", "tags", "--add", "roles")
    claims = take_apart(demo_token("--person", "jun", *options)).unverified_claims
    assert claims["aud"].startswith("444455556666-")
    assert "iat" not in claims
    assert claims.keys() >= {"https://aws.amazon.com/tags", "https://aws.amazon.com/roles"}


def test_an_opaque_token_is_known_at_once():
    assert introspect("www.amazon.com", demo_token("--provider", "amazon", "--person", "tomas"))[0] == 200


def test_a_way_to_break_it_that_does_not_exist_is_refused_and_says_which_do():
    with pytest.raises(CommandError, match=r"`melted`.*`expired`"):
        demo_token("--break", "melted")


def test_with_shell_it_prints_exports_and_keeps_the_token_in_a_private_file(settings, tmp_path):
    settings.VAR = tmp_path
    exports = dict(line.removeprefix("export ").split("=", 1) for line in demo_token("--shell").splitlines())
    assert exports["AWS_ENDPOINT_URL"] == settings.AWS_URL
    assert exports["AWS_ROLE_ARN"] == f"arn:aws:iam::{settings.TERMINAL_ACCOUNT}:role/PhotoAppGoogle"
    file = tmp_path / "tokens" / "google-maya.jwt"
    assert exports["AWS_WEB_IDENTITY_TOKEN_FILE"] == str(file)
    assert file.stat().st_mode & 0o077 == 0
    assert take_apart(file.read_text()).unverified_claims["name"] == "Maya Okafor"


def test_a_folder_that_takes_no_file_is_said_in_a_sentence(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    settings.VAR.write_text("no folder")
    with pytest.raises(CommandError, match=r"file cannot be written in .*var \(.*\)\. Make room there, or set PLAYGROUND_VAR"):
        demo_token("--shell")


@pytest.mark.parametrize(("who", "role"), [("guest", "PhotoAppIdentityPoolGuests"), ("jun", "PhotoAppIdentityPool")])
def test_a_guest_of_the_pool_is_given_the_role_of_guests(settings, tmp_path, who, role):
    settings.VAR = tmp_path
    exports = demo_token("--provider", "identity-pool", "--set", f"person={who}", "--shell")
    assert f"role/{role}\n" in exports


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--account", "1234"), "account is `1234`, and should be twelve digits"),
        (("--seconds", "9"), "--seconds needs --break, which is `whole`, and should be one of expired, not-yet, old"),
        (("--seconds", "0", "--break", "old"), "seconds is `0`, and should be a whole number from 1 to 2592000"),
        (
            ("--provider", "github", "--person", "jun"),
            "--person is for providers that people sign in with; of GitHub Actions, say whose token it is with --set",
        ),
        (("--provider", "github", "--job", "--person", "jun"), "--person is for providers that people sign in with"),
        (
            ("--provider", "identity-pool", "--person", "jun"),
            "--person is for providers that people sign in with; of Amazon Cognito identity pool, use --set person=jun",
        ),
        (("--set", "ref=refs/heads/main"), "there is no field `ref`; this provider has none"),
    ],
)
def test_what_it_cannot_use_is_refused(option, said):
    with pytest.raises(CommandError, match=f"^{re.escape(said)}"):
        demo_token(*option)


def test_an_sdk_cannot_use_an_opaque_token_by_itself_and_is_not_told_otherwise():
    with pytest.raises(CommandError, match="ProviderId"):
        demo_token("--provider", "amazon", "--shell")


def test_the_help_names_every_way_to_break_a_token_and_every_field_of_a_job():
    words = "".join(Command().create_parser("manage.py", "demo_token").format_help().split())
    assert all(way.slug in words for way in (*ID_TOKEN_BREAKAGES, *OPAQUE_BREAKAGES) if way.slug != "whole")
    assert all(field.name in words for one in WORKLOADS for field in one.fields)
