"""The checks of a signature, in the order in which our endpoint makes them."""

from playground.sigv4.check import Check
from playground.sigv4.checks.access_key import ACCESS_KEY
from playground.sigv4.checks.authorization import AUTHORIZATION
from playground.sigv4.checks.date import DATE
from playground.sigv4.checks.payload import PAYLOAD
from playground.sigv4.checks.scope import SCOPE
from playground.sigv4.checks.signature import SIGNATURE
from playground.sigv4.checks.signed_headers import SIGNED_HEADERS

CHECKS: tuple[Check, ...] = (AUTHORIZATION, ACCESS_KEY, DATE, SCOPE, SIGNED_HEADERS, PAYLOAD, SIGNATURE)
