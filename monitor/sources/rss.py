"""Feeds of every kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import ClassVar

from monitor.core.bounds import overgrown
from monitor.core.dates import zone_named
from monitor.model import Fetched, FetchFailed, Reason
from monitor.seams import Ask, Parsed, Seen

from . import answers, feeds, json_feed
from .charset import decoded

MAX_FEED = 5_000_000  # bytes; feedparser needs 2 s for a feed of 3 MB
ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, kw_only=True)
class Rss:
    """A feed: RSS 0.9x to 2.0, RDF, Atom or JSON Feed; or a page that names one.

    `zone` is an IANA name, for dates without a zone; `headers` replace the program's own for this route; `robots: off`
    asks without regard to robots.txt, where the publisher offers the feed for reading.
    """

    type: ClassVar[str] = "rss"

    url: str
    zone: str = "UTC"
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    robots: bool = True

    def ask(self) -> Ask:
        return Ask(self.url, {"accept": ACCEPT, **self.headers}, max_bytes=MAX_FEED, trusted=True, robots=self.robots)

    def parse(self, source: str, fetched: Fetched, seen: Seen) -> Parsed | FetchFailed:
        return parse_feed(fetched, origin_of(source, self.type, fetched, self.zone), seen)


def origin_of(source: str, route: str, fetched: Fetched, zone: str) -> feeds.Origin:
    return feeds.Origin(source, route, fetched.final_url, zone_named(zone), answered_at(fetched))


def answered_at(fetched: Fetched) -> datetime | None:
    """The server's own time of the answer."""
    try:
        return parsedate_to_datetime(fetched.headers.get("date", ""))
    except (ValueError, TypeError, IndexError):
        return None


def parse_feed(fetched: Fetched, origin: feeds.Origin, seen: Seen) -> Parsed | FetchFailed:
    """The unseen entries of a feed of any kind, where to find the feed, or what came in its place."""
    if not fetched.body.strip():
        return answers.empty(fetched)
    text = decoded(fetched.body, fetched.headers.get("content-type", ""))
    if too_much := overgrown(text):
        return answers.failed(fetched, Reason.TOO_LARGE, too_much)
    if text.lstrip()[:1] == "{" and (parsed := json_feed.parse(text, origin, seen)):
        return parsed
    name, start = answers.root_of(text)
    if name in {"rss", "feed", "rdf"}:
        return feeds.parse(text[start:], origin, seen)
    if name in {"html", "head", "body", "script"}:
        return _page(text, fetched, origin)
    return answers.failed(fetched, Reason.NOT_A_FEED, f"neither a feed nor a page: {name or 'no known root element'}")


def _page(text: str, fetched: Fetched, origin: feeds.Origin) -> Parsed | FetchFailed:
    challenge = answers.challenge(text)
    named = "" if challenge else answers.feed_named_by(text, origin.base)
    if named and named not in {fetched.url, fetched.final_url}:
        return Parsed((), (), follow=named, remember=True)
    return answers.failed(fetched, Reason.CHALLENGE, challenge or "a web page in place of the feed")
