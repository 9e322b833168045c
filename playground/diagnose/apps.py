"""Makes the command `explain` known to Django; the room has no models, because it keeps nothing."""

from django.apps import AppConfig


class DiagnoseConfig(AppConfig):
    """The app."""

    name = "playground.diagnose"
