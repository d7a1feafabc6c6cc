"""Real local peers: an SMTP server with TLS and passwords, an HTTP server with scripted answers, httpx as Poster."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from monitor.model import Alert, Certainty, Delivery, Fetched, FetchFailed, Finding, Reason
from monitor.seams import Channel, Outgoing, Post

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSWORD = "s3cret/p:ass@1"


def finding(**more: Any) -> Finding:
    return Finding(
        **{
            "id": "f1", "at": AT, "watch": "avto", "kind": "new-brand", "value": "Kaiyi", "state": "planned",
            "article_url": "https://news.example/1?a=1&b=2", "article_title": "Завод <готовит> Kaiyi",
            "article_published": AT - timedelta(hours=3), "source": "ТАСС",
            "sentence": "Завод начнёт выпускать Kaiyi <весной> & летом.", "certainty": Certainty.PLAN,
            "independent_sources": 2, "baseline": {"articles": 412, "thin": False, "aliases": ["Kaiyi", "Кайи"]},
            "highlights": ("Kaiyi", "начнёт выпускать"), "story": "2026-03-02-7", "segments": ("suv-crossover",),
            "language": "ru", "link": "strong", "value_kind": "brand", **more,
        }
    )  # fmt: skip


def outgoing(*findings: Finding, **more: Any) -> Outgoing:
    alert = Alert("a1", AT, "first-time", findings or (finding(),))
    return Outgoing(
        **{"key": "key-1", "alert": alert, "watch_titles": {"avto": "Автозавод"}, "thread": "2026-03-02-7", **more}
    )


class HttpxPoster:
    """The seam's promise in a few lines: an answer, or FetchFailed for what the network does."""

    async def post(self, post: Post) -> Fetched | FetchFailed:
        async with httpx.AsyncClient(timeout=post.timeout) as client:
            try:
                answer = await client.post(post.url, content=post.body, headers=dict(post.headers))
            except httpx.TransportError as error:
                return FetchFailed(post.url, Reason.CONNECT, f"{type(error).__name__} {post.url}")
        return Fetched(post.url, str(answer.url), answer.status_code, dict(answer.headers), answer.content)


def send(channel: Channel, told: Outgoing) -> Delivery:
    return asyncio.run(channel.send(told, HttpxPoster()))


# --- HTTP ----------------------------------------------------------------------------------------------------


@dataclass
class Peer:
    """Answers each POST with the next of `answers` (status, body, headers); the last one stays."""

    answers: list[tuple[int, str, dict[str, str]]] = field(default_factory=lambda: [(200, "ok", {})])
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    def next_answer(self) -> tuple[int, str, dict[str, str]]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def peer() -> Iterator[Peer]:
    state = Peer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            status, text, headers = state.next_answer()
            self.send_response_only(status)  # no Date of its own
            for name, value in {"Content-Length": str(len(text.encode())), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state
    server.shutdown()
    thread.join()
    server.server_close()


# --- SMTP ----------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@dataclass(frozen=True)
class Certificate:
    cert: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.cert, self.key)
        return context


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    addresses = x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    )
    cert = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1)).add_extension(addresses, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    made = Certificate(folder / "cert.pem", folder / "key.pem")
    made.cert.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
    made.key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return made


@dataclass
class Mailbox:
    """An SMTP server's hooks. `refusal` is what it answers instead of taking a message."""

    messages: list[bytes] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    refusal: str = ""
    refuse_recipient: str = ""

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address == self.refuse_recipient:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        if self.refusal:
            return self.refusal
        self.messages.append(envelope.content)
        self.recipients.append(envelope.rcpt_tos)
        return "250 OK"


def check_password(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=False)  # aiosmtpd answers 235 or 535 itself


class WrappedController(Controller):
    """TLS from the first byte."""

    def __init__(self, handler: Mailbox, context: ssl.SSLContext, **more: Any) -> None:
        super().__init__(handler, hostname="127.0.0.1", port=free_port(), ssl_context=context, **more)


@dataclass
class PostOffice:
    box: Mailbox
    port: int


@pytest.fixture
def starttls(certificate: Certificate) -> Iterator[PostOffice]:
    """Wants STARTTLS and a password."""
    box = Mailbox()
    controller = Controller(
        box, hostname="127.0.0.1", port=free_port(), tls_context=certificate.context(), require_starttls=True,
        auth_required=True, authenticator=check_password,
    )  # fmt: skip
    yield from _open(controller, box)


@pytest.fixture
def wrapped(certificate: Certificate) -> Iterator[PostOffice]:
    box = Mailbox()
    yield from _open(WrappedController(box, certificate.context()), box)


@pytest.fixture
def bare() -> Iterator[PostOffice]:
    """A relay on the same machine: no TLS, no password."""
    box = Mailbox()
    yield from _open(Controller(box, hostname="127.0.0.1", port=free_port()), box)


def _open(controller: Controller, box: Mailbox) -> Iterator[PostOffice]:
    controller.start()
    yield PostOffice(box, controller.port)
    controller.stop()
