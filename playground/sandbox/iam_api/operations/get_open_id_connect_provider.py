"""GetOpenIDConnectProvider: one OIDC provider, its URL without `https://`.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on_provider
from playground.sandbox.iam_api.finding import provider_at
from playground.sandbox.iam_api.tagging import listed
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers what is kept of it."""
    provider = provider_at(account_of(call), call.parameters["OpenIDConnectProviderArn"])
    return answer(
        call,
        Url=provider.url,
        ClientIDList=list(provider.client_ids),
        ThumbprintList=list(provider.thumbprints),
        CreateDate=provider.created,
        Tags=listed(provider.tags),
    )


OPERATION = Operation("GetOpenIDConnectProvider", "iam", perform, on_provider("GetOpenIDConnectProvider"))
