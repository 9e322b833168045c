"""The room's name for Django, and its system checks."""

from django.apps import AppConfig

from playground.walkthrough import checks

__all__ = ["WalkthroughConfig", "checks"]


class WalkthroughConfig(AppConfig):
    """The five steps."""

    name = "playground.walkthrough"
    default_auto_field = "django.db.models.BigAutoField"
