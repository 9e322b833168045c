"""AddClientIDToOpenIDConnectProvider: another app whose tokens are taken; one that is there already is no error.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddClientIDToOpenIDConnectProvider.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_provider
from playground.sandbox.iam_api.finding import provider_at
from playground.sandbox.iam_api.quotas import CLIENT_IDS
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Adds the client id. Raises NoSuchEntity, LimitExceeded."""
    given = call.parameters

    def edit(account: Account) -> Account:
        provider = provider_at(account, given["OpenIDConnectProviderArn"])
        clients = tuple(dict.fromkeys((*provider.client_ids, given["ClientID"])))
        if len(clients) > CLIENT_IDS:
            raise refusals.exceeded("ClientIdsPerOpenIdConnectProvider", CLIENT_IDS)
        return account.with_provider(replace(provider, client_ids=clients))

    change(call, edit)
    return answer(call)


OPERATION = Operation("AddClientIDToOpenIDConnectProvider", "iam", perform, on_provider("AddClientIDToOpenIDConnectProvider"))
