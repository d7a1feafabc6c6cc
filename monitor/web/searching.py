"""Search over the archive: hits with the words in sight, what they have in common, and when they were written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from monitor.core import escape
from monitor.core import search as words
from monitor.core.chart import Bar, bars
from monitor.core.query import QueryError, parse
from monitor.model import Analysis, Link
from monitor.search import find
from monitor.storage import StoredArticle

from . import links
from .desk import Visit

HITS = 200  # what facets and the chart are made of
_WORD = re.compile(r"[^\W_]+")
_AROUND = 110  # characters of context on each side
_FACET = 8
_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Hit:
    stored: StoredArticle
    analysis: Analysis


def hits(v: Visit, most: int = HITS) -> tuple[list[Hit], str]:
    """What the query finds, newest first, and what is wrong with the query. An empty query finds the latest."""
    text = v.arg("q", 1000)
    try:
        asked = parse(text)
    except QueryError as error:
        return [], str(error)
    if not text:
        found = list(reversed(v.storage.archive.listed(v.watch, most)))
    else:
        found = find(v.storage, asked, tuple(v.chosen.watches), v.now, most)
    return [Hit(*pair) for pair in zip(found, v.storage.archive.analyses(found), strict=True)], ""


def search(v: Visit) -> dict[str, Any]:
    text, limit = v.arg("q", 1000), v.number("limit", _SHOWN, HITS)
    found, wrong = hits(v)
    groups = () if wrong else words.narrowing(parse(text))[0]
    return {
        "title": v.words["search"],
        "q": text,
        "wrong": wrong,
        "count": len(found),
        "capped": len(found) == HITS,
        "hits": [_hit(v, one, groups) for one in found[:limit]],
        "facets": _facets(v, found, text),
        "chart": _over_time(v, found),
        "span": _span(found),
        "more": links.to("search", q=text, limit=limit * 4) if len(found) > limit else "",
        "feeds": "search",
    }


def _hit(v: Visit, hit: Hit, groups: Sequence[frozenset[str]]) -> dict[str, Any]:
    one = hit.stored
    return {
        "href": links.article(one.article.url),
        "title": marked(escape.one_line(one.article.title or one.article.url, 160), groups),
        "source": v.publisher(one),
        "at": one.dated,
        "role": v.words.get(one.role, one.role),
        "language": one.article.language,
        "snippet": snippet(one.article.text, groups),
        "named": [v.view.value_titles.get(name, name) for _, name in _linked(hit.analysis)][:8],
    }


def _linked(analysis: Analysis) -> list[tuple[str, str]]:
    named = {
        (m.kind, m.value): None
        for m in analysis.mentions
        if m.kind in ("brand", "segment") and m.link in (Link.STRONG, Link.MEDIUM)
    }
    return list(named)


def _asked(text: str, groups: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """Where the words that were asked for stand, in any form."""
    whole = frozenset(word for group in groups for word in group)
    begun = tuple(word[:-1] for word in whole if word.endswith("*"))
    spoken = ((found.span(), found[0].casefold().replace("ё", "е")) for found in _WORD.finditer(text))
    return [span for span, word in spoken if word in whole or word.startswith(begun) or whole & words.forms(word)]


def marked(text: str, groups: Sequence[frozenset[str]]) -> tuple[tuple[str, bool], ...]:
    """The whole text with the asked words marked."""
    spans = _asked(text, groups)
    return _cut(text, 0, len(text), spans)


def _cut(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    out, at = [], start
    for begin, stop in (span for span in spans if start <= span[0] and span[1] <= end):
        out += [(text[at:begin], False), (text[begin:stop], True)]
        at = stop
    return (*out, (text[at:end], False))


def snippet(text: str, groups: Sequence[frozenset[str]]) -> tuple[tuple[str, bool], ...]:
    """A piece of the text around the first word asked for, the asked words marked; its beginning where none is."""
    text = text[:20_000]
    spans = _asked(text, groups)
    start = max(0, spans[0][0] - _AROUND) if spans else 0
    end = min(len(text), start + 3 * _AROUND)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    before, after = (("…", False),) if start else (), (("…", False),) if end < len(text) else ()
    return (*before, *_cut(text, start, end, spans), *after)


def _facets(v: Visit, found: Iterable[Hit], text: str) -> list[dict[str, Any]]:
    counted: dict[str, Counter[str]] = {name: Counter() for name in ("brand", "segment", "source", "language", "year")}
    for hit in found:
        for kind, name in _linked(hit.analysis):
            counted[kind][name] += 1
        counted["source"][hit.stored.publisher or hit.stored.source] += 1
        counted["language"][hit.stored.article.language] += 1
        counted["year"][str(hit.stored.dated.year)] += 1
    return [
        {
            "name": v.words[kind],
            "named": [
                {"title": _called(v, kind, name), "count": count, "href": _narrowed(kind, name, text)}
                for name, count in counts.most_common(_FACET)
                if name
            ],
        }
        for kind, counts in counted.items()
        if counts
    ]


def _called(v: Visit, kind: str, name: str) -> str:
    if kind == "language":
        return v.plain("language", name)
    return v.source(name) if kind == "source" else v.view.value_titles.get(name, name)


def _narrowed(kind: str, name: str, text: str) -> str:
    quoted = f'"{name}"' if re.search(r"[^\w-]", name) else name
    term = f"since:{name}-01-01 until:{name}-12-31" if kind == "year" else f"{kind}:{quoted}"
    return links.to("search", q=f"{text} {term}".strip())


def _over_time(v: Visit, found: Sequence[Hit]) -> Markup:
    """Hits a month, or a year where they span more than four years."""
    if not found:
        return Markup("")
    form = _unit(found)
    counts = Counter(hit.stored.dated.strftime(form) for hit in found)
    columns = [Bar(counts[name], f"{name}: {counts[name]}") for name in _between(*_span(found))]
    return Markup(bars(columns, v.words["over_time"], width=22.0 if form == "%Y" else 12.0))  # noqa: S704  escaped


def _unit(found: Sequence[Hit]) -> str:
    return "%Y" if (found[0].stored.dated - found[-1].stored.dated).days > 4 * 365 else "%Y-%m"


def _span(found: Sequence[Hit]) -> tuple[str, str]:
    """The first and the last column of the chart."""
    if not found:
        return "", ""
    dates = [hit.stored.dated for hit in found]
    return min(dates).strftime(_unit(found)), max(dates).strftime(_unit(found))


def _between(first: str, last: str) -> list[str]:
    """Every month (or year) from the first to the last, so that empty ones are seen."""
    if len(first) == 4:
        return [str(year) for year in range(int(first), int(last) + 1)]
    start, end = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (first, last))
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(start, end + 1)]


