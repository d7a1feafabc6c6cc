"""The small query language of rules, search and the desk.

    brand:Kaiyi state>=agreed segment:ev since:30d "малые грузовики"
    kind:new-brand (certainty:fact OR voices>=2) -source:telegram

Terms side by side must all hold; `OR`, `-` (or `NOT`) and parentheses as usual. Words without a field are looked for
in the text. `parse` gives a frozen tree, `matches` asks it about values, storage compiles it to SQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from monitor.core.ladder import rank
from monitor.core.query_parse import parse
from monitor.core.query_tree import (
    EVERYTHING,
    FIELDS,
    GRADED,
    And,
    Node,
    Not,
    Or,
    Query,
    QueryError,
    Term,
    Text,
    moment,
    shown,
)
from monitor.model import Finding

__all__ = [
    "EVERYTHING",
    "FIELDS",
    "And",
    "Facts",
    "Match",
    "Node",
    "Not",
    "Or",
    "Query",
    "QueryError",
    "Term",
    "Text",
    "facts",
    "matches",
    "moment",
    "parse",
    "shown",
    "terms",
]

Forms = Callable[[str], frozenset[str]]

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a query is asked about: a finding, or an article with what was linked in it."""

    watch: str = ""
    kind: str = ""
    values: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    state: str = ""
    certainty: str = ""
    link: str = ""
    source: str = ""
    language: str = ""
    story: str = ""
    voices: int = 1
    confirmed: bool = False
    published: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """`detail` names the first term that did not hold, and what was there instead."""

    passed: bool
    detail: str = ""


def terms(node: Node) -> Iterator[Term]:
    """Every `field op value` of a query."""
    if isinstance(node, Term):
        yield node
    elif isinstance(node, Not):
        yield from terms(node.part)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from terms(part)


def _itself(word: str) -> frozenset[str]:
    return frozenset({word})


@dataclass(frozen=True, slots=True)
class _Asked:
    about: Facts
    now: datetime
    forms: Forms


def facts(finding: Finding) -> Facts:
    """A pair counts as its brand and as its segment."""
    parts = finding.value.split(" × ") if finding.value_kind == "pair" else [finding.value]
    of_segment = finding.value_kind == "segment"
    return Facts(
        watch=finding.watch,
        kind=finding.kind,
        values=frozenset({finding.value, *parts}),
        brands=frozenset(parts[:1]) if finding.value_kind in ("brand", "pair") else frozenset(),
        segments=frozenset({*finding.segments, *parts[1:], *(parts if of_segment else ())}),
        events=frozenset(finding.events),
        state=finding.state,
        certainty=str(finding.certainty),
        link=finding.link,
        source=finding.source,
        language=finding.language,
        story=finding.story,
        voices=finding.independent_sources,
        confirmed=finding.confirmed,
        published=finding.article_published or finding.at,
        text=f"{finding.article_title}\n{finding.sentence}\n{finding.value}",
    )


def matches(query: Query, about: Facts, now: datetime, forms: Forms = _itself) -> Match:
    """Whether the query holds, or which of its terms does not.

    `forms` gives a word's dictionary forms: words are equal where they share one (`lang` knows them).
    """
    missing = _missing(query.root, _Asked(about, now, forms))
    return Match(not missing, missing)


def _missing(node: Node, asked: _Asked) -> str:
    """ "" where the node holds, else what does not."""
    if isinstance(node, And):
        return next((said for part in node.parts if (said := _missing(part, asked))), "")
    if isinstance(node, Or):
        misses = [_missing(part, asked) for part in node.parts]
        return "" if "" in misses else "; nor ".join(misses)
    if isinstance(node, Not):
        return "" if _missing(node.part, asked) else f"{shown(node.part)} is excluded"
    if isinstance(node, Text):
        return "" if _says(asked, node) else f"{shown(node)} is not in the text"
    if isinstance(node, Term):
        return _missing_term(node, asked)
    assert_never(node)


def _missing_term(term: Term, asked: _Asked) -> str:
    held, found = _HOLDS[term.field](term, asked.about, asked.now)
    return "" if held else f"{shown(term)}: it is {found or 'none'}"


def _says(asked: _Asked, wanted: Text) -> bool:
    """Whether the words stand side by side in the text."""
    words = _WORDS.findall(asked.about.text.casefold())
    there, size = frozenset(words), len(wanted.words)
    fits = [_fitting(there, wanted, at, asked.forms) for at in range(size)]
    if not all(fits):
        return False
    starts = (n for n in range(len(words) - size + 1) if words[n] in fits[0])
    return any(all(words[n + at] in fits[at] for at in range(1, size)) for n in starts)


def _fitting(there: frozenset[str], wanted: Text, at: int, forms: Forms) -> frozenset[str]:
    """The words of a text that serve as the one at that place of what is wanted."""
    word = wanted.words[at]
    if wanted.prefix and at == len(wanted.words) - 1:
        return frozenset(one for one in there if one.startswith(word))
    sought = forms(word)
    return frozenset(one for one in there if one == word or not sought.isdisjoint(forms(one)))


Held = tuple[bool, str]


def _named(pick: Callable[[Facts], frozenset[str]]) -> Callable[[Term, Facts, datetime], Held]:
    def holds(term: Term, about: Facts, now: datetime) -> Held:
        there = pick(about)
        hit = bool({v.casefold() for v in term.values} & {v.casefold() for v in there})
        return hit == (term.op == "="), ", ".join(sorted(there - {""}))

    return holds


def _graded(pick: Callable[[Facts], str], height: Callable[[str], int]) -> Callable[[Term, Facts, datetime], Held]:
    def holds(term: Term, about: Facts, now: datetime) -> Held:
        there = pick(about)
        if term.op in ("=", "!="):
            return (there in {v.casefold() for v in term.values}) == (term.op == "="), there
        mine = height(there)
        return mine >= 0 and _compare(mine, term.op, height(term.values[0].casefold())), there

    return holds


def _compare(one: int, op: str, other: int) -> bool:
    return {"=": one == other, "!=": one != other, "<": one < other, "<=": one <= other, ">": one > other}.get(
        op, one >= other
    )


def _voices(term: Term, about: Facts, now: datetime) -> Held:
    held = [_compare(about.voices, term.op, int(v)) for v in term.values]
    return (all(held) if term.op == "!=" else any(held)), str(about.voices)


def _since(term: Term, about: Facts, now: datetime) -> Held:
    held = about.published is not None and any(about.published >= moment(v, now) for v in term.values)
    return held, str(about.published or "")


def _until(term: Term, about: Facts, now: datetime) -> Held:
    held = about.published is not None and any(about.published < moment(v, now, end=True) for v in term.values)
    return held, str(about.published or "")


_HOLDS: Mapping[str, Callable[[Term, Facts, datetime], Held]] = {
    "watch": _named(lambda f: frozenset({f.watch})),
    "kind": _named(lambda f: frozenset({f.kind})),
    "value": _named(lambda f: f.values),
    "brand": _named(lambda f: f.brands),
    "segment": _named(lambda f: f.segments),
    "event": _named(lambda f: f.events),
    "source": _named(lambda f: frozenset({f.source})),
    "language": _named(lambda f: frozenset({f.language})),
    "story": _named(lambda f: frozenset({f.story})),
    "confirmed": _named(lambda f: frozenset({"yes" if f.confirmed else "no"})),
    "certainty": _named(lambda f: frozenset({f.certainty})),
    "state": _graded(lambda f: f.state, rank),
    "link": _graded(lambda f: f.link, lambda link: GRADED["link"].index(link) if link in GRADED["link"] else -1),
    "voices": _voices,
    "since": _since,
    "until": _until,
}
