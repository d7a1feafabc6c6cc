"""When the article was published and modified, from what the page says, best founded first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, timedelta, tzinfo
from functools import lru_cache
from urllib.parse import urlsplit

from lxml import etree
from lxml.etree import _Element as Element

from monitor.core.dates import Dated, machine_date, plausible, visible_date, zone_named

from .blocks import said_by
from .document import Document

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published", "og:published_time",
    "parsely-pub-date", "sailthru.date", "publish-date", "publish_date", "pubdate", "published_time",
    "article.published", "date.created", "datecreated", "cxenseparse:recs:publishtime", "publication_date",
    "dc.date.issued", "dcterms.created", "dcterms.issued", "citation_publication_date", "originalpublicationdate",
    "mediator_published_time",
    "article:post_date", "published", "release_date", "article_date_original", "og:pubdate", "dcterms.date", "dc.date",
    "date", "dc.date.created", "vr:published_time", "bt:pubdate", "dc:date", "dcterms:date", "article:create_time",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "last-modified",
    "article:updated", "dcterms.modified", "date.modified", "lastmod", "updated_time", "revision_date", "dateupdated",
)  # fmt: skip
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2]|[1-9])\2(0[1-9]|[12]\d|3[01]|[1-9])(?!\d)")
_DATE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:date\w{0,6}|datum|data|fecha|time\w{0,5}|timestamp|publish\w{0,6}|pub-?date|posted\w{0,3}|"
    r"created\w{0,3}|entry-?date|"
    r"meta\w{0,4}|byline|dateline|info|stamp|submitted)(?:$|[\s_-]|\d)|(?:date|Date|datum|Datum|time|Time)(?:$|"
    r"[\s_-])"
)
_MODIFIED_WORDS = re.compile(
    r"обновл|изменен|изменён|updated|modified|aktualisiert|actualizado|mis à jour", re.IGNORECASE
)
_NOT_PUBLISHED = re.compile(r"copyright|©|\(c\)|комментар|comment", re.IGNORECASE)
_COUNTRY_ZONES = {  # countries with one zone, or one in which nearly all of their press is written
    **dict.fromkeys(("ru", "su", "рф", "xn--p1ai", "moscow"), "Europe/Moscow"),
    "by": "Europe/Minsk", "ua": "Europe/Kyiv",
    "kz": "Asia/Almaty", "uz": "Asia/Tashkent", "de": "Europe/Berlin", "at": "Europe/Vienna", "ch": "Europe/Zurich",
    "fr": "Europe/Paris", "it": "Europe/Rome", "es": "Europe/Madrid", "pl": "Europe/Warsaw", "nl": "Europe/Amsterdam",
    "cz": "Europe/Prague", "se": "Europe/Stockholm", "no": "Europe/Oslo", "dk": "Europe/Copenhagen",
    "lt": "Europe/Vilnius", "lv": "Europe/Riga", "ee": "Europe/Tallinn", "fi": "Europe/Helsinki", "uk": "Europe/London",
    "tr": "Europe/Istanbul", "cn": "Asia/Shanghai", "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "in": "Asia/Kolkata",
    "ar": "America/Argentina/Buenos_Aires", "pe": "America/Lima", "co": "America/Bogota", "br": "America/Sao_Paulo",
}  # fmt: skip
_STATE = re.compile(
    r"""["'](?:datePublished|published_?[aA]t|published_?[dD]ate|publish_?[dD]ate|publicationDate|"
    r"publication_time|firstPublished\w*)["']\s?:\s?"""
    r"""["'](\d{4}-\d\d-\d\d[^"']{0,20})["']"""
)
_MAX_MARKED = 200
_MAX_SCRIPT = 400_000
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DIGIT = re.compile(r"\d|сегодня|вчера|today|yesterday|час назад|hour ago", re.IGNORECASE)
_DATELINE = re.compile(r"^[^.!?–—|]{0,30}?\d{1,2}\.?\s?[\w.]{1,12}\s?\d{4}\.?(?:\sг\.)?\s{0,2}[–—|/]\s")
_LINE_TAGS = ("span", "div", "p", "li", "td", "a", "small", "em", "strong", "header", "dd")
_COMMENTS = re.compile(r"comment|related|teaser|sidebar", re.IGNORECASE)
_marked = etree.XPath("//time | //*[@itemprop='datePublished' or @itemprop='dateCreated']")
_CYRILLIC = re.compile(r"[а-яё]{3}", re.IGNORECASE)
_LONGEST_LINE = 160
_MAX_LINES = 400


def published(document: Document) -> Dated | None:
    """The time of publication with the zone that the page states (or its country's), or None."""
    zone = zone_of(document)
    ways = (_by_rule(document, zone), _by_json(document, "datePublished", zone), _by_metas(document, _PUBLISHED, zone),
            _by_marks(document, zone), _by_url(document), _by_lines(document, zone), _by_script(document),
            _by_json(document, "dateCreated", zone), _by_json(document, "dateModified", zone),
            _by_metas(document, _MODIFIED, zone))  # fmt: skip
    found = next((dated for way in ways for dated in way if plausible(dated.at, document.page.now)), None)
    return found and _as_seen_there(_not_after_address(found, document), zone)


def _not_after_address(found: Dated, document: Document) -> Dated:
    """An address with an earlier day was given when the article was first published; the page then tells an update."""
    address = next(_by_url(document), None)
    return address if address is not None and found.at - address.at > timedelta(days=3) else found


def _as_seen_there(found: Dated, zone: tzinfo) -> Dated:
    """A time in UTC shown in the zone of the page's readers: the same instant, on the day that they know."""
    if found.precision != "time" or found.at.utcoffset() or zone is UTC:
        return found
    return replace(found, at=found.at.astimezone(zone))


def modified(document: Document) -> Dated | None:
    """The time of the last change, or None."""
    zone = zone_of(document)
    ways = (_by_json(document, "dateModified", zone), _by_metas(document, _MODIFIED, zone))
    return next((dated for way in ways for dated in way if plausible(dated.at, document.page.now)), None)


def zone_of(document: Document) -> tzinfo:
    """The zone for times without one: as another time of the page states it, else that of the host's country."""
    for name in (*_PUBLISHED[:3], *_MODIFIED[:3]):
        dated = machine_date(document.metas[name]) if name in document.metas else None
        if dated is not None and dated.precision == "time" and dated.at.utcoffset():
            return dated.at.tzinfo or UTC
    last = (urlsplit(document.url).hostname or "").lower().rpartition(".")[2]
    lang = (document.root.get("lang") or "").lower()
    cyrillic = _CYRILLIC.search(document.title) is not None
    named = _COUNTRY_ZONES.get(last) or ("Europe/Moscow" if lang.startswith("ru") or (not lang and cyrillic) else "")
    return zone_named(named) if named else UTC


def _by_rule(document: Document, zone: tzinfo) -> Iterator[Dated]:
    for element in document.selected("date")[:3]:
        yield from _read(element, document, zone)


def _by_json(document: Document, key: str, zone: tzinfo) -> Iterator[Dated]:
    for thing in (
        *document.article_things(),
        *(t for t in document.things if "headline" in t or "WebPage" in str(t.get("@type"))),
    ):
        value = thing.get(key)
        if isinstance(value, str):
            yield from _one(machine_date(value, zone) or visible_date(value, document.page.now, zone))


def _by_metas(document: Document, names: Iterable[str], zone: tzinfo) -> Iterator[Dated]:
    for name in names:
        value = document.metas.get(name)
        if value:
            yield from _one(machine_date(value, zone) or visible_date(value, document.page.now, zone))


def _one(dated: Dated | None) -> Iterator[Dated]:
    if dated is not None:
        yield dated


def _by_marks(document: Document, zone: tzinfo) -> Iterator[Dated]:
    """<time> and itemprop=datePublished, those outside lists of other articles first, in page order."""
    found = _marked(document.root)[:_MAX_MARKED]
    for element in sorted(found, key=lambda e: (e.get("itemprop") != "datePublished", _elsewhere(e))):
        if element.get("itemprop") != "dateModified":
            yield from _read(element, document, zone)


def _elsewhere(element: Element) -> bool:
    """Whether the element stands in navigation, an aside or a list of links."""
    return any(
        around.tag in {"nav", "aside", "footer", "ul", "a"}
        or _COMMENTS.search(around.get("class") or around.get("id") or "")
        for around in (element, *element.iterancestors())
    )


def _read(element: Element, document: Document, zone: tzinfo) -> Iterator[Dated]:
    value = element.get("datetime") or element.get("content") or element.get("title") or ""
    if value:
        yield from _one(machine_date(value, zone))
    text = " ".join(said_by(element).split())[:_LONGEST_LINE]
    if text and not _MODIFIED_WORDS.match(text):
        yield from _one(visible_date(text, document.page.now, zone))


def _by_url(document: Document) -> Iterator[Dated]:
    found = _URL_DAY.search(urlsplit(document.url).path)
    if found:
        yield from _one(machine_date(f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}"))


def _by_script(document: Document) -> Iterator[Dated]:
    """A page's state in a script: "publishedAt":"2026-11-22T09:00:00Z"."""
    for script in document.root.iter("script"):
        found = _STATE.search((script.text or "")[:_MAX_SCRIPT])
        if found:
            yield from _one(machine_date(found[1]))


def _by_lines(document: Document, zone: tzinfo) -> Iterator[Dated]:
    """Short lines that look like a date line: in elements named so, then any block near the headline.

    Lines with a year come first: "20 января" may be any number in a list.
    """
    now = document.page.now
    lines = [
        text for text in _date_lines(document) if not (_MODIFIED_WORDS.search(text) or _NOT_PUBLISHED.search(text))
    ]
    for text in sorted(lines, key=lambda line: _YEAR.search(line) is None):
        yield from _one(visible_date(text, now, zone))


def _date_lines(document: Document) -> Iterator[str]:
    named = (e for e in document.root.iter(*_LINE_TAGS) if _named(e))
    for count, element in enumerate(named):
        if count >= _MAX_LINES:
            break
        text = " ".join(said_by(element).split())
        if 6 <= len(text) <= _LONGEST_LINE and _DIGIT.search(text) and not _elsewhere(element):
            yield text
    region = document.region
    if region is None:
        return
    blocks = document.outline.blocks
    first, last = region.parts[0].first, region.parts[-1].last
    for block in (*blocks[max(0, first - 12) : first + 3], *blocks[last : last + 4]):
        if len(block.text) <= _LONGEST_LINE and _DIGIT.search(block.text):
            yield block.text
        elif _DATELINE.match(block.text):
            yield block.text[:60]


def _named(element: Element) -> bool:
    attributes = element.attrib
    return bool(attributes) and _dates(attributes.get("class"), attributes.get("id"))


@lru_cache(maxsize=20_000)
def _dates(classes: str | None, identity: str | None) -> bool:
    return _DATE_NAMES.search(f"{classes or ''} {identity or ''}"[:200]) is not None
