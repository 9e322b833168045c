"""Django's application for pages. Importing it sets Django up, which has to come before whatever uses a model."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "playground.settings")
site = get_wsgi_application()
