"""A local HTTP server that misbehaves on request: each path is one fault."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.sources.feed_files import item, rss

FEED = rss("".join(item(n) for n in range(5, 0, -1))).encode()


@dataclass
class Request:
    path: str
    headers: dict[str, str]


@dataclass
class Server:
    """`port` to ask; `asked` counts requests by path; `at_once` is the most that were open together."""

    port: int = 0
    robots: bytes | None = None
    robots_status: str = "200 OK"
    asked: Counter[str] = field(default_factory=Counter)
    seen: list[Request] = field(default_factory=list)
    open: int = 0
    at_once: int = 0

    def url(self, path: str, host: str = "localhost") -> str:
        return f"http://{host}:{self.port}{path}"


Writer = asyncio.StreamWriter
Fault = Callable[[Server, Request, Writer], Awaitable[None]]


def answer(status: str, body: bytes = b"", *headers: str, length: int | None = None) -> bytes:
    head = [
        f"HTTP/1.1 {status}",
        *headers,
        f"Content-Length: {len(body) if length is None else length}",
        "Connection: close",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def says(status: str, body: bytes = b"", *headers: str, length: int | None = None) -> Fault:
    async def act(server: Server, request: Request, writer: Writer) -> None:
        writer.write(answer(status, body, *headers, length=length))

    return act


def to(target: str, status: str = "302 Found") -> Fault:
    async def act(server: Server, request: Request, writer: Writer) -> None:
        place = target.replace("PORT", str(server.port))
        writer.write(answer(status, b"", f"Location: {place}"))

    return act


async def hang(server: Server, request: Request, writer: Writer) -> None:
    await asyncio.sleep(30)


async def drip(server: Server, request: Request, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(600):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


async def endless(server: Server, request: Request, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
    for _ in range(4000):
        writer.write(b"<item>" * 10_000)
        await writer.drain()


async def endless_headers(server: Server, request: Request, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(4000):
        writer.write(f"X-{number}: {'a' * 1000}\r\n".encode())
        await writer.drain()


async def conditional(server: Server, request: Request, writer: Writer) -> None:
    same = request.headers.get("if-none-match") == '"v1"'
    writer.write(answer("304 Not Modified", b"", 'ETag: "v1"') if same else answer("200 OK", FEED, 'ETag: "v1"'))


async def cookie_wall(server: Server, request: Request, writer: Writer) -> None:
    if "pass=1" in request.headers.get("cookie", ""):
        writer.write(answer("200 OK", FEED))
    else:
        writer.write(answer("302 Found", b"", "Location: /cookie-wall", "Set-Cookie: pass=1; Path=/"))


async def slow(server: Server, request: Request, writer: Writer) -> None:
    await asyncio.sleep(0.1)
    writer.write(answer("200 OK", FEED))


async def slow_circle(server: Server, request: Request, writer: Writer) -> None:
    await asyncio.sleep(0.3)
    writer.write(answer("302 Found", b"", "Location: /slow-circle"))


async def slow_503(server: Server, request: Request, writer: Writer) -> None:
    await asyncio.sleep(0.1)
    writer.write(answer("503 Service Unavailable", b"", "Retry-After: 30"))


def bomb(encoding: str) -> Fault:
    """64 MB of zeros in 64 kB, made as they are sent."""

    async def act(server: Server, request: Request, writer: Writer) -> None:
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n\r\n".encode())
        machine = zlib.compressobj(9, zlib.DEFLATED, 31 if encoding == "gzip" else 15)
        for _ in range(64):
            writer.write(machine.compress(bytes(1 << 20)))
            await writer.drain()
            if writer.is_closing():
                return
        writer.write(machine.flush())

    return act


FAULTS: dict[str, Fault] = {
    "/good": says("200 OK", FEED, "Content-Type: application/rss+xml"),
    "/gzip": says("200 OK", gzip.compress(FEED), "Content-Encoding: gzip"),
    "/raw-deflate": says("200 OK", zlib.compress(FEED)[2:-4], "Content-Encoding: deflate"),
    "/says-gzip-is-plain": says("200 OK", FEED, "Content-Encoding: gzip"),
    "/broken-gzip": says("200 OK", gzip.compress(FEED)[:-20] + b"x" * 20, "Content-Encoding: gzip"),
    "/cut-gzip": says("200 OK", gzip.compress(FEED)[:-30], "Content-Encoding: gzip"),
    "/brotli": says("200 OK", b"\x0b\x02\x80", "Content-Encoding: br"),
    "/bomb": bomb("gzip"),
    "/bomb-deflate": bomb("deflate"),
    "/hang": hang,
    "/drip": drip,
    "/slow": slow,
    "/endless": endless,
    "/endless-headers": endless_headers,
    "/truncated": says("200 OK", FEED[:200], length=len(FEED)),
    "/longer-than-said": says("200 OK", FEED + b"tail", length=len(FEED)),
    "/announces-much": says("200 OK", FEED, length=10**12),
    "/no-http": lambda s, r, w: _write(w, b"SSH-2.0-OpenSSH_9.2\r\n"),
    "/closes": lambda s, r, w: _write(w, b""),
    "/slow-circle": slow_circle,
    "/slow-503": slow_503,
    "/circle": to("/circle"),
    "/ping": to("/pong"),
    "/pong": to("/ping"),
    "/moved": to("/good", "301 Moved Permanently"),
    "/moved-for-now": to("/good"),
    "/moved-half": to("/moved-for-now", "308 Permanent Redirect"),
    "/to-loopback": to("http://127.0.0.1:PORT/good"),
    "/to-metadata": to("http://169.254.169.254/latest/meta-data/"),
    "/to-v6": to("http://[::1]:PORT/good"),
    "/to-decimal": to("http://2130706433:PORT/good"),
    "/to-file": to("file:///etc/passwd"),
    "/to-userinfo": to("http://localhost:1@127.0.0.1:PORT/good"),
    "/429-seconds": says("429 Too Many Requests", b"", "Retry-After: 120"),
    "/429-date": says(
        "429 Too Many Requests",
        b"",
        "Retry-After: Sun, 22 Nov 2026 10:02:00 GMT",
        "Date: Sun, 22 Nov 2026 10:00:00 GMT",
    ),
    "/429-date-alone": says("429 Too Many Requests", b"", "Retry-After: Sun, 22 Nov 2026 10:02:00 GMT"),
    "/503": says("503 Service Unavailable", b"", "Retry-After: 30"),
    "/403": says("403 Forbidden", b"no"),
    "/410": says("410 Gone"),
    "/404": says("404 Not Found"),
    "/empty": says("200 OK"),
    "/page": says("200 OK", b"<html><body><h1>Hello</h1><p>A page.</p></body></html>", "Content-Type: text/html"),
    "/challenge": says(
        "200 OK", b"<html><script src='/__ddg_js/'></script><noscript>enable JavaScript</noscript></html>"
    ),
    "/names-feed": says(
        "200 OK", b"<html><head><link rel='alternate' type='application/rss+xml' href='/good'></head><p>News</p></html>"
    ),
    "/etag": conditional,
    "/cookie-wall": cookie_wall,
    "/lying-charset": says("200 OK", FEED.decode().encode("cp1251"), "Content-Type: text/xml; charset=utf-8"),
}


async def _write(writer: Writer, data: bytes) -> None:
    writer.write(data)


@asynccontextmanager
async def serving(robots: bytes | None = None) -> AsyncIterator[Server]:
    """The server on a free port of the loopback interface, in the running loop."""
    server = Server(robots=robots)
    tasks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: Writer) -> None:
        tasks.add(asyncio.current_task())  # type: ignore[arg-type]  always in a task
        server.open += 1
        server.at_once = max(server.at_once, server.open)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:]) if k}
            request = Request(head[0].split(" ")[1], headers)
            server.asked[request.path] += 1
            server.seen.append(request)
            await _act(server, request, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            server.open -= 1
            writer.close()

    listening = await asyncio.start_server(handle, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _act(server: Server, request: Request, writer: Writer) -> None:
    path = request.path.partition("?")[0]
    if path == "/robots.txt":
        body = answer("404 Not Found") if server.robots is None else answer(server.robots_status, server.robots)
        writer.write(body)
        return
    fault = FAULTS.get(path)
    if fault is None:
        writer.write(answer("404 Not Found"))
        return
    await fault(server, request, writer)
