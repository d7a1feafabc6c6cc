"""Listing pages without a feed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from monitor.core.bounds import overgrown
from monitor.core.entries import entry_date, keys_of, link_of, one_line, plain
from monitor.core.urls import fetchable, host_of
from monitor.model import Entry, Fetched, FetchFailed, Reason
from monitor.seams import Ask, Parsed, Seen

from . import answers
from .charset import decoded
from .feeds import Origin, collected, unseen
from .rss import origin_of

MAX_PAGE = 3_000_000
MAX_LINKS = 500
_SHORT = 12  # characters: links with less text are buttons, where no selector says what an item is
_HEADINGS = "h1, h2, h3, h4"


@dataclass(frozen=True, kw_only=True)
class Page:
    """A listing page, by CSS selectors.

    `item` finds one item; `link`, `title`, `date` and `summary` are looked for within it. Without `item`, every link
    that `link` finds is an item. An item is known by its address: new markup makes none of them new. Links lead to the
    page's own site unless `elsewhere` is on. `zone` is an IANA name, for dates without a zone.
    """

    type: ClassVar[str] = "page"

    url: str
    item: str = ""
    link: str = "a[href]"
    title: str = ""
    date: str = "time"
    summary: str = ""
    elsewhere: bool = False
    zone: str = "UTC"
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    robots: bool = True

    def __post_init__(self) -> None:
        """Raises ValueError for a selector that cannot be read."""
        empty = BeautifulSoup("", "lxml")
        for name in ("item", "link", "title", "date", "summary"):
            selector = getattr(self, name)
            try:
                empty.select_one(selector) if selector else None
            except SelectorSyntaxError as error:
                raise ValueError(f"{name}: {selector!r} is no CSS selector") from error

    def ask(self) -> Ask:
        headers = {"accept": "text/html, */*;q=0.5", **self.headers}
        return Ask(self.url, headers, max_bytes=MAX_PAGE, trusted=True, robots=self.robots)

    def parse(self, source: str, fetched: Fetched, seen: Seen) -> Parsed | FetchFailed:
        if not fetched.body.strip():
            return answers.empty(fetched)
        text = decoded(fetched.body, fetched.headers.get("content-type", "")).replace("\x00", "")
        if too_much := overgrown(text):
            return answers.failed(fetched, Reason.TOO_LARGE, too_much)
        origin = origin_of(source, self.type, fetched, self.zone)
        items = list(self._items(BeautifulSoup(text, "lxml"), origin.base))[:MAX_LINKS]
        if not items:
            challenge = answers.challenge(text)
            found = (Reason.CHALLENGE, challenge) if challenge else (Reason.NOT_A_FEED, "the selectors find no links")
            return answers.failed(fetched, *found)
        keys = keys_of(source, [("", link) for _, link in items])
        made = [self._entry(*items[i], keys[i], origin) for i in unseen(keys, seen)]
        return collected(made, keys, None, "")

    def _items(self, page: BeautifulSoup, base: str) -> Iterator[tuple[Tag, str]]:
        """Each item with its link."""
        for block in page.select(self.item) if self.item else page.select(self.link):
            anchor = block if _leads(block) and not self.item else block.select_one(self.link)
            anchor = block if anchor is None and _leads(block) else anchor
            link = link_of(str(anchor.get("href", "")), base) if anchor is not None else ""
            own = self.elsewhere or host_of(link) == host_of(base)
            if link and own and (self.item or len(block.get_text(" ", strip=True)) >= _SHORT):
                yield block, link

    def _entry(self, block: Tag, link: str, key: str, origin: Origin) -> Entry:
        date = block.select_one(self.date) if self.date else None
        said = str(date.get("datetime") or date.get("content") or date.get_text(" ", strip=True)) if date else ""
        title = block.select_one(self.title or _HEADINGS)
        anchor = None if title else block.select_one(self.link)
        shown = (title or anchor or block).get_text(" ", strip=True)
        summary = block.select_one(self.summary) if self.summary else None
        return Entry(
            source=origin.source,
            route=origin.route,
            guid=fetchable(link),
            url=fetchable(link),
            title=one_line(shown.replace("<", " ")),
            summary=plain(summary.get_text("\n", strip=True).replace("<", " ")) if summary else "",
            published=entry_date(said, origin.zone, origin.at),
            key=key,
        )


def _leads(block: Tag) -> bool:
    return block.name == "a" and block.has_attr("href")
