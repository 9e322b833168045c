"""Floor 1. Policies and a request in, an explained decision out. Pure Python: no framework, no network.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from playground.iam.decide import Decision, Outcome, Policies, decide
from playground.iam.grammar import MalformedPolicy, PolicyType
from playground.iam.policy import Policy, parse_policy
from playground.iam.request import Request

__all__ = [
    "Decision",
    "MalformedPolicy",
    "Outcome",
    "Policies",
    "Policy",
    "PolicyType",
    "Request",
    "decide",
    "parse_policy",
]
