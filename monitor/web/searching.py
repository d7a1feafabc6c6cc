"""Search over the archive: hits with the words in sight, what they have in common, and when they were written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup

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


def hits(v: Visit) -> tuple[list[Hit], str]:
    """What the query finds, newest first, and what is wrong with the query. An empty query finds the latest."""
    text = v.arg("q", 1000)
    try:
        asked = parse(text)
    except QueryError as error:
        return [], str(error)
    if not text:
        found = list(reversed(v.storage.archive.listed(v.watch, HITS)))
    else:
        found = find(v.storage, asked, tuple(v.chosen.watches), v.now, HITS)
    return [Hit(one, v.storage.archive.analysis(one.id)) for one in found], ""


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
        "chart": _over_time(v, found, text),
        "more": links.to("search", q=text, limit=limit * 4) if len(found) > limit else "",
        "feeds": "search",
    }


def _hit(v: Visit, hit: Hit, groups: Sequence[frozenset[str]]) -> dict[str, Any]:
    one = hit.stored
    return {
        "href": links.article(one.article.url),
        "title": one.article.title or one.article.url,
        "source": v.source(one.source) if one.source in v.chosen.sources else one.publisher or one.source,
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


@cache
def _forms(word: str) -> frozenset[str]:
    return words.forms(word)


def snippet(text: str, groups: Sequence[frozenset[str]]) -> tuple[tuple[str, bool], ...]:
    """A piece of the text around the first word asked for, the asked words marked; its beginning where none is."""
    text = text[:20_000]
    spans = [
        found.span() for found in _WORD.finditer(text) if any(_forms(found[0].casefold()) & group for group in groups)
    ]
    start = max(0, spans[0][0] - _AROUND) if spans else 0
    end = min(len(text), start + 3 * _AROUND)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    out, at = [("…", False)] if start else [], start
    for begin, stop in (span for span in spans if start <= span[0] and span[1] <= end):
        out += [(text[at:begin], False), (text[begin:stop], True)]
        at = stop
    return (*out, (text[at:end] + ("…" if end < len(text) else ""), False))


def _facets(v: Visit, found: Iterable[Hit], text: str) -> list[dict[str, Any]]:
    counted: dict[str, Counter[str]] = {name: Counter() for name in ("brand", "segment", "source", "language", "year")}
    for hit in found:
        for kind, name in _linked(hit.analysis):
            counted[kind][name] += 1
        counted["source"][hit.stored.publisher or hit.stored.source] += 1
        counted["language"][hit.stored.article.language] += 1
        counted["year"][str(hit.stored.dated.year)] += 1
    titles = v.view.value_titles
    return [
        {
            "name": v.words[kind],
            "named": [
                {"title": titles.get(name, name), "count": count, "href": _narrowed(kind, name, text)}
                for name, count in counts.most_common(_FACET)
                if name
            ],
        }
        for kind, counts in counted.items()
        if counts
    ]


def _narrowed(kind: str, name: str, text: str) -> str:
    quoted = f'"{name}"' if re.search(r"[^\w-]", name) else name
    term = f"since:{name}-01-01 until:{name}-12-31" if kind == "year" else f"{kind}:{quoted}"
    return links.to("search", q=f"{text} {term}".strip())


def _over_time(v: Visit, found: Sequence[Hit], text: str) -> Markup:
    """Hits a month, or a year where they span more than four years."""
    if not found:
        return Markup("")
    form = "%Y" if (found[0].stored.dated - found[-1].stored.dated).days > 4 * 365 else "%Y-%m"
    counts = Counter(hit.stored.dated.strftime(form) for hit in found)
    names = sorted(counts)
    columns = [Bar(counts[name], f"{name}: {counts[name]}") for name in _between(names[0], names[-1])]
    return Markup(bars(columns, v.words["over_time"], width=22.0 if form == "%Y" else 12.0))  # noqa: S704  escaped


def _between(first: str, last: str) -> list[str]:
    """Every month (or year) from the first to the last, so that empty ones are seen."""
    if len(first) == 4:
        return [str(year) for year in range(int(first), int(last) + 1)]
    start, end = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (first, last))
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(start, end + 1)]


