"""A real HTTP server on this machine that answers as it is told: quickly, slowly, wrongly, never."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """One answer; ``hangs`` seconds pass before it, ``drips`` seconds between its bytes."""

    status: int = 204
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hangs: float = 0
    drips: float = 0


@dataclass
class Heard:
    """One request as it came over the line."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Listener:
    """Keep what was heard, and answer with the next reply, or with the usual one."""

    port: int
    usual: Reply = field(default_factory=Reply)
    heard: list[Heard] = field(default_factory=list)
    replies: deque[Reply] = field(default_factory=deque)
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/hook", host: str = "127.0.0.1") -> str:
        """Return an address of the server."""
        return f"http://{host}:{self.port}{path}"

    def answer(self, *replies: Reply) -> None:
        """Answer the next requests so, in this order."""
        self.replies.extend(replies)


@contextmanager
def listening(port: int = 0) -> Iterator[Listener]:
    """Run a listener on a port, or on a free one, until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
    server.daemon_threads = True
    listener = Listener(server.server_address[1])
    server.listener = listener  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        listener.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Hear, then answer."""
        listener: Listener = self.server.listener  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = listener.replies.popleft() if listener.replies else listener.usual
        listener.heard.append(Heard(self.command, self.path, headers, body))
        if reply.hangs and listener.closing.wait(reply.hangs):
            return
        self._send(reply)

    do_GET = do_POST  # noqa: N815

    def _send(self, reply: Reply) -> None:
        try:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.status not in (204, 304):
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            for piece in _pieces(reply):
                self.wfile.write(piece)
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            # The caller has had enough.
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay silent."""


def _pieces(reply: Reply) -> Iterator[bytes]:
    if not reply.drips:
        yield reply.body
        return
    for byte in reply.body:
        time.sleep(reply.drips)
        yield bytes([byte])
