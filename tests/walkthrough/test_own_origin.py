"""Which pages may open a socket: those of the origin that it goes to, however that is reached."""

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from channels.generic.websocket import AsyncWebsocketConsumer

from playground.walkthrough.wire.own_origin import OwnOrigin

pytestmark = pytest.mark.django_db  # Channels looks after the connections of its thread when a socket ends
SITE = "https://play.example.org"


@pytest.mark.parametrize(
    ("origin", "host", "forwarded", "opens"),
    [
        ("http://localhost:8000", "localhost:8000", "", True),
        ("http://localhost:8000", "LOCALHOST:8000", "", True),
        ("http://localhost", "localhost:80", "", True),
        ("https://play.example.org", "play.example.org:443", "", True),
        ("https://play.example.org", "web:8000", "", True),
        ("http://localhost:9000", "web:8000", "localhost:9000", True),
        ("http://localhost:8001", "localhost:8000", "", False),
        ("http://localhost", "localhost:8000", "", False),
        ("https://elsewhere.example", "elsewhere.example", "", False),
        ("null", "localhost:8000", "", False),
        ("", "localhost:8000", "", False),
    ],
)
def test_a_socket_opens_for_pages_of_the_origin_that_it_goes_to(settings, origin, host, forwarded, opens):
    settings.ALLOWED_HOSTS, settings.SITE_URL, settings.BEHIND_PROXY = ["localhost", "play.example.org"], SITE, bool(forwarded)
    given = {"origin": origin, "host": host, "x-forwarded-host": forwarded}
    headers = [(name.encode(), value.encode()) for name, value in given.items() if value]

    async def opened():
        scope = {"type": "websocket", "path": "/ws/wire/", "headers": headers}
        socket = ApplicationCommunicator(OwnOrigin(AsyncWebsocketConsumer.as_asgi()), scope)
        await socket.send_input({"type": "websocket.connect"})
        said = await socket.receive_output(timeout=30)
        await socket.send_input({"type": "websocket.disconnect", "code": 1000})
        await socket.wait(timeout=30)
        return said["type"] == "websocket.accept"

    assert async_to_sync(opened)() is opens
