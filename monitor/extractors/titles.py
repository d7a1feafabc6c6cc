"""The headline as the reader sees it: without the site's name behind it, confirmed by two places where possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lxml.html import HtmlElement

from monitor.core.text_dirt import clean_line

from .trim import bare

_SEPARATOR = re.compile(r"\s+[|\-–—·•»«>:/\\]{1,3}\s+|\s[|»]\s?|\s?[|]\s|(?<=\w):: ?")
_LONGEST = 400
_MAX_H1 = 12
_FURNITURE = frozenset("nav aside footer".split())


def title_of(
    root: HtmlElement,
    metas: Mapping[str, str],
    things: Sequence[Mapping[str, object]],
    told: str,
    sites: Sequence[str],
) -> str:
    """The title. A visible h1 that the page's own metadata (or the feed's title) repeats wins; then what the metadata
    says, JSON-LD first; then a lone h1; then <title>; then what the feed told.
    """
    written = _line(next((element.text_content() for element in root.iter("title")), ""))
    said = [_line(str(thing["headline"])) for thing in things if isinstance(thing.get("headline"), str)]
    said += [_line(metas.get(name, "")) for name in ("og:title", "twitter:title", "title", "dc.title", "headline")]
    told = without_site(_line(told), sites)
    shown = list(_headlines(root))
    for headline in shown:
        if _confirmed(headline, [*said, written, told]):
            return headline
    stated = [without_site(text, sites, (*shown, written)) for text in said if text]
    candidates = [*stated, *shown[:1], without_site(written, sites, shown), told]
    return next((text for text in candidates if text and not _names_site(text, sites)), next(filter(None, candidates), ""))


def _line(text: str) -> str:
    return clean_line(text[: _LONGEST * 2])[:_LONGEST]


def _headlines(root: HtmlElement) -> Iterable[str]:
    for count, element in enumerate(root.iter("h1")):
        if count >= _MAX_H1:
            return
        if any(around.tag in _FURNITURE for around in element.iterancestors()):
            continue
        text = _line(" ".join(element.itertext()))
        if text:
            yield text


def _confirmed(headline: str, others: Iterable[str]) -> bool:
    """Whether another place shows the headline, alone or with something before or behind it."""
    own = bare(headline)
    return len(own) >= 6 and any(own in bare(other) for other in others if other)


def without_site(text: str, sites: Sequence[str], shorter: Sequence[str] = ()) -> str:
    """The title without a last (or first) part that names the site, or that a shorter form does not have.

    "Завод запустил линию - Новости - Городской портал" with the site "Городской портал" loses both tails: what
    stands behind the last separator before a site's name is a section.
    """
    known = [short for short in shorter if len(short) > 15 and text != short and text.startswith(short)]
    if known:
        return max(known, key=len)
    cuts = list(_SEPARATOR.finditer(text))
    for cut in reversed(cuts):
        if _names_site(text[cut.end() :], sites):
            return without_site(text[: cut.start()], sites) or text
    if cuts and _names_site(text[: cuts[0].start()], sites):
        return text[cuts[0].end() :]
    return text


def _names_site(text: str, sites: Sequence[str]) -> bool:
    own = bare(text)
    return bool(own) and any(_same_site(own, bare(site)) for site in sites if site)


def _same_site(own: str, site: str) -> bool:
    return own == site or (len(own) > 3 and (site.startswith(own) or (own.startswith(site) and len(site) > 3)))
