"""Where logs go and what never gets into them.  https://docs.djangoproject.com/en/5.2/topics/logging/"""

from __future__ import annotations

from typing import Any


def logging_settings() -> dict[str, Any]:
    """Django's LOGGING."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # These write tokens, codes and signatures at DEBUG; never let them.
            "authlib": {"level": "WARNING"},
            "botocore": {"level": "WARNING"},
            "boto3": {"level": "WARNING"},
            "urllib3": {"level": "WARNING"},
            "django.server": {"level": "WARNING"},
            "django.template": {"level": "INFO"},  # at DEBUG it writes a page's whole context
            # These write a stack trace or a warning for every try while something is away; we say it once ourselves.
            "channels_redis": {"level": "CRITICAL"},
            "psycopg.pool": {"level": "ERROR"},
        },
    }
