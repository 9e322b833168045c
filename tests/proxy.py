"""A wire between a browser and the server that can be cut, as a network is."""

from __future__ import annotations

import contextlib
import socket
import threading


class Proxy:
    """Passes bytes between `port` and the server's; `cut` breaks what is open and refuses what comes, `mend` ends that."""

    def __init__(self, target: int) -> None:
        self.target = target
        self.open: list[socket.socket] = []
        self.broken = False
        self.lock = threading.Lock()  # nobody comes through while it is cut
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        with self.lock:
            self.broken = True
            for end in self.open:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
                end.close()
            self.open.clear()

    def mend(self) -> None:
        self.broken = False

    def close(self) -> None:
        self.cut()
        self.listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            with self.lock:
                self._connect(near)

    def _connect(self, near: socket.socket) -> None:
        if self.broken:
            near.close()
            return
        far = socket.create_connection(("127.0.0.1", self.target))
        self.open += [near, far]
        for one, other in ((near, far), (far, near)):
            threading.Thread(target=self._pump, args=(one, other), daemon=True).start()

    @staticmethod
    def _pump(one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        with contextlib.suppress(OSError):
            other.shutdown(socket.SHUT_WR)
