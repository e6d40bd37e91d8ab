"""Connect to the address that was judged, and to no other; every wait counts against one deadline."""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore
from django.utils.translation import gettext as _

from articles.outgoing.addresses import AddressRefused, refuse_private


class Deadline:
    """Count down the seconds that are left of a whole call."""

    def __init__(self, seconds: float) -> None:
        self._ends_at = time.monotonic() + seconds

    def left(self, error: type[Exception]) -> float:
        """Return the seconds that are left.

        :raises Exception: of the type given, where none are
        """
        seconds = self._ends_at - time.monotonic()
        if seconds <= 0:
            raise error(_("the time for the call is over"))
        return seconds


class PinnedBackend(httpcore.NetworkBackend):
    """Look a name up once, judge every address it has, and connect to one of those very addresses.

    httpcore keeps the name for TLS and for the Host header; there is no second look-up that could differ.
    """

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's addresses that answers, each given its share of the time that is left.

        :raises AddressRefused: one of its addresses is not public
        """
        failure: Exception = httpcore.ConnectError(_("%(host)s has no address") % {"host": host})
        addresses = resolve(host, port, self._deadline)
        for remaining, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            share = self._deadline.left(httpcore.ConnectTimeout) / remaining
            try:
                stream = self._sockets.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure

    def connect_unix_socket(self, path: str, *_args: Any, **_kwargs: Any) -> httpcore.NetworkStream:
        """Refuse: no call goes to a socket of this machine.

        :raises AddressRefused: always
        """
        raise AddressRefused(path)


def resolve(host: str, port: int, deadline: Deadline) -> list[str]:
    """Return the addresses of a host, all of them judged.

    :raises AddressRefused: one of them is not public; a name that mixes both is a trap
    """
    found = _look_up(host, port, deadline.left(httpcore.ConnectTimeout))
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        refuse_private(ipaddress.ip_address(address), host=host)
    return addresses


def _look_up(host: str, port: int, seconds: float) -> list[Any]:
    """Ask the resolver, which knows no time limit of its own, and wait no longer than told."""
    said: queue.Queue[list[Any] | OSError] = queue.Queue()

    def ask() -> None:
        try:
            said.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            said.put(error)
        except UnicodeError as error:
            said.put(OSError(str(error)))

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = said.get(timeout=seconds)
    except queue.Empty:
        raise httpcore.ConnectTimeout(_("looking up %(host)s took too long") % {"host": host}) from None
    if isinstance(answer, OSError):
        raise httpcore.ConnectError(_("%(host)s cannot be looked up: %(error)s") % {"host": host, "error": answer})
    return answer


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every read and write counts against the call's deadline, however small the drops."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what there is."""
        return self._stream.read(max_bytes, self._deadline.left(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._stream.write(buffer, self._deadline.left(httpcore.WriteTimeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Put TLS on it, for the name that was asked for."""
        left = self._deadline.left(httpcore.ConnectTimeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Tell what the connection knows of itself."""
        return self._stream.get_extra_info(info)
