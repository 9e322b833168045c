"""The room's name for Django, and its system checks."""

from django.apps import AppConfig

from playground.operating import checks

__all__ = ["OperatingConfig", "checks"]


class OperatingConfig(AppConfig):
    """For those who run the site."""

    name = "playground.operating"
