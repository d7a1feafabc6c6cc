"""OPML 2.0 (http://opml.org/spec2.opml) in and out: the list of feeds that other readers understand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from monitor.core.entries import one_line
from monitor.core.schedule import SourceSpec
from monitor.core.urls import fetchable, identity

MAX_OPML = 5_000_000
MAX_FEEDS = 10_000


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of an OPML file."""

    title: str
    feed_url: str
    site_url: str = ""
    language: str = ""
    folder: str = ""


def parse(body: bytes) -> tuple[Outline, ...]:
    """The feeds of an OPML file, in order, each address once. Raises ValueError for a file that is no OPML."""
    if len(body) > MAX_OPML:
        raise ValueError(f"more than {MAX_OPML} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"no XML: {error.msg}") from error
    if root is None or root.tag != "opml":
        raise ValueError("no OPML: the first element is not <opml>")
    once = {identity(outline.feed_url): outline for outline in reversed(list(_outlines(root)))}
    return tuple(reversed(once.values()))[:MAX_FEEDS]


def _outlines(root: etree._Element) -> Iterator[Outline]:
    for one in root.iter("outline"):
        url = fetchable(one.get("xmlUrl") or one.get("xmlurl") or "")
        if url:
            folders = [above.get("text", "") for above in one.iterancestors("outline")]
            title = one_line(one.get("title") or one.get("text") or url)
            site = fetchable(one.get("htmlUrl") or "")
            yield Outline(title, url, site, (one.get("language") or "")[:20], "/".join(reversed(folders))[:200])


def render(sources: Sequence[SourceSpec]) -> str:
    """The sources' first feed routes as OPML 2.0; sources without a feed are left out."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Sources"
    body = etree.SubElement(root, "body")
    for source in sources:
        url = next((route.ask().url for route in source.routes if route.type == "rss"), "")
        if url:
            name = source.title or source.id
            outline = etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=url)
            if source.language:
                outline.set("language", source.language)
    return etree.tostring(root, encoding="unicode", pretty_print=True)
