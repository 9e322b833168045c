"""What the learner's own issuer publishes: the discovery document and the numbers of the keys at `jwks_uri`, a row an account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.stand_ins.models import OwnIssuer
from playground.stand_ins.own_issuer.elliptic import ALGORITHMS, CURVES, NUMBERS, RSA, elliptic_keys_of
from playground.stand_ins.own_issuer.rsa import rsa_keys_in
from playground.stand_ins.tokens.id_token import SigningKey


class Unpublished(ValueError):
    """STS would find no keys there; the message says why."""


def standard_document(issuer: str) -> dict[str, Any]:
    """The discovery document as it stands at first."""
    return {
        "issuer": issuer,
        "jwks_uri": f"{issuer}/jwks.json",
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": list(ALGORITHMS),
    }


def publish(account_id: str, document: dict[str, Any], numbers: list[str]) -> None:
    """From now on, for as long as there is the account (`manage.py prune`)."""
    OwnIssuer.objects.update_or_create(account_id=account_id, defaults={"document": document, "keys": numbers})


def document_of(account_id: str, issuer: str) -> dict[str, Any]:
    """The discovery document as it stands; the standard one for an issuer that nobody has edited."""
    row = OwnIssuer.objects.filter(pk=account_id).first()
    return dict(row.document) if row else standard_document(issuer)


def published_keys(account_id: str) -> list[dict[str, Any]]:
    """The public keys at `jwks_uri`; RSA keys are among them once a token was signed with one."""
    row = OwnIssuer.objects.filter(pk=account_id).first()
    keys: dict[str, Mapping[str, SigningKey]] = {name: elliptic_keys_of(account_id, name) for name in CURVES}
    if row:
        keys[RSA] = rsa_keys_in(row)
    numbers = row.keys if row else NUMBERS
    return [
        {**of[number].as_dict(private=False), "use": "sig", "alg": algorithm}
        for number in numbers
        for algorithm, of in keys.items()
        if number in of
    ]


def found_by_sts(account_id: str, issuer: str) -> list[dict[str, Any]]:
    """The keys as STS comes to them: by way of the discovery document.  Raises Unpublished."""
    jwks_uri = f"{issuer}/jwks.json"
    document = document_of(account_id, issuer)
    if document.get("issuer") != issuer:
        raise Unpublished(f"its discovery document should name `{issuer}` as `issuer`")
    if document.get("jwks_uri") != jwks_uri:
        raise Unpublished(f"its discovery document should have the `jwks_uri` `{jwks_uri}`")
    return published_keys(account_id)
