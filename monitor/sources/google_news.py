"""Google News searches, as RSS."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar
from urllib.parse import urlencode

from monitor.core.urls import unwrapped
from monitor.model import Entry, Fetched, FetchFailed
from monitor.seams import Ask, Parsed, Seen

from .rss import ACCEPT, MAX_FEED, origin_of, parse_feed


@dataclass(frozen=True, kw_only=True)
class GoogleNews:
    """A Google News search: `query` as typed there (`site:tass.ru Company`, `Company when:7d`).

    Links of the old form lead to the publisher at once, those of the newer form after a further request. `server` is
    for mirrors.
    """

    type: ClassVar[str] = "google_news"

    query: str
    language: str = "ru"
    country: str = "RU"
    server: str = "https://news.google.com"
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    robots: bool = True

    def ask(self) -> Ask:
        place = {"hl": self.language, "gl": self.country, "ceid": f"{self.country}:{self.language}"}
        url = f"{self.server}/rss/search?{urlencode({'q': self.query, **place})}"
        return Ask(url, {"accept": ACCEPT, **self.headers}, max_bytes=MAX_FEED, trusted=True, robots=self.robots)

    def parse(self, source: str, fetched: Fetched, seen: Seen) -> Parsed | FetchFailed:
        """A search is no unbroken row: results come and go, so nothing is concluded from what is gone."""
        parsed = parse_feed(fetched, origin_of(source, self.type, fetched, "UTC"), seen)
        if isinstance(parsed, FetchFailed):
            return parsed
        return replace(parsed, entries=tuple(map(_own, parsed.entries)), window=False, search=True)


def _own(entry: Entry) -> Entry:
    """The entry as its publisher would show it; the search's summary only repeats the titles of the story."""
    title = entry.title.removesuffix(f" - {entry.publisher}") if entry.publisher else entry.title
    return replace(entry, title=title, url=unwrapped(entry.url), summary="", content_html="")
