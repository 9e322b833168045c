"""Every setting, a line each, from the environment, with a default that runs. Nonsense is refused aloud at start.

Called settings and not config because that is Django's word: https://docs.djangoproject.com/en/5.2/topics/settings/
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environs import validate

from playground.environment import (
    COUNT,
    GRAPH,
    REGION,
    SOME,
    database_url,
    env,
    folder_of_processes,
    names,
    origin,
    port,
    redis,
    secret_key,
)
from playground.pages.content_security_policy import content_security_policy
from playground.providers.from_environment import own_issuers
from playground.telemetry.logs import logging_settings
from playground.wire.layers import caches, channel_layers
from playground.worlds.connections import database

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(env.str("PLAYGROUND_VAR", "") or BASE_DIR / "var")  # the database, the secret key, tokens of `demo_token --shell`

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = secret_key("SECRET_KEY", VAR)
SECRET_KEY_FALLBACKS = names("SECRET_KEY_FALLBACKS")

# Where the site and the AWS endpoint are reached. SITE_URL and AWS_URL are what a visitor's browser and terminal use.
HOST = env.str("HOST", "") or "127.0.0.1"  # to a socket an empty name is every address of the machine
PORT = port("PORT", 8000)
AWS_PORT = port("AWS_PORT", PORT + 1)
SITE_URL = origin("SITE_URL", f"http://localhost:{PORT}")
AWS_URL = origin("AWS_URL", f"http://localhost:{AWS_PORT}")
USUAL_AWS_URL = "http://localhost:8001"  # where a command finds it that was told nothing
ALLOWED_HOSTS = names("ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]"))
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
TRUSTED_PROXIES = names("TRUSTED_PROXIES", ("127.0.0.1", "::1"))  # whose X-Forwarded-For and -Proto count
HTTPS = SITE_URL.startswith("https://")

# The region the sandbox plays, and the account that the terminal shares (`manage.py demo_token`).
AWS_REGION = env.str("AWS_SANDBOX_REGION", "eu-west-1", validate=REGION)
TERMINAL_ACCOUNT = "123456789012"

# Real providers: each is on when its id and its secret are set.
LOGIN_WITH_AMAZON_CLIENT_ID = env.str("LOGIN_WITH_AMAZON_CLIENT_ID", "")
LOGIN_WITH_AMAZON_CLIENT_SECRET = env.str("LOGIN_WITH_AMAZON_CLIENT_SECRET", "")
LOGIN_WITH_AMAZON_APP_ID = env.str("LOGIN_WITH_AMAZON_APP_ID", "")  # the same app's other id, which trust policies compare
FACEBOOK_APP_ID = env.str("FACEBOOK_APP_ID", "")
FACEBOOK_APP_SECRET = env.str("FACEBOOK_APP_SECRET", "")
FACEBOOK_GRAPH_VERSION = env.str("FACEBOOK_GRAPH_VERSION", "v21.0", validate=GRAPH)
GOOGLE_CLIENT_ID = env.str("GOOGLE_CLIENT_ID", "")
GOOGLE_CLIENT_SECRET = env.str("GOOGLE_CLIENT_SECRET", "")
OIDC_ISSUERS = own_issuers(env)
# Other addresses than today's, as JSON: {"amazon": {"token_endpoint": "https://api.amazon.co.uk/auth/o2/token"}}
PROVIDER_ENDPOINTS: Any = env.json("PROVIDER_ENDPOINTS", {})
STAND_INS = env.bool("STAND_INS", True)  # whether people may sign in at the stand-ins
PROVIDER_TIMEOUT = env.float(
    "PROVIDER_TIMEOUT", 5.0, validate=validate.Range(min=0.1, max=60)
)  # seconds; STS gives one about five

# Live AWS: roles that may be assumed there (`arn:aws:iam::111122223333:role/demo/*`), and origins of other STS and S3 endpoints.
LIVE_AWS_ROLES = names("LIVE_AWS_ROLES")
LIVE_AWS_ENDPOINTS = names("LIVE_AWS_ENDPOINTS")

# The way out (playground/outbound) is https to public addresses. These hosts may be private ones (`idp.corp`, `idp.corp:8443`); and
# the certificate authority of theirs. FETCH_ISSUER_KEYS: whether any public issuer may be asked for its keys, not the catalogue's only.
OUTBOUND_HOSTS = names("OUTBOUND_HOSTS")
OUTBOUND_CA_FILE = env.str("OUTBOUND_CA_FILE", "")
FETCH_ISSUER_KEYS = env.bool("FETCH_ISSUER_KEYS", urlsplit(SITE_URL).hostname in ("localhost", "127.0.0.1", "::1"))

# How often in a minute a visitor may; an address may ten times as often, for a class may sit behind it. 0: without bound.
MOST_EACH_MINUTE = {
    "sign-in": env.int("MOST_SIGN_INS", 300, validate=COUNT),
    "assume": env.int("MOST_ASSUMED_ROLES", 1200, validate=COUNT),
    "write": env.int("MOST_WRITES", 6000, validate=COUNT),
    "form": env.int("MOST_FORMS", 3000, validate=COUNT),
    "socket": env.int("MOST_SOCKETS", 600, validate=COUNT),
}
MOST_CONNECTIONS = env.int("MOST_CONNECTIONS", 10_000, validate=SOME)  # open at one process at once
MOST_BODY_MEGABYTES = env.int("MOST_BODY_MEGABYTES", 256, validate=COUNT)  # that one process holds at once; 0: without bound

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "playground.worlds",
    "playground.wire",
    "playground.stand_ins",
    "playground.walkthrough",
    "playground.diagnose",
    "playground.pages",
    "playground.operating",
]
MIDDLEWARE = [
    "playground.operating.routes.RouteMiddleware",
    "playground.pages.compressed.Compressed",  # with a random length, against BREACH; a proxy finds pages compressed already
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "playground.pages.standing_policy.StandingPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "playground.pages.paced.PacedForms",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "playground.pages.not_allowed.PageOfNotAllowed",
]
ROOT_URLCONF = "playground.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "playground.pages.templates.environment",
            "context_processors": ["playground.pages.context.site", "playground.walkthrough.outside.chosen.calls_go"],
        },
    }
]

_given = database_url("DATABASE_URL", f"sqlite:///{VAR / 'playground.sqlite3'}")
DATABASES = {"default": database(_given, env.int("DATABASE_CONNECTIONS", 10, validate=SOME))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What processes tell each other, and what they share for a while: over Redis, or within one process.
REDIS_URL = redis("REDIS_URL")
CHANNEL_LAYERS = channel_layers(REDIS_URL)
CACHES = caches(REDIS_URL)

SESSION_ENGINE = "playground.pages.sessions"
SESSION_COOKIE_NAME = "playground"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # a provider's redirect back is a top-level GET, and brings it along
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
CSRF_FAILURE_VIEW = "playground.pages.errors.csrf_failure"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
# Redirecting is the proxy's; subdomains and preloading are for who owns the domain to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True

CONTENT_SECURITY_POLICY = content_security_policy(SITE_URL, PORT)

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "playground.pages.assets.SiteFinder",
    "playground.pages.assets.AceFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # a form of the walkthrough; the AWS endpoint has a bound of its own
# What those who run the site see of it (docs/deploy.md).
LOGGING = logging_settings(env.str("LOG_FORMAT", "plain", validate=validate.OneOf(("plain", "json"))))
ACCESS_LOG = env.bool("ACCESS_LOG", False)  # a line for every request
folder_of_processes("PROMETHEUS_MULTIPROC_DIR")
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
DRAIN_SECONDS = env.float("DRAIN_SECONDS", 0, validate=validate.Range(min=0, max=3600))
VISITORS_KEPT = timedelta(days=env.int("VISITORS_KEPT_DAYS", 60, validate=validate.Range(min=1, max=36_500)))
