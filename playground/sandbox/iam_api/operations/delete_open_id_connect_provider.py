"""DeleteOpenIDConnectProvider: an OIDC provider goes; roles that trust it stay, and trust nobody through it.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteOpenIDConnectProvider.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_provider
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Deletes it. Raises NoSuchEntity."""
    arn = call.parameters["OpenIDConnectProviderArn"]

    def edit(account: Account) -> Account:
        kept = {url: one for url, one in account.providers.items() if account.provider_arn(url) != arn}
        if len(kept) == len(account.providers):
            raise refusals.no_such_provider_to_delete(arn)
        return replace(account, providers=kept)

    change(call, edit)
    return answer(call)


OPERATION = Operation("DeleteOpenIDConnectProvider", "iam", perform, on_provider("DeleteOpenIDConnectProvider"))
