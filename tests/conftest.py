"""What tests share: a running server, and a clock that stands."""

from __future__ import annotations

import time

import pytest
from django.template.backends.jinja2 import Template
from django.test.signals import template_rendered
from hypothesis import HealthCheck, settings

from tests.server import Server

# How fast a machine is, and what else it does, is no property of the product.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def contexts():
    """Django's test client knows what a page was drawn from where Django's own engine drew it; Jinja tells it the same here."""
    render = Template.render

    def told(template, context=None, request=None):
        template_rendered.send(sender=template, template=template, context=context or {})
        return render(template, context, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", told)
        yield


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The site and the AWS endpoint, running; one for each worker."""
    running = Server(tmp_path_factory.mktemp("server")).start()
    yield running
    running.stop()
    log = running.log.read_text()
    assert "Traceback" not in log, log


@pytest.fixture
def own_server(tmp_path):
    """One of a test's own, which may kill it."""
    running = Server(tmp_path).start()
    yield running
    running.stop()


@pytest.fixture
def standing_clock(monkeypatch):
    """For what is compared to the second: no second passes between two steps of a test. Answers the time; seconds since 1970."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    return now
