"""GetPolicyVersion: one version of a managed policy, with its document. Of AWS's own the sandbox has the newest.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.answer import account_of, answer, encoded
from playground.sandbox.iam_api.asking import on_policy
from playground.sandbox.iam_api.finding import version_of
from playground.sandbox.iam_api.shapes import version_listed
from playground.sandbox.operation import Call, Operation


def perform(call: Call) -> HttpResponse:
    """Answers it. Raises NoSuchEntity."""
    policy, version = version_of(account_of(call), call.parameters["PolicyArn"], call.parameters["VersionId"])
    return answer(call, PolicyVersion=version_listed(policy, version) | {"Document": encoded(version.document)})


OPERATION = Operation("GetPolicyVersion", "iam", perform, on_policy("GetPolicyVersion"))
