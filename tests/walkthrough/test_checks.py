"""Settings that contradict themselves are refused aloud; what is off says what switches it on."""

from playground.walkthrough.checks import half_a_provider, ports, reached_in_the_open, switched_off


def ids(messages):
    return [message.id for message in messages]


def test_a_client_id_without_its_secret_is_an_error(settings):
    settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRET = "id", ""
    (error,) = half_a_provider()
    assert error.id == "playground.E001"
    assert "GOOGLE_CLIENT_SECRET" in error.hint


def test_with_both_halves_the_provider_is_on_and_no_longer_named(settings):
    assert len(switched_off()) == 3
    settings.GOOGLE_CLIENT_ID, settings.GOOGLE_CLIENT_SECRET = "id", "secret"
    assert half_a_provider() == []
    assert len(switched_off()) == 2


def test_one_port_for_both_is_an_error(settings):
    settings.AWS_PORT = settings.PORT
    assert ids(ports()) == ["playground.E002"]


def test_a_public_site_without_tls_is_warned_of(settings):
    assert reached_in_the_open() == []
    settings.SITE_URL = "http://playground.example"
    assert ids(reached_in_the_open()) == ["playground.W001"]
