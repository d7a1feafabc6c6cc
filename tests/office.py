"""A monitor at work in a test: a config, a database file, a clock in the test's hand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from monitor import app, config
from monitor.deliver import deliver_due
from monitor.demo import FastClock
from monitor.digests import digest_due
from monitor.engine import Cycle, Engine
from monitor.pipeline import cycle
from monitor.revise import recheck_due
from monitor.storage import Storage
from tests.newsroom import Newsroom

T = TypeVar("T")
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

CONFIG = """
database: {database}
watches:
  kedr:
    title: Кедравто
    pack: cars
    names: [Кедравто, Kedravto]
    not: [Кедравтодор]
    places: [Кедрогорск, Kedrogorsk]
    history: {{brand: [Kia]}}
sources:
  wire:
    title: The Wire
    read: {read}
    every: 10m
    routes: [{{type: rss, url: "{address}/feed"}}]
channels:
  hook: {{type: webhook, url: "{address}/hook"}}
rules:
  - {{name: new, when: "kind:new-brand,state,source,gap,undelivered", send: [hook]}}
politeness: {{pause: 0, robots: false, allow_private: [127.0.0.1]}}
desk: {{enabled: false}}
log: {{level: error}}
"""


class Office:
    """`work()` is one cycle and one round of deliveries at the clock's time."""

    def __init__(self, folder: Path, news: Newsroom) -> None:
        self.news, self.folder = news, folder
        self.clock = FastClock(START)
        self.config = folder / "config.yaml"
        self.write()
        self.storage = Storage(str(folder / "monitor.sqlite"))

    def write(self, read: str = "matching", text: str = CONFIG) -> None:
        database = self.folder / "monitor.sqlite"
        self.config.write_text(text.format(database=database, address=self.news.address, read=read), encoding="utf-8")

    def run(self, work: Callable[[Engine], Awaitable[T]]) -> T:
        async def main() -> T:
            chosen = config.load(self.config, {})
            async with app.engine(chosen, self.storage, self.clock) as engine:
                return await work(engine)

        return asyncio.run(main())

    def work(self, after: timedelta = timedelta(0)) -> Cycle:
        self.clock.move_to(self.clock.now() + after)

        async def once(engine: Engine) -> Cycle:
            done = await cycle(engine)
            await deliver_due(engine)
            return done

        return self.run(once)

    def recheck(self, after: timedelta) -> int:
        self.clock.move_to(self.clock.now() + after)
        return self.run(recheck_due)

    def digest(self, after: timedelta = timedelta(0)) -> int:
        self.clock.move_to(self.clock.now() + after)

        async def work(engine: Engine) -> int:
            return await digest_due(engine, config.load(self.config, {}))

        return self.run(work)

    def close(self) -> None:
        self.storage.close()
