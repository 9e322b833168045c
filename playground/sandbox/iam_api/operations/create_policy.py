"""CreatePolicy: a managed policy of the account, in its first version.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
"""

from __future__ import annotations

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api import refusals
from playground.sandbox.iam_api.answer import account_of, answer, change
from playground.sandbox.iam_api.asking import making
from playground.sandbox.iam_api.documents import check_managed_policy
from playground.sandbox.iam_api.shapes import policy_listed
from playground.sandbox.iam_api.tagging import listed, tags_of
from playground.sandbox.identifiers import unique_id
from playground.sandbox.operation import Call, Operation
from playground.sandbox.world import Account, ManagedPolicy


def perform(call: Call) -> HttpResponse:
    """Makes it. Raises EntityAlreadyExists, MalformedPolicyDocument, LimitExceeded, InvalidInput."""
    given, name = call.parameters, call.parameters["PolicyName"]
    tags = tags_of(given.get("Tags", []), exact=True)

    def edit(account: Account) -> Account:
        if name.lower() in {kept.lower() for kept in account.policies}:
            raise refusals.policy_exists(name)
        check_managed_policy(given["PolicyDocument"])
        policy = ManagedPolicy(
            name,
            given["PolicyDocument"],
            unique_id("ANPA", account.account_id),
            given.get("Description", ""),
            call.now,
            path=given.get("Path", "/"),
            updated=call.now,
            tags=tags,
            version_created=call.now,
        )
        return account.with_policy(policy)

    account = change(call, edit)
    shape = policy_listed(account, account.policies[name], account.policy_arn(name))
    return answer(call, Policy=shape | ({"Tags": listed(tags)} if tags else {}))


def _arn(call: Call) -> str:
    given = call.parameters
    return f"arn:aws:iam::{account_of(call).account_id}:policy{given.get('Path', '/')}{given['PolicyName']}"


def _words(call: Call) -> str:
    return f"policy {call.parameters['PolicyName']}"


OPERATION = Operation("CreatePolicy", "iam", perform, making("CreatePolicy", "TagPolicy", _arn, _words))
