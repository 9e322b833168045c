"""The account that the set-up describes: its number, its role, the identity providers that it is taken to have."""

from __future__ import annotations

import re
from typing import Any

from playground.diagnose.setup import Setup
from playground.diagnose.unusable import Unusable
from playground.documents import NotJson, read_json
from playground.iam import MalformedPolicy, PolicyType, parse_policy
from playground.iam.arn import parse_arn
from playground.iam.elements import each
from playground.iam.policy import not_empty
from playground.iam.writing.trust import BUILT_IN
from playground.sandbox.errors import AwsError
from playground.sandbox.iam_api.operations.create_open_id_connect_provider import name_of
from playground.sandbox.world import Account, OidcProvider, Role

SOMEBODY = "123456789012"  # the account of AWS's own examples, where none was named
ROLE = "the-role"
_LONGEST = 43_200


def account_of(setup: Setup) -> tuple[Account, Role]:
    """The account and its role, whose boundary `session_request` adds. Raises Unusable for a role ARN or a policy that is none."""
    _check_accounts(setup.trust)
    federated = federated_principals(setup.trust)
    partition, number, path, name = _named(setup.role_arn) if setup.role_arn else (*_likely(setup.trust), "/", ROLE)
    role = Role(
        name=name,
        role_id="AROAEXAMPLEEXAMPLEEXA",
        trust_policy=setup.trust,
        inline=dict(setup.policies),
        max_session_duration=setup.most_seconds or _LONGEST,
        path=path,
    )
    urls = _provider_urls(setup, federated, number)
    providers = {url: OidcProvider(url, setup.audiences or ()) for url in urls}
    return Account(number, "us-east-1", providers, {name: role}, partition=partition), role


def _named(arn: str) -> tuple[str, str, str, str]:
    found = parse_arn(arn)
    if found is None or found.service != "iam" or not found.resource.startswith("role/") or not found.account.isdigit():
        raise Unusable("role_arn", f"`{arn}` is no role's ARN; one reads `arn:aws:iam::123456789012:role/SomeRole`")
    path, _, name = found.resource.removeprefix("role").rpartition("/")
    return found.partition, found.account, f"{path}/", name


def federated_principals(trust: str) -> tuple[str, ...]:
    """What stands under `Federated` in the Allow statements of a trust policy; nothing of one that cannot be read."""
    return tuple(text for effect, kind, text in _principals(trust) if (effect, kind) == ("Allow", "Federated"))


def _principals(trust: str) -> tuple[tuple[str, str, str], ...]:
    """Every principal of a trust policy: the effect of its statement, its kind, and itself."""
    try:
        statements = [one for one, _ in each(read_json(trust)["Statement"], "")]
    except (NotJson, KeyError, TypeError):
        return ()
    named: list[tuple[str, Any]] = [
        (str(one.get("Effect")), one.get("Principal")) for one in statements if isinstance(one, dict)
    ]
    values = [(effect, kind, value) for effect, one in named if isinstance(one, dict) for kind, value in one.items()]
    return tuple((effect, kind, text) for effect, kind, value in values for text, _ in each(value, "") if isinstance(text, str))


def _check_accounts(trust: str) -> None:
    """What stands for an account's number says nothing of which provider is meant. Raises Unusable."""
    for _, _, text in _principals(trust):
        found = _OF_PROVIDER.match(text)
        if found and not (found[1].isascii() and found[1].isdigit()):
            says = "`{}` stands where a provider's ARN has the account; put twelve digits there, any will do if they agree with the role's"
            raise Unusable("trust", says.format(found[1]))


_OF_PROVIDER = re.compile(r"arn:[^:]*:iam::(.*?):oidc-provider/")


def _likely(trust: str) -> tuple[str, str]:
    """Partition and account of the provider that is named, under whatever word: it serves its own account's roles only."""
    arns = [arn for _, _, text in _principals(trust) if (arn := parse_arn(text)) and arn.account.isdigit()]
    named = [(arn.partition, arn.account) for arn in arns if arn.resource.startswith("oidc-provider/")]
    return named[0] if named else ("aws", SOMEBODY)


def _provider_urls(setup: Setup, federated: tuple[str, ...], number: str) -> tuple[str, ...]:
    """The providers that this account is taken to have: the one that was said; else those of its own that the policy names.

    It is taken to have the token's issuer too, unless the policy names nearly that one, or that of another account: then this is
    what is wrong.
    """
    if setup.provider_url:
        return (setup.provider_url.removeprefix("https://"),)
    arns = [arn for text in federated if (arn := parse_arn(text)) and arn.resource.startswith("oidc-provider/")]
    named = {arn.resource.removeprefix("oidc-provider/"): arn.account for arn in arns}
    own = tuple(url for url, account in named.items() if account == number and may_be_provider(url))
    issuer = str(setup.pasted.unverified_claims.get("iss", "")).removeprefix("https://")
    near = any(is_nearly(url, issuer) for url in named)
    return own if near or not issuer or issuer in BUILT_IN or not may_be_provider(issuer) else (*own, issuer)


def may_be_provider(url: str) -> bool:
    """Whether IAM takes a provider of this URL, which is without `https://`: it may have no port, no query and no fragment."""
    try:
        name_of(f"https://{url}")
    except (AwsError, ValueError):
        return False
    return True


def is_nearly(url: str, issuer: str) -> bool:
    """Whether a provider's URL is the issuer's, but for a slash at the end and capital letters. Both without `https://`."""
    return url.rstrip("/").lower() == issuer.rstrip("/").lower()


def check_documents(setup: Setup) -> None:
    """Every policy but the trust policy, which has a gate of its own, must be one. Raises Unusable with AWS's words."""
    for field, kind, texts in (
        ("policy", PolicyType.IDENTITY, [text for _, text in setup.policies]),
        ("boundary", PolicyType.BOUNDARY, [setup.boundary]),
        ("bucket_policy", PolicyType.RESOURCE, [setup.bucket_policy]),
        ("service_control_policy", PolicyType.SERVICE_CONTROL, [text for _, text in setup.service_control]),
        ("resource_control_policy", PolicyType.RESOURCE_CONTROL, [text for _, text in setup.resource_control]),
    ):
        for text in filter(str.strip, texts):
            try:
                not_empty(parse_policy(text, kind))
            except MalformedPolicy as error:
                raise Unusable(field, f"{error.reason} (AWS: {error.message})") from error
