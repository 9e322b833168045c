"""What a visitor has done so far: the token they came back with, the call they build, its answer, what they used it for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from playground.other_release import known_here
from playground.walkthrough.outside.state import Outside
from playground.walkthrough.outside.state import from_data as outside_from


@dataclass
class SignIn:
    """A token and where it came from. kind: jwt or opaque.  answer: claims, or what the provider said of its token; unverified.

    issued_at, expires_at: seconds since 1970.  site_check: what our own client made of it, as explain.to_data.
    """

    slug: str
    demo: bool
    token: str = field(repr=False)
    kind: str
    answer: Mapping[str, Any]
    profile: Mapping[str, Any]
    issued_at: float
    expires_at: float
    site_check: dict[str, Any]

    @property
    def forgotten(self) -> bool:
        """Whether the token was over, and is kept no longer."""
        return not self.token

    @property
    def person(self) -> str:
        """Whom the provider says this is, for showing."""
        said = (self.profile.get("name"), self.answer.get("name"), self.answer.get("sub"))
        return next((one.strip() for one in said if isinstance(one, str) and one.strip()), "somebody")[:80]


@dataclass
class Draft:
    """The call as it stands in the form: every value as it was typed."""

    RoleArn: str = ""
    RoleSessionName: str = ""
    ProviderId: str = ""
    PolicyArns: list[str] = field(default_factory=list)
    Policy: str = ""
    DurationSeconds: str = ""


@dataclass
class Looking:
    """What is asked of the table of permissions besides. context: `key=value` lines.  without: policies to leave out."""

    action: str = ""
    resource: str = ""
    context: str = ""
    without: list[str] = field(default_factory=list)


@dataclass
class Outcome:
    """The answer to the last call. status: HTTP.  code, message: of an error, else empty.  xml: the body as it came.

    fields: the result as botocore reads it.  finding: why, as explain.to_data.  event: CloudTrail's record, if it keeps one.
    """

    at: float
    draft: dict[str, Any]
    status: int
    code: str
    message: str
    request_id: str
    xml: str = field(repr=False)
    fields: dict[str, Any] = field(repr=False)
    finding: dict[str, Any]
    event: dict[str, Any] | None = None
    confirmed: bool = True

    @property
    def credentials(self) -> dict[str, str]:
        """AccessKeyId, SecretAccessKey, SessionToken, Expiration; empty for a refusal."""
        return dict(self.fields.get("Credentials", {}))


@dataclass
class Use:
    """The last request with the credentials. given: the form.  signed: the pieces of the signature, nothing secret among them.

    remedies: as remedies.to_data.
    """

    at: float
    given: dict[str, str]
    status: int
    code: str
    message: str
    request_id: str
    headers: dict[str, str]
    body: str
    finding: dict[str, Any]
    signed: dict[str, Any]
    documents: list[dict[str, str]] = field(default_factory=list)
    remedies: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Journey:
    """Where a visitor is. account_id: theirs.  read_from: the sealed text that it was read from; no part of it."""

    account_id: str
    sign_in: SignIn | None = None
    draft: Draft = field(default_factory=Draft)
    looking: Looking = field(default_factory=Looking)
    outcome: Outcome | None = None
    use: Use | None = None
    outside: Outside | None = None
    read_from: str = field(default="", repr=False, compare=False)

    def drop_answers(self) -> None:
        """What came of a token goes when the token goes: the credentials of the sandbox, and those from outside."""
        self.outcome = self.use = None
        if self.outside:
            self.outside.begin_anew()

    def to_data(self) -> dict[str, Any]:
        """As JSON-ready data."""
        return {name: value for name, value in asdict(self).items() if name != "read_from"}


def from_data(data: dict[str, Any]) -> Journey:
    """The journey that `to_data` wrote, in this release or another."""
    return Journey(
        data["account_id"],
        SignIn(**known_here(SignIn, data["sign_in"])) if data.get("sign_in") else None,
        Draft(**known_here(Draft, data["draft"])),
        Looking(**known_here(Looking, data.get("looking", {}))),
        Outcome(**known_here(Outcome, data["outcome"])) if data.get("outcome") else None,
        Use(**known_here(Use, data["use"])) if data.get("use") else None,
        outside_from(data["outside"]) if data.get("outside") else None,
    )
