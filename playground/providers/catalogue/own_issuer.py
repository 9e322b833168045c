"""The learner's own issuer.  https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html"""

from __future__ import annotations

from dataclasses import replace

from playground.providers.oidc_issuer import oidc_issuer

_NAME = "issuer.example.com/{account}"

OWN_ISSUER = replace(
    oidc_issuer(_NAME),
    whose="job",
    slug="own-issuer",
    name="Your own issuer",
    tile="own-issuer",
    hands_over="A JSON Web Token of your making, signed",
    how="You write its claims, and what its issuer publishes",
    off_reason="OIDC_ISSUERS switches real ones on",
    lesson=(
        "STS goes by the URL in iss to the discovery document, by its jwks_uri to the keys, and by the token’s kid to one of "
        "them. Whatever breaks on that way, the answer is the same: it couldn’t retrieve the verification key.",
        "issuer in the discovery document must be the very URL that it was asked at, and the one in the token: no slash more, "
        "no other case.",
        "A key that is not published any more verifies nothing, however good the token was: withdraw it only when its last "
        "token has ended.",
        "A real issuer of yours works as well: register its URL in IAM with the administrator’s key of the page Terminal, trust "
        "it in a role, and call from there. STS then fetches its keys, where whoever runs this site lets it.",
    ),
)
