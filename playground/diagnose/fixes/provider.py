"""No provider of the role's account has the token's issuer: name one that may, another role, or write the issuer otherwise.

The URL of an identity provider cannot be changed in IAM, so another URL is another provider:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from playground.diagnose.chain.account import federated_principals
from playground.diagnose.examine import Diagnosis
from playground.diagnose.fixes.setting import Attempt, Setting
from playground.diagnose.reading.pasted import with_claims
from playground.editor.fixes import fixes
from playground.iam.arn import parse_arn
from playground.iam.repair.repair import Words


def attempts(found: Diagnosis) -> Iterator[Attempt]:
    """The changes to be tried, those that leave the token as it is first."""
    issuer = str(found.setup.pasted.unverified_claims["iss"])
    yield from _provider(found, issuer)
    yield from _role_beside_it(found, issuer.removeprefix("https://"))
    yield from _issuer(found)


def _provider(found: Diagnosis, issuer: str) -> Iterator[Attempt]:
    """A provider with the issuer's URL, and a trust policy that names it."""
    setup, denied = found.setup, found.trust if found.trust and not found.trust.decision.allowed else None
    fields = {"provider_url": issuer} if setup.provider_url else {}
    account = found.account.account_id
    words = Words("make an identity provider with the URL `{}` in account `{}`", (issuer, account))
    if denied is None:
        if fields:
            yield Attempt(Setting(words, (), (), fields), replace(setup, provider_url=issuer))
        return
    says = "account `{}` needs an identity provider with the URL `{}`"
    near = found.failed is not None and found.failed.compared is not None
    needed = Words(f"{says}: the URL of the one that it has cannot be changed" if near else says, (account, issuer))
    for fix in fixes(denied.request, denied.policies, denied.decision)[:1]:
        mended = replace(setup, trust=fix.changed[0].text, provider_url=issuer if setup.provider_url else "")
        yield Attempt(Setting(fix.words, fix.changed, (*fix.cautions, needed), fields), mended)


def _role_beside_it(found: Diagnosis, url: str) -> Iterator[Attempt]:
    """The role of the same name in the account whose provider the trust policy names."""
    arns = [arn for text in federated_principals(found.setup.trust) if (arn := parse_arn(text))]
    for arn in arns:
        if arn.resource == f"oidc-provider/{url}" and arn.account != found.account.account_id and found.setup.role_arn:
            role_arn = found.setup.role_arn.replace(found.account.account_id, arn.account, 1)
            words = Words("ask for a role of account `{}`, where the provider is: `{}`", (arn.account, role_arn))
            caution = Words("the trust policy must be that role's")
            yield Attempt(Setting(words, (), (caution,), {"role_arn": role_arn}), replace(found.setup, role_arn=role_arn))


def _issuer(found: Diagnosis) -> Iterator[Attempt]:
    """The issuer under the URL that the provider has; only claims that nobody signed can be tried with another one."""
    compared = found.failed.compared if found.failed else None
    if compared is None or found.setup.pasted.kind != "claims":
        return
    pasted, text = with_claims(found.setup.pasted, {"iss": compared.wanted})
    words = Words("let the issuer write `{}` into `iss`", (compared.wanted,))
    caution = Words("its discovery document must name the same issuer, and whoever else takes its tokens must expect that")
    yield Attempt(Setting(words, (), (caution,), {"token": text}), replace(found.setup, pasted=pasted))
