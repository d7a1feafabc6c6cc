"""Sitemaps (https://www.sitemaps.org/protocol.html) with the news extension, and indexes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC
from itertools import islice
from typing import ClassVar

from lxml import etree

from monitor.core.bounds import overgrown
from monitor.core.entries import entry_date, keys_of, link_of, one_line
from monitor.core.inflate import Damaged, TooLarge, gunzipped
from monitor.core.urls import fetchable
from monitor.model import Entry, Fetched, FetchFailed, Reason
from monitor.seams import Ask, Parsed, Seen

from . import answers
from .charset import decoded
from .feeds import Origin, collected, unseen
from .rss import origin_of

MAX_SITEMAP = 20_000_000  # decompressed; the protocol allows 50 MB, news sitemaps hold 1,000 items
MAX_URLS = 5000
MAX_TAGS = 600_000  # the protocol's 50,000 addresses with all that may be said of them; five million took 630 MB
_NEWS = re.compile(r"news|новост", re.I)


@dataclass(frozen=True, kw_only=True)
class Sitemap:
    """A news sitemap, or an index of them (the one changed last is read).

    `match` is a part that wanted addresses contain. `headers` and `robots` as for `rss`.
    """

    type: ClassVar[str] = "sitemap"

    url: str
    match: str = ""
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    robots: bool = True

    def ask(self) -> Ask:
        headers = {"accept": "application/xml, text/xml, */*;q=0.5", **self.headers}
        return Ask(self.url, headers, max_bytes=MAX_SITEMAP, trusted=True, robots=self.robots)

    def parse(self, source: str, fetched: Fetched, seen: Seen) -> Parsed | FetchFailed:
        if not fetched.body.strip():
            return answers.empty(fetched)
        try:
            text = decoded(gunzipped(fetched.body, MAX_SITEMAP), fetched.headers.get("content-type", ""))
        except (TooLarge, Damaged) as error:
            return answers.failed(fetched, Reason.BAD_ENCODING, str(error))
        if too_much := overgrown(text, MAX_TAGS):
            return answers.failed(fetched, Reason.TOO_LARGE, too_much)
        name, start = answers.root_of(text)
        if name not in {"urlset", "sitemapindex"}:
            return answers.failed(fetched, *_instead(text, name))
        root = _root(text[start:])
        if root is None:
            return answers.failed(fetched, Reason.NOT_A_FEED, "the sitemap is not readable XML")
        if name == "sitemapindex":
            return _follow(root, fetched)
        return self._entries(root, origin_of(source, self.type, fetched, "UTC"), seen)

    def _entries(self, root: etree._Element, origin: Origin, seen: Seen) -> Parsed:
        urls = [one for one in root.iterchildren("{*}url") if self.match in _text(one, "loc")][:MAX_URLS]
        links = [link_of(_text(one, "loc"), origin.base) for one in urls]
        keys = keys_of(origin.source, [("", link) for link in links])
        made = [_entry(urls[i], keys[i], links[i], origin) for i in unseen(keys, seen)]
        return collected(made, keys, None, "", window=bool(root.find(".//{*}publication_date") is not None))


def _instead(text: str, name: str) -> tuple[Reason, str]:
    if name in {"html", "head", "body", "script"}:
        return Reason.CHALLENGE, answers.challenge(text) or "a web page in place of the sitemap"
    return Reason.NOT_A_FEED, "no sitemap"


def _root(text: str) -> etree._Element | None:
    """What can be read of the XML: a cut sitemap gives its first addresses. No DTD, no entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _follow(root: etree._Element, fetched: Fetched) -> Parsed | FetchFailed:
    """The child that changed last, news before others, later in the list before earlier."""
    best: tuple[bool, str, int] = (False, "", -1)
    target = ""
    for index, one in enumerate(islice(root.iterchildren("{*}sitemap"), MAX_URLS)):
        url = fetchable(_text(one, "loc"), fetched.final_url)
        at = entry_date(_text(one, "lastmod"))
        rank = (bool(_NEWS.search(url)), at.isoformat() if at else "", index)
        if url and rank > best and url != fetched.final_url:
            best, target = rank, url
    if not target:
        return answers.failed(fetched, Reason.NOT_A_FEED, "the sitemap index names no sitemap")
    return Parsed((), (), follow=target)


def _entry(one: etree._Element, key: str, link: str, origin: Origin) -> Entry:
    url = fetchable(link)
    changed = entry_date(_text(one, "lastmod"), UTC)
    return Entry(
        source=origin.source,
        route=origin.route,
        guid=url,
        url=url,
        title=one_line(_text(one, "title")),
        summary=one_line(_text(one, "keywords")),
        published=entry_date(_text(one, "publication_date"), UTC) or changed,
        updated=changed,
        publisher=one_line(_text(one, "publication/{*}name")),
        language=_text(one, "publication/{*}language")[:20],
        key=key,
    )


def _text(one: etree._Element, name: str) -> str:
    """Text of a child, or of a child of the news extension."""
    found = one.find(f"{{*}}{name}")
    found = one.find(f"{{*}}news/{{*}}{name}") if found is None else found
    return (found.text or "").strip() if found is not None else ""
