"""Where logs go and what never gets into them.  https://docs.djangoproject.com/en/5.2/topics/logging/"""

from __future__ import annotations

from typing import Any


def logging_settings(line: str) -> dict[str, Any]:
    """Django's LOGGING. line: `plain` or `json`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": "playground.operating.lines.PlainLine",
                "format": "{asctime} {levelname} {name} {request}{message}",
                "style": "{",
            },
            "json": {"()": "playground.operating.lines.JsonLine"},
        },
        "filters": {
            "outages": {"()": "playground.operating.lines.WithoutTraceOfOutages"},
            "visitors": {"()": "playground.operating.lines.WithoutTraceOfVisitors"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": line, "filters": ["visitors"]}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # These write tokens, codes and signatures at DEBUG; never let them.
            "authlib": {"level": "WARNING"},
            "botocore": {"level": "WARNING"},
            "boto3": {"level": "WARNING"},
            "urllib3": {"level": "WARNING"},
            # Without a handler of Django's own, which with DEBUG writes each line once more, unmasked.
            "django": {"level": "INFO"},
            "django.request": {"filters": ["outages"]},
            "django.security.DisallowedHost": {"level": "CRITICAL"},  # whoever likes sends such a header, and is answered 400
            "django.server": {"level": "WARNING"},
            "django.template": {"level": "INFO"},  # at DEBUG it writes a page's whole context
            # These write a stack trace or a warning for every try while something is away; we say it once ourselves.
            "channels_redis": {"level": "CRITICAL"},
            "psycopg.pool": {"level": "ERROR"},
        },
    }
