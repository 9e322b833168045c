"""The room's name for Django."""

from django.apps import AppConfig


class OperatingConfig(AppConfig):
    """For those who run the site."""

    name = "playground.operating"
