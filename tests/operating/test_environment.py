"""Settings that can be none are refused where they are read; what is only written otherwise is taken."""

import os

import pytest
from django.core.exceptions import ImproperlyConfigured
from environs.exceptions import EnvValidationError as ValidationError

from playground.environment import REGION, database_url, env, folder_of_processes, names, origin, redis


@pytest.fixture
def given(monkeypatch):
    return lambda value: monkeypatch.setenv("A_SETTING", value)


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("https://play.example.org", "https://play.example.org"),
        ("HTTPS://Play.Example.org:8443/", "https://play.example.org:8443"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_of_the_site_is_scheme_host_and_port(given, url, read):
    given(url)
    assert origin("A_SETTING", "") == read


@pytest.mark.parametrize("rest", ["/sub", "?x", "#x", ":99999", ":0", ":x", ""])
def test_an_address_with_more_or_less_is_refused(given, rest):
    given(f"https://play.example.org{rest}" if rest else "play.example.org")
    with pytest.raises(ImproperlyConfigured, match="A_SETTING is"):
        origin("A_SETTING", "")


def test_an_address_of_the_site_names_nobody(given):
    given("https://maya:secret@play.example.org")
    with pytest.raises(ImproperlyConfigured):
        origin("A_SETTING", "")


@pytest.mark.parametrize("url", ["", "redis://h:6379/0", "rediss://:p%40ss@h/1?ssl_cert_reqs=none", "unix:///run/redis.sock"])
def test_an_address_of_redis_is_taken(given, url):
    given(url)
    assert redis("A_SETTING") == url


@pytest.mark.parametrize("url", ["h:6379", "http://h", "redis://:secret@h:x", "redis://h/x", "redis:///0"])
def test_what_is_no_address_of_redis_is_refused_without_its_password(given, url):
    given(url)
    with pytest.raises(ImproperlyConfigured, match="A_SETTING is no address of Redis") as refused:
        redis("A_SETTING")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("sqlite:////srv/p.sqlite3", "sqlite3"),
        ("postgres://maya:secret@h:5432/p", "postgresql"),
        ("postgresql:///p", "postgresql"),
    ],
)
def test_an_address_of_a_database_is_taken(given, url, engine):
    given(url)
    assert database_url("A_SETTING", "")["ENGINE"].endswith(f".{engine}")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "h",
        "mysql://maya:secret@h/p",
        "oracle://h",
        "postgis://h/p",
        "redis://h",
        "sqlite://",
        "sqlite:///:memory:",
        "postgres://:secret@h:x/p",
    ],
)
def test_what_is_no_address_of_a_database_that_is_taken_is_refused_without_its_password(given, url):
    given(url)
    with pytest.raises(
        ImproperlyConfigured, match=r"A_SETTING is no address of a database .* sqlite:///FILE or postgres://"
    ) as refused:
        database_url("A_SETTING", "")
    assert "secret" not in str(refused.value)


def test_a_folder_that_is_missing_is_made(given, tmp_path):
    given(str(tmp_path / "a" / "b"))
    folder_of_processes("A_SETTING")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_that_is_empty_is_none(given):
    given("")
    folder_of_processes("A_SETTING")
    assert "A_SETTING" not in os.environ


@pytest.mark.parametrize("below", ["", "/below"])
def test_what_can_be_no_folder_is_refused(given, tmp_path, below):
    (tmp_path / "file").touch()
    given(f"{tmp_path}/file{below}")
    with pytest.raises(ImproperlyConfigured, match=r"A_SETTING is .*/file.*; it is a folder that this process may write into"):
        folder_of_processes("A_SETTING")


def test_a_list_may_have_spaces_after_its_commas(given):
    given(" a.example, b.example ,,")
    assert names("A_SETTING") == ["a.example", "b.example"]


@pytest.mark.parametrize("region", ["eu-west-1", "us-gov-east-1", "mx-central-1"])
def test_a_region_is_one(given, region):
    given(region)
    assert env.str("A_SETTING", validate=REGION) == region


@pytest.mark.parametrize("region", ["", "europe", "eu west 1", "EU-WEST-1", "eu-west-1a"])
def test_what_is_no_region_is_refused(given, region):
    given(region)
    with pytest.raises(ValidationError, match="A region is like"):
        env.str("A_SETTING", validate=REGION)
