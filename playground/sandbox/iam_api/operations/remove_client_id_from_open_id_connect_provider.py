"""RemoveClientIDFromOpenIDConnectProvider: an app's tokens are taken no longer; one that is not there is no error.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveClientIDFromOpenIDConnectProvider.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_provider
from playground.sandbox.iam_api.finding import provider_at
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Removes the client id. Raises NoSuchEntity for the provider."""
    given = call.parameters

    def edit(account: Account) -> Account:
        provider = provider_at(account, given["OpenIDConnectProviderArn"])
        clients = tuple(one for one in provider.client_ids if one != given["ClientID"])
        return account.with_provider(replace(provider, client_ids=clients))

    change(call, edit)
    return answer(call)


OPERATION = Operation(
    "RemoveClientIDFromOpenIDConnectProvider", "iam", perform, on_provider("RemoveClientIDFromOpenIDConnectProvider")
)
