"""Turn pending entries into recorded articles.

    unseen entries | gate | fetch page | analyse | record
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor import points
from monitor.analyser import AnalysisFailed
from monitor.core.schedule import next_recheck
from monitor.core.turns import Turns
from monitor.engine import Cycle, Engine, cut
from monitor.errors import Broken, StorageError, contained
from monitor.fetch.unwrap import unwrap
from monitor.model import Analysis, Decision, Entry, Fetched, FetchFailed, Page, Reason, Relevance, Stage
from monitor.record import Arrival, Recorded, record
from monitor.seams import Ask
from monitor.storage import RawPage, Storage, StoredEntry

READS_AT_ONCE = 24  # pages, of twelve sources or more: 12 a second and more with a pause of a second to each host
_HELD_AT_ONCE = 256  # gated entries that wait in memory to be read
_LOOK_AGAIN = 0.5  # seconds between two looks for entries while pages are read: a look at a long line takes 20 ms
_GATED_AT_ONCE = 64  # entries; their noes share a transaction, since each one costs a wait for the disk
_PAGE_RETRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
_RECORD_RETRIES = (timedelta(minutes=1), timedelta(minutes=30), timedelta(days=1), timedelta(days=7))  # a fix may come
_PAGE_BYTES = 5_000_000  # the largest real article pages are a tenth of it


async def read_pending(engine: Engine) -> Cycle:
    """Gate, fetch, analyse and record every entry whose turn it is. A slow page holds up no other."""
    return await _Reading(engine).work()


@dataclass(slots=True)
class _Reading:
    """Entries on their way to being articles: some held in turn, some being read; the rest waits in the database."""

    engine: Engine
    turns: Turns[tuple[StoredEntry, Decision]] = field(default_factory=Turns)
    held: set[int] = field(default_factory=set)  # ids of those in turn and those being read
    under_way: dict[asyncio.Task[_Read | None], tuple[str, int]] = field(default_factory=dict)
    looked: float = 0.0
    done: Cycle = field(default_factory=Cycle)

    async def work(self) -> Cycle:
        try:
            while True:
                await self._look()
                self._begin()
                if not self.under_way:
                    return self.done
                await asyncio.wait(self.under_way, return_when=asyncio.FIRST_COMPLETED)
                self._end()
        finally:
            await cut(list(self.under_way))

    async def _look(self) -> None:
        """Gate entries until enough are held or none is left that has room."""
        steady = asyncio.get_running_loop().time
        if self.turns and steady() < self.looked + _LOOK_AGAIN:
            return
        while len(self.turns) < _HELD_AT_ONCE and not self.engine.stopping():
            storage, now = self.engine.storage, self.engine.clock.now()
            batch = storage.entries.pending(now, _GATED_AT_ONCE, self.turns.full(), self.held)
            if not batch:
                break
            self._gate(batch)
            await asyncio.sleep(0)  # a feed of a hundred thousand items is gated here; what was read waits no longer
            self._end()
            self._begin()
        self.looked = steady()

    def _gate(self, batch: Sequence[StoredEntry]) -> None:
        """Hold the entries worth reading, of sources that have room, and mark the others with the reason."""
        noes, now = [], self.engine.clock.now()
        for stored in batch:
            if not self.turns.room(stored.entry.source):
                continue
            decision = _judge(self.engine, stored.entry, now)
            if decision.passed:
                self.held.add(stored.id)
                self.turns.put(stored.entry.source, (stored, decision))
            else:
                noes.append((stored, decision))
        with self.engine.storage.unit() if noes else nullcontext():
            for stored, decision in noes:
                _skip(self.engine, stored, decision)
        self.done = self.done.plus(Cycle(read=len(noes)))

    def _begin(self) -> None:
        while len(self.under_way) < READS_AT_ONCE and not self.engine.stopping():
            taken = self.turns.take()
            if taken is None:
                break
            source, (stored, decision) = taken
            self.under_way[asyncio.create_task(_read(self.engine, stored, decision))] = source, stored.id

    def _end(self) -> None:
        """Record what was read by now."""
        ended = [task for task in self.under_way if task.done()]
        read = [one for task in ended if task.exception() is None and (one := task.result()) is not None]
        recorded = _kept(self.engine, read)
        self.done = self.done.plus(Cycle(read=len(ended), articles=sum(one.new for one in recorded)))
        self.done = self.done.plus(Cycle(findings=sum(len(one.findings) for one in recorded)))
        for task in ended:
            source, ident = self.under_way.pop(task)
            self.turns.done(source)
            self.held.discard(ident)
        for task in ended:
            task.result()  # raises what went wrong with it


@dataclass(frozen=True, slots=True)
class _Read:
    """An entry on its way from the analyser to the archive."""

    stored: StoredEntry
    fetched: Fetched | FetchFailed | None
    analysis: Analysis
    decisions: Sequence[Decision]
    at: datetime


def _judge(engine: Engine, entry: Entry, now: datetime) -> Decision:
    spec = engine.sources.get(entry.source)
    gated = engine.gate(entry, spec.read if spec else "matching")
    return Decision(now, Stage.GATE, entry.url, gated.passed, gated.reason, gated.detail)


async def _read(engine: Engine, stored: StoredEntry, decision: Decision) -> _Read | None:
    """The entry's article, read; None for one that waits for another try or is given up."""
    entry, now = stored.entry, engine.clock.now()
    known = engine.storage.archive.by_key(stored.key)
    fetched = None if known is not None else await _fetch(engine, entry)
    points.passing("page.fetched")
    if isinstance(fetched, FetchFailed) and _worth_another_try(fetched, stored):
        wait = max(_PAGE_RETRIES[stored.attempts], timedelta(seconds=min(fetched.retry_after or 0.0, 3600.0)))
        _postpone(engine, stored, Stage.FETCH, fetched.reason, fetched.detail, wait)
        return None
    try:
        at = engine.clock.now()
        page = page_of(entry, fetched if isinstance(fetched, Fetched) else None, at)
        analysis, failure = await _analysed(engine, page)
    except AnalysisFailed as error:
        said = f"{error}; what the feed said breaks the analyser too"
        _skip(engine, stored, Decision(now, Stage.ANALYSE, entry.url, False, Reason.ANALYSIS_FAILED, said))
        return None
    points.passing("page.analysed")
    return _Read(stored, fetched, analysis, (decision, *_of_fetch(entry, fetched, now), *failure), at)


def _kept(engine: Engine, read: Sequence[_Read]) -> list[Recorded]:
    """Record them in one transaction, as each costs a wait for the disk; where one breaks it, each in its own."""
    try:
        with contained(), engine.storage.unit() if read else nullcontext():
            return [_take_in(engine, one) for one in read]
    except Broken as error:
        if isinstance(error.cause, StorageError):
            raise error.cause from error.cause.__cause__
        if len(read) > 1:
            return [recorded for one in read for recorded in _kept(engine, [one])]
        _set_aside(engine, read[0].stored, error)
        return []


def _set_aside(engine: Engine, stored: StoredEntry, error: Broken) -> None:
    """A bug that one article finds: it is tried again, as its page may change, and then given up."""
    url, now = stored.entry.url, engine.clock.now()
    engine.log.error("an article could not be recorded; please report this", url=url, error=error.kind)
    said = f"recording it broke ({error.kind})"
    if stored.attempts < len(_RECORD_RETRIES):
        _postpone(engine, stored, Stage.ANALYSE, Reason.ANALYSIS_FAILED, said, _RECORD_RETRIES[stored.attempts])
    else:
        _skip(engine, stored, Decision(now, Stage.ANALYSE, url, False, Reason.ANALYSIS_FAILED, said))


def _skip(engine: Engine, stored: StoredEntry, decision: Decision) -> None:
    with engine.storage.unit():
        engine.storage.entries.skip(stored.id, decision.reason)
        engine.storage.trail.add([decision])


async def _fetch(engine: Engine, entry: Entry) -> Fetched | FetchFailed:
    url = await unwrap(entry.url, engine.edge, engine.edge)
    result = await engine.edge.get(Ask(url=url, max_bytes=_PAGE_BYTES))
    if isinstance(result, Fetched | FetchFailed):
        return result
    return FetchFailed(url, Reason.PROTOCOL, "304 to a request without validators")


def _worth_another_try(failed: FetchFailed, stored: StoredEntry) -> bool:
    return failed.weight < 1.0 and stored.attempts < len(_PAGE_RETRIES) and failed.reason is not Reason.ROBOTS


def _postpone(
    engine: Engine, stored: StoredEntry, stage: Stage, reason: Reason, detail: str, wait: timedelta
) -> None:
    now = engine.clock.now()
    with engine.storage.unit():
        engine.storage.entries.later(stored.id, reason, now + wait)
        said = f"{reason}: {detail}; again in {wait.total_seconds():.0f} s"
        engine.storage.trail.add([Decision(now, stage, stored.entry.url, False, Reason.WILL_RETRY, said)])


def _of_fetch(entry: Entry, fetched: Fetched | FetchFailed | None, now: datetime) -> list[Decision]:
    if fetched is None:
        return []
    if isinstance(fetched, Fetched):
        return [Decision(now, Stage.FETCH, entry.url, True, Reason.FETCHED, f"{len(fetched.body)} bytes")]
    return [Decision(now, Stage.FETCH, entry.url, False, fetched.reason, fetched.detail)]


def _take_in(engine: Engine, read: _Read) -> Recorded:
    """Record; the page is kept beside an article that names a watch. Inside a unit."""
    entry, analysis, storage, now = read.stored.entry, read.analysis, engine.storage, read.at
    arrival = Arrival(analysis, entry.source, read.stored.key, entry.publisher, read.stored.id)
    recorded = record(storage, engine.setup, arrival, now)
    storage.trail.add([*read.decisions, *said_of(analysis, entry.url, now)])
    if recorded.new and isinstance(read.fetched, Fetched) and names_a_watch(analysis):
        keep_page(storage, recorded.article, read.fetched, analysis, now)
    return recorded


def page_of(entry: Entry, fetched: Fetched | None, now: datetime) -> Page:
    """What analyse is given: the page where there is one, and what the feed said."""
    page = Page(
        url=entry.url, now=now, title=entry.title, summary=entry.summary, content_html=entry.content_html,
        published=entry.published, language=entry.language, source=entry.source, publisher=entry.publisher,
        author=entry.author,
    )  # fmt: skip
    if fetched is None:
        return page
    return replace(
        page, body=fetched.body, final_url=fetched.final_url, content_type=fetched.headers.get("content-type", "")
    )


async def _analysed(engine: Engine, page: Page) -> tuple[Analysis, list[Decision]]:
    """The analysis; where the page breaks the analyser, that of what the feed said. Raises AnalysisFailed."""
    try:
        return await engine.analyse(page), []
    except AnalysisFailed as error:
        engine.log.error("analysis failed", url=page.url, error=str(error))
        said = f"{error}; the summary serves"
        failed = Decision(page.now, Stage.ANALYSE, page.url, False, Reason.ANALYSIS_FAILED, said)
        return await engine.analyse(replace(page, body=None, content_html="")), [failed]


def said_of(analysis: Analysis, url: str, now: datetime) -> list[Decision]:
    """What extraction and analysis decided, for the trail."""
    article = analysis.article
    whole = article.outcome is Reason.ARTICLE
    said = [Decision(now, Stage.EXTRACT, url, whole, article.outcome, article.detail or article.served_by)]
    for watch, score in analysis.watches.items():
        named = score.relevance is not Relevance.NONE
        reason = Reason.MENTIONS if named else Reason.NO_MENTION
        if score.relevance is Relevance.PASSING:
            reason = Reason.PASSING_MENTION
        detail = "; ".join((f"{watch}: {score.relevance} {score.score:.2f}", *score.reasons))
        said.append(Decision(now, Stage.ANALYSE, url, named, reason, detail))
    return said


def names_a_watch(analysis: Analysis) -> bool:
    return any(score.relevance is not Relevance.NONE for score in analysis.watches.values())


def keep_page(storage: Storage, article: int, fetched: Fetched, analysis: Analysis, now: datetime) -> None:
    """The raw page for evidence, and when to read it again for edits. Inside a unit."""
    headers = fetched.headers
    raw = RawPage(
        fetched.body, headers.get("content-type", ""), fetched.final_url, now, headers.get("etag", ""),
        headers.get("last-modified", ""),
    )  # fmt: skip
    storage.archive.keep_page(article, raw)
    storage.archive.recheck(article, next_recheck(analysis.article.published, now))
