"""Entries as values: their identity keys, their dates, their plain text."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from monitor.core.dates import machine_date, visible_date
from monitor.core.urls import fetchable, identity

MAX_TITLE = 1000
MAX_SUMMARY = 20_000

# Names of zones that RFC 822 does not know and Russian feeds use; feedparser and email.utils take them for UTC.
_ZONES = {"MSK": "+0300", "MSD": "+0400", "МСК": "+0300", "EET": "+0200", "EEST": "+0300", "YEKT": "+0500",
          "SAMT": "+0400", "OMST": "+0600", "NOVT": "+0700", "KRAT": "+0700", "IRKT": "+0800", "YAKT": "+0900",
          "VLAT": "+1000", "CET": "+0100", "CEST": "+0200", "BST": "+0100", "IST": "+0530", "JST": "+0900",
          "KST": "+0900", "HKT": "+0800"}  # fmt: skip
_ZONE = re.compile(r"\s([A-ZМСК]{3,4})\)?$")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})(?=[\s/>])[^<>]{0,4000}>")
_BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "blockquote"})
_UNREAD = re.compile(
    r"<(script|style|template)\b[^<>]{0,2000}>(?:[^<]|<(?!/\1\b))*(?:</\1\s*>|$)|<!--.*?(?:-->|$)", re.I | re.S
)
_SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
_BREAKS = re.compile(r" ?\n[ \n]*")


def keys_of(source: str, items: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Identity keys of the items of one body, each given as (guid, absolute link).

    The link's identity where it tells the item from the others, so that two routes to one publisher agree and a
    changed guid is no news; link and guid where several items of the body share a link or it is a front page; the
    guid alone, named by its source, where there is no link. An item with neither has the key "".
    """
    names = [identity(link) if link else "" for _, link in items]
    shared = Counter(names)
    return tuple(_key(source, guid, link, name, shared[name]) for (guid, link), name in zip(items, names, strict=True))


def _key(source: str, guid: str, link: str, name: str, count: int) -> str:
    if not name:
        return f"{source} {guid}" if guid else ""
    if guid and guid != link and (count > 1 or _is_front_page(name)):
        return f"{name} {guid}"
    return name


def _is_front_page(name: str) -> bool:
    return name.count("/") == 3 and name.endswith("/")


def overlap(keys: Sequence[str], before: Iterable[str]) -> float:
    """The share of the items shown that the poll before showed too, 0 to 1; 1 for an empty body."""
    known = frozenset(before)
    return sum(key in known for key in keys) / len(keys) if keys else 1.0


def entry_date(text: str, zone: tzinfo = UTC, now: datetime | None = None) -> datetime | None:
    """A feed's date in UTC, or None: RFC 822 with Russian zone names, ISO 8601, or as people write it.

    A date without a zone is read in `zone`; one without a year needs `now`. Dates before 1990 are clocks that were
    never set.
    """
    text = text.strip()[:80]
    if not text:
        return None
    if (named := _ZONE.search(text)) and named[1] in _ZONES:
        text = f"{text[: named.start()]} {_ZONES[named[1]]}"
    dated = machine_date(text, zone) or visible_date(text, now or datetime(1990, 1, 1, tzinfo=UTC), zone)
    if dated is None:
        return None
    try:
        at = dated.at.astimezone(UTC)
    except OverflowError:
        return None
    return at if at.year >= 1990 else None


def not_after(published: datetime | None, now: datetime) -> datetime | None:
    """A date that lies ahead by hours is a zone told wrongly and becomes `now`; one further ahead is none at all."""
    if published is None or published <= now:
        return published
    return now if published - now <= timedelta(hours=14) else None


def plain(markup: str, limit: int = MAX_SUMMARY) -> str:
    """The text of a piece of HTML (or of plain text), with line breaks between blocks, at most `limit` characters."""
    markup = markup[: limit * 10]
    if "<" in markup:
        markup = _TAG.sub(_break, _UNREAD.sub(" ", markup))
    text = _SPACES.sub(" ", html.unescape(markup))
    return _BREAKS.sub("\n", text).strip()[:limit]


def _break(tag: re.Match[str]) -> str:
    return "\n" if tag[2].lower() in _BLOCKS else ""


def one_line(markup: str) -> str:
    """A title's text: no markup, no line breaks."""
    return " ".join(plain(markup, MAX_TITLE).split())


def link_of(text: str, base: str) -> str:
    """An item's link as an absolute address with its fragment, for `keys_of`; "" for no http link."""
    found = fetchable(text, base) if text.strip() else ""
    mark = text.find("#")
    return found + text[mark:].strip() if found and mark >= 0 else found
