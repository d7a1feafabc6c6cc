"""The headline as the reader sees it: without the site's name behind it, confirmed by two places where possible."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lxml.etree import _Element as Element

from monitor.core.text_dirt import clean_line

from .blocks import said_by
from .trim import bare

_SEPARATOR = re.compile(
    r"\s+[|~\-–—·•»«>:/\\]{1,3}\s+|\s[|»]\s?|\s?[|]\s|(?<=\w):: ?|\s?(?:(?<=[\u2e80-\u9fff\s?!”])_|[｜＿])\s?"
)
_FRONT_PAGE = re.compile(r"(?:https?:)?(?://[^/]{1,80})?/?(?:index\.\w{2,4})?(?:#\w*)?")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_DAY_WORDS = 6
_LONGEST = 400
_MAX_HEADINGS = 40
_NO_LABEL = 3  # words: "Local news" and "Politik" stand above texts too
_FURNITURE = frozenset(["nav", "aside", "footer"])


def title_of(
    root: Element,
    metas: Mapping[str, str],
    things: Sequence[Mapping[str, object]],
    told: str,
    sites: Sequence[str],
    above: Sequence[tuple[str, str]] = (),
) -> str:
    """The title. A visible heading that the page's own metadata (or the feed's title) repeats wins; then the last
    h1 above the text, whatever the metadata say; then what they say, JSON-LD first; then a lone h1; then
    <title>; then what the feed told.

    `above` are the lines (tag, text) that stand shortly before the article's text, in page order.
    """
    written = _line(next((said_by(element) for element in root.iter("title")), ""))
    said = [_line(str(thing["headline"])) for thing in things if isinstance(thing.get("headline"), str)]
    said += [_line(metas.get(name, "")) for name in ("og:title", "twitter:title", "title", "dc.title", "headline")]
    stated = [without_site(text, sites) for text in said if text]
    told = without_site(_line(told), sites)
    shown = [(tag, text) for tag, text in _headlines(root) if not _names_site(text, sites)]
    evidence = _Evidence(stated, written, told, _over_text(shown, above))
    best = max(((evidence.of(text, tag), -n, text) for n, (tag, text) in enumerate(shown)), default=(0, 0, ""))
    if best[0] > 0:
        return _without_kicker(best[2], [*stated, told])
    lone = [text for tag, text in shown if tag == "h1"]
    part = _part_shown(written, above)
    part = part or _long_part(written)
    candidates = [*stated, *(lone if len(lone) == 1 else ()), part, without_site(written, sites, lone), told, *lone]
    return next(
        (text for text in candidates if text and not _names_site(text, sites)), next(filter(None, candidates), "")
    )


class _Evidence:
    """How strongly the rest of the page confirms that a visible heading is the title."""

    def __init__(self, stated: Sequence[str], written: str, told: str, over_text: str) -> None:
        self._over_text = over_text
        self._stated = [bare(text) for text in (*stated, told) if text]
        self._segments = [bare(part) for part in _SEPARATOR.split(written)]
        self._written = bare(written)

    def of(self, text: str, tag: str) -> int:
        """How sure it is: 7 the metadata says the same of an h1, 6 of another heading, 5 <title> begins with it, 4 it
        is the last of its level above the text, 3 <title> ends so, 2 one holds the other, 0 nothing confirms it.
        Elsewhere below the first level the words must be the same.
        """
        own = bare(text)
        if len(own) < 6:
            return 0
        if own in self._stated:
            return 7 if tag == "h1" else 6
        if own in (self._segments[0], self._written):
            return 5
        if text == self._over_text:
            return 4
        if self._written.endswith(own) and len(own) > 0.5 * len(self._written):
            return 3
        if tag != "h1" or own == self._segments[-1]:
            return 0
        held = any(own in other or (len(other) > 15 and other in own) for other in self._stated)
        return 2 if held or own in self._written else 0


def _over_text(shown: Sequence[tuple[str, str]], above: Sequence[tuple[str, str]]) -> str:
    """The last h1 above the text, or where the page has none the last h2, unless it is a label; else ""."""
    near = {bare(text) for tag, text in above if tag in {"h1", "h2"} and not _is_day(text)}
    level = "h1" if any(tag == "h1" for tag, _ in shown) else "h2"
    headings = [text for tag, text in shown if tag == level and bare(text) in near]
    return headings[-1] if headings and len(headings[-1].split()) >= _NO_LABEL else ""


def _is_day(text: str) -> bool:
    """Whether a heading only says when: blogs put the day above the headline."""
    return len(text.split()) <= _DAY_WORDS and _YEAR.search(text) is not None and _DAY.search(text) is not None


def _part_shown(written: str, above: Sequence[tuple[str, str]]) -> str:
    """A part of <title> that stands above the text as a line of its own, where no heading is marked up."""
    lines = {bare(text) for _, text in above}
    parts = (part.strip() for part in _SEPARATOR.split(written))
    return max((part for part in parts if len(part.split()) >= _NO_LABEL and bare(part) in lines), key=len, default="")


def _long_part(written: str) -> str:
    """The one part of <title> that is a sentence, when all the others are labels: sites sign in front, too."""
    parts = [part.strip() for part in written.split(" | ")]
    long = [part for part in parts if len(part.split()) > _NO_LABEL]
    return long[0] if len(long) == 1 and len(parts) > 1 else ""


def _without_kicker(headline: str, stated: Sequence[str]) -> str:
    """A heading whose first words are a label of their own, when the metadata has the rest alone."""
    shorter = [text for text in stated if len(text) > 20 and len(text) < len(headline) and headline.endswith(text)]
    return max(shorter, key=len, default=headline)


def _line(text: str) -> str:
    return clean_line(text[: _LONGEST * 2])[:_LONGEST]


def _headlines(root: Element) -> Iterable[tuple[str, str]]:
    """Headings of the page outside its furniture: the first dozen, first level first where there are more."""
    for count, element in enumerate(root.iter("h1", "h2", "h3")):
        if count >= _MAX_HEADINGS:
            return
        if _links_home(element) or any(around.tag in _FURNITURE for around in element.iterancestors()):
            continue
        text = _line(said_by(element) if element.find(".//rt") is None else _without_ruby(element))
        if text:
            yield str(element.tag), text


def _without_ruby(element: Element) -> str:
    """Its words without the small letters that tell how they are read."""
    return "".join(str(text) for text in element.xpath(".//text()[not(ancestor::rt) and not(ancestor::rp)]"))


def _links_home(element: Element) -> bool:
    """Whether a heading is the site's own name: all of it links to the front page."""
    link = element.find(".//a")
    around = link if link is not None else next((a for a in element.iterancestors() if a.tag == "a"), None)
    return around is not None and _FRONT_PAGE.fullmatch(around.get("href") or "-") is not None


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
    return own == site or (
        len(own) > 3 and len(own) > 0.4 * len(site) and (site.startswith(own) or own.startswith(site))
    )
