"""CreateOpenIDConnectProvider: an issuer whose tokens the account's roles may trust. No server is asked for its certificate here.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html
"""

from __future__ import annotations

from urllib.parse import urlsplit

from playground.sandbox.errors import validation_error
from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import account_of, answer, change
from playground.sandbox.iam_api.asking import making
from playground.sandbox.iam_api.quotas import CLIENT_IDS, THUMBPRINTS
from playground.sandbox.iam_api.tagging import listed, tags_of
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account, OidcProvider


def perform(call: Call) -> HttpResponse:
    """Keeps the provider under its URL without `https://`, a slash at the end included."""
    given, name = call.parameters, name_of(call.parameters["Url"])
    clients, thumbprints = tuple(given.get("ClientIDList", ())), tuple(given.get("ThumbprintList", ()))
    if len(thumbprints) > THUMBPRINTS:
        raise refusals.invalid_input(f"Thumbprint list must contain fewer than {THUMBPRINTS} entries.")
    if len(clients) > CLIENT_IDS:
        raise refusals.exceeded("ClientIdsPerOpenIdConnectProvider", CLIENT_IDS)
    tags = tags_of(given.get("Tags", []))

    def edit(account: Account) -> Account:
        if name in account.providers:
            raise refusals.provider_exists(given["Url"])
        provider = OidcProvider(name, tuple(dict.fromkeys(clients)), thumbprints, call.now, tags)
        return account.with_provider(provider)

    account = change(call, edit)
    return answer(call, OpenIDConnectProviderArn=account.provider_arn(name), Tags=listed(tags) or None)


def name_of(url: str) -> str:
    """The URL as IAM keeps it. Raises ValidationError for one that is not https, or has a port, a query or a fragment."""
    name = url.removeprefix("https://")
    if not url.startswith("https://") or not _host(url) or any(one in name for one in "?#@ "):
        raise validation_error("Invalid Open ID Connect Provider URL")
    return name


def _host(url: str) -> str:
    """The host of an address that names no port; empty for one that cannot be read."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return "" if ":" in parts.netloc else parts.hostname or ""


def _arn(call: Call) -> str:
    return account_of(call).provider_arn(call.parameters["Url"].removeprefix("https://"))


OPERATION = Operation(
    "CreateOpenIDConnectProvider", "iam", perform, making("CreateOpenIDConnectProvider", "TagOpenIDConnectProvider", _arn)
)
