"""The form of the page: its fields, and the set-up that they describe. Line ends are made plain: a browser sends CR LF."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

from playground.diagnose.keys_at_hand import keys_for
from playground.diagnose.messages import Known, recognise
from playground.diagnose.reading.denial import Denial, read_denial
from playground.diagnose.reading.given import (
    read_context,
    read_keys,
    read_list,
    read_moment,
    read_provider_url,
    read_request,
    read_seconds,
    read_session_name,
    read_session_policy,
)
from playground.diagnose.reading.pasted import read_pasted
from playground.diagnose.reading.policy_text import read_policy_text
from playground.diagnose.reading.record import EVENT
from playground.diagnose.reading.wrapped import bare, read_value, refused_in
from playground.diagnose.setup import Setup
from playground.diagnose.unusable import Unusable
from playground.documents import NotJson

LONGEST = 100_000  # characters of one field

_TOKEN = re.compile(r"eyJ|Atz[ar]\||EAA\w{20}")


@dataclass(frozen=True)
class Form:
    """The fields, as texts. token: a token, claims, a record or a message."""

    token: str = ""
    message: str = ""
    trust: str = ""
    role_arn: str = ""
    provider_url: str = ""
    audiences: str = ""
    jwks: str = ""
    session_name: str = ""
    duration: str = ""
    max_session_duration: str = ""
    context: str = ""
    at: str = ""
    policy: str = ""
    session_policy: str = ""
    boundary: str = ""
    bucket_policy: str = ""
    service_control_policy: str = ""
    resource_control_policy: str = ""
    action: str = ""
    resource: str = ""
    fetch: str = ""

    @property
    def more(self) -> bool:
        """Whether anything of the rest of the set-up is filled in."""
        own = (self.role_arn, self.session_name, self.duration, self.max_session_duration, self.context, self.at)
        return any((*own, self.provider_url, self.audiences, self.jwks, self.fetch, self.resource_control_policy))

    @property
    def asks(self) -> bool:
        """Whether a request of the session is asked about."""
        policies = (self.policy, self.session_policy, self.boundary, self.bucket_policy, self.service_control_policy)
        return any((self.action, self.resource, *policies))

    @cached_property
    def denial(self) -> Denial | None:
        """What the message tells of a request that AWS denied; None of one of another kind, and of none."""
        return read_denial(self.message) if self.message else None

    @property
    def known(self) -> Known | None:
        """The message that was given, if it is well known."""
        return recognise(self.message)


def read_form(given: Mapping[str, str]) -> Form:
    """The form as it was sent; a message in the place of a token is put in its own, and what it tells of the request in theirs."""
    texts = {one.name: given.get(one.name, "").replace("\r\n", "\n")[: LONGEST + 1] for one in fields(Form)}
    plain = bare(texts["token"])
    told = "" if texts["message"] else _told_by_another(plain) or (plain if _is_message(plain) else "")
    if told:
        texts |= {"message": told, "token": ""}
    return _filled(Form(**texts))


def _told_by_another(plain: str) -> str:
    """AWS's message in CloudTrail's record of a request that was refused, with the role's credentials."""
    try:
        told = refused_in(read_value(plain), EVENT) if plain[:1] in ("{", "[") else ""
    except NotJson:
        return ""
    return told if recognise(told) else ""


def _filled(form: Form) -> Form:
    """The form with the request that a message tells of; beside a token only where policies are there to judge it by."""
    denial = form.denial
    if denial is None or form.action or form.resource or (form.token.strip() and not form.asks):
        return form
    try:
        action, resource = read_request(denial.action, denial.resource)
        name = form.session_name or read_session_name(denial.session[1])
    except Unusable:
        return form
    return replace(form, action=action, resource=resource, session_name=name)


def _is_message(plain: str) -> bool:
    """Whether this is a sentence: well known, or of so many words that it is no token that was wrapped or has `Bearer` before it."""
    try:
        read_pasted(plain)
    except Unusable:
        known = bool(recognise(plain))
        return known or (len(plain.split()) > 3 and plain[:1] not in ("{", "[") and not _TOKEN.search(plain))
    return False


def setup_of(form: Form, now: float) -> Setup:
    """The set-up. Raises Unusable, with the field."""
    pasted = read_pasted(form.token)
    record = pasted.record
    inline = read_session_policy(form.session_policy)
    policy = read_policy_text(form.policy, "policy")
    service = read_policy_text(form.service_control_policy, "service_control_policy")
    resources = read_policy_text(form.resource_control_policy, "resource_control_policy")
    action, resource = read_request(form.action, form.resource)
    at_hand = keys_for(pasted, read_keys(form.jwks), fetch=bool(form.fetch))
    return Setup(
        pasted=pasted,
        now=read_moment(form.at, record.moment if record else now),
        trust=read_policy_text(form.trust, "trust"),
        role_arn=form.role_arn.strip() or (record.role_arn if record else ""),
        session_name=read_session_name(form.session_name) or (record.session_name if record else ""),
        provider_url=read_provider_url(form.provider_url),
        audiences=read_list(form.audiences),
        keys=at_hand.keys,
        keys_missing=at_hand.missing,
        seconds=read_seconds(form.duration, "duration") or (record.duration if record else None) or 3600,
        most_seconds=read_seconds(form.max_session_duration, "max_session_duration"),
        policies=(("permission policy", policy),) if policy else (),
        session_policies=(("session policy", inline),) if inline else (),
        boundary=read_policy_text(form.boundary, "boundary"),
        bucket_policy=read_policy_text(form.bucket_policy, "bucket_policy"),
        service_control=(("service control policy", service),) if service else (),
        resource_control=(("resource control policy", resources),) if resources else (),
        action=action,
        resource=resource,
        context=(record.context if record else {}) | read_context(form.context.split("\n")),
    )
