"""A line of the log: with the id of its request, without secrets; plain, or JSON for a machine (LOG_FORMAT=json)."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from http import HTTPStatus

from playground.outages import is_outage
from playground.telemetry.request import request_id
from playground.wire.loose import mask_loose


class WithoutTraceOfOutages(logging.Filter):
    """While the database is away, a line for each request that met it says so; where in the code that was tells nobody anything."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record through."""
        failure = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        if is_outage(failure):
            record.msg, record.args, record.exc_info = (
                f"%s ({type(failure).__name__}: %s)",
                (record.getMessage(), failure),
                None,
            )
        return True


class WithoutTraceOfVisitors(logging.Filter):
    """What a visitor sent that no page takes (400) is nobody's fault here: Django calls some of it an error, with a stack trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record through."""
        if getattr(record, "status_code", 0) == HTTPStatus.BAD_REQUEST and record.levelno >= logging.WARNING:
            record.levelno, record.levelname, record.exc_info = logging.WARNING, "WARNING", None
        return True


class PlainLine(logging.Formatter):
    """`2026-11-22 01:30:00,000 INFO name [id] message`."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; a stack trace follows on lines of its own."""
        record.request = f"[{request_id()}] " if request_id() else ""
        return mask_loose(super().format(record))


class JsonLine(logging.Formatter):
    """One object a line: at, level, logger, message; request_id, facts and trace where there are any."""

    def format(self, record: logging.LogRecord) -> str:
        """The object. What a call logged as `facts` stands beside the message, so that a machine need not read words."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": mask_loose(record.getMessage()),
            "request_id": request_id(),
            **getattr(record, "facts", {}),
            "trace": mask_loose(self.formatException(record.exc_info)) if record.exc_info else "",
        }
        return json.dumps({name: value for name, value in line.items() if value not in ("", None)}, default=str)
