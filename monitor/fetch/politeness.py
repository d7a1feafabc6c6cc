"""Per host: how many requests at once, how far apart, and for how long not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

MAX_HOSTS = 5000  # remembered; the idle ones among them are forgotten first


@dataclass(slots=True)
class _Host:
    free: asyncio.Semaphore
    next_start: float = 0.0
    quiet_until: float = 0.0
    users: int = field(default=0)


class Politeness:
    """Times are the event loop's own seconds."""

    def __init__(self, at_once: int, pause: float) -> None:
        self._at_once = at_once
        self._pause = pause
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def slot(self, host: str, crawl_delay: float = 0.0) -> AsyncIterator[None]:
        """Wait for the host's turn; the turn is given back whatever happens inside."""
        one = self._host(host)
        one.users += 1
        try:
            async with one.free:
                now = asyncio.get_running_loop().time()
                start = max(now, one.next_start)
                one.next_start = start + max(self._pause, crawl_delay)
                if start > now:
                    await asyncio.sleep(start - now)
                yield
        finally:
            one.users -= 1

    def quiet(self, host: str) -> float:
        """Seconds for which the host has asked to be left alone."""
        one = self._hosts.get(host)
        return max(0.0, one.quiet_until - asyncio.get_running_loop().time()) if one else 0.0

    def hush(self, host: str, seconds: float) -> None:
        """The host asked to be left alone for so long; a shorter wish does not undo a longer one."""
        one = self._host(host)
        one.quiet_until = max(one.quiet_until, asyncio.get_running_loop().time() + seconds)

    @property
    def in_use(self) -> int:
        """Slots taken or waited for."""
        return sum(one.users for one in self._hosts.values())

    def _host(self, host: str) -> _Host:
        one = self._hosts.get(host)
        if one is None:
            if len(self._hosts) >= MAX_HOSTS:
                self._forget()
            one = self._hosts[host] = _Host(asyncio.Semaphore(self._at_once))
        return one

    def _forget(self) -> None:
        now = asyncio.get_running_loop().time()
        busy_until = {name: max(one.next_start, one.quiet_until) for name, one in self._hosts.items() if not one.users}
        for name in [name for name, until in busy_until.items() if until < now]:
            del self._hosts[name]
