"""AWS's errors: a code, a status, a message, and what S3 adds beside them. Raised anywhere below the gateway, written by it."""

from __future__ import annotations

from enum import StrEnum

from playground.sigv4 import refusals as sigv4
from playground.tokens import refusals as tokens


class Words(StrEnum):
    """How the words of a message are known; docs/aws-answers.md tells it of each."""

    SEEN = "seen"  # in an answer of AWS
    DOCUMENTED = "documented"  # by AWS
    UNCONFIRMED = "unconfirmed"  # the code is likely; the words are ours, or another implementation's


class AwsError(Exception):
    """An error answer. extra: further elements that S3 puts into its `<Error>`, in order.  headers: that stand above it.

    explained: what a page says where AWS's words say nothing.
    confirmed: whether AWS's words for the case are known; False is short for words=UNCONFIRMED.
    """

    headers: tuple[tuple[str, str], ...] = ()
    explained: str = ""

    def __init__(
        self,
        code: str,
        message: str,
        status: int = 400,
        extra: tuple[tuple[str, str], ...] = (),
        confirmed: bool = True,
        words: Words = Words.SEEN,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message, self.status, self.extra = code, message, status, extra
        self.words = words if confirmed else Words.UNCONFIRMED
        self.confirmed = self.words is not Words.UNCONFIRMED


def access_denied(message: str, *, confirmed: bool = True, words: Words = Words.SEEN) -> AwsError:
    """AccessDenied, 403."""
    return AwsError("AccessDenied", message, 403, confirmed=confirmed, words=words)


def refused(refusal: tokens.Refusal | sigv4.Refusal) -> AwsError:
    """The error answer that a refused token or signature comes to."""
    extra = refusal.extra if isinstance(refusal, sigv4.Refusal) else ()
    return AwsError(refusal.code, refusal.message, refusal.status, extra, refusal.confirmed)


def not_in_sandbox(message: str) -> AwsError:
    """NotImplemented, 501: AWS has it, and this sandbox does not."""
    return AwsError("NotImplemented", message, 501, confirmed=False)


def validation_error(message: str, *, confirmed: bool = True) -> AwsError:
    """ValidationError, 400, as STS and IAM word it."""
    return AwsError("ValidationError", message, confirmed=confirmed)
