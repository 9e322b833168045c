"""ListOpenIDConnectProviders: the ARNs of the account's OIDC providers.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListOpenIDConnectProviders.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer
from playground.sandbox.iam_api.asking import on
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers all of them at once; this list has no pages."""
    account = account_of(call)
    return answer(call, OpenIDConnectProviderList=[{"Arn": account.provider_arn(url)} for url in sorted(account.providers)])


OPERATION = Operation("ListOpenIDConnectProviders", "iam", perform, on("ListOpenIDConnectProviders", "oidc-provider/*"))
