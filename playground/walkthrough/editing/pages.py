"""Saving what was edited: a role's documents, a bucket's policy. What AWS would refuse is not kept, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from playground.assembly.sandbox import stores
from playground.editor.text import KINDS, fixed
from playground.sandbox.seed import bucket_name
from playground.walkthrough.editing.documents import (
    Document,
    checked,
    of_bucket,
    of_role,
    save_bucket,
    save_role,
    typed,
)
from playground.walkthrough.editing.refused import of_iam, of_s3
from playground.walkthrough.page import HtmxRequest, show
from playground.walkthrough.steps import BY_SLUG as STEPS
from playground.walkthrough.visitors.visitor import with_token


@require_POST
@never_cache
def role(request: HtmxRequest, name: str) -> HttpResponseBase:
    """Saves a role's trust policy and permission policies, all or none."""
    journey = with_token(request)
    account = stores().accounts.get(journey.account_id)
    if account is None or name not in account.roles:
        raise Http404
    documents = of_iam(account, account.roles[name], [_read(request, one) for one in of_role(account.roles[name])])
    if "fix" in request.POST or any(one.problem for one in documents):
        return show(request, STEPS["call"], journey, role_documents=documents, role_edited=True)
    save_role(journey.account_id, name, documents)
    return show(request, STEPS["call"], journey, saved="role") if request.htmx else redirect("/call/#rolesays")


@require_POST
@never_cache
def bucket(request: HtmxRequest) -> HttpResponseBase:
    """Saves the policy of the visitor's bucket; an empty one takes it away."""
    journey = with_token(request)
    found, account = stores().buckets.find(bucket_name(journey.account_id)), stores().accounts.get(journey.account_id)
    if found is None or account is None:
        raise Http404
    document = of_s3(account, found, _read(request, of_bucket(found)))
    if "fix" in request.POST or document.problem:
        return show(request, STEPS["call"], journey, bucket_document=document, bucket_edited=True)
    save_bucket(found, document)
    return show(request, STEPS["call"], journey, saved="bucket") if request.htmx else redirect("/call/#bucketsays")


def _read(request: HtmxRequest, kept: Document) -> Document:
    document = typed(kept, request.POST)
    field, _, number = request.POST.get("fix", "").rpartition(":")
    if field == document.field:
        return replace(document, text=fixed(document.text, KINDS[document.kind], number))
    return document if field else checked(document)
