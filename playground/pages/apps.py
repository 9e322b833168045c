"""The room's name for Django."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """What every page shares."""

    name = "playground.pages"
