"""The room's name for Django."""

from django.apps import AppConfig


class WorldsConfig(AppConfig):
    """Each visitor's AWS, kept."""

    name = "playground.worlds"
    default_auto_field = "django.db.models.BigAutoField"
