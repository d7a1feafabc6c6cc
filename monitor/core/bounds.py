"""Markup that costs its reader more time than any honest body needs.

Feeds, listings and sitemaps are read in the daemon's own process, so what they may cost is bounded before they are
read. The figures are CPU seconds of the build machine, for bodies of the permitted size: without these bounds five
megabytes of nested tags held feedparser for minutes, and 100,000 attributes of one element held libxml2 for two.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

MAX_TAGS = 50_000  # outside CDATA: 2,000 items of a dozen elements each; feedparser needs 2.2 s for as many
MAX_ENTITIES = 400_000  # five megabytes of escaped markup have 350,000; feedparser needs 1.9 s for as many
MAX_ATTRIBUTES = 5_000  # of one element; libxml2 compares each with those before it
_SHORT = 20_000  # characters: too few for that many attributes


def overgrown(text: str, most: int = MAX_TAGS) -> str:
    """What there is too much of in a feed or a page of links; "" for an ordinary one."""
    if text.count("<") > most and (tags := _tags(text)) > most:
        return f"{tags} tags, at most {most} are read"
    if (entities := text.count("&")) > MAX_ENTITIES:
        return f"{entities} entities, at most {MAX_ENTITIES} are read"
    return ""


def _tags(text: str) -> int:
    """How many there are outside CDATA sections; a section that never ends hides nothing more than itself."""
    first, *others = text.split("<![CDATA[")
    return first.count("<") + sum(1 + part.partition("]]>")[2].count("<") for part in others)


def crowded(markup: bytes) -> bool:
    """Whether some element of an HTML text (UTF-8) has more attributes than any page needs."""
    if len(markup) < _SHORT:
        return False
    try:
        parser = etree.HTMLParser(target=_Counter(), encoding="utf-8")  # type: ignore[call-overload]  # stubs want more
        etree.fromstring(markup, parser)
    except _Crowded:
        return True
    except etree.XMLSyntaxError:  # the caller's parser says so again
        return False
    return False


class _Crowded(Exception):
    """An element has too many attributes."""


class _Counter:
    """A target of lxml's parser: no tree is built, so that counting costs no more than reading."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if len(attributes) > MAX_ATTRIBUTES:
            raise _Crowded

    def close(self) -> None:
        """There is nothing to give."""
