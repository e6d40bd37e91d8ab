"""Call an address: guarded, once, with bounds on time and size; a redirect is an answer, not an order."""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

import httpcore
from django.utils.translation import gettext as _

from articles.outgoing.addresses import PORTS, AddressRefused, Destination, read_destination
from articles.outgoing.connecting import Deadline, PinnedBackend

USER_AGENT = "second-source/1"
# What zlib calls a gzip stream, and one that may be either gzip or zlib.
_EITHER = zlib.MAX_WBITS | 32
_PIECE = 64 * 1024
_DROPPED = (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError)


class CallFailed(RuntimeError):
    """Say that a call got no usable answer: no connection, no time left, too much, or nonsense."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound a call; ``is_cut`` takes of a body what can be read.

    Else a body that is too long, packed unreadably or broken off makes the call a failure, whatever the status.
    """

    seconds: float = 30.0
    bytes: int = 64 * 1024
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what came back; header names are in small letters, of one sent twice the last holds."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def is_success(self) -> bool:
        """Tell whether the status says so: 2xx and nothing else."""
        return 200 <= self.status < 300


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes = b"",
    limits: Limits,
    trust: ssl.SSLContext | None = None,
) -> Answer:
    """Send one request and return its answer, whatever its status.

    :raises AddressRefused: the address is not one to call
    :raises CallFailed: there is no answer, or none within the limits
    """
    destination = read_destination(url)
    deadline = Deadline(limits.seconds)
    began = time.monotonic()
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=trust, network_backend=PinnedBackend(deadline), max_keepalive_connections=0
            ) as pool,
            pool.stream(
                method, _url(destination), headers=_headers(destination, headers or {}, content), content=content
            ) as response,
        ):
            answered = _read_headers(response)
            body = _read(response.iter_stream(), answered.get("content-encoding", ""), limits)
            return Answer(response.status, answered, body)
    except httpcore.TimeoutException:
        raise CallFailed(
            _("no whole answer within %(seconds)s seconds") % {"seconds": round(time.monotonic() - began, 1)}
        ) from None
    except _DROPPED as error:
        raise CallFailed(f"{type(error).__name__}: {error}") from None


def _url(destination: Destination) -> httpcore.URL:
    return httpcore.URL(
        scheme=destination.scheme.encode(),
        host=destination.host.encode(),
        port=destination.port,
        target=destination.target.encode(),
    )


def _headers(destination: Destination, wanted: Mapping[str, str], content: bytes) -> list[tuple[bytes, bytes]]:
    is_usual = destination.port == PORTS[destination.scheme]
    host = f"[{destination.host}]" if ":" in destination.host else destination.host
    sent = {
        "host": host if is_usual else f"{host}:{destination.port}",
        "user-agent": USER_AGENT,
        "accept-encoding": "gzip, deflate",
        "connection": "close",
        **wanted,
    }
    if content:
        sent["content-length"] = str(len(content))
    return [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in sent.items()]


def _read_headers(response: httpcore.Response) -> dict[str, str]:
    return {name.decode("ascii").lower(): value.decode("latin-1").strip() for name, value in response.headers}


def _read(stream: Iterable[bytes], encoding: str, limits: Limits) -> bytes:
    """Read a body to its end or to the limit, whatever it is packed in."""
    body = bytearray()
    pieces = _unpack(stream, encoding.strip().lower())
    for piece in _while_readable(pieces) if limits.is_cut else pieces:
        body += piece
        if len(body) > limits.bytes:
            if limits.is_cut:
                break
            raise CallFailed(_("the answer is over %(limit)s bytes") % {"limit": limits.bytes})
    return bytes(body[: limits.bytes])


def _while_readable(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield pieces up to one that cannot be had: who wants the first bytes only has the status, which came before."""
    with suppress(CallFailed, httpcore.TimeoutException, *_DROPPED):
        yield from pieces


def _unpack(stream: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield a body unpacked, in pieces of bounded size: a bomb is noticed before it has gone off."""
    if encoding in ("", "identity"):
        yield from stream
    elif encoding in ("gzip", "x-gzip", "deflate"):
        try:
            yield from _inflate(stream)
        except zlib.error as error:
            raise CallFailed(_("the answer is packed wrongly: %(error)s") % {"error": error}) from None
    else:
        raise CallFailed(_("the answer is packed in a way not read here: %(name)s") % {"name": encoding[:40]})


def _inflate(stream: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_EITHER)
    for packed in stream:
        rest = packed
        while rest and not unpacker.eof:
            yield unpacker.decompress(rest, _PIECE)
            rest = unpacker.unconsumed_tail


__all__ = ["AddressRefused", "Answer", "CallFailed", "Limits", "call"]
