"""The addresses of the walkthrough."""

from django.urls import path

from playground.walkthrough import sending, views
from playground.walkthrough.editing import pages
from playground.walkthrough.outside import pages as outside
from playground.walkthrough.take_home import pages as take_home

urlpatterns = [
    path("", views.step, name="home"),
    path("sign-in/<slug:slug>/<slug:world>/", views.sign_in, name="sign-in"),
    path("signed-in/<slug:slug>", views.signed_in, name="signed-in"),
    path("call/send/", sending.call, name="call"),
    path("answer/then/", views.later, name="later"),
    path("answer/again/", sending.resend, name="resend"),
    path("role/<str:name>/", pages.role, name="role"),
    path("bucket/policy/", pages.bucket, name="bucket-policy"),
    path("use/send/", sending.send_request, name="use"),
    path("take-home/", take_home.take_home, name="take-home"),
    path("take-home/<slug:slug>/", take_home.file, name="take-home-file"),
    path("reveal/<slug:what>/", views.reveal, name="reveal"),
    path("target/", outside.page, name="target"),
    path("target/choose/", outside.choose, name="target-choose"),
    path("target/policies/", outside.give, name="target-policies"),
    path("target/policies/read/", outside.read, name="target-read"),
    path("target/forget/", outside.forget, name="target-forget"),
    path("outside/", outside.moved),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("start-over/", views.start_over, name="start-over"),
    path("<slug:slug>/", views.step, name="step"),
]
