"""Plugins of a stranger, loaded by import path in the tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from monitor.model import Delivered, Delivery, Fetched, FetchFailed
from monitor.seams import Ask, Outgoing, Parsed, Poster, Seen


@dataclass(frozen=True)
class Board:
    """A notice board."""

    type: ClassVar[str] = "board"
    url: str
    pages: int = 1

    def __post_init__(self) -> None:
        if self.pages > 9:
            raise ValueError("at most 9 pages")

    def ask(self) -> Ask:
        return Ask(self.url)

    def parse(self, source: str, fetched: Fetched, seen: Seen) -> Parsed | FetchFailed:
        return Parsed((), ())


@dataclass(frozen=True)
class Bell:
    """Rings."""

    type: ClassVar[str] = "bell"
    token: str
    times: int = 1

    async def send(self, outgoing: Outgoing, poster: Poster) -> Delivery:
        return Delivered()


class NoDataclass:
    pass
