"""Does the request carry a signature that can be read?"""

from __future__ import annotations

from playground.sigv4.authorization import Malformed
from playground.sigv4.case import Case
from playground.sigv4.check import Check, Outcome, passes, refuses
from playground.sigv4.parse import find_signature

NAME = "Authorization"
IN_HEADER = passes(NAME, "AWS4-HMAC-SHA256, in the Authorization header")
IN_QUERY = passes(NAME, "AWS4-HMAC-SHA256, in the query: this is a presigned request")


def _ask(case: Case) -> Outcome:
    found = find_signature(case.headers, case.request.query, service=case.service)
    if isinstance(found, Malformed):
        return refuses(NAME, found.refusal, found.says, *found.values)
    case.authorization = found
    return IN_HEADER if found.form == "header" else IN_QUERY


AUTHORIZATION = Check(NAME, _ask, "it would read the signature")
