"""What deploy/ says agrees with the code: files, commands, times, sizes, networks and the names of metrics."""

from __future__ import annotations

import json
import re
import shlex
from configparser import ConfigParser
from ipaddress import ip_network

import pytest
import yaml

from playground.aws_endpoint.body import MAX_BODY
from playground.operating.health import PATHS
from playground.operating.management.commands import serve
from playground.operating.management.commands.serve import GRACE
from playground.pages.buffered import MOST
from playground.telemetry.metrics import exposition
from tests.server import ROOT

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
NGINX = (DEPLOY / "nginx.conf").read_text()
SETTINGS = (ROOT / "playground/settings.py").read_text()
COMMANDS = {path.stem for path in (ROOT / "playground").rglob("management/commands/[!_]*.py")}


def unit(name):
    read = ConfigParser(interpolation=None, strict=False)
    read.optionxform = str
    read.read_string((DEPLOY / name).read_text())
    return read


def drain():
    return float(re.search(r"^DRAIN_SECONDS=(\d+)", (DEPLOY / "site.env.example").read_text(), re.MULTILINE)[1])


def test_what_the_image_is_made_of_is_there():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    for source in " ".join(copied).split():
        assert (ROOT / source).exists(), source
    whole = {"requirements.txt", "manage.py", "playground", "templates", "static"}
    assert set(" ".join(copied).split()) == whole, "nothing of an operator's, and all that the site reads"


def test_the_image_runs_a_command_that_there_is_as_nobody_and_asks_an_address_that_there_is():
    command = json.loads(re.findall(r"^CMD (.+)$", DOCKERFILE, re.MULTILINE)[-1])
    assert command[1] == "manage.py"
    assert command[2] in COMMANDS
    assert int(re.search(r"^USER (\d+)$", DOCKERFILE, re.MULTILINE)[1]) > 0
    assert re.search(r"127\.0\.0\.1:8000(/\w+)'", DOCKERFILE)[1] in PATHS
    python = re.findall(r"^FROM python:([\d.]+)-", DOCKERFILE, re.MULTILINE)
    assert len(set(python)) == 1
    assert f'requires-python = ">={python[0]}"' in (ROOT / "pyproject.toml").read_text()


def test_the_settings_of_the_image_are_read():
    given = re.findall(r"\b([A-Z][A-Z_]+)=", " ".join(re.findall(r"^ENV (.+(?:\\\n.+)*)", DOCKERFILE, re.MULTILINE)))
    for name in set(given) - {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PIP_DISABLE_PIP_VERSION_CHECK"}:
        assert f'"{name}"' in SETTINGS, name


def test_whoever_stops_a_process_gives_it_the_time_that_it_takes():
    needs = drain() + GRACE
    assert int(unit("playground@.service")["Service"]["TimeoutStopSec"]) > needs
    assert int(COMPOSE["services"]["web"]["stop_grace_period"].removesuffix("s")) > needs
    assert unit("playground@.service")["Service"]["KillSignal"] == "SIGTERM"
    assert "STOPSIGNAL SIGTERM" in DOCKERFILE


def test_whatever_has_the_site_s_secrets_may_do_no_more_than_a_web_process():
    web, prune = (dict(unit(name)["Service"]) for name in ("playground@.service", "playground-prune.service"))
    bounds = {name: value for name, value in web.items() if name.startswith(("No", "Protect", "Private", "Restrict", "Cap"))}
    assert bounds.items() <= prune.items()


def test_in_compose_none_of_our_processes_is_the_container_s_first_which_is_deaf_to_sigterm():
    ours = [service for service in COMPOSE["services"].values() if service["image"] == "federation-playground"]
    assert [service.get("init") for service in ours] == [True, True]


def test_the_timer_starts_a_unit_that_there_is():
    assert (DEPLOY / "playground-prune.timer").with_suffix(".service").exists()
    assert unit("playground-prune.timer")["Install"]["WantedBy"] == "timers.target"
    assert "prune" in COMMANDS
    assert set(re.findall(r"manage\.py (\w+)", " ".join(COMPOSE["services"]["prune"]["command"]))) == {"prune"}


def test_the_proxy_lets_through_what_the_site_takes():
    most = int(re.search(r"client_max_body_size (\d+)m;", NGINX)[1]) * 1024 * 1024
    assert most >= max(MAX_BODY, MOST)


def test_the_proxy_may_open_what_its_connections_need():
    """Debian's nginx may open 1,024 files where nothing else is said: five hundred pages that listen."""
    limit, connections = (
        int(re.search(rf"{name} (\d+);", NGINX)[1]) for name in ("worker_rlimit_nofile", "worker_connections")
    )
    assert limit > 2 * connections


def test_the_proxy_lets_go_of_a_quiet_line_before_the_site_does():
    """Who closes first knows it; of a POST that meets the other's end nginx can only say 502."""
    times = [int(seconds) for seconds in re.findall(r"keepalive 32;\n +keepalive_timeout (\d+)s;", NGINX)]
    assert len(times) == len(re.findall(r"^  upstream ", NGINX, re.MULTILINE))
    assert max(times) < serve._config().timeout_keep_alive


def test_the_proxy_writes_no_address_of_a_request():
    """nginx adds it to all that it logs of a request's trouble, with the code or the token that is in it."""
    assert "access_log off;" in NGINX
    assert re.search(r"^error_log stderr (\w+);", NGINX, re.MULTILINE)[1] == "crit"


def test_the_folders_that_the_proxy_s_configuration_names_are_made_by_the_guide():
    """A package of nginx for Debian has neither."""
    made = re.search(r"^    install -d (.+?)  +#", (ROOT / "docs/deploy.md").read_text(), re.MULTILINE)[1].split()
    named = re.findall(r"(/etc/nginx/\w+|/var/cache/nginx)/", NGINX)
    assert set(named) == set(made)


def test_in_compose_the_proxy_s_word_for_who_asked_counts_and_it_alone_is_reached_from_outside():
    """Otherwise all visitors have the proxy's address, and one pace together."""
    web = COMPOSE["services"]["web"]
    (subnet,) = (one["subnet"] for one in COMPOSE["networks"]["default"]["ipam"]["config"])
    assert web["environment"]["TRUSTED_PROXIES"] == subnet
    assert ip_network(subnet).is_private
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["proxy"]
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in NGINX


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(playground_\w+)", (ROOT / "docs/deploy.md").read_text()))))
def test_a_metric_that_the_guide_names_is_there(name):
    assert f"# TYPE {name}" in exposition().decode() or f"# TYPE {name.removesuffix('_total')}" in exposition().decode()


def test_an_old_secret_key_is_kept_as_long_as_a_session_that_it_signed(settings):
    """Without it, whoever comes back with a cookie that is good has lost their account."""
    days = re.search(r"Take the old one out after (\d+) days", (ROOT / "docs/deploy.md").read_text())[1]
    assert int(days) * 86400 >= settings.SESSION_COOKIE_AGE


def test_the_commands_of_the_guide_are_there():
    for line in (ROOT / "docs/deploy.md").read_text().splitlines():
        if line.startswith("    ") and "make " in line:
            targets = shlex.split(line.partition("make ")[2])
            makefile = (ROOT / "Makefile").read_text()
            assert all(f"{target}:" in makefile for target in targets), line
