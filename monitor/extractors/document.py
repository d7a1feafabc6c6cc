"""One parse of a page, shared by every tier: the tree, its metas and its JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import cast
from urllib.parse import urlsplit

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.etree import _Element as Element

from monitor.core.text_dirt import clean_line, repaired_page
from monitor.knowledge.terms import Publisher
from monitor.model import Page

from .blocks import Block, Outline, said_by
from .charset import decode
from .container import Region, choose, laid_out
from .titles import title_of
from .trim import bare

MAX_CHARS = 3_000_000  # the largest article page seen in the open sets has 1.9 million, nine tenths of it script
_MAX_TAGS = 60_000
_MAX_JSON = 1_000_000
_MAX_THINGS = 400
_ABOVE = 30  # blocks between a headline and its text: a date, authors, share links, captions
_AT_START = 4
_LONGEST_LINE = 400
_HEADLINE_START = 30  # letters by which a headline is known again: search engines are told a shorter one
_ARTICLES = ("Article", "Posting", "Report", "Review", "Recipe", "CreativeWork")

_TRAILING_COMMA = re.compile(r",\s{0,40}([\]}])")
_KIND = re.compile(r'"@type"\s{0,9}:\s{0,9}"((?:\w{0,20}Article|\w{0,20}Posting))"')
_FIELD = re.compile(r'"(headline|datePublished|dateModified|articleSection)"\s{0,9}:\s{0,9}"([^"\\]{1,300})"')

Thing = Mapping[str, object]


@dataclass
class Document:
    """`things` are the JSON-LD objects, flat and in page order; `metas` the first content by lower-case name."""

    page: Page
    url: str
    root: Element
    metas: Mapping[str, str]
    things: tuple[Thing, ...]
    publisher: Publisher | None = None

    @cached_property
    def outline(self) -> Outline:
        return laid_out(self.root)

    @cached_property
    def region(self) -> Region | None:
        return choose(self.outline)

    def rules(self, purpose: str) -> tuple[str, ...]:
        """The publisher's CSS selectors for body, lead, title, date, author or drop."""
        return tuple(self.publisher.selectors.get(purpose, ())) if self.publisher else ()

    def selected(self, purpose: str) -> list[Element]:
        """Elements that the publisher's selectors find: those of the first selector that finds any."""
        return next((found for rule in self.rules(purpose) if (found := matching(rule, self.root))), [])

    @cached_property
    def title(self) -> str:
        own = next((clean_line(said_by(element)[:800]) for element in self.selected("title")), "")
        things = tuple(self.article_things())
        above = [(block.tag, clean_line(block.text)) for block in self.above]
        return own or title_of(self.root, self.metas, things, self.page.title, self.sites, above)

    @cached_property
    def above(self) -> tuple[Block, ...]:
        """Lines shortly before the article's text and at its start, furniture left out."""
        if self.region is None:
            return ()
        first = self.region.parts[0].first
        blocks = self.outline.blocks[max(0, first - _ABOVE) : first + _AT_START]
        return tuple(block for block in blocks if len(block.text) < _LONGEST_LINE and not block.apart)

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """Names by which the site may sign its titles."""
        own = (self.publisher.title, *self.publisher.names) if self.publisher else ()
        host = (urlsplit(self.url).hostname or "").removeprefix("www.")
        return tuple(name for name in (*own, self.meta("og:site_name"), host, self.page.publisher) if name)

    def meta(self, *names: str) -> str:
        """The first of the named metas that says something."""
        return next((self.metas[name] for name in names if self.metas.get(name)), "")

    def article_things(self) -> Iterator[Thing]:
        """JSON-LD objects that describe an article: those of this page first, NewsArticle and its like first."""
        yield from self._articles

    @cached_property
    def says_article(self) -> bool:
        """Whether the page's own data call it an article."""
        return bool(self._articles) or self.meta("og:type").startswith("article")

    @cached_property
    def _articles(self) -> tuple[Thing, ...]:
        found = [
            thing
            for ends in (_ARTICLES[:3], _ARTICLES[3:])
            for thing in self.things
            if any(kind.endswith(ends) for kind in kinds(thing))
        ]
        return tuple(sorted(found, key=self._of_another) if len(found) > 1 else found)

    def _of_another(self, thing: Thing) -> bool:
        """Whether a thing names a headline that the page's own title does not have: one of a list of others."""
        headline = bare(str(thing.get("headline") or "")[:_LONGEST_LINE])
        return headline[:_HEADLINE_START] not in self._written

    @cached_property
    def _written(self) -> str:
        title = next((said_by(element)[:_LONGEST_LINE] for element in self.root.iter("title")), "")
        return bare(f"{title} {self.meta('og:title')[:_LONGEST_LINE]}")


@lru_cache(maxsize=2_000)
def _compiled(selector: str) -> CSSSelector | None:
    try:
        return CSSSelector(selector, translator="html")
    except SelectorError:
        return None


def matching(selector: str, root: Element) -> list[Element]:
    """Elements that a CSS selector finds, in page order; none for a selector that cannot be read."""
    compiled = _compiled(selector)
    return cast(list[Element], compiled(root)) if compiled is not None else []


def kinds(thing: Thing) -> tuple[str, ...]:
    """The @type of a JSON-LD object, one or several."""
    kind = thing.get("@type")
    if isinstance(kind, str):
        return (kind,)
    return tuple(k for k in kind if isinstance(k, str)) if isinstance(kind, list) else ()


def parse(page: Page, publisher: Publisher | None = None) -> Document | None:
    """The page's document; None where the body holds no element at all."""
    root = tree_of(repaired_page(decode((page.body or b"")[: MAX_CHARS * 2], page.content_type)[0]))
    if root is None:
        return None
    metas = _metas(root)
    return Document(page, page.final_url or page.url, root, metas, tuple(_things(root)), publisher)


def tree_of(text: str) -> Element | None:
    """A forgiving parse without comments; libxml2 bounds the depth, `MAX_CHARS` the size.

    `etree.HTMLParser`, not `lxml.html`: its elements are made in C, which saves two microseconds at each step.
    """
    text = _bounded(text[:MAX_CHARS].replace("\x00", ""))
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.XMLSyntaxError:
        return None


def _bounded(text: str) -> str:
    """The first part of a text that has more tags than any article."""
    tags = text.count("<")
    while tags > _MAX_TAGS:
        text = text[: len(text) * _MAX_TAGS // tags]
        tags = text.count("<")
    return text


def _metas(root: Element) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _things(root: Element) -> Iterator[Thing]:
    count = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for thing in _flat(_loaded(script.text or "")):
            yield thing
            count += 1
            if count >= _MAX_THINGS:
                return


def _loaded(text: str) -> object:
    text = text[:_MAX_JSON].strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(text)


def _salvaged(text: str) -> Thing | None:
    """What can be read of an article's JSON-LD that is no JSON: a quote or a brace too many somewhere."""
    kind = _KIND.search(text)
    if kind is None:
        return None
    fields = {found[1]: found[2].replace("\\/", "/") for found in reversed(list(_FIELD.finditer(text)))}
    return {"@type": kind[1], **fields}


def _flat(value: object) -> Iterator[Thing]:
    """Objects of lists, @graph and mainEntity, outermost first; bounded by depth."""
    waiting: list[tuple[object, int]] = [(value, 0)]
    while waiting:
        found, depth = waiting.pop(0)
        if depth > 4:
            continue
        if isinstance(found, list):
            waiting[:0] = [(inner, depth + 1) for inner in found[:_MAX_THINGS]]
        elif isinstance(found, dict):
            yield found
            waiting[:0] = [
                (found[key], depth + 1) for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in found
            ]
