"""What AWS answers to a request of the session that no policy lets through, as far as its words are known.

Whoever calls is named in it; what nobody told of the role and the session stands there as `…`.
"""

from __future__ import annotations

from playground.diagnose.chain.hanging import Decided
from playground.diagnose.chain.session_request import unnamed
from playground.diagnose.setup import Setup
from playground.iam import Request
from playground.iam.catalogue.actions import resource_types
from playground.iam.denial import denial
from playground.tokens.refusals import Refusal

_CODE, _STATUS = "AccessDenied", 403  # of the services whose errors are XML; those of JSON have codes of their own
_SERVICES = ("s3", "iam", "sts")


def answer_to(setup: Setup, decided: Decided) -> Refusal | None:
    """The refusal; None of a service whose code is not known here."""
    request, service = decided.request, decided.request.action_lower.partition(":")[0]
    if service not in _SERVICES:
        return None
    if service == "s3" and request.account != request.principal.account:
        return Refusal(_CODE, "Access Denied", _STATUS)
    told = Request(request.action, "…", request.principal.name, {}, request.account) if unnamed(setup) else request
    says = denial(told, decided.decision, quoted=service == "s3", named=bool(resource_types(request.action)))
    return Refusal(_CODE, says.replace(request.principal.name, _caller(setup, request.principal.name), 1), _STATUS)


def _caller(setup: Setup, arn: str) -> str:
    """The session's ARN without what stands there for names that were not given."""
    start, _, name = arn.rpartition("/")
    start = start if setup.role_arn else f"{start.rpartition('/')[0]}/…"
    return f"{start}/{name if setup.session_name else '…'}"
