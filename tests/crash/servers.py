"""The world's web and the sinks of alerts: real servers that remember what they showed and what they were given."""

from __future__ import annotations

import email
import hashlib
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

from .world import FEEDS, WINDOW, Item, World, page, rss

AWAY = "away"


@dataclass(frozen=True)
class Receipt:
    """An alert as a sink got it. `life` counts the daemon's starts; `findings` are empty where a mail hides them."""

    channel: str
    key: str
    life: int
    findings: tuple[str, ...] = ()


@dataclass
class History:
    """What the servers saw of one run."""

    shown: set[tuple[str, str]] = field(default_factory=set)  # (feed, address of the item)
    got: list[Receipt] = field(default_factory=list)
    asked: int = 0  # the life that asked for something last
    forbidden: int = 0  # requests to the address that must never be asked
    life: int = 0


class Press:
    """`publish()` lets the next round appear. Everything is guarded by one lock."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.history = History()
        self.items: list[Item] = []
        self.rounds = 0
        self.addresses: dict[str, str] = {}  # of each feed's own host, and of the one never to be asked
        self.lock = threading.Lock()

    def publish(self) -> None:
        with self.lock:
            self.items += self.world.round(self.rounds)
            self.rounds += 1

    def show(self, item: Item) -> None:
        with self.lock:
            self.items.append(item)

    def again(self) -> None:
        """From the beginning, with an empty history."""
        with self.lock:
            self.items, self.rounds, self.history = [], 0, History()

    def url(self, item: Item) -> str:
        return self.addresses[AWAY if item.away else item.feed] + item.path

    def published(self) -> dict[tuple[str, str], Item]:
        with self.lock:
            return {(item.feed, self.url(item)): item for item in self.items}

    def feed(self, name: str) -> list[tuple[str, Item]]:
        with self.lock:
            there = [item for item in self.items if item.feed == name][-WINDOW:]
        return [(self.url(item), item) for item in reversed(there)]

    def page(self, path: str) -> bytes | None:
        with self.lock:
            found = next((item for item in self.items if item.path == path), None)
        return page(found) if found and found.text else None

    def showed(self, name: str, items: list[tuple[str, Item]]) -> None:
        with self.lock:
            self.history.shown.update((name, url) for url, _ in items)

    def received(self, channel: str, key: str, findings: tuple[str, ...] = ()) -> None:
        with self.lock:
            self.history.got.append(Receipt(channel, key, self.history.life, findings))

    def heard(self) -> None:
        with self.lock:
            self.history.asked = self.history.life

    def trespassed(self) -> None:
        with self.lock:
            self.history.forbidden += 1

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd asks for it
        """aiosmtpd's hook: one mail."""
        key = email.message_from_bytes(envelope.content)["Message-ID"].strip("<>").partition("@")[0]
        self.received("mail", key)
        return "250 OK"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    press: Press

    def do_GET(self) -> None:
        self.press.heard()
        name = self.path.strip("/").partition("/")[0]
        if self.path == f"/{name}/feed" and name in FEEDS:
            self._feed(name)
            return
        body = self.press.page(self.path)
        self._send(200 if body else 403, "text/html; charset=utf-8", body or b"no")

    def _feed(self, name: str) -> None:
        items = self.press.feed(name)
        body = rss(items)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == tag:
            self._send(304, "", b"", tag)
            return
        self._send(200, "application/rss+xml", body, tag)
        self.press.showed(name, items)

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.press.received("hook", self.headers["webhook-id"], tuple(f["id"] for f in told["findings"]))
        self._send(200, "text/plain", b"ok")

    def _send(self, status: int, kind: str, body: bytes, tag: str = "") -> None:
        self.send_response(status)
        for header, value in (("Content-Type", kind), ("ETag", tag), ("Content-Length", str(len(body)))):
            if value:
                self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Silence."""


class _Away(_Handler):
    def do_GET(self) -> None:
        self.press.trespassed()
        self._send(200, "text/html", b"<p>a secret of the inner network</p>")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """Clients are killed here; that a connection broke is no news."""


@contextmanager
def _serving(press: Press, kind: type[_Handler], host: str, port: int = 0) -> Iterator[str]:
    handler = type("Handler", (kind,), {"press": press})
    server = _Server((host, port), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(press: Press) -> Iterator[str]:
    """All servers; yields the SMTP sink's host:port."""
    port = free_port()  # the controller cannot say which one it was given
    smtp = Controller(press, hostname="127.0.0.1", port=port)
    with ExitStack() as open_servers:
        for number, name in enumerate(FEEDS, 1):  # a host each: publishers are told apart by it
            press.addresses[name] = open_servers.enter_context(_serving(press, _Handler, f"127.0.0.{number}"))
        press.addresses[AWAY] = open_servers.enter_context(_serving(press, _Away, "127.0.0.1"))
        smtp.start()
        try:
            yield f"127.0.0.1:{port}"
        finally:
            smtp.stop()
