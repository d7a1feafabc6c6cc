"""A real local news site for tests: what it answers is set by the test, what it was asked is kept."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape


@dataclass(frozen=True)
class Answer:
    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    after: str = ""  # given only once somebody has asked for this path


class Newsroom:
    """`answers` by path; validators are made of the body, and 304 is answered to them."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.heard: list[dict[str, str]] = []
        self.posted: list[tuple[str, dict[str, str], bytes]] = []
        self.address = ""
        self._heard = threading.Condition()

    def hear(self, path: str) -> None:
        with self._heard:
            self.asked.append(path)
            self._heard.notify_all()

    def until(self, path: str, seconds: float = 20.0) -> bool:
        """Wait until somebody asks for the path (or posts there)."""
        with self._heard:
            return self._heard.wait_for(lambda: path in self.asked, seconds)

    def answer(self, path: str) -> Answer:
        answer = self.answers.get(path, Answer(b"nothing here", 404, "text/plain"))
        if answer.after and not self.until(answer.after, 5.0):
            return Answer(b"nobody came", 504, "text/plain")
        return answer

    def page(self, path: str, title: str, *paragraphs: str) -> str:
        body = "".join(f"<p>{escape(p)}</p>" for p in paragraphs)
        html = (
            f"<!doctype html><html><head><meta charset=utf-8><title>{escape(title)}</title></head><body>"
            f"<article><h1>{escape(title)}</h1><div itemprop=articleBody>{body}</div></article></body></html>"
        )
        self.answers[path] = Answer(html.encode())
        return self.address + path

    def feed(self, path: str, *items: tuple[str, str, str, datetime]) -> str:
        """Items are (path of the page, title, summary, published)."""
        shown = "".join(
            f"<item><title>{escape(title)}</title><link>{self.address}{link}</link><guid>{self.address}{link}</guid>"
            f"<description>{escape(summary)}</description><pubDate>{format_datetime(at)}</pubDate></item>"
            for link, title, summary, at in items
        )
        head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title>'
        xml = f"{head}{shown}</channel></rss>"
        self.answers[path] = Answer(xml.encode(), type="application/rss+xml")
        return self.address + path


@contextmanager
def newsroom() -> Iterator[Newsroom]:
    room = Newsroom()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            room.heard.append(dict(self.headers))
            room.hear(self.path)
            answer = room.answer(self.path)
            tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
            if answer.status == 200 and self.headers.get("If-None-Match") == tag:
                answer = Answer(b"", 304, answer.type)
            self._send(answer, {"ETag": tag})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            room.posted.append((self.path, dict(self.headers), body))
            room.hear(self.path)
            self._send(room.answers.get(self.path, Answer(b"ok", type="text/plain")), {})

        def _send(self, answer: Answer, more: dict[str, str]) -> None:
            self.send_response(answer.status)
            for name, value in {"Content-Type": answer.type, **more, **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if answer.status != 304:
                self.wfile.write(answer.body)

        def log_message(self, *args: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    room.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield room
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
