"""Steps 2 and 3 say where the calls go, and what becomes of this token there."""

import html

import pytest

from tests.outside.conftest import ROLE

pytestmark = pytest.mark.django_db


def token_page(visitor):
    return html.unescape(visitor.get("/token/").content.decode())


def test_where_there_is_no_choice_nothing_is_said(visitor):
    assert "Calls go to" not in token_page(visitor)


def test_in_the_sandbox_the_way_to_another_target_is_there(visitor, settings):
    settings.LIVE_AWS_ENDPOINTS = ["https://s3.example.com"]
    page = token_page(visitor)
    assert "Calls go to <b>the sandbox</b>" in page
    assert "stand-in’s" not in page.partition("2.1")[0].partition("<h1>")[2].partition("</header>")[2]


def test_an_endpoint_takes_a_demo_token_only_on_trust(choose, visitor, moto):
    choose()
    page = token_page(visitor)
    assert f"Calls go to <b>{moto}</b>" in page
    assert "takes it only if it does not verify tokens, or was given this site’s keys" in page


def test_real_aws_refuses_a_demo_token(visitor, settings):
    settings.LIVE_AWS_ROLES = [ROLE]
    visitor.post("/target/choose/", {"kind": "aws", "role_arn": ROLE, "region": "us-east-1"})
    assert "Real AWS refuses this token." in token_page(visitor)
    call = visitor.get("/call/").content.decode()
    assert "cannot be sent" in call.partition("</nav>")[2].partition("</nav>")[0]
    assert "What the role allows there is not known here" in call
