"""Messages of a request with the role's credentials that a `Deny` speaks about, by the type of policy that has it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

from playground.diagnose.messages.known import known

_DENIES = r"with an explicit deny in an? "

MESSAGES = (
    known(
        "deny-organisation",
        _DENIES + r"(service|resource) control policy|transitively through a service control policy",
        "A policy of the organisation denies the action, and nothing in the account helps against that.",
        (
            "A `Deny` of the organisation speaks about this action, this region or this caller.",
            "Ask whoever runs the organisation for the policy; since 2026 the message ends with its ARN.",
        ),
        (
            "Of a service control policy it can mean that none allows the action: the older messages say so too.",
            "Every level of the organisation has to allow it.",
        ),
    ),
    known(
        "deny-endpoint",
        _DENIES + r"VPC endpoint policy",
        "The policy of the VPC endpoint that the request went through denies the action.",
        ("A `Deny` of the endpoint's policy speaks about it.", "Change the endpoint's policy, or take another way to AWS."),
    ),
    known(
        "deny-session",
        _DENIES + r"sessions? policy",
        "The session was born with a session policy, and that denies the action.",
        (
            "A `Deny` in `Policy` or in one of `PolicyArns` of the call to STS speaks about it.",
            "Call STS again with another session policy; the session that is there keeps the one it has.",
        ),
    ),
    known(
        "deny-boundary",
        _DENIES + r"permissions boundary",
        "The role's permissions boundary denies the action.",
        ("A `Deny` of the boundary speaks about it.", "Change the boundary, if it is yours to change."),
    ),
    known(
        "deny-resource",
        _DENIES + r"resource-based policy",
        "The policy of what the action is on (the bucket's, the key's, the queue's) denies the action.",
        (
            "A `Deny` there holds for everybody who is not on its list, who comes from elsewhere, or who sends without encryption.",
            "Look at its conditions: paste that policy with the token, the action and the resource here.",
        ),
    ),
    known(
        "deny-identity",
        _DENIES + r"identity-based policy",
        "One of the role's own policies denies the action.",
        (
            "A `Deny` in a policy of the role speaks about this action, this resource or this moment.",
            "Find it: since 2026 the message ends with the policy's ARN, unless the policy stands in the role itself.",
        ),
    ),
    known(
        "denied-public",
        r"because public (policies|ACLs) are|block public access setting",
        "S3 lets nobody make a bucket public while *Block Public Access* is on.",
        (
            "The policy or the ACL would let in everybody.",
            "Name in `Principal` whom it is for; every new bucket blocks public access.",
        ),
    ),
    known(
        "deny",
        r"with an explicit deny\b",
        "A statement with `Deny` speaks about this request, and no Allow helps against it.",
        (
            "The policy of the type that the message names has it; an older message names none.",
            "Look for `Deny` in the policies of the role, its boundary, the session, the resource and the organisation.",
        ),
    ),
)
