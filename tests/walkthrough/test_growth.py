"""Nothing that a visitor asks for may take longer because there are others: every query of a tour is answered through an index."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from playground.walkthrough.using import CHOICES

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/token/",
    "/call/",
    "/answer/",
    "/use/",
    "/wire/",
    "/wire/1/",
    "/wire/wire.har",
    "/trail/",
    "/terminal/",
    "/take-home/",
)
OF_THE_SITE = ("stand_ins_signingkey",)  # a row or two, however many visitors there are
PLANNED = ("SELECT", "UPDATE", "DELETE", "INSERT")


def tour(page, **sign_in):
    """Every page, the call, every operation, and away again."""
    client = page(**sign_in)
    draft = client.get("/call/").context["draft"]
    call = {"RoleSessionName": "maya", "action": "send", "RoleArn": draft.RoleArn, "ProviderId": draft.ProviderId}
    assert "STS said yes" in client.post("/call/send/", call, follow=True).content.decode()
    given = client.get("/use/").context["given"]
    for choice in CHOICES:
        assert client.post("/use/send/", {**given, "operation": choice.name}, follow=True).status_code == 200
    for path in PAGES:
        assert client.get(path).status_code == 200
    assert client.post("/reveal/secret-access-key/").status_code == 200
    assert client.post("/sign-out/").status_code == 200
    assert client.post("/start-over/").status_code == 302


@pytest.mark.parametrize(("provider", "person"), [("google", "maya"), ("facebook", "maya"), ("amazon", "maya")])
def test_no_query_of_a_tour_reads_through_a_table(visitor, provider, person):
    with CaptureQueriesContext(connection) as asked:
        tour(visitor, provider=provider, person=person)
    queries = {one["sql"] for one in asked.captured_queries if one["sql"].startswith(PLANNED)}
    assert len(queries) > 40
    read_through = [(found, sql[:300]) for sql in sorted(queries) for found in scans(sql)]
    assert read_through == []


def scans(sql):
    """The steps of its plan that look at every row of a table that grows.  https://www.sqlite.org/eqp.html#table_and_index_scans"""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"), ())
            steps = [row[3] for row in cursor.fetchall()]
            through = r"SCAN (?!\d* ?CONSTANT)"
        else:  # where an index would do, PostgreSQL then takes it, however small the table is
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN " + sql.replace("%", "%%"), ())
            steps = [row[0].strip() for row in cursor.fetchall()]
            through = r".*Seq Scan on "
    return [step for step in steps if re.match(through, step) and not any(table in step for table in OF_THE_SITE)]
