"""A made world of sources, healthy and sick, that answers in process at whatever time the test says it is."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.core.health import weight_of
from monitor.core.schedule import SourceSpec
from monitor.model import Fetched, FetchFailed, FetchResult, NotModified, Reason
from monitor.seams import Ask
from monitor.sources import Rss

EVERY = 1800.0
WINDOW = 10
CHALLENGE = b"<html><script>location.reload()</script><noscript>Please enable JavaScript</noscript></html>"
FAILING: dict[str, tuple[Reason, int, float | None]] = {
    "hangs": (Reason.TIMEOUT, 0, None),
    "resets": (Reason.PROTOCOL, 0, None),
    "no-name": (Reason.DNS, 0, None),
    "bad-certificate": (Reason.TLS, 0, None),
    "404": (Reason.HTTP_STATUS, 404, None),
    "410": (Reason.GONE, 410, None),
    "503": (Reason.HTTP_STATUS, 503, 60.0),
    "429": (Reason.RATE_LIMITED, 429, 7200.0),
    "bomb": (Reason.TOO_LARGE, 200, None),
    "403": (Reason.BLOCKED, 403, None),
    "451": (Reason.BLOCKED, 451, None),
}
SICK = (*FAILING, "empty", "challenge", "page", "stale", "silent", "flaky", "recovers", "moved")
ENDS = {
    "403": "blocked", "451": "blocked", "challenge": "challenge", "page": "challenge", "stale": "stale",
    "silent": "silent", "flaky": "flaky", "recovers": "ok", "moved": "moved", "well": "ok",
}  # fmt: skip


@dataclass
class Site:
    """One source: what it is, and what it has published when."""

    name: str
    kind: str
    etag: bool
    spec: SourceSpec
    published: list[tuple[datetime, str]] = field(default_factory=list)
    printed: tuple[int, bytes] = (0, b"")  # the feed that so many items made


class World:
    """Satisfies `seams.Http`."""

    def __init__(self, start: datetime, sources: int, sick: float, seed: int) -> None:
        self.now = self.start = start
        self.rnd = random.Random(seed)
        self.end = start + timedelta(seconds=200 * EVERY)
        self.asked = 0
        names = [f"s{number:03}" for number in range(sources)]
        ill = self.rnd.sample(names, int(sources * sick))
        kinds = {name: SICK[index % len(SICK)] for index, name in enumerate(ill)}
        self.sites = {name: self._site(name, kinds.get(name, "well")) for name in names}

    def _site(self, name: str, kind: str) -> Site:
        spec = SourceSpec(name, (Rss(url=f"https://{name}.example/feed"),), every=EVERY)
        site = Site(name, kind, self.rnd.random() < 0.5, spec)
        for number in range(3):
            site.published.append((self.start, f"https://{name}.example/old/{number}"))
        return site

    def publish(self, upto: datetime) -> None:
        """Let each site that still writes publish at random moments until then."""
        for site in self.sites.values():
            if site.kind in {"stale", "silent"} or self.rnd.random() > 0.03:
                continue
            for _ in range(self.rnd.choice((1, 1, 2))):
                at = self.now + self.rnd.random() * (upto - self.now)
                site.published.append((at, f"https://{site.name}.example/{len(site.published)}"))

    async def get(self, ask: Ask) -> FetchResult:
        self.asked += 1
        site = self.sites[ask.url.split("/")[2].partition(".")[0]]
        kind = site.kind
        if kind == "recovers":
            kind = "404" if self.now < self.start + 0.8 * (self.end - self.start) else "well"
        if kind == "flaky":
            kind = "hangs" if self.rnd.random() < 0.5 else "well"
        if kind in FAILING:
            reason, status, wish = FAILING[kind]
            return FetchFailed(ask.url, reason, kind, status, wish, weight_of(reason, status))
        bodies = {"empty": b"", "challenge": CHALLENGE, "page": b"<html><body><p>" + b"Hello. " * 200}
        body = bodies.get(kind, self._feed(site))
        return self._answer(ask, site, body)

    def _answer(self, ask: Ask, site: Site, body: bytes) -> FetchResult:
        tag = f'"{hash(body)}"' if site.etag else ""
        if tag and ask.etag == tag:
            return NotModified(ask.url, {})
        moved = f"https://{site.name}.example/new-feed" if site.kind == "moved" else ""
        return Fetched(ask.url, moved or ask.url, 200, {"etag": tag} if tag else {}, body, moved_to=moved)

    def _feed(self, site: Site) -> bytes:
        if site.printed[0] == len(site.published) and site.kind != "silent":
            return site.printed[1]
        shown = [pair for pair in sorted(site.published, reverse=True) if pair[0] <= self.now][:WINDOW]
        items = [{"id": url, "url": url, "title": url, "date_published": at.isoformat()} for at, url in shown]
        made = self.now.isoformat() if site.kind == "silent" else ""
        body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "made": made, "items": items}).encode()
        site.printed = (len(site.published), body)
        return body


def stored(keys: Sequence[str], store: dict[str, datetime]) -> frozenset[str]:
    return frozenset(key for key in keys if key in store)
