"""ListOpenIDConnectProviderTags: the tags of an OIDC provider.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviderTags.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on_provider
from playground.sandbox.iam_api.finding import provider_at
from playground.sandbox.iam_api.paging import page
from playground.sandbox.iam_api.tagging import listed
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers a page of them. Raises NoSuchEntity."""
    found = provider_at(account_of(call), call.parameters["OpenIDConnectProviderArn"])
    tags, more = page(call, listed(found.tags))
    return answer(call, Tags=tags, **more)


OPERATION = Operation("ListOpenIDConnectProviderTags", "iam", perform, on_provider("ListOpenIDConnectProviderTags"))
