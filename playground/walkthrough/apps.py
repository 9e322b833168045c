"""The room's name for Django."""

from django.apps import AppConfig


class WalkthroughConfig(AppConfig):
    """The five steps."""

    name = "playground.walkthrough"
    default_auto_field = "django.db.models.BigAutoField"
