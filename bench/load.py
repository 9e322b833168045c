"""The load generator: some connections kept alive, each with one request on its way, the same bytes every time.

A process of its own (`python -m bench.load`, a job as JSON in, a result as JSON out), so that it shares no interpreter lock
with anything. Each result says how busy the generator itself was: near 1.0, it would be what was measured.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field

_CLOSE = re.compile(rb"\r\nConnection: *close\r\n", re.IGNORECASE)
_LENGTH = re.compile(rb"\r\nContent-Length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Job:
    """What to send where. request: latin-1.  expect: stands in every right answer.  least: requests, however long they take.

    tours: instead of `request`, what each connection sends in turn, beginning at another place each.  pause: seconds from an
    answer to the next request, at the mean; between half of it and half as much again, the same in every run.
    """

    port: int
    request: str
    expect: str
    connections: int
    seconds: float
    least: int = 0
    tours: list[list[str]] = field(default_factory=list)
    pause: float = 0.0


@dataclass
class Result:
    """What came of it. took: seconds from the first request to the last answer.  latencies: seconds, one a request.

    places: which of its tour each request was.

    busy: the share of that time which the generator used a processor for.
    """

    took: float = 0.0
    busy: float = 0.0
    latencies: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    wrong: str = ""

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.latencies) / self.took


def drive(job: Job) -> Result:
    """Runs the job in a new process. Raises RuntimeError for an answer that is not the right one."""
    command = [sys.executable, "-m", "bench.load"]
    done = subprocess.run(command, input=json.dumps(asdict(job)), capture_output=True, text=True, check=True)
    result = Result(**json.loads(done.stdout))
    if result.wrong:
        raise RuntimeError(f"port {job.port} answered:\n{result.wrong}")
    return result


class _Client(asyncio.Protocol):
    """One client: sends, waits for the whole answer, sends again; connects anew when the server wants to close."""

    def __init__(self, job: Job, result: Result, end: float, number: int) -> None:
        self.job, self.result, self.end = job, result, end
        self.tour = [one.encode("latin-1") for one in (job.tours[number] if job.tours else [job.request])]
        self.place, self.expect = number % len(self.tour), job.expect.encode()
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer, self.whole, self.sent = bytearray(), 0, 0.0
        self.pauses, self.arriving = random.Random(number), True

    async def connect(self) -> None:
        """The time that a new connection takes counts: who calls a server that closes them pays for it too."""
        self.sent = time.perf_counter()
        await asyncio.get_running_loop().create_connection(lambda: self, "127.0.0.1", self.job.port)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        if self.job.pause and self.arriving:  # nobody comes at the same moment as all others
            self.arriving, self.sent = False, 0.0
            asyncio.get_running_loop().call_later(self.job.pause * self.pauses.random(), self._send)
        else:
            self._send()

    def _send(self) -> None:
        self.sent = self.sent or time.perf_counter()
        self.transport.write(self.tour[self.place])

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        self.whole = self.whole or _whole(self.buffer)
        if self.whole and len(self.buffer) >= self.whole:
            self._take(time.perf_counter())

    def _take(self, now: float) -> None:
        if not self.buffer.startswith(b"HTTP/1.1 200") or self.expect not in self.buffer:
            self.result.wrong = self.buffer[:2000].decode("utf-8", "replace")
        closes = _CLOSE.search(self.buffer, 0, self.buffer.find(b"\r\n\r\n") + 2)
        self.result.latencies.append(now - self.sent)
        self.result.places.append(self.place)
        self.place = (self.place + 1) % len(self.tour)
        self.buffer.clear()
        self.whole, self.sent = 0, 0.0
        if self.result.wrong or (now >= self.end and len(self.result.latencies) >= self.job.least):
            self.done.set_result(None)
            self.transport.close()
        elif self.job.pause:
            asyncio.get_running_loop().call_later(self.job.pause * (0.5 + self.pauses.random()), self._go_on, bool(closes))
        else:
            self._go_on(bool(closes))

    def _go_on(self, anew: bool) -> None:
        if anew:
            self.transport.close()
        else:
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.sent:
            self.result.wrong = f"nothing: the connection was closed ({exc})"
            self.done.set_result(None)
        elif not self.done.done():
            self.reconnecting = asyncio.get_running_loop().create_task(self.connect())


def _whole(buffer: bytearray) -> int:
    """The length of the answer that begins the buffer, head and body; 0 while it is not known."""
    head = buffer.find(b"\r\n\r\n")
    if head < 0:
        return 0
    length = _LENGTH.search(buffer, 0, head)
    return head + 4 + int(length[1]) if length else 0


async def _run(job: Job) -> Result:
    result, start, used = Result(), time.perf_counter(), time.process_time()
    clients = [_Client(job, result, start + job.seconds, number) for number in range(job.connections)]
    await asyncio.gather(*(client.connect() for client in clients))
    await asyncio.wait_for(asyncio.gather(*(client.done for client in clients)), job.seconds + 60)
    result.took = time.perf_counter() - start
    result.busy = (time.process_time() - used) / result.took
    return result


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(_run(Job(**json.load(sys.stdin)))))))
