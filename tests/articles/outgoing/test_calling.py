"""Calls reach the address that was judged, and end in time."""

import gzip
import socket
import ssl
import subprocess
import threading
import time
import zlib
from pathlib import Path
from typing import Any

import httpcore
import pytest

from articles.outgoing import AddressRefused, CallFailed, Limits, call
from tests.listening import Listener, Reply

LIMITS = Limits(seconds=5, bytes=10_000)
CUT = Limits(seconds=5, bytes=100, is_cut=True)
MEGABYTE = 1024 * 1024


def point(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]) -> list[str]:
    """Let names have these addresses, and note which are looked up: no test asks a resolver outside."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host not in names:
            return real(host, port, *args, **kwargs)
        asked.append(host)
        return [entry for address in names[host] for entry in real(address, port, *args, **kwargs)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_call_brings_back_status_headers_and_body(allowed: Listener) -> None:
    allowed.answer(Reply(200, b"heard", {"X-Seen": "yes"}))

    answer = call("POST", allowed.url("/in?x=1"), headers={"x-kind": "test"}, content=b"words", limits=LIMITS)

    assert (answer.status, answer.content, answer.headers["x-seen"]) == (200, b"heard", "yes")
    assert answer.is_success
    heard = allowed.heard[0]
    assert (heard.method, heard.path, heard.body) == ("POST", "/in?x=1", b"words")
    assert heard.headers["x-kind"] == "test"
    assert heard.headers["host"] == f"127.0.0.1:{allowed.port}"


def test_nothing_is_sent_to_this_machine_unless_the_house_allows_it(listener: Listener, settings: Any) -> None:
    settings.OUTGOING_PORTS = [listener.port]

    with pytest.raises(AddressRefused, match=r"127\.0\.0\.1"):
        call("GET", listener.url(), limits=LIMITS)

    assert listener.heard == []


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f.1", "2130706433", "0177.0.0.1"])
def test_no_spelling_of_this_machine_gets_through(host: str, listener: Listener, settings: Any) -> None:
    settings.OUTGOING_PORTS = [listener.port]

    with pytest.raises((AddressRefused, CallFailed)):
        call("GET", listener.url(host=host), limits=LIMITS)

    assert listener.heard == []


def test_a_name_with_a_private_address_among_public_ones_is_refused(
    monkeypatch: pytest.MonkeyPatch, listener: Listener, settings: Any
) -> None:
    settings.OUTGOING_PORTS = [listener.port]
    point(monkeypatch, {"mixed.example": ["93.184.216.34", "127.0.0.1"]})

    with pytest.raises(AddressRefused, match=r"mixed\.example is at 127\.0\.0\.1"):
        call("GET", listener.url(host="mixed.example"), limits=LIMITS)

    assert listener.heard == []


def test_a_name_is_looked_up_once_and_kept_for_the_server(monkeypatch: pytest.MonkeyPatch, allowed: Listener) -> None:
    asked = point(monkeypatch, {"hook.example": ["127.0.0.1"]})

    call("GET", allowed.url(host="hook.example"), limits=LIMITS)

    assert asked == ["hook.example"]
    assert allowed.heard[0].headers["host"] == f"hook.example:{allowed.port}"


def test_a_second_address_is_tried_where_the_first_refuses(monkeypatch: pytest.MonkeyPatch, allowed: Listener) -> None:
    point(monkeypatch, {"two.example": ["127.0.0.2", "127.0.0.1"]})

    assert call("GET", allowed.url(host="two.example"), limits=LIMITS).status == 204


class TestAddressesThatSayNothing:
    @pytest.fixture
    def waits(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        """Let 127.0.0.1 alone answer, and note how long each other address was waited for; nobody really waits."""
        waited: list[float] = []
        real = httpcore.SyncBackend.connect_tcp

        def connect(backend: Any, host: str, port: int, timeout: float, *args: Any) -> Any:
            if host == "127.0.0.1":
                return real(backend, host, port, timeout, *args)
            waited.append(timeout)
            raise httpcore.ConnectTimeout("timed out")

        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
        return waited

    def test_the_next_is_tried_and_has_time_left(
        self, monkeypatch: pytest.MonkeyPatch, allowed: Listener, waits: list[float]
    ) -> None:
        point(monkeypatch, {"three.example": ["127.0.0.3", "127.0.0.2", "127.0.0.1"]})

        assert call("GET", allowed.url(host="three.example"), limits=LIMITS).status == 204

        assert waits == pytest.approx([LIMITS.seconds / 3, LIMITS.seconds / 2], abs=0.5)

    def test_one_alone_has_all_the_time(
        self, monkeypatch: pytest.MonkeyPatch, allowed: Listener, waits: list[float]
    ) -> None:
        point(monkeypatch, {"one.example": ["127.0.0.2"]})

        with pytest.raises(CallFailed, match="no whole answer"):
            call("GET", allowed.url(host="one.example"), limits=LIMITS)

        assert waits == pytest.approx([LIMITS.seconds], abs=0.5)

    def test_one_behind_the_one_that_answers_is_not_asked(
        self, monkeypatch: pytest.MonkeyPatch, allowed: Listener, waits: list[float]
    ) -> None:
        point(monkeypatch, {"two.example": ["127.0.0.1", "127.0.0.2"]})

        assert call("GET", allowed.url(host="two.example"), limits=LIMITS).status == 204

        assert waits == []


def test_a_redirect_is_an_answer_and_is_not_followed(allowed: Listener) -> None:
    allowed.answer(Reply(302, b"", {"Location": allowed.url("/elsewhere")}))

    answer = call("GET", allowed.url(), limits=LIMITS)

    assert (answer.status, answer.is_success) == (302, False)
    assert [heard.path for heard in allowed.heard] == ["/hook"]


def test_a_server_that_hangs_is_left(allowed: Listener) -> None:
    allowed.answer(Reply(200, hangs=30))

    began = time.monotonic()
    with pytest.raises(CallFailed, match="no whole answer"):
        call("GET", allowed.url(), limits=Limits(seconds=0.5))

    assert time.monotonic() - began < 10


def test_a_body_that_drips_cannot_stretch_the_time(allowed: Listener) -> None:
    allowed.answer(Reply(200, b"x" * 600, drips=0.05))

    began = time.monotonic()
    with pytest.raises(CallFailed, match="no whole answer"):
        call("GET", allowed.url(), limits=Limits(seconds=1))

    assert time.monotonic() - began < 10


def test_who_wants_the_beginning_has_it_though_the_rest_never_comes(allowed: Listener) -> None:
    allowed.answer(Reply(200, b"x" * 600, drips=0.05))

    answer = call("GET", allowed.url(), limits=Limits(seconds=1, is_cut=True))

    assert answer.is_success
    assert 0 < len(answer.content) < 600


def test_headers_that_drip_cannot_stretch_the_time(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.OUTGOING_ALLOWED_NETWORKS = ["127.0.0.0/8"]
        settings.OUTGOING_PORTS = [server.getsockname()[1]]
        threading.Thread(target=_drip, args=(server, b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 999), daemon=True).start()

        began = time.monotonic()
        with pytest.raises(CallFailed, match="no whole answer"):
            call("GET", f"http://127.0.0.1:{server.getsockname()[1]}/", limits=Limits(seconds=1))

    assert time.monotonic() - began < 10


def test_an_answer_over_the_limit_fails_or_is_cut_as_told(allowed: Listener) -> None:
    allowed.usual = Reply(200, b"z" * 50_000)

    with pytest.raises(CallFailed, match="over 10000 bytes"):
        call("GET", allowed.url(), limits=LIMITS)
    answer = call("GET", allowed.url(), limits=CUT)

    assert answer.content == b"z" * 100


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_packed_answer_is_unpacked(allowed: Listener, encoding: str, pack: Any) -> None:
    allowed.answer(Reply(200, pack(b"words " * 100), {"Content-Encoding": encoding}))

    assert call("GET", allowed.url(), limits=LIMITS).content == b"words " * 100


def test_a_bomb_is_noticed_before_it_goes_off(allowed: Listener) -> None:
    allowed.answer(Reply(200, gzip.compress(b"\0" * 100 * MEGABYTE), {"Content-Encoding": "gzip"}))

    began = time.process_time()
    with pytest.raises(CallFailed, match="over 10000 bytes"):
        call("GET", allowed.url(), limits=LIMITS)

    assert time.process_time() - began < 2


MISPACKED = [
    (Reply(200, b"not gzip at all", {"Content-Encoding": "gzip"}), "packed wrongly"),
    (Reply(200, zlib.compress(b"words")[2:-4], {"Content-Encoding": "deflate"}), "packed wrongly"),
    (Reply(200, b"words", {"Content-Encoding": "br"}), "not read here: br"),
    (Reply(200, b"words", {"Content-Encoding": "gzip, gzip"}), "not read here"),
]


@pytest.mark.parametrize(("reply", "why"), MISPACKED)
def test_an_answer_packed_wrongly_is_a_failure(allowed: Listener, reply: Reply, why: str) -> None:
    allowed.answer(reply)

    with pytest.raises(CallFailed, match=why):
        call("GET", allowed.url(), limits=LIMITS)


@pytest.mark.parametrize("reply", [reply for reply, _why in MISPACKED])
def test_who_wants_the_first_bytes_only_hears_the_status_however_they_are_packed(
    allowed: Listener, reply: Reply
) -> None:
    allowed.answer(reply)

    answer = call("GET", allowed.url(), limits=CUT)

    assert (answer.status, answer.content) == (200, b"")


def test_a_body_that_breaks_off_is_a_failure_unless_only_its_first_bytes_are_wanted(settings: Any) -> None:
    begun = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegun"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        settings.OUTGOING_ALLOWED_NETWORKS, settings.OUTGOING_PORTS = ["127.0.0.0/8"], [port]
        threading.Thread(target=lambda: [_say(server, begun) for _ in range(2)], daemon=True).start()

        answer = call("GET", f"http://127.0.0.1:{port}/", limits=CUT)
        with pytest.raises(CallFailed, match="RemoteProtocolError"):
            call("GET", f"http://127.0.0.1:{port}/", limits=LIMITS)

    assert (answer.status, answer.content) == (200, b"begun")


def test_what_is_no_http_is_a_failure(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        settings.OUTGOING_ALLOWED_NETWORKS, settings.OUTGOING_PORTS = ["127.0.0.0/8"], [port]
        threading.Thread(target=_say, args=(server, b"220 mail.example ESMTP\r\n"), daemon=True).start()

        with pytest.raises(CallFailed):
            call("GET", f"http://127.0.0.1:{port}/", limits=LIMITS)


def test_nobody_listening_and_no_such_name_are_failures(
    monkeypatch: pytest.MonkeyPatch, allowed: Listener, settings: Any
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    settings.OUTGOING_PORTS = [port, allowed.port]
    point(monkeypatch, {"nowhere.example": []})

    with pytest.raises(CallFailed, match="ConnectError"):
        call("GET", f"http://127.0.0.1:{port}/", limits=LIMITS)
    with pytest.raises(CallFailed, match=r"nowhere\.example has no address"):
        call("GET", allowed.url(host="nowhere.example"), limits=LIMITS)


def test_a_resolver_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch, allowed: Listener) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(20))

    with pytest.raises(CallFailed, match="no whole answer"):
        call("GET", allowed.url(host="slow.example"), limits=Limits(seconds=0.3))


def test_tls_asks_for_the_name_although_the_address_is_pinned(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    point(monkeypatch, {"hook.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]})
    key, certificate = _certify("hook.example", tmp_path)
    trust = ssl.create_default_context(cafile=certificate)
    seen: list[str | None] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        settings.OUTGOING_ALLOWED_NETWORKS, settings.OUTGOING_PORTS = ["127.0.0.0/8"], [port]
        threading.Thread(target=_serve_tls, args=(server, key, certificate, seen), daemon=True).start()

        answer = call("GET", f"https://hook.example:{port}/", limits=LIMITS, trust=trust)
        with pytest.raises(CallFailed, match=r"(?i)certificate"):
            call("GET", f"https://other.example:{port}/", limits=LIMITS, trust=trust)

    assert (answer.status, answer.content) == (200, b"safe")
    assert seen == ["hook.example", "other.example"]


def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch, allowed: Listener) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert call("GET", allowed.url(), limits=LIMITS).status == 204


def _drip(server: socket.socket, words: bytes) -> None:
    connection, _ = server.accept()
    with connection:
        for letter in words:
            try:
                connection.send(bytes([letter]))
            except OSError:
                return
            time.sleep(0.05)


def _say(server: socket.socket, words: bytes) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(1000)
        connection.sendall(words)


def _serve_tls(server: socket.socket, key: Path, certificate: Path, seen: list[str | None]) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.sni_callback = lambda _socket, name, _context: seen.append(name)
    for _ in range(2):
        connection, _address = server.accept()
        try:
            with context.wrap_socket(connection, server_side=True) as safe:
                safe.recv(5000)
                safe.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsafe")
        except OSError:
            # The caller did not trust the certificate.
            connection.close()


def _certify(name: str, folder: Path) -> tuple[Path, Path]:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}"]
    names = ["-addext", f"subjectAltName=DNS:{name}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", *words, *names], check=True, capture_output=True)
    return key, certificate
