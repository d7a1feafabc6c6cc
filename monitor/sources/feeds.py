"""XML feeds: a thin pass finds what is new, feedparser reads only that.

The thin pass (lxml) reads ids and links and cuts out the items that are stored already. It acts only where it is sure
to read them as feedparser would; wherever it is not (ill-formed XML, base URLs, relative or several links, nested or
strange items), feedparser gets everything and the known entries are dropped afterwards.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

import feedparser
from lxml import etree

from monitor.core.entries import MAX_SUMMARY, entry_date, keys_of, link_of, one_line, plain
from monitor.core.urls import fetchable
from monitor.model import Entry
from monitor.seams import Parsed, Seen

MAX_ITEMS = 2000  # of one body; larger ones are archives, and a sitemap tells them better
MAX_CONTENT = 200_000
DAY = 86_400.0

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CLOSED = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--.*)?$", re.I | re.S)
_OTHER_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*:", re.I)  # of an id that is no web address
_ATOM = "{http://www.w3.org/2005/Atom}"
_RSS1 = "{http://purl.org/rss/1.0/}"
_SYNDICATION = "{http://purl.org/rss/1.0/modules/syndication/}"
_ORIGINAL = "{http://rssnamespace.org/feedburner/ext/1.0}origLink"
_NAMING = ("{*}link", "{*}guid", "{*}id", "{*}origLink")
_HEAD = ("language", "channel")  # RSS 1.0 has its channel beside the items
_UNREAD = ("{*}category", "{*}comments", "{*}commentRss", "{*}subject", "{*}thumbnail")
_HTML_TYPES = frozenset({None, "text/html", "application/xhtml+xml"})
_PERIODS = {"hourly": 3600.0, "daily": DAY, "weekly": 7 * DAY, "monthly": 30 * DAY, "yearly": 365 * DAY}


feedparser.api.PREFERRED_XML_PARSERS.clear()  # the one named there is not installed, and looked for at every feed


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a body came from: what its entries are named after and its links are relative to."""

    source: str
    route: str
    base: str
    zone: tzinfo = UTC
    at: datetime | None = None  # when the server says it answered, for dates without a year


@dataclass(frozen=True, slots=True)
class Items:
    """What the thin pass found: each item with its guid and absolute link."""

    root: etree._Element
    place: etree._Element  # that holds the items
    elements: tuple[etree._Element, ...]
    pairs: tuple[tuple[str, str], ...]


def parse(text: str, origin: Origin, seen: Seen) -> Parsed:
    """The unseen entries of a feed, given from its root element on. Entities are never expanded: no DTD is read."""
    items = thin(text)
    if items is None and (cleaned := _CONTROL.sub("", text)) != text:
        text, items = cleaned, thin(cleaned)
    parsed = _few(items, origin, seen) if items else None
    return parsed or _all(text, origin, seen)


def thin(text: str) -> Items | None:
    """The items with their ids and links, or None where feedparser might read them otherwise."""
    if "xml:base" in text:
        return None
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    place, name = _shape(root)
    if place is None:
        return None
    elements = tuple(place.iterchildren(name))[:MAX_ITEMS]
    if sum(1 for _ in root.iter("{*}item", "{*}entry")) != len(elements):
        return None
    read = _atom_pair if name.startswith(_ATOM) else _rss_pair
    pairs = _pairs(root, place, elements, read)
    return Items(root, place, elements, pairs) if pairs is not None else None


def _shape(root: etree._Element) -> tuple[etree._Element | None, str]:
    """The element that holds the items, and the items' tag; (None, "") for a shape that is not plain."""
    if root.tag == "rss":
        return root.find("channel"), "item"
    if root.tag == f"{_ATOM}feed":
        return root, f"{_ATOM}entry"
    if etree.QName(root).localname == "RDF" and root.find(f"{_RSS1}channel") is not None:
        return root, f"{_RSS1}item"
    return None, ""


def _pairs(
    root: etree._Element, place: etree._Element, elements: Sequence[etree._Element], read: Any
) -> tuple[tuple[str, str], ...] | None:
    naming = [list(element.iterchildren(*_NAMING)) for element in elements]
    within = sum(map(len, naming)) + _outside(root, place, frozenset(elements))
    if sum(1 for _ in root.iter(*_NAMING)) != within:  # some stand deeper in an item
        return None
    pairs = tuple(map(read, naming))
    return None if None in pairs else pairs


def _outside(root: etree._Element, place: etree._Element, items: frozenset[etree._Element]) -> int:
    """How many names there are outside the items."""
    beside = () if place is root else (one for one in root if one is not place)
    heads = (*beside, *(one for one in place if one not in items))
    return sum(1 for head in heads for _ in head.iter(*_NAMING))


def _rss_pair(names: Sequence[etree._Element]) -> tuple[str, str] | None:
    """feedparser: a link, or else a guid that is not said to be none."""
    tags = [str(one.tag) for one in names]
    by_tag = {tag.rpartition("}")[2]: one for tag, one in zip(tags, names, strict=True)}
    strange = any(tag.startswith(_ATOM) for tag in tags) or any(map(len, names))
    if strange or len(by_tag) != len(names) or "id" in by_tag:
        return None
    guid, link = _text(by_tag.get("guid")), _text(by_tag.get("link"))
    if not link and "link" in by_tag:
        return None
    if not link and guid:
        permanent = by_tag["guid"].get("isPermaLink", by_tag["guid"].get("ispermalink", "true")).lower() != "false"
        link = guid if permanent else ""
        if permanent and not _absolute(link):
            return None
    return _pair(guid, _text(by_tag.get("origLink")) or link)


def _atom_pair(names: Sequence[etree._Element]) -> tuple[str, str] | None:
    """feedparser: the alternate link, or else the id."""
    ids = [one for one in names if one.tag == f"{_ATOM}id"]
    original = [one for one in names if one.tag == _ORIGINAL]
    links = [one for one in names if one.tag == f"{_ATOM}link"]
    alternates = [one for one in links if one.get("rel", "alternate") == "alternate"]
    if len(ids) + len(original) + len(links) != len(names) or max(len(ids), len(original), len(alternates)) > 1:
        return None
    if any(one.get("type") not in _HTML_TYPES for one in alternates):
        return None
    guid = _text(ids[0]) if ids else ""
    link = alternates[0].get("href", "").strip() if alternates else guid
    if not alternates and _OTHER_SCHEME.match(guid):
        link = ""
    return _pair(guid, (_text(original[0]) if original else "") or link)


def _pair(guid: str, link: str) -> tuple[str, str] | None:
    if link and not _absolute(link):
        return None
    return guid, link_of(link, "") if link else ""


def _absolute(link: str) -> bool:
    return link.startswith(("http://", "https://"))


def _text(element: etree._Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _few(items: Items, origin: Origin, seen: Seen) -> Parsed | None:
    """Cut the known items out and let feedparser read the rest; None where it counts them differently."""
    keys = keys_of(origin.source, items.pairs)
    fresh = unseen(keys, seen)
    hint, following = _hint(items.root), _next(items.root, origin.base)
    if not fresh:
        return Parsed((), told(keys), hint_seconds=hint, next_page=following)
    _cut(items, frozenset(fresh))
    feed = _feedparser(etree.tostring(items.root, encoding="utf-8"))
    if len(feed.entries) != len(fresh):
        return None
    shown = [(entry, keys[index], items.pairs[index]) for entry, index in zip(feed.entries, fresh, strict=True)]
    return collected([_entry(one, key, pair, feed, origin) for one, key, pair in shown], keys, hint, following)


def _cut(items: Items, kept: Collection[int]) -> None:
    """Leave the items to read, and of them and of the feed's head what is read here: feedparser is paid by element."""
    fresh = {items.elements[index] for index in kept}
    for one in list(items.place):
        if one not in fresh and not str(one.tag).endswith(_HEAD):
            items.place.remove(one)
    for item in fresh:
        for one in (*item.iterchildren(*_NAMING), *item.iterchildren(*_UNREAD)):  # names are known already
            item.remove(one)


def _all(text: str, origin: Origin, seen: Seen) -> Parsed:
    """feedparser reads everything; known entries are dropped afterwards."""
    feed = _feedparser(text.encode(), origin.base if "xml:base" in text else "")
    entries = feed.entries[:MAX_ITEMS]
    if len(entries) > 1 and not _CLOSED.search(text[-500:]):
        entries = entries[:-1]  # the body ended within an item, which comes whole the next time
    pairs = [(_guid(one), link_of(_link(one), origin.base)) for one in entries]
    keys = keys_of(origin.source, pairs)
    made = [_entry(entries[index], keys[index], pairs[index], feed, origin) for index in unseen(keys, seen)]
    following = next((one.href for one in feed.feed.get("links", []) if one.get("rel") == "next" and "href" in one), "")
    return collected(made, keys, _hint_of(feed.feed), fetchable(following, origin.base) if following else "")


def _feedparser(body: bytes, base: str = "") -> Any:
    """Read a UTF-8 body. Always as a file: feedparser opens a path or address that the body itself may name."""
    headers = {"content-type": "application/xml; charset=utf-8"} | ({"content-location": base} if base else {})
    return feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def unseen(keys: Sequence[str], seen: Seen) -> list[int]:
    """Indexes of the items to read: not stored, each key once; items without a key cannot be remembered."""
    known = set(seen(told(keys))) | {""}
    fresh = []
    for index, key in enumerate(keys):
        if key not in known:
            fresh.append(index)
            known.add(key)
    return fresh


def told(keys: Sequence[str]) -> tuple[str, ...]:
    """Each key once, in order, without the empty one."""
    return tuple(key for key in dict.fromkeys(keys) if key)


def collected(
    entries: Sequence[Entry], keys: Sequence[str], hint: float | None, following: str, window: bool = True
) -> Parsed:
    """The parsed body, with the span of the dates that were read."""
    dates = [entry.published for entry in entries if entry.published]
    newest, oldest = max(dates, default=None), min(dates, default=None)
    return Parsed(tuple(entries), told(keys), hint, following, newest, oldest, window=window)


def _guid(one: Any) -> str:
    return str(one.get("id", "") or "").strip()


def _link(one: Any) -> str:
    return str(one.get("feedburner_origlink") or one.get("link") or "").strip()


def _entry(one: Any, key: str, pair: tuple[str, str], feed: Any, origin: Origin) -> Entry:
    guid, link = pair
    contents = [str(part.get("value", "")) for part in one.get("content", [])]
    contents += [str(one.get(name, "")) for name in ("yandex_full-text", "fulltext", "full-text")]
    content = max(contents, key=len, default="")
    summary = str(one.get("summary", ""))
    url = fetchable(link)
    # past feedparser's own get(), which takes `published` for a missing `updated` and warns of it
    written, changed = (str(dict.get(one, name, "")) for name in ("published", "updated"))
    return Entry(
        source=origin.source,
        route=origin.route,
        guid=(guid or url)[:2000],
        url=url,
        title=one_line(str(one.get("title", ""))),
        summary=plain(summary or content),
        content_html=content[:MAX_CONTENT] if len(content) > len(summary) or len(content) > MAX_SUMMARY else "",
        published=entry_date(written or changed, origin.zone, origin.at),
        updated=entry_date(changed, origin.zone, origin.at),
        author=one_line(str(one.get("author", "")))[:200],
        publisher=one_line(str((one.get("source") or {}).get("title", "")))[:200],
        language=str(feed.feed.get("language", ""))[:20],
        key=key,
    )


def _hint(root: etree._Element) -> float | None:
    place = root.find("{*}channel")
    place = root if place is None else place
    ttl = _text(place.find("ttl"))
    period, often = (_text(place.find(f"{_SYNDICATION}{name}")) for name in ("updatePeriod", "updateFrequency"))
    return _seconds(ttl, period, often)


def _hint_of(feed: Any) -> float | None:
    return _seconds(*(str(feed.get(name, "")) for name in ("ttl", "sy_updateperiod", "sy_updatefrequency")))


def _seconds(ttl: str, period: str, often: str) -> float | None:
    """The longest wish: `ttl` in minutes (RSS 2.0), the syndication module's period divided by its frequency."""
    wishes = [60.0 * int(ttl)] if re.fullmatch(r"\d{1,6}", ttl) else []
    if period.lower() in _PERIODS:
        times = int(often) if re.fullmatch(r"[1-9]\d{0,4}", often) else 1
        wishes.append(_PERIODS[period.lower()] / times)
    return max(wishes, default=None)


def _next(root: etree._Element, base: str) -> str:
    """The page with older items (RFC 5005, 3), where the feed names one."""
    for place in (root, root.find("channel")):
        for link in () if place is None else place.iterchildren(f"{_ATOM}link"):
            if link.get("rel") == "next" and link.get("href"):
                return fetchable(link.get("href", ""), base)
    return ""
