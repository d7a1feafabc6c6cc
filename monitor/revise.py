"""Matched articles are read again after 1 h, 6 h, 1 d, 3 d and 7 d: what appeared, changed or vanished is kept.

    due rechecks | conditional GET | analyse | compare | revision, new findings, retractions
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from monitor.analyser import AnalysisFailed
from monitor.core import near, novelty
from monitor.core.schedule import next_recheck
from monitor.core.search import bag
from monitor.engine import Engine
from monitor.model import Analysis, Decision, Fetched, FetchFailed, FetchResult, NotModified, Page, Reason, Stage
from monitor.reading import READS_AT_ONCE, keep_page
from monitor.record import learn, origin, tell
from monitor.seams import Ask
from monitor.storage import RawPage, StoredArticle

_GONE = (404, 410)


async def recheck_due(engine: Engine) -> int:
    """Read again every article whose time has come; returns how many changed or vanished. Raises StorageError."""
    changed = 0
    while not engine.stopping() and (batch := engine.storage.archive.to_recheck(engine.clock.now(), READS_AT_ONCE)):
        changed += sum(await asyncio.gather(*(_recheck(engine, ident) for ident in batch)))
    return changed


async def _recheck(engine: Engine, ident: int) -> bool:
    stored, raw = engine.storage.archive.get(ident), engine.storage.archive.page(ident)
    url = raw.final_url if raw and raw.final_url else stored.article.url
    ask = Ask(url=url, etag=raw.etag if raw else "", last_modified=raw.last_modified if raw else "")
    result = await engine.edge.get(ask)
    now = engine.clock.now()
    analysis = await _reread(engine, stored, raw, result, now)
    with engine.storage.unit():
        engine.storage.archive.recheck(ident, next_recheck(stored.article.published, now))
        if isinstance(result, NotModified):
            return False
        if isinstance(result, FetchFailed):
            return _failed(engine, stored, result, now)
        return analysis is not None and _again(engine, stored, analysis, result, now)


async def _reread(
    engine: Engine, stored: StoredArticle, raw: RawPage | None, result: FetchResult, now: datetime
) -> Analysis | None:
    """What the page says today; None when it is the page of the last time, or breaks the analyser."""
    if not isinstance(result, Fetched) or (raw is not None and raw.body == result.body):
        return None
    page = Page(
        url=stored.article.url, now=now, body=result.body, final_url=result.final_url, source=stored.source,
        content_type=result.headers.get("content-type", ""), title=stored.article.title,
        published=stored.article.published, language=stored.article.language,
    )  # fmt: skip
    try:
        return await engine.analyse(page)
    except AnalysisFailed as error:
        engine.log.error("analysis failed", url=page.url, error=str(error))
        return None


def _failed(engine: Engine, stored: StoredArticle, failed: FetchFailed, now: datetime) -> bool:
    url, gone = stored.article.url, failed.status in _GONE
    said = f"read again: {failed.reason}: {failed.detail}"
    engine.storage.trail.add([Decision(now, Stage.FETCH, url, False, failed.reason, said)])
    if gone:
        _retract(engine, stored, _claims(engine, stored, engine.storage.archive.analysis(stored.id), now), now)
    return gone


def _again(engine: Engine, stored: StoredArticle, analysis: Analysis, fetched: Fetched, now: datetime) -> bool:
    if analysis.article.outcome is not Reason.ARTICLE:
        said = f"read again: {analysis.article.outcome}; the version of {stored.added:%Y-%m-%d %H:%M} stays"
        decision = Decision(now, Stage.EXTRACT, stored.article.url, False, analysis.article.outcome, said)
        engine.storage.trail.add([decision])
        return False
    if analysis.fingerprints.text_hash == stored.text_hash:
        return False
    _revise(engine, stored, analysis, now)
    keep_page(engine.storage, stored.id, fetched, analysis, now)
    return True


def _revise(engine: Engine, stored: StoredArticle, analysis: Analysis, now: datetime) -> None:
    """Keep the new version; learn what it adds and take back what it no longer says."""
    storage, url = engine.storage, stored.article.url
    before = storage.archive.analysis(stored.id)
    compared = near.compare(stored.article.text, analysis.article.text, same_address=True)
    cut, added = _telling(compared.cut, before), _telling(compared.added, analysis)
    changes = "\n".join((*(f"- {s}" for s in cut), *(f"+ {s}" for s in added)))
    vanished = _claims(engine, stored, before, now) - _claims(engine, stored, analysis, now)
    article = replace(analysis.article, url=url, published=stored.article.published or analysis.article.published)
    analysis = replace(analysis, article=article)
    storage.archive.revise(stored.id, analysis, changes, now, engine.setup.knowledge.digest)
    old = stored.article
    storage.archive.index_words(stored.id, bag(article.title, article.text), bag(old.title, old.text))
    said = f"{len(cut)} sentences gone, {len(added)} added that name the watch or a brand"
    storage.trail.add([Decision(now, Stage.DEDUPE, url, True, Reason.REVISION, said)])
    learn(storage, engine.setup, storage.archive.get(stored.id), analysis, now, "")
    _retract(engine, stored, vanished, now)


def _telling(sentences: Iterable[str], analysis: Analysis) -> list[str]:
    """The sentences that name a company or a value."""
    surfaces = {m.surface for m in analysis.mentions if m.kind != "event"}
    return [s for s in sentences if any(surface in s for surface in surfaces)]


def _claims(engine: Engine, stored: StoredArticle, analysis: Analysis, now: datetime) -> set[tuple[str, str, str]]:
    """(watch, kind, value) that the article says."""
    said: set[tuple[str, str, str]] = set()
    for watch, params in engine.setup.novelty.items():
        whose = origin(engine.storage, engine.setup, stored)
        seen = novelty.observations(analysis, whose, now, params)
        said |= {(one.watch, one.kind, one.value) for one in seen if one.watch == watch}
    return said


def _retract(engine: Engine, stored: StoredArticle, claims: set[tuple[str, str, str]], now: datetime) -> None:
    """The article no longer says these: a value that stood on it alone is told to be taken back."""
    for key, entry in engine.storage.ledger.get(sorted(claims)).items():
        observed = novelty.retract(entry, stored.article.url, engine.setup.novelty[key[0]], now)
        engine.storage.ledger.save(observed.entry)
        engine.storage.trail.add(observed.decisions)
        for finding in observed.findings:
            engine.storage.outbox.add_finding(finding, stored.id)
            tell(engine.storage, engine.setup, finding, now)
