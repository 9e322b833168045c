"""The address of Diagnose."""

from django.urls import path

from playground.diagnose.pages import page

urlpatterns = [path("", page, name="diagnose")]
