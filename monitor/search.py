"""Search the archive with a query: the index narrows, the query decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from monitor.core import search
from monitor.core.query import Query, matches, terms
from monitor.model import Analysis
from monitor.storage import Storage, StoredArticle

_LOOKED_AT = 5_000  # candidates that a query is asked about; a broader query is answered from the latest so many
_TOGETHER = 50  # candidates whose texts are read at once
_BY_KIND = ("brand", "segment", "event")
_OF_STORIES = ("story", "voices")


def find(storage: Storage, query: Query, watches: tuple[str, ...], now: datetime, limit: int) -> list[StoredArticle]:
    """The articles that the query holds for, the newest first. A broad query is answered from the latest 5,000."""
    return list(islice(_hits(storage, query, watches, now), limit))


def _hits(storage: Storage, query: Query, watches: tuple[str, ...], now: datetime) -> Iterator[StoredArticle]:
    """The newest first; what is not asked for is not read."""
    newest = storage.archive.newest_first(_candidates(storage, query))
    batches = (newest[at : at + _TOGETHER] for at in range(0, len(newest), _TOGETHER))
    of_stories = any(term.field in _OF_STORIES for term in terms(query.root))
    for batch in map(storage.archive.many, batches):
        for stored, analysis in zip(batch, storage.archive.analyses(batch), strict=True):
            name = storage.stories.of(stored.id) if of_stories else ""
            if any(_holds(storage, query, stored, analysis, watch, name, now) for watch in watches):
                yield stored


def _holds(
    storage: Storage, query: Query, stored: StoredArticle, analysis: Analysis, watch: str, story: str, now: datetime
) -> bool:
    voices = storage.stories.voices(story) if story else 0
    about = search.facts(analysis, watch, stored.publisher or stored.source, story, voices)
    return matches(query, about, now, search.forms).passed


def _candidates(storage: Storage, query: Query) -> list[int]:
    groups, terms = search.narrowing(query)
    if groups:
        return storage.archive.with_words(groups, _LOOKED_AT)
    named = next((term for term in terms if term.field in _BY_KIND), None)
    if named is not None:
        return storage.archive.with_value(named.field, named.values, _LOOKED_AT)
    return storage.archive.latest(_LOOKED_AT)
