"""A Google News search: `query` as typed there (`site:tass.ru Company`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from monitor.model import Fetched, FetchFailed
from monitor.seams import Ask, Parsed, Seen


@dataclass(frozen=True, kw_only=True)
class GoogleNews:
    """A Google News search: `query` as typed there (`site:tass.ru Company`)."""

    type: ClassVar[str] = "google_news"

    query: str
    language: str = "ru"
    country: str = "RU"
    headers: dict[str, str] = field(default_factory=dict)
    robots: bool = True

    def ask(self) -> Ask:
        raise NotImplementedError

    def parse(self, source: str, fetched: Fetched, seen: Seen) -> Parsed | FetchFailed:
        raise NotImplementedError
