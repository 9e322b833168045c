"""The same with 10, 100, 1,000 and 10,000 visitors in the database: what one of them waits for must not grow with the others.

The others are copies of the first, made by SQLite itself: account, bucket, objects, trail, journey and wire, each under its own id.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from bench.calls import Call, calls
from bench.figures import Figure, quantile
from bench.load import Job, drive
from bench.servers import Target, own_folder
from bench.visitors import STEPS, Visitor, request, visitor
from tests.server import Server

SIZES = (10, 100, 1_000, 10_000)
SECONDS = 2.0
OWN = ("worlds_accountrow", "worlds_bucketrow", "worlds_objectrow", "worlds_eventrow", "wire_wirelog", "wire_exchange")
JOURNEYS = "walkthrough_journeyrow"
FIRST = 700_000_000_000


def measure() -> list[Figure]:
    """Median milliseconds of the step pages, and of each call at the AWS endpoint, beside those with the fewest visitors."""
    with own_folder() as folder:
        server = Server(folder, MOST_ASSUMED_ROLES="0", MOST_WRITES="0", MOST_SIGN_INS="0", MOST_FORMS="0").start()
        try:
            one = visitor(server.site)
            made = calls(Target("playground", server.aws_port, server.manage("demo_token").strip()))
            return _grown(server, one, made, folder / "playground.sqlite3")
        finally:
            server.stop()


def _grown(server: Server, one: Visitor, made: list[Call], database: Path) -> list[Figure]:
    figures: list[Figure] = []
    fewest: dict[str, float] = {}
    there = 1
    for size in SIZES:
        _copy(database, one.account_id, range(there, size))
        there = size
        for what, job in _jobs(server, one, made):
            drive(job)
            found = quantile(drive(job).latencies, 0.5) * 1000
            peer = f"at {SIZES[0]}" if what in fewest else ""
            figures.append(Figure(what, f"{size:,} visitors, p50", found, "ms", peer=peer, theirs=fewest.get(what)))
            fewest.setdefault(what, found)
    return sorted(figures, key=lambda figure: list(fewest).index(figure.what))


def _jobs(server: Server, one: Visitor, made: list[Call]) -> list[tuple[str, Job]]:
    tour = [request(server.port, path, one.cookie) for path in STEPS]
    pages = ("the step pages", Job(server.port, "", "", 1, SECONDS, tours=[tour]))
    return [pages, *((call.name, Job(server.aws_port, call.request, call.expect, 1, SECONDS)) for call in made)]


def _copy(database: Path, account_id: str, numbers: range) -> None:
    """As many more visitors, each with everything that the first one has."""
    with sqlite3.connect(database, timeout=60) as connection:
        connection.execute("CREATE TEMP TABLE other (account TEXT)")
        connection.executemany("INSERT INTO other VALUES (?)", ((str(FIRST + number),) for number in numbers))
        for table in (*OWN, JOURNEYS):
            columns = _columns(connection, table, account_id)
            names, values = ", ".join(columns), ", ".join(columns.values())
            mine = f"instr({'bucket_id' if 'bucket_id' in columns else 'name' if 'name' in columns else 'account_id'}, ?)"
            connection.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}, other WHERE {mine}", (account_id,))
    connection.close()


def _columns(connection: sqlite3.Connection, table: str, account_id: str) -> dict[str, str]:
    """What is written in each column of a copy; a number that counts rows is left to SQLite."""
    found: dict[str, str] = {}
    for _, name, kind, _, _, key in connection.execute(f"PRAGMA table_info({table})").fetchall():
        if key and kind.lower() == "integer":
            continue
        if key and table == JOURNEYS:
            found[name] = "lower(hex(randomblob(16)))"
        elif kind.lower().startswith(("varchar", "text", "char")):
            found[name] = f"replace({name}, '{account_id}', other.account)"
        else:
            found[name] = f"{table}.{name}"
    return found
