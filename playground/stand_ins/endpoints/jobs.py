"""Where a job gets its token, and where anybody finds an issuer's keys: the same three views for every workload's stand-in.

csrf_exempt: a job posts its ticket; no cookie is looked at.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from playground.stand_ins.adapter import HOSTS, browser_url
from playground.stand_ins.jobs import job_of
from playground.stand_ins.keys import ALGORITHM, jwks
from playground.stand_ins.own_issuer.published import document_of, published_keys
from playground.stand_ins.workloads import BY_SLUG


@csrf_exempt
@require_http_methods(["GET", "POST"])
def token(request: HttpRequest, slug: str) -> HttpResponse:
    """The job's token, for its ticket."""
    workload = BY_SLUG[slug]
    one = job_of(slug, workload.ticket(request))
    if one is None or request.method != workload.ask(one.run(), "").method:
        return JsonResponse({"message": "401 Unauthorized"}, status=401)
    one = one.asking_for(workload.wanted(request))
    answer = workload.answer(one.token(), one.run())
    return JsonResponse(answer, status=workload.status, headers={"Cache-Control": "no-store"})


@require_safe
def openid_configuration(request: HttpRequest, slug: str, path: str = "") -> JsonResponse:
    """The discovery document.  Whoever came by our own path is led on by our own path; of the learner's own, every word is theirs."""
    workload = BY_SLUG[slug]
    issuer = f"https://{workload.host}{path}"
    if workload.signing:
        return JsonResponse(document_of(_account(path), issuer))
    jwks_uri = f"{issuer}{workload.jwks_path}"
    return JsonResponse(
        {
            "issuer": issuer,
            "jwks_uri": settings.SITE_URL + browser_url(jwks_uri) if request.META.get("HTTP_HOST") not in HOSTS else jwks_uri,
            "response_types_supported": ["id_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
        }
    )


@require_safe
def keys(_request: HttpRequest, slug: str, path: str = "") -> JsonResponse:
    """The key set."""
    data = {"keys": published_keys(_account(path))} if BY_SLUG[slug].signing else jwks()
    return JsonResponse(data, headers={"Cache-Control": "public, max-age=300"})


def _account(path: str) -> str:
    """The account whose own issuer has this path."""
    return path.strip("/")[:12]
