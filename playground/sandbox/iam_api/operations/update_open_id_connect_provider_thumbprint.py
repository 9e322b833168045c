"""UpdateOpenIDConnectProviderThumbprint: the list of thumbprints, replaced as a whole.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateOpenIDConnectProviderThumbprint.html
"""

from __future__ import annotations

from dataclasses import replace

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import answer, change
from playground.sandbox.iam_api.asking import on_provider
from playground.sandbox.iam_api.finding import provider_at
from playground.sandbox.iam_api.quotas import THUMBPRINTS
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account


def perform(call: Call) -> HttpResponse:
    """Replaces the list. Raises NoSuchEntity, InvalidInput."""
    given = call.parameters
    if len(given["ThumbprintList"]) > THUMBPRINTS:
        raise refusals.invalid_input(f"Thumbprint list must contain fewer than {THUMBPRINTS} entries.")

    def edit(account: Account) -> Account:
        provider = provider_at(account, given["OpenIDConnectProviderArn"])
        return account.with_provider(replace(provider, thumbprints=tuple(given["ThumbprintList"])))

    change(call, edit)
    return answer(call)


OPERATION = Operation(
    "UpdateOpenIDConnectProviderThumbprint", "iam", perform, on_provider("UpdateOpenIDConnectProviderThumbprint")
)
