"""A local server of many feeds, a process of its own: a third answer 304, a third the same body, a third 3 new items.

Feed `n` lives on loopback address 127.0.1.(n mod 200 + 1). `GET /cycle` moves time on by one.
"""

from __future__ import annotations

import asyncio
import random
import sys

ITEMS = 60
NEW = 3
HOSTS = [f"127.0.1.{number + 1}" for number in range(200)]
TEXT = """завод выпуск автомобиль линия регион новый год рынок компания модель сборка план месяц область производство
начать рассказать сообщить губернатор директор инвестиция миллион рубль партнёр электромобиль кузов"""
WORDS = TEXT.split()


def items(count: int) -> list[bytes]:
    """Items with HTML descriptions of about 1.2 kB; SRC stands for the feed's number."""
    rnd = random.Random(1)
    made = []
    for number in range(count):
        text = "</p><p>".join(" ".join(rnd.choices(WORDS, k=28)) for _ in range(3))
        made.append(
            f"<item><title>{' '.join(rnd.choices(WORDS, k=8))} {number}</title>"
            f"<link>http://fSRC.example/2026/item-{number}.html</link><guid>http://fSRC.example/2026/item-{number}.html</guid>"
            f"<pubDate>Sun, 22 Nov 2026 {number // 60 % 24:02}:{number % 60:02}:00 +0300</pubDate>"
            f'<description><![CDATA[<p>{text} <a href="/more">ещё</a></p>]]></description></item>'.encode()
        )
    return made


class Feeds:
    def __init__(self) -> None:
        self.cycle = 0
        self.items = items(ITEMS + 40 * NEW)
        self.windows: dict[int, bytes] = {}

    def body(self, number: int) -> bytes:
        """The feed's body in this cycle; feeds of the last third move on by three items."""
        first = NEW * min(self.cycle, 40) if number % 3 == 2 else 0
        if first not in self.windows:
            shown = b"".join(reversed(self.items[first : first + ITEMS]))
            head = b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Feed SRC</title><link>http://fSRC.example/</link>'
            self.windows[first] = head + shown + b"</channel></rss>"
        return self.windows[first].replace(b"SRC", str(number).encode())

    def answer(self, path: str, head: str) -> bytes:
        if path == "/cycle":
            self.cycle += 1
            return reply("200 OK", b"ok")
        if not path.startswith("/feed/"):
            return reply("404 Not Found", b"")
        number = int(path[6:])
        tag = 'ETag: "v1"' if number % 3 == 0 else ""
        if tag and 'if-none-match: "v1"' in head.lower():
            return reply("304 Not Modified", b"", tag)
        return reply("200 OK", self.body(number), tag, "Content-Type: application/rss+xml; charset=utf-8")


def reply(status: str, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", *filter(None, headers), f"Content-Length: {len(body)}", "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + body


async def main() -> None:
    feeds = Feeds()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            writer.write(feeds.answer(head.split(" ", 2)[1], head))
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, HOSTS, int(sys.argv[1]), backlog=1000)
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
