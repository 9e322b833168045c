"""How an operation of IAM answers: the values by their names in the service model; the rest is the model's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from playground.sandbox.exchange import HttpResponse
from playground.sandbox.iam_api.quotas import check_whole
from playground.sandbox.operation import Call
from playground.sandbox.protocols import query_answer
from playground.sandbox.protocols.parameters import service_model
from playground.sandbox.world import Account


def answer(call: Call, **values: Any) -> HttpResponse:
    """A success; None leaves a value out. CloudTrail is told the values too."""
    assert call.operation is not None
    shape = service_model("iam").operation_model(call.operation.name).output_shape
    given = {name: value for name, value in values.items() if value is not None}
    call.event["result"] = given
    return query_answer.answer(call, None if shape is None else query_answer.result_nodes(shape, given))


def change(call: Call, edit: Callable[[Account], Account]) -> Account:
    """Applies an edit to the caller's account and answers the account after it. The edit may be tried again; it may raise AwsError."""
    assert call.account is not None
    call.account = call.stores.accounts.change(call.account.account_id, lambda account: check_whole(edit(account)))
    return call.account


def account_of(call: Call) -> Account:
    """The caller's account: the only one that IAM lets them see."""
    assert call.account is not None
    return call.account


def encoded(document: str) -> str:
    """A policy as IAM gives it out: percent-encoded (RFC 3986)."""
    return quote(document, safe="~")
