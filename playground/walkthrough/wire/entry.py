"""An exchange as the page shows it: who to whom, the messages laid out, a sentence for whoever cannot see the diagram."""

from __future__ import annotations

from dataclasses import dataclass

from playground.walkthrough.reading import pretty_xml
from playground.walkthrough.wire.curl import as_curl
from playground.wire.models import NO_ANSWER, Exchange

LANES = (
    ("terminal", "Terminal", "terminal"),
    ("browser", "Browser", "browser"),
    ("app", "This site", "app"),
    ("provider", "Provider", "provider"),
    ("sts", "STS", "sts"),
    ("s3", "S3", "s3"),
)
# IAM and CloudTrail are asked from a terminal now and then: in the diagram they share a lane with STS.
NAMES = {name: title for name, title, _ in LANES} | {"iam": "IAM", "trail": "CloudTrail"}
_PLACES = {name: round((position + 0.5) * 100 / len(LANES), 2) for position, (name, _, _) in enumerate(LANES)}
_PLACES |= {"iam": _PLACES["sts"], "trail": _PLACES["sts"]}


@dataclass(frozen=True)
class Entry:
    """An exchange, laid out. What is costly is worked out when it is asked for."""

    exchange: Exchange

    @property
    def sender(self) -> str:
        """Who sent the request."""
        return NAMES[self.exchange.sender]

    @property
    def receiver(self) -> str:
        """Who answered."""
        return NAMES[self.exchange.receiver]

    @property
    def path(self) -> str:
        """Without the query."""
        path, mark, _ = self.exchange.target.partition("?")
        return path + ("?…" if mark else "")

    @property
    def request(self) -> str:
        """The first line and the headers; a query has a line for each parameter."""
        path, mark, query = self.exchange.target.partition("?")
        laid_out = f"{path}{mark}\n  " + query.replace("&", "\n  &") if mark else path
        return f"{self.exchange.method} {laid_out}\n{self.exchange.request_head}"

    @property
    def request_body(self) -> str:
        """A form has a line for each field."""
        form = "form-urlencoded" in self.exchange.request_head.lower()
        return self.exchange.request_body.replace("&", "\n&") if form else self.exchange.request_body

    @property
    def response_body(self) -> str:
        """XML indented."""
        return pretty_xml(self.exchange.response_body) if self.kind == "xml" else self.exchange.response_body

    @property
    def kind(self) -> str:
        """Of the response, for painting."""
        head = self.exchange.response_head.lower()
        return "xml" if "xml" in head else "json" if "json" in head else ""

    @property
    def error(self) -> str:
        """AWS's code for a refusal of the sandbox."""
        explanation = self.exchange.explanation or {}
        values = explanation.get("values", [])
        return str(values[1]) if explanation.get("verdict") == "fail" and len(values) > 1 else ""

    @property
    def status(self) -> str:
        """HTTP's, or that there was none."""
        return "no answer" if self.exchange.status == NO_ANSWER else str(self.exchange.status)

    @property
    def lasted(self) -> str:
        """From the request to the answer; empty where nobody measured it: the browser's coming back is one moment."""
        milliseconds = self.exchange.took
        if milliseconds >= 1000:
            return f"{milliseconds / 1000:.1f} s"
        return f"{max(round(milliseconds), 1)} ms" if milliseconds >= 0.5 else "<1 ms" if milliseconds else ""

    @property
    def aloud(self) -> str:
        """The line of the diagram in words."""
        one = self.exchange
        what = one.operation or f"{one.method} {one.host}{one.target.partition('?')[0]}"
        answer = f"refuses with {one.status}" if one.refused else f"answers {one.status}"
        answer = "does not answer" if one.status == NO_ANSWER else answer
        error = f", {self.error}" if self.error else ""
        return f"{one.number}: {self.sender} to {self.receiver}, {what}. {self.receiver} {answer}{error}."

    @property
    def x1(self) -> float:
        """Where the arrow begins, in percent."""
        return _PLACES[self.exchange.sender]

    @property
    def x2(self) -> float:
        """Where the arrow ends, in percent."""
        return _PLACES[self.exchange.receiver]

    @property
    def middle(self) -> float:
        """Where the status stands."""
        return round((self.x1 + self.x2) / 2, 2)

    @property
    def leftwards(self) -> bool:
        """Whether the message goes to the left."""
        return self.x2 < self.x1

    @property
    def curl(self) -> str:
        """The request as a command."""
        return as_curl(self.exchange)


def lane_of(name: str) -> str:
    """The lane in which a participant stands."""
    return "sts" if name in ("iam", "trail") else name
