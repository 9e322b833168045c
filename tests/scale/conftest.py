"""Two processes of the site behind one proxy, with PostgreSQL and Redis, all of them real and on loopback."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.conftest import browser
from tests.server import Server
from tests.services import Nginx, Postgres, Redis, running

__all__ = ["browser"]
HERE = Path(__file__).parent

# Each page goes to the other process in turn, and says in its answer which one that was. Static files and sockets take
# turns of their own: between two pages there may be one of them, and then all pages would land on one process. Two steps
# have a process each, as long as it is there: turns alone are nothing that a test could be sure of.
PROXY = """
events {{}}
http {{
  access_log off;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
  upstream pages {{ server 127.0.0.1:{one.port}; server 127.0.0.1:{other.port}; }}
  upstream first {{ server 127.0.0.1:{one.port} max_fails=0; server 127.0.0.1:{other.port} backup; }}
  upstream second {{ server 127.0.0.1:{other.port} max_fails=0; server 127.0.0.1:{one.port} backup; }}
  upstream rest {{ server 127.0.0.1:{one.port}; server 127.0.0.1:{other.port}; }}
  server {{
    listen 127.0.0.1:{{port}};
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
    add_header X-Process $upstream_addr always;
    location / {{ proxy_pass http://pages; }}
    location = /token/ {{ proxy_pass http://first; }}
    location = /use/ {{ proxy_pass http://second; }}
    location /static/ {{ proxy_pass http://rest; }}
    location /ws/ {{ proxy_pass http://rest; }}
  }}
}}
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """They share what they start, so they stay together."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("scale"))


@dataclass
class Site:
    """The whole. url: the proxy's, where each request may land on either process."""

    url: str
    one: Server
    other: Server
    postgres: Postgres
    redis: Redis


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    postgres, redis, folder = Postgres(), Redis(), tmp_path_factory.mktemp("scale")
    with running(postgres, redis):
        postgres.run("CREATE DATABASE playground")
        shared = {"DATABASE_URL": postgres.url("playground"), "REDIS_URL": redis.url, "SECRET_KEY": "shared by both" * 4}
        processes = [Server(_made(folder / name), **shared) for name in ("one", "other")]
        proxy = Nginx(PROXY.format(one=processes[0], other=processes[1]))
        for process in processes:
            process.environment["SITE_URL"] = f"http://localhost:{proxy.port}"
        with ThreadPoolExecutor(2) as pool:  # both at once, as a deployment does
            list(pool.map(Server.start, processes))
        with running(proxy):
            yield Site(f"http://localhost:{proxy.port}", *processes, postgres, redis)
        for process in processes:
            process.stop()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.fixture
def page(browser, site):
    """A visitor's page, reached through the proxy."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1440, "height": 1000})
    yield context.new_page()
    context.close()
