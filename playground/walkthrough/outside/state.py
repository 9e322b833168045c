"""What a visitor has done outside: the target they chose, what it answered, and what they used the credentials for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from playground.aws.target import Target


@dataclass
class Answered:
    """What came back. status: HTTP, 0 when nothing did.  code, message: of an error.  trouble: what helps, in words, or empty.

    host: where it came from.  reading: ours, as explain.to_data, None without the policies.  agrees: whether it fits the answer.
    """

    at: float
    host: str
    status: int
    code: str = ""
    message: str = ""
    trouble: str = ""
    body: str = field(default="", repr=False)
    fields: dict[str, Any] = field(default_factory=dict, repr=False)
    reading: dict[str, Any] | None = None
    agrees: bool = True
    operation: str = "AssumeRoleWithWebIdentity"


@dataclass
class Outside:
    """target: as aws.target.Target's fields.  trust, permissions: the policies that the reader gives, or empty."""

    target: dict[str, str] = field(default_factory=dict)
    trust: str = ""
    permissions: str = ""
    session_policy: str = ""
    answer: Answered | None = None
    used: Answered | None = None
    expires: float = 0.0

    @property
    def where(self) -> Target:
        """The target."""
        kind: Literal["aws", "endpoint"] = "endpoint" if self.target.get("kind") == "endpoint" else "aws"
        return Target(kind, **{name: value for name, value in self.target.items() if name != "kind"})

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


def from_data(data: dict[str, Any]) -> Outside:
    """What dataclasses.asdict wrote."""
    answers = {name: Answered(**data[name]) if data.get(name) else None for name in ("answer", "used")}
    return Outside(**{**data, **answers})
