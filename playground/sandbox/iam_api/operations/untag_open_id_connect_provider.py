"""UntagOpenIDConnectProvider: tags of an OIDC provider, removed.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagOpenIDConnectProvider.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_provider
from playground.sandbox.iam_api.finding import provider_at
from playground.sandbox.iam_api.tagging import without
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Removes the tags; one that is not there is no error. Raises NoSuchEntity."""
    given = call.parameters

    def edit(account: Account) -> Account:
        found = provider_at(account, given["OpenIDConnectProviderArn"])
        return account.with_provider(replace(found, tags=without(found.tags, given["TagKeys"])))

    change(call, edit)
    return answer(call)


OPERATION = Operation("UntagOpenIDConnectProvider", "iam", perform, on_provider("UntagOpenIDConnectProvider"))
