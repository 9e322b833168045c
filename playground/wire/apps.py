"""The room's name for Django."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    """Every exchange, recorded and masked."""

    name = "playground.wire"
    default_auto_field = "django.db.models.BigAutoField"
