"""What is known, as rows that the commands print and the desk serves: one JSON object each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from monitor.config import Settings
from monitor.core import shapes
from monitor.core.health import SourceState
from monitor.core.ledger import LedgerEntry
from monitor.core.schedule import SourceSpec, route_name
from monitor.model import Analysis
from monitor.storage import OutboxRow, Storage, StoredArticle, StoredStory


def story(storage: Storage, one: StoredStory) -> dict[str, Any]:
    """One line of `stories --json`."""
    articles = storage.archive.many(storage.stories.articles(one.name))
    return {
        "story": one.name,
        "title": one.title,
        "first": shapes.time(one.first),
        "last": shapes.time(one.last),
        "independent_sources": storage.stories.voices(one.name),
        "articles": [_in_story(article, articles) for article in articles],
    }


def _in_story(one: StoredArticle, articles: Iterable[StoredArticle]) -> dict[str, Any]:
    original = next((other for other in articles if other.id == one.copied_from), None)
    return {
        "url": one.article.url,
        "title": one.article.title,
        "source": one.publisher or one.source,
        "language": one.article.language,
        "published": shapes.time(one.article.published),
        "role": one.role,
        "copied_from": original.article.url if original else None,
    }


def article(storage: Storage, one: StoredArticle, analysis: Analysis | None = None) -> dict[str, Any]:
    """One line of `articles --json`."""
    analysis = analysis or storage.archive.analysis(one.id)
    linked = {(m.kind, m.value) for m in analysis.mentions if m.watch and m.link in ("strong", "medium")}
    return {
        "url": one.article.url,
        "title": one.article.title,
        "published": shapes.time(one.article.published),
        "source": one.source,
        "publisher": one.publisher,
        "language": one.article.language,
        "outcome": one.article.outcome,
        "watches": {watch: score.relevance for watch, score in analysis.watches.items()},
        "brands": sorted(value for kind, value in linked if kind == "brand"),
        "segments": sorted(value for kind, value in linked if kind == "segment"),
        "story": storage.stories.of(one.id),
        "role": one.role,
    }


def outbox(row: OutboxRow) -> dict[str, Any]:
    """One line of `outbox list --json`."""
    return {
        "key": row.key,
        "alert": row.alert,
        "channel": row.channel,
        "status": row.status,
        "reason": row.reason,
        "attempts": row.attempts,
        "next_try_at": shapes.time(row.next_try_at) if row.status == "waiting" else None,
        "sent_at": shapes.time(row.sent_at),
        "last_error": row.last_error,
    }


def candidates(storage: Storage, watch: str = "") -> list[LedgerEntry]:
    """The names that discovery proposes and nobody has judged."""
    judged = {name.casefold() for name, _, _, _ in storage.verdicts.all()}
    return [one for one in storage.ledger.listed(watch, "candidate") if one.value.casefold() not in judged]


def states(chosen: Settings, storage: Storage) -> Iterator[tuple[SourceSpec, SourceState]]:
    """Each source that is switched on with what is remembered of it, in the order of the config."""
    known = {name: SourceState.from_json(text) for name, text in storage.sources.states().items()}
    for spec in chosen.source_specs():
        yield spec, known.get(spec.id) or SourceState(spec.id)


def source(spec: SourceSpec, state: SourceState) -> dict[str, Any]:
    """One line of `sources --json`."""
    return {
        "source": spec.id,
        "title": spec.title,
        "state": state.state,
        "route": state.route,
        "last_ok": shapes.time(state.last_ok),
        "last_new": shapes.time(state.last_new),
        "next_poll": shapes.time(state.next_poll_at),
        "usual_gap": state.usual_gap,
        "per_day": round(state.per_day, 1),
        "failures": state.failures,
        "failing_since": shapes.time(state.failing_since),
        "last_reason": state.last_reason,
        "last_error": state.last_error,
        "routes": [_route(name, state) for name in map(route_name, spec.routes)],
    }


def _route(name: str, state: SourceState) -> dict[str, Any]:
    known = state.routes.get(name)
    return {
        "route": name,
        "failures": known.failures if known else 0.0,
        "last_error": known.last_error if known else "",
        "moved_to": known.url if known else "",
    }
