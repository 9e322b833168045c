"""PostgreSQL and Redis from Debian's packages, each a process of its own on a free loopback port with its data in a new folder.

As a command it runs another with both of them: `python -m tests.services python -m pytest tests/worlds`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import redis

from tests.server import PATIENCE, free_port

SEARCH = os.environ.get("PATH", "") + ":/usr/sbin"
NEWEST_FIRST = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)


class Service(ABC):
    """Something that runs beside the site: started, stopped, and started again where it was."""

    process: subprocess.Popen[bytes] | None = None

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix=f"playground-{type(self).__name__.lower()}-"))

    @abstractmethod
    def command(self) -> list[str]:
        """What is run."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether it can be asked by now."""

    def start(self, **how: Any) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(self.command(), stdout=log, stderr=log, cwd=self.folder, **how)
        end = time.monotonic() + PATIENCE
        while not self.answers():
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError(f"{type(self).__name__} did not start:\n{(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends it in order, SIGKILL as a crash does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(PATIENCE)

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(Service):
    """A cluster. `initdb` refuses root, so it is `postgres` who runs it then."""

    def __init__(self) -> None:
        if not NEWEST_FIRST:
            raise RuntimeError(
                "these tests run PostgreSQL, and there is none; on Debian or Ubuntu: sudo apt-get install postgresql"
            )
        super().__init__()
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.how: dict[str, Any] = {}
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.how = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        initdb = [NEWEST_FIRST[0] / "initdb", "-D", self.folder / "data", "-U", self.user, "--auth=trust", "-E", "UTF8"]
        subprocess.run([*initdb, "--locale=C.UTF-8", "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd="/", **self.how)

    def command(self) -> list[str]:
        # Nothing here has to outlive the machine, so the disk is not waited for.
        settings = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off", "max_connections": "200"}
        server = [str(NEWEST_FIRST[0] / "postgres"), "-D", str(self.folder / "data"), "-p", str(self.port)]
        return server + [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def start(self, **how: Any) -> None:
        super().start(**self.how, **how)

    def answers(self) -> bool:
        try:
            self.run("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def run(self, statement: str) -> None:
        """One statement, outside of any transaction."""
        with psycopg.connect(self.url("postgres"), autocommit=True, connect_timeout=PATIENCE) as connection:
            connection.execute(statement)

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Within this block its connections stay open, and nothing that is asked is answered."""
        assert self.process is not None
        everybody = [str(self.process.pid)]
        subprocess.run(["kill", "-STOP", *everybody], check=True)  # first, so that it has no more children from now on
        everybody += Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        subprocess.run(["kill", "-STOP", *everybody], check=False)
        try:
            yield
        finally:
            subprocess.run(["kill", "-CONT", *everybody], check=False)

    def url(self, database: str) -> str:
        """Of a database; without one, of the server."""
        return f"postgres://{self.user}@127.0.0.1:{self.port}/{database}".rstrip("/")


class Nginx(Service):
    """A reverse proxy with a configuration of the test's own, in which `{port}` and `{folder}` are this one's."""

    def __init__(self, configuration: str) -> None:
        if shutil.which("nginx", path=SEARCH) is None:
            raise RuntimeError(
                "these tests run nginx, and there is none; on Debian or Ubuntu: sudo apt-get install nginx-light"
            )
        super().__init__()
        text = f"pid {self.folder}/pid; error_log {self.folder}/errors; worker_processes 1; {configuration}"
        self.folder.chmod(0o755)  # its workers are somebody else
        (self.folder / "nginx.conf").write_text(text.replace("{port}", str(self.port)).replace("{folder}", str(self.folder)))

    def command(self) -> list[str]:
        nginx = shutil.which("nginx", path=SEARCH) or "nginx"
        return [nginx, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), "-g", "daemon off;"]

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class Redis(Service):
    """One without a file: what is on its way when it stops is gone, as the site has to expect."""

    def __init__(self) -> None:
        if shutil.which("redis-server") is None:
            raise RuntimeError(
                "these tests run Redis, and there is none; on Debian or Ubuntu: sudo apt-get install redis-server"
            )
        super().__init__()

    def command(self) -> list[str]:
        return ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no"]

    def answers(self) -> bool:
        try:
            with redis.Redis(port=self.port, socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"


@contextmanager
def running(*services: Service) -> Iterator[None]:
    """They run until the block ends."""
    try:
        for service in services:
            service.start()
        yield
    finally:
        for service in services:
            service.remove()


def main() -> int:
    """Runs a command with DATABASE_URL and REDIS_URL set, and TEST_POSTGRES_URL for tests/server.py."""
    postgres, cache = Postgres(), Redis()
    with running(postgres, cache):
        postgres.run("CREATE DATABASE playground")
        urls = {"DATABASE_URL": postgres.url("playground"), "TEST_POSTGRES_URL": postgres.url(""), "REDIS_URL": cache.url}
        environment = {**os.environ, **urls, "SECRET_KEY": "shared by every process " * 3}
        return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
