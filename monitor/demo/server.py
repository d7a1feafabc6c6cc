"""The demo's web: one local server that shows the made-up outlets as they stand at the clock's time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import blake2b

from monitor.seams import Clock

from .feeds import feed, page
from .world import Outlet, World

_REQUEST_SECONDS = 10.0
_STATUS = {200: "OK", 304: "Not Modified", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    type: str = "text/plain; charset=utf-8"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class DemoServer:
    """`address` is http://127.0.0.1:PORT. Counts its answers by status."""

    world: World
    clock: Clock
    address: str = ""
    answered: dict[int, int] = field(default_factory=dict)

    def answer(self, path: str, etag: str = "") -> Answer:
        """What a GET of `path` gets now; `etag` is the If-None-Match of the request."""
        parts = path.partition("?")[0].strip("/").split("/")
        outlet = self.world.outlets.get(parts[0])
        if outlet is None or len(parts) != 2:
            return Answer(404, body=b"There is no such page.")
        if parts[1] in ("feed", "mirror"):
            return self._feed(outlet, etag, main=parts[1] == "feed")
        return self._page(outlet, parts[1].removesuffix(".html"))

    def _feed(self, outlet: Outlet, etag: str, *, main: bool) -> Answer:
        now = self.clock.now()
        if main and outlet.refusing(now):
            return Answer(403, body=b"This feed is for subscribers this month.")
        shown = self.world.shown(outlet.id, now)
        edits = tuple(one.id for one in shown if one.edit and now >= one.edit.at)
        own = '"' + blake2b(repr(([one.id for one in shown], edits)).encode(), digest_size=8).hexdigest() + '"'
        if etag == own:
            return Answer(304, headers={"ETag": own})
        kind, body = feed(self.address, outlet, shown, now)
        return Answer(200, kind, body, {"ETag": own})

    def _page(self, outlet: Outlet, id_: str) -> Answer:
        now = self.clock.now()
        article = self.world.article(outlet.id, id_, now)
        if article is None:
            return Answer(404, body=b"There is no such page.")
        others = [one for one in self.world.shown(outlet.id, now) if one.id != id_]
        return Answer(200, "text/html; charset=utf-8", page(self.address, outlet, article, others, now))

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request on one connection."""
        try:
            async with asyncio.timeout(_REQUEST_SECONDS):
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(self._response(head.decode("latin-1")))
                await writer.drain()
        except (TimeoutError, ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return  # a client that went away or never finished asking
        finally:
            writer.close()

    def _response(self, head: str) -> bytes:
        lines = head.split("\r\n")
        method, _, rest = lines[0].partition(" ")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        answer = self.answer(rest.partition(" ")[0], headers.get("if-none-match", ""))
        if method not in ("GET", "HEAD"):
            answer = Answer(405)
        self.answered[answer.status] = self.answered.get(answer.status, 0) + 1
        fields = {"Content-Type": answer.type, "Content-Length": str(len(answer.body)), "Connection": "close"}
        shown = "".join(f"{name}: {value}\r\n" for name, value in {**fields, **answer.headers}.items())
        start = f"HTTP/1.1 {answer.status} {_STATUS[answer.status]}\r\n{shown}\r\n"
        return start.encode("latin-1") + (b"" if method == "HEAD" else answer.body)


@asynccontextmanager
async def serve(world: World, clock: Clock, port: int = 0) -> AsyncIterator[DemoServer]:
    """The server while the context lasts; port 0 takes a free one."""
    demo = DemoServer(world, clock)
    server = await asyncio.start_server(demo.handle, "127.0.0.1", port)
    demo.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield demo
    finally:
        server.close()
        await server.wait_closed()
