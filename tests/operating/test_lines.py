"""A line of the log is one line, has its request's id, and has no secret, also where somebody else's code wrote one."""

import json
import logging
import os
import subprocess
import sys

import pytest

from playground.operating.lines import JsonLine, PlainLine, WithoutTraceOfVisitors
from playground.telemetry.request import begin
from tests.server import ROOT

TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl" * 6
FORMATS = [JsonLine(), PlainLine("{levelname} {request}{message}", style="{")]


def line(formatter, message, *args, **more):
    return formatter.format(logging.makeLogRecord({"msg": message, "args": args, "levelname": "INFO", "name": "here", **more}))


@pytest.mark.parametrize("formatter", FORMATS)
def test_secrets_are_masked(formatter):
    for secret in (TOKEN, f"https://x.test/?code={TOKEN}&state={TOKEN}", "Signature=" + "ab" * 32):
        assert secret not in line(formatter, "it was %s", secret)


@pytest.mark.parametrize("formatter", FORMATS)
def test_a_trace_is_masked_too(formatter):
    try:
        raise ValueError(TOKEN)
    except ValueError as error:
        written = line(formatter, "failed", exc_info=(type(error), error, error.__traceback__))
    assert "ValueError" in written
    assert TOKEN not in written


@pytest.mark.parametrize("formatter", FORMATS)
def test_within_a_request_its_id_is_there(formatter):
    request = begin("given-by-the-proxy")
    assert "given-by-the-proxy" in line(formatter, "hello")
    assert request.request_id == "given-by-the-proxy"


@pytest.mark.parametrize("level", [logging.ERROR, logging.WARNING])
@pytest.mark.parametrize(("status", "kept"), [(400, False), (500, True)])
def test_what_a_visitor_sent_wrongly_is_a_warning_without_a_trace(level, status, kept):
    trace = (ValueError, ValueError("x"), None)
    record = logging.makeLogRecord({"levelno": level, "levelname": "x", "status_code": status, "exc_info": trace})
    assert WithoutTraceOfVisitors().filter(record)
    assert (record.exc_info == trace) is kept
    assert (record.levelno, record.levelname) == ((level, "x") if kept else (logging.WARNING, "WARNING"))


@pytest.mark.parametrize("given", ["", "short", "x" * 65, 'a"b\nc-long-enough', "a b c d e f g"])
def test_an_id_that_looks_like_none_is_replaced(given):
    assert begin(given).request_id != given


def test_json_is_one_line_and_facts_are_members():
    read = json.loads(line(JsonLine(), "two\nlines", facts={"status": 200}))
    assert (read["message"], read["status"]) == ("two\nlines", 200)


def test_a_line_of_djangos_is_written_once_and_masked_also_with_debug(tmp_path):
    code = f"import logging, playground.booted; logging.getLogger('django.request').warning('Not Found: /%s', '{TOKEN}')"
    environment = {**os.environ, "PLAYGROUND_VAR": str(tmp_path), "DEBUG": "true"}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr.count("Not Found") == 1
    assert TOKEN not in done.stderr
