"""What a visitor has done outside: the target they chose, what it answered, and what they used the credentials for."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Literal

from playground.aws.target import Target
from playground.other_release import known_here

PERMISSIONS = "permissions"  # the name of the policy that is given by hand


@dataclass
class Answered:
    """What came back. status: HTTP, 0 when nothing did.  code, message: of an error.  trouble: what helps, in words, or empty.

    host: where it came from.  reading: ours, as explain.to_data, None without the policies.  agrees: whether it fits the answer,
    None where the two cannot be compared.  signed: the pieces of the signature, nothing secret among them.
    """

    at: float
    host: str
    status: int
    code: str = ""
    message: str = ""
    trouble: str = ""
    body: str = field(default="", repr=False)
    headers: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Any] = field(default_factory=dict, repr=False)
    reading: dict[str, Any] | None = None
    agrees: bool | None = None
    operation: str = "AssumeRoleWithWebIdentity"
    signed: dict[str, Any] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Whether it is what was asked for."""
        return 200 <= self.status < 400 and not self.code


@dataclass
class Outside:
    """target: as aws.target.Target's fields.  trust, policies, boundary, longest: of the role, as far as they are known.

    read_at: when IAM was asked for them, 0 for what was given by hand.  missing: what IAM did not give, in sentences.
    sent: the draft that was answered, RoleArn among it.  given: the last form of step 5.  expires: of the credentials.
    """

    target: dict[str, str] = field(default_factory=dict)
    trust: str = ""
    policies: dict[str, str] = field(default_factory=dict)
    boundary: str = ""
    longest: int = 0
    read_at: float = 0.0
    missing: list[str] = field(default_factory=list)
    sent: dict[str, Any] = field(default_factory=dict)
    answer: Answered | None = None
    given: dict[str, str] = field(default_factory=dict)
    used: Answered | None = None
    expires: float = 0.0

    @property
    def where(self) -> Target:
        """The target."""
        kind: Literal["aws", "endpoint"] = "endpoint" if self.target.get("kind") == "endpoint" else "aws"
        return Target(**known_here(Target, self.target) | {"kind": kind})

    @property
    def credentials(self) -> dict[str, str]:
        """AccessKeyId, SecretAccessKey, SessionToken, Expiration; empty without any."""
        return dict(self.answer.fields.get("Credentials", {})) if self.answer else {}

    def forget(self) -> None:
        """Drops the credentials and what they were used for; the answer's other fields stay."""
        if self.answer:
            self.answer.fields.pop("Credentials", None)
            self.answer.body = ""
        self.used, self.expires = None, 0.0

    def begin_anew(self) -> None:
        """Drops the answer and all that came of it; the target and the policies stay."""
        self.answer, self.used, self.sent, self.given, self.expires = None, None, {}, {}, 0.0


def from_data(data: dict[str, Any]) -> Outside:
    """What dataclasses.asdict wrote. Of what an earlier version of this site wrote, the target stays."""
    if not data.keys() <= {one.name for one in fields(Outside)}:
        return Outside(data["target"])
    answers = {name: Answered(**known_here(Answered, data[name])) if data.get(name) else None for name in ("answer", "used")}
    return Outside(**{**data, **answers})
