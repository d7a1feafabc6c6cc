"""Author, section, subtitle, language, addresses and tags of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.etree import _Element as Element

from monitor.core.text_dirt import clean_line

from .blocks import said_by
from .document import Document
from .marks import Mark
from .trim import same_words

_AUTHOR_METAS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "mediator_author",
                 "byl", "dcterms.creator", "citation_author", "article:author_name")  # fmt: skip
_AUTHOR_NAMES = re.compile(
    r"(?:^|[\s_-])(?:author\w{0,6}|authors|byline\w{0,6}|by-?line|by|autor\w{0,4}|auteur|writer|vcard|fn|posted-?by|"
    r"article-?author|post-?author|entry-?author|story-?author|reporter|redakteur|nickname|username)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:(?-i:By)(?=[A-ZÀ-ÞА-Я])|more\s+(?:stories\s+|from\s+)by\s+)|"
    r"^(?:written\s+by|posted\s+by|published\s+by|reporting\s+by|by|von|por|par|автор\w{0,2}(?:\s+(?:текста|"
    r"статьи|материала))?|текст|"
    r"autor(?:a|in|en)?|auteur|text|di|da|door|av|af)(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s{0,3}(?:[|•·–—\n]|,?\s(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s{1,2}\d|,?\s{0,3}\b\d|\(|\bon\b|\bam\b|\bвчера\b|\bсегодня\b|\bpublished\b|\bupdated\b|\bfollow\b|"
    r"\bкорреспондент\b|,\s{0,3}(?:staff|"
    r"special|редактор|обозреватель|корреспондент|reporter|editor|correspondent)\b).{0,400}$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\d{2}|^(?:admin\w{0,12}|root|none|null|author|автор|editor|user|by|von|par|por)$|^see\s|\bcookie",
    re.IGNORECASE,
)
_says_author = etree.XPath("//*[@rel='author' or @itemprop='author']")
_NAME_TAGS = (
    "a",
    "span",
    "div",
    "p",
    "address",
    "li",
    "cite",
    "strong",
    "b",
    "em",
    "td",
    "h3",
    "h4",
    "small",
    "footer",
)
_LONGEST_NAME = 90
_MAX_LOOKED_AT = 60
_LABEL = 3  # words of a section or a label
_LONGEST_SUBTITLE = 300


def author(document: Document) -> str:
    """Who wrote it, several joined by ", "; "" where nobody is named."""
    ways = (_by_rule(document), _by_json(document), _by_metas(document), _by_marks(document))
    return next((name for way in ways for name in way if name), document.page.author)


def _by_rule(document: Document) -> Iterator[str]:
    names = [_name(said_by(element)) for element in document.selected("author")[:4]]
    yield ", ".join(dict.fromkeys(filter(None, names)))


def _by_json(document: Document) -> Iterator[str]:
    for thing in document.article_things():
        names = list(_people(thing.get("author"), document))
        yield ", ".join(dict.fromkeys(filter(None, map(_name, names))))


def _people(value: object, document: Document) -> Iterator[str]:
    """Names of a JSON-LD author: a text, a person, a reference to one, or a list of them."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            name = one.get("name") or _referred(one.get("@id"), document)
            yield from (str(n) for n in (name if isinstance(name, list) else [name]) if n)


def _referred(identity: object, document: Document) -> object:
    return next((t.get("name") for t in document.things if identity and t.get("@id") == identity), None)


def _by_metas(document: Document) -> Iterator[str]:
    for name in _AUTHOR_METAS:
        yield _name(document.metas.get(name, ""))


def _by_marks(document: Document) -> Iterator[str]:
    """itemprop=author and rel=author, then elements so named, then a line that begins with "By"."""
    found = [e for e in _says_author(document.root) if not _in_furniture(e)]
    found += [e for e in document.root.iter(*_NAME_TAGS) if _named_author(e) and not _in_furniture(e)]
    for element in found[:_MAX_LOOKED_AT]:
        inner = element.find(".//*[@itemprop='name']")
        yield _name(said_by(element if inner is None else inner))


def _named_author(element: Element) -> bool:
    attributes = element.attrib
    return bool(attributes) and _authors(attributes.get("class"), attributes.get("id"))


@lru_cache(maxsize=20_000)
def _authors(classes: str | None, identity: str | None) -> bool:
    return _AUTHOR_NAMES.search(f"{classes or ''} {identity or ''}"[:200]) is not None


def _in_furniture(element: Element) -> bool:
    return any(
        around.tag in {"nav", "footer"}
        or "comment" in (around.get("class") or "").lower()
        or "comment" in (around.get("id") or "").lower()
        for around in (element, *element.iterancestors())
    )


def _name(text: str) -> str:
    """A person's name without "By" before it and a date or a rank behind it; "" where it is none."""
    text = clean_line(text[:600])
    text = _AFTER_NAME.sub("", _BY.sub("", text)).strip(" ,.:;|-–—")
    words = text.split()
    if not words or len(text) > _LONGEST_NAME or len(words) > 12 or _NOT_A_NAME.search(text):
        return ""
    return text


def section(document: Document) -> str:
    """The site's own section of the article."""
    told = next(
        (str(t["articleSection"]) for t in document.article_things() if isinstance(t.get("articleSection"), str)), ""
    )
    return clean_line((told or document.meta("article:section", "section", "parsely-section", "category"))[:120])


def subtitle(document: Document) -> str:
    """The line under the headline, from the page's own marks."""
    element = next(iter(document.selected("lead")), None)
    if element is not None:
        return clean_line(said_by(element)[:1000])[:400]
    told = (t["alternativeHeadline"] for t in document.article_things() if "alternativeHeadline" in t)
    return clean_line(next((text for text in told if isinstance(text, str)), "")[:400]) or _below_title(document)


def _below_title(document: Document) -> str:
    """A line right below the headline that is a heading or is called a lead, shorter than a paragraph."""
    lines = document.above
    title = next((n for n, line in enumerate(lines) if same_words(line.text, document.title)), len(lines))
    for block in lines[title + 1 : title + 3]:
        if block.mark is Mark.LEAD or block.tag in {"h2", "h3", "h4"}:
            return block.text if len(block.text.split()) > _LABEL and len(block.text) < _LONGEST_SUBTITLE else ""
    return ""


def language(document: Document) -> str:
    """The two-letter language that the page (or else the feed) declares, or ""."""
    told = next((str(t["inLanguage"]) for t in document.article_things() if isinstance(t.get("inLanguage"), str)), "")
    lang = document.root.get("lang") or document.root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    for name in (
        lang,
        told,
        document.meta("og:locale", "content-language", "language", "dc.language"),
        document.page.language,
    ):
        code = re.match(r"\s*([a-zA-Z]{2,3})(?:[-_\s,]|$)", name)
        if code:
            return code[1].lower()
    return ""


def site(document: Document) -> str:
    """The site's name for itself."""
    return clean_line(document.meta("og:site_name", "application-name")[:120]) or document.page.publisher


def canonical(document: Document) -> str:
    """The address that the page gives itself (an AMP page: that of the whole page), else where it was found.

    A canonical link to the front page, or to another host that the page is no copy of, is a mistake of the template.
    """
    links = [e.get("href") or "" for e in document.root.iter("link") if "canonical" in (e.get("rel") or "").lower()]
    for href in (*links, document.meta("og:url")):
        address = _absolute(document.url, href)
        if address:
            return address
    return document.url


def amp(document: Document) -> str:
    """The address of the page's AMP copy, or ""."""
    links = (e.get("href") or "" for e in document.root.iter("link") if "amphtml" in (e.get("rel") or "").lower())
    return next((address for href in links if (address := _absolute(document.url, href))), "")


def _absolute(base: str, href: str) -> str:
    try:
        address = urljoin(base, href.strip()) if href.strip() else ""
        there, here = urlsplit(address), urlsplit(base)
    except ValueError:
        return ""
    if there.scheme not in {"http", "https"} or not there.hostname or len(address) > 2_000:
        return ""
    if there.path in {"", "/"} and not there.query and here.path not in {"", "/"}:
        return ""
    return address if _same_site(there.hostname, here.hostname or "") else ""


def _same_site(one: str, other: str) -> bool:
    """Whether two hosts share their last two labels, or one is a known AMP cache of the other."""
    cached = other.endswith((".cdn.ampproject.org", ".turbopages.org")) or other.startswith(("www.google.", "yandex."))
    return cached or one.split(".")[-2:] == other.split(".")[-2:]


def tags(document: Document) -> tuple[str, ...]:
    """The article's keywords as the page declares them, at most forty."""
    words: list[str] = []
    for thing in document.article_things():
        told = thing.get("keywords")
        words += [w for w in told if isinstance(w, str)] if isinstance(told, list) else str(told or "").split(",")
    words += document.meta("news_keywords", "keywords").split(",")
    return tuple(dict.fromkeys(filter(None, (clean_line(word[:80]) for word in words[:80]))))[:40]
