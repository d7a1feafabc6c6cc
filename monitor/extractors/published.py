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
from monitor.core.months import MONTH_OF

from .blocks import Block, said_by
from .date_names import COUNTRY_ZONES, MODIFIED, PUBLISHED
from .document import Document

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2]|[1-9])\2(0[1-9]|[12]\d|3[01]|[1-9])(?!\d)")
_URL_NAMED = re.compile(
    r"/(20\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}/(\d{1,2})(?!\d)", re.IGNORECASE
)
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
_attributes = etree.XPath(
    "//*/@*[name()='data-date' or name()='data-time' or name()='data-datetime' or name()='data-timestamp'"
    " or name()='data-published' or name()='data-publish-date' or name()='data-pubdate' or name()='data-created'"
    " or name()='data-published-at' or name()='data-unixtime']"
)
_CYRILLIC = re.compile(r"[а-яё]{3}", re.IGNORECASE)
_LONGEST_LINE = 160
_MAX_LINES = 400
_MAX_BLOCKS = 2_000
_LONGEST_ADDRESS = 2_000
_LINKED = 0.7  # share of links above which a line names another article or an archive


def published(document: Document) -> Dated | None:
    """The time of publication with the zone that the page states (or its country's), or None."""
    zone = zone_of(document)
    ways = (_by_rule(document, zone), _by_json(document, "datePublished", zone), _by_metas(document, PUBLISHED, zone),
            _by_marks(document, zone), _by_url(document), _by_lines(document, zone), _by_script(document),
            _by_json(document, "dateCreated", zone), _by_json(document, "dateModified", zone),
            _by_metas(document, MODIFIED, zone))  # fmt: skip
    found = next((dated for way in ways for dated in way if plausible(dated.at, document.page.now)), None)
    return found and _as_seen_there(_not_after_address(found, document), zone)


def guessed(document: Document) -> Dated | None:
    """A date that the page shows without saying what it is the date of: for pages that neither themselves nor their
    feed state any. Dates inside the article's own sentences are no evidence.
    """
    zone = zone_of(document)
    ways = (_by_attributes(document, zone), _by_any_line(document, zone), _by_image(document))
    return next((dated for way in ways for dated in way if plausible(dated.at, document.page.now)), None)


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
    ways = (_by_json(document, "dateModified", zone), _by_metas(document, MODIFIED, zone))
    return next((dated for way in ways for dated in way if plausible(dated.at, document.page.now)), None)


def zone_of(document: Document) -> tzinfo:
    """The zone for times without one: as another time of the page states it, else that of the host's country."""
    for name in (*PUBLISHED[:3], *MODIFIED[:3]):
        dated = machine_date(document.metas[name]) if name in document.metas else None
        if dated is not None and dated.precision == "time" and dated.at.utcoffset():
            return dated.at.tzinfo or UTC
    last = (urlsplit(document.url).hostname or "").lower().rpartition(".")[2]
    lang = (document.root.get("lang") or "").lower()
    cyrillic = _CYRILLIC.search(document.title) is not None
    named = COUNTRY_ZONES.get(last) or ("Europe/Moscow" if lang.startswith("ru") or (not lang and cyrillic) else "")
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
            yield from _one(machine_date(value, zone) or _shown(value, document, zone))


def _by_metas(document: Document, names: Iterable[str], zone: tzinfo) -> Iterator[Dated]:
    for name in names:
        value = document.metas.get(name)
        if value:
            yield from _one(machine_date(value, zone) or _shown(value, document, zone))


def _by_attributes(document: Document, zone: tzinfo) -> Iterator[Dated]:
    for value in _attributes(document.root)[:_MAX_MARKED]:
        yield from _one(machine_date(str(value), zone))


def _by_any_line(document: Document, zone: tzinfo) -> Iterator[Dated]:
    """Short lines with a whole date anywhere, the article's side of the page first."""
    for block in sorted(document.outline.blocks[:_MAX_BLOCKS], key=lambda block: block.apart):
        dated = _shown(block.text, document, zone) if _date_line(block) else None
        if dated is not None and str(dated.at.year) in block.text:
            yield dated


def _date_line(block: Block) -> bool:
    text = block.text
    short = len(text) <= _LONGEST_LINE and block.density <= _LINKED
    return short and _YEAR.search(text) is not None and _NOT_PUBLISHED.search(text) is None


def _by_image(document: Document) -> Iterator[Dated]:
    """The day in the address of the page's own picture."""
    yield from _day_of(document.meta("og:image", "twitter:image")[:_LONGEST_ADDRESS])


def _shown(text: str, document: Document, zone: tzinfo) -> Dated | None:
    return visible_date(text, document.page.now, zone, month_first=_american(document))


def _american(document: Document) -> bool:
    """Whether numbers are month first here: an American page, or an English one on a host of no country."""
    lang = (document.root.get("lang") or document.meta("og:locale")).lower().replace("_", "-")
    last = (urlsplit(document.url).hostname or "").rpartition(".")[2]
    return lang == "en-us" or (lang in {"en", ""} and last in {"com", "us", "org", "net", "edu", "gov", "news"})


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
        yield from _one(_shown(text, document, zone))


def _by_url(document: Document) -> Iterator[Dated]:
    yield from _day_of(urlsplit(document.url).path)


def _day_of(path: str) -> Iterator[Dated]:
    """2026/11/22, 2026-11-22, 20261122 or 2026/nov/22."""
    found = _URL_DAY.search(path)
    if found:
        yield from _one(machine_date(f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}"))
    named = _URL_NAMED.search(path)
    if named:
        yield from _one(machine_date(f"{named[1]}-{MONTH_OF[named[2].lower()]:02}-{int(named[3]):02}"))


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
    lines = [
        text for text in _date_lines(document) if not (_MODIFIED_WORDS.search(text) or _NOT_PUBLISHED.search(text))
    ]
    for text in sorted(lines, key=lambda line: _YEAR.search(line) is None):
        yield from _one(_shown(text, document, zone))


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
