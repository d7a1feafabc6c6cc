"""Stories, articles, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from monitor.core.escape import link
from monitor.errors import InputError
from monitor.explain import Life
from monitor.explain import why as explained
from monitor.model import Decision, Link, Mention, Reason, Relevance, Stage
from monitor.storage import StoredArticle, StoredStory

from . import links
from .desk import Visit
from .front import told
from .plain import because, reason

_SHOWN = 60_000  # characters of a text; the longest news stories are a tenth of it
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_STAGES = list(Stage)  # in the order of the way; what was decided in one transaction has one time
_ADDRESS = re.compile(r"(https?://[^\s,;]+)")
_WORDS = 400  # of a sentence
_AKIN = 0.5  # share of words that two versions of a sentence have in common at least
_COMPARED = 2_000  # sentences of a version


def stories(v: Visit) -> dict[str, Any]:
    limit = v.number("limit", 20, 500)
    found = v.storage.stories.listed(v.watch, limit + 1)
    return {
        "title": v.words["stories"],
        "stories": [_story(v, one) for one in reversed(found[-limit:])],
        "more": links.to("stories", watch=v.watch, limit=limit * 3) if len(found) > limit else "",
        "feeds": "stories",
    }


def story(v: Visit) -> dict[str, Any]:
    """One story as a tree of who copied whom."""
    name = v.arg("name")
    idents = v.storage.stories.articles(name)
    if not idents:
        return {"title": v.words["story"], "story": None, "status": 404}
    articles = v.storage.archive.many(idents)
    dated = [one.dated for one in articles]
    shown = _story(v, StoredStory(name, articles[0].article.title, min(dated), max(dated)))
    findings = [f for ident in idents for f in v.storage.outbox.findings_about(ident)]
    return {"title": shown["title"], "story": shown, "told": told(v, findings)}


def _story(v: Visit, one: StoredStory) -> dict[str, Any]:
    articles = v.storage.archive.many(v.storage.stories.articles(one.name))
    return {
        "title": one.title,
        "href": links.to("story", name=one.name),
        "first": one.first,
        "last": one.last,
        "voices": v.storage.stories.voices(one.name),
        "count": len(articles),
        "tree": _tree(v, articles),
    }


def _tree(v: Visit, articles: Sequence[StoredArticle]) -> list[dict[str, Any]]:
    """The articles that copied nobody, each with its copies below it; a copy's copy counts for the original."""
    there = {one.id for one in articles}
    roots = [one for one in articles if one.copied_from not in there]
    return [
        _leaf(v, one) | {"copies": [_leaf(v, copy) for copy in articles if copy.copied_from == one.id]} for one in roots
    ]


def _leaf(v: Visit, one: StoredArticle) -> dict[str, Any]:
    return {
        "href": links.article(one.article.url),
        "title": one.article.title or one.article.url,
        "source": v.publisher(one),
        "at": one.dated,
        "role": v.words.get(one.role, one.role),
        "language": one.article.language,
        "credits": v.source(one.article.credited_to),
    }


# --- an article ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; with `number` it is a mention, whose reasons stand in the list beside the text."""

    text: str
    number: int = 0
    kind: str = ""
    link: str = ""
    certainty: str = ""


def article(v: Visit) -> dict[str, Any]:
    ident = v.storage.archive.by_url(v.arg("url", 4000))
    if ident is None:
        return {"title": v.words["no_article"], "article": None, "status": 404}
    stored, analysis = v.storage.archive.get(ident), v.storage.archive.analysis(ident)
    mentions = sorted(analysis.mentions, key=lambda m: (m.field != "title", m.start, m.start - m.end))
    name = v.storage.stories.of(ident)
    return {
        "title": stored.article.title or stored.article.url,
        "article": stored.article,
        "stored": stored,
        "original": link(stored.article.url),
        "role": v.words.get(stored.role, stored.role),
        "story": links.to("story", name=name) if name else "",
        "head": cut(stored.article.title, mentions, "title"),
        "body": cut(stored.article.text[:_SHOWN], mentions, "text"),
        "mentions": [_mention(v, number, m) for number, m in enumerate(mentions, 1)],
        "amounts": [
            (a.surface, v.wording.sum(f"{a.value} {a.currency}"), v.plain("link", a.link)) for a in analysis.amounts
        ],
        "watches": [
            (_company(v, w), v.plain("relevance", s.relevance), f"{s.score:.2f}")
            for w, s in analysis.watches.items()
            if s.relevance != Relevance.NONE
        ],
        "told": told(v, v.storage.outbox.findings_about(ident)),
        "revisions": list(_revisions(v, stored)),
        "trail": trail(v, explained(v.storage, stored.article.url).trail) if link(stored.article.url) else [],
    }


def _company(v: Visit, watch: str) -> str:
    return v.chosen.watches[watch].title if watch in v.chosen.watches else watch


def cut(text: str, mentions: Sequence[Mention], field: str) -> list[Piece]:
    """The text in pieces; of mentions that overlap, the first and longest is shown."""
    out, at = [], 0
    for number, m in enumerate(mentions, 1):
        if m.field != field or m.start < at or m.end > len(text) or m.end <= m.start:
            continue
        out += [Piece(text[at : m.start])] if m.start > at else []
        out.append(Piece(text[m.start : m.end], number, m.kind, str(m.link), str(m.certainty)))
        at = m.end
    return [*out, Piece(text[at:])]


def _mention(v: Visit, number: int, m: Mention) -> dict[str, Any]:
    linked = m.link in (Link.STRONG, Link.MEDIUM)
    return {
        "number": number,
        "kind": v.words.get(m.kind, m.kind),
        "class": m.kind,
        "value": _value(v, m),
        "href": links.value(m.watch, m.kind, m.value) if linked and m.kind in ("brand", "segment") else "",
        "surface": m.surface,
        "link": str(m.link),
        "linked": v.plain("link", m.link) if m.kind != "company" else "",
        "certainty": v.wording.certainties.get(m.certainty, str(m.certainty)) if m.kind != "company" else "",
        "reasons": [because(one, v.view.value_titles, v.language) for one in m.reasons],
    }


def _value(v: Visit, m: Mention) -> str:
    if m.kind == "company":
        return _company(v, m.value)
    return v.plain("event", m.value) if m.kind == "event" else v.view.value_titles.get(m.value, m.value)


def _revisions(v: Visit, stored: StoredArticle) -> Iterator[dict[str, Any]]:
    """Each earlier version with what the next one changed, sentence by sentence; the latest change first."""
    earlier = v.storage.archive.revisions(stored.id)
    texts = [*((one.title, one.text) for one in earlier), (stored.article.title, stored.article.text)]
    for number in reversed(range(len(earlier))):
        old, new = texts[number], texts[number + 1]
        lines = difference(_sentences(*old), _sentences(*new))
        yield {"at": earlier[number].at, "lines": lines}


def _sentences(title: str, text: str) -> list[str]:
    return [title, *(part for part in _SENTENCE.split(text[:_SHOWN]) if part)][:_COMPARED]


def difference(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, str]]:
    """(sign, text): "-" gone, "+" added, "" the same beside a change, "…" for what is left out."""
    out: list[tuple[str, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            out += [("", old[a])] + ([("…", "")] if b - a > 2 else []) + ([("", old[b - 1])] if b - a > 1 else [])
        elif b - a == d - c:
            out += [piece for pair in zip(old[a:b], new[c:d], strict=True) for piece in _word_by_word(*pair)]
        else:
            out += [("-", line) for line in old[a:b]] + [("+", line) for line in new[c:d]]
    return out


def _word_by_word(old: str, new: str) -> list[tuple[str, str]]:
    """Which words of a sentence changed; sentences that have little in common are told one after the other."""
    before, after = old.split()[:_WORDS], new.split()[:_WORDS]
    found = SequenceMatcher(None, before, after, autojunk=False)
    if found.ratio() < _AKIN:
        return [("-", old), ("+", new)]
    out: list[tuple[str, str]] = []
    for tag, a, b, c, d in found.get_opcodes():
        if tag == "equal":
            out.append(("", " ".join(before[a:b])))
        else:
            out += [(sign, " ".join(words)) for sign, words in (("-", before[a:b]), ("+", after[c:d])) if words]
    return out


# --- why -----------------------------------------------------------------------------------------------------


def trail(v: Visit, decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    return [
        {
            "at": d.at,
            "stage": v.plain("stage", d.stage),
            "passed": d.passed,
            "reason": reason(Reason(d.reason), v.language),
            "detail": _detail(d.detail),
        }
        for d in sorted(decisions, key=lambda d: (d.at, _STAGES.index(d.stage)))
    ]


def _showing(v: Visit, one: Mapping[str, Any]) -> tuple[str, str, datetime, str, str]:
    because = reason(Reason(one["reason"]), v.language) if one["reason"] else ""
    seen, status = datetime.fromisoformat(one["first_seen"]), v.plain("entry", one["status"])
    return v.source(one["source"]), one["title"], seen, status, because


def _verdict(v: Visit, life: Life) -> str:
    if life.article or life.alerts:
        return v.words["why_read"].format(findings=len(life.findings), alerts=len(life.alerts))
    return v.words["why_shown" if life.shown else "why_never"]


def _detail(said: str) -> list[tuple[str, str]]:
    """What a decision adds, in pieces: an article's address leads to its page."""
    return [(part, links.article(part) if part.startswith("http") else "") for part in _ADDRESS.split(said) if part]


def why(v: Visit) -> dict[str, Any]:
    """The life of an item or an alert; also of what was never read."""
    subject = v.arg("subject", 4000)
    shown: dict[str, Any] = {"title": v.words["why"], "subject": subject, "life": None, "said": ""}
    if not subject:
        return shown
    try:
        life = explained(v.storage, subject)
    except InputError as error:
        return shown | {"said": str(error), "status": 404}
    href = links.article(life.article["url"]) if life.article else ""
    return shown | {
        "verdict": _verdict(v, life),
        "life": life,
        "href": href,
        "trail": trail(v, life.trail),
        "shown_by": [_showing(v, one) for one in life.shown],
    }
