"""The checks of a JWT in the order in which our STS makes them.

AWS documents the first three and the last; the order of required claims, signature, dates and audience is our choice.
"""

from playground.tokens.case import Case
from playground.tokens.check import Check
from playground.tokens.checks.audience import AUDIENCE
from playground.tokens.checks.dates import DATES
from playground.tokens.checks.issuer import ISSUER
from playground.tokens.checks.registered_provider import REGISTERED_PROVIDER
from playground.tokens.checks.required_claims import REQUIRED_CLAIMS
from playground.tokens.checks.roles_claim import ROLES_CLAIM
from playground.tokens.checks.signature import SIGNATURE
from playground.tokens.checks.structure import STRUCTURE

CHECKS: tuple[Check[Case], ...] = (
    STRUCTURE,
    ISSUER,
    REGISTERED_PROVIDER,
    REQUIRED_CLAIMS,
    SIGNATURE,
    DATES,
    AUDIENCE,
    ROLES_CLAIM,
)
