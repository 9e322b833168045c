"""The issuers that the stand-ins speak as: whose tokens the sandbox checks with the stand-ins' own keys."""

from __future__ import annotations

import re
from typing import Any

from playground.stand_ins.catalogue import STAND_INS
from playground.stand_ins.identity_pool.token import ISSUER as POOL
from playground.stand_ins.keys import jwks
from playground.stand_ins.own_issuer.published import found_by_sts
from playground.stand_ins.workloads import WORKLOADS
from playground.stand_ins.workloads.own_issuer import OWN_ISSUER

_OF_PEOPLE = frozenset(stand_in.issuer for stand_in in STAND_INS if stand_in.issuer)
_OF_WORKLOADS = tuple(
    re.compile(re.escape(workload.issuer).replace(re.escape("{account}"), "[0-9]{12}")) for workload in WORKLOADS
)

_OWN = re.compile(re.escape(OWN_ISSUER.issuer).replace(re.escape("{account}"), "([0-9]{12})"))


def key_set_of(issuer: str, kid: str = "") -> list[dict[str, Any]]:
    """The public keys of one of the stand-ins' issuers; Cognito's identity pools sign with RS512, and say so nowhere.

    Raises Unpublished where the learner's own issuer does not lead to its keys.
    """
    own = _OWN.fullmatch(issuer)
    if own:
        return found_by_sts(own[1], issuer)
    keys: list[dict[str, Any]] = jwks(kid)["keys"]
    if issuer == POOL:
        return [{name: value for name, value in key.items() if name != "alg"} for key in keys]
    return list(keys) if is_stand_in(issuer) else []


def is_stand_in(issuer: str) -> bool:
    """Whether one of the stand-ins signs as this issuer (`https://…`)."""
    return issuer in _OF_PEOPLE or issuer == POOL or any(one.fullmatch(issuer) for one in _OF_WORKLOADS)
