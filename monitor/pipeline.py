"""One cycle, told once:

    due sources | poll | unseen entries | gate | fetch page | analyse | record | outbox | deliver

`poll_tick` keeps what the sources showed, `read_pending` turns pending entries into recorded articles, `deliver_due`
(in `deliver`) works the outbox. Each is safe to repeat: what a crash left undone is found again in the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Protocol

from monitor import points
from monitor.analyser import Analyser, AnalysisFailed
from monitor.core import health, network
from monitor.core.health import Gap, PollOutcome, SourceEvent, SourceState
from monitor.core.outbox import finding_id
from monitor.core.schedule import SourceSpec, next_recheck
from monitor.core.telling import NETWORK
from monitor.core.turns import Turns
from monitor.fetch.poll import poll
from monitor.fetch.unwrap import unwrap
from monitor.gate import Gated
from monitor.model import Analysis, Decision, Entry, Fetched, FetchFailed, Finding, Page, Reason, Relevance, Stage
from monitor.record import Arrival, Recorded, Setup, end_first_look, record, tell
from monitor.seams import Ask, Channel, Clock, Http, Poster
from monitor.storage import RawPage, Storage, StoredEntry

POLLS_AT_ONCE = 200
READS_AT_ONCE = 24  # pages, of twelve sources or more: 12 a second and more with a pause of a second to each host
_HELD_AT_ONCE = 256  # gated entries that wait in memory to be read
_TOGETHER = 0.03  # seconds; polls that answer within them share a transaction, as each costs a wait for the disk
_LOOK_AGAIN = 0.5  # seconds between two looks for entries while pages are read: a look at a long line takes 20 ms
_GATED_AT_ONCE = 64  # entries; their noes share a transaction, since each one costs a wait for the disk
_CLOCK_SLACK = timedelta(minutes=1)
_IDLE_BEAT = timedelta(seconds=5)
_PAGE_RETRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
_PAGE_BYTES = 5_000_000  # the largest real article pages are a tenth of it


class Edge(Http, Poster, Protocol):
    """The HTTP edge as the pipeline uses it: pages in, alerts out."""


class Log(Protocol):
    """Structured events; `app` brings the real one."""

    def info(self, event: str, **values: object) -> object: ...

    def warning(self, event: str, **values: object) -> object: ...

    def error(self, event: str, **values: object) -> object: ...


@dataclass(frozen=True, slots=True)
class Engine:
    """All that a cycle works with. Made by `app`, the only maker of clients, clocks and connections."""

    storage: Storage
    edge: Edge
    clock: Clock
    setup: Setup
    sources: Mapping[str, SourceSpec]
    channels: Mapping[str, Channel]
    analyse: Analyser
    gate: Callable[[Entry, str], Gated]
    log: Log
    stopping: Callable[[], bool] = lambda: False  # asked between units of work
    asked: dict[str, network.Verdict] = field(default_factory=dict)  # what the sources asked last say of our network


@dataclass(frozen=True, slots=True)
class Cycle:
    """What one cycle did."""

    polled: int = 0
    failed: int = 0
    entries: int = 0
    read: int = 0
    articles: int = 0
    findings: int = 0

    def plus(self, other: Cycle) -> Cycle:
        return Cycle(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


async def cycle(engine: Engine) -> Cycle:
    """Poll what is due and read what is pending, until there is neither. Raises StorageError."""
    done, step = Cycle(), Cycle(polled=1)
    while step.polled and not engine.stopping():
        step = (await poll_tick(engine, set())).plus(await read_tick(engine))
        done = done.plus(step)
    return done


async def poll_tick(engine: Engine, busy: set[str]) -> Cycle:
    """Poll until nothing is due but sources that are `busy` answering another tick, which they hold up for nobody else.

    Raises StorageError.
    """
    began = engine.clock.now()
    _mind_clock(engine, began)
    done, step = Cycle(), Cycle(polled=1)
    while step.polled and not engine.stopping():
        step = await poll_due(engine, busy)
        done = done.plus(step)
    _mind_clock(engine, began)  # it may have been set meanwhile; the beat would hide it
    _beat(engine, done)
    return done


def _beat(engine: Engine, done: Cycle) -> None:
    """Say that a tick was done; the first time, that the first look is over."""
    now, last = engine.clock.now(), engine.storage.pulse.last("cycle")
    if last is None and not _looked_once(engine, now):
        return
    with engine.storage.unit() if last is None else nullcontext():
        if last is None:
            alerts = end_first_look(engine.storage, engine.setup, now)
            engine.log.info("first look", articles=engine.storage.archive.span()[0], alerts=alerts)
        idle = not (done.polled or done.read)
        beat(engine, "cycle", f"{done.polled} polled, {done.articles} articles", idle=idle)


def beat(engine: Engine, name: str, said: str, *, idle: bool) -> None:
    """Say that a round was done; of idle ones every few seconds, as each costs a commit."""
    now, last = engine.clock.now(), engine.storage.pulse.last(name)
    if not idle or last is None or abs(now - last[0]) >= _IDLE_BEAT:
        with engine.storage.unit():
            engine.storage.pulse.beat(name, now, said)


def _looked_once(engine: Engine, now: datetime) -> bool:
    """Whether every source was asked, and what they showed was read; else the first look goes on."""
    storage = engine.storage
    asked = not storage.sources.never_polled(engine.sources)
    return asked and not engine.stopping() and not storage.entries.pending(now, 1)


def _mind_clock(engine: Engine, began: datetime) -> None:
    """What waits for a time of day waits no longer for it when the clock was set back, while we ran or before."""
    now, last = engine.clock.now(), engine.storage.pulse.last("cycle")
    latest = max(began, last[0]) if last is not None else began
    if latest > now + _CLOCK_SLACK:
        engine.log.warning("the clock was set back", since=latest.isoformat())
        with engine.storage.unit():
            engine.storage.set_back(now, latest - now)


# --- poll ----------------------------------------------------------------------------------------------------


_Polled = tuple[SourceState, PollOutcome]  # a source's state before the poll, and what the poll brought


async def poll_due(engine: Engine, busy: set[str] | None = None) -> Cycle:
    """Ask the sources that are due and not `busy`, and keep what they showed; each is busy until that is kept."""
    busy = set() if busy is None else busy
    now = engine.clock.now()
    due = (name for name in engine.storage.sources.due(engine.sources, now) if name not in busy)
    names = list(islice(due, max(0, POLLS_AT_ONCE - len(busy))))
    busy.update(names)
    try:
        return await _ask(engine, names, now, busy)
    finally:
        busy.difference_update(names)


async def _ask(engine: Engine, names: Sequence[str], now: datetime, busy: set[str]) -> Cycle:
    """Ask them all at once and keep each answer when it comes.

    A failure that may be our own network's is judged when all have answered: as one of many, or as one alone.
    """
    asked = {asyncio.create_task(_poll(engine, name, now)): name for name in names}
    polls: dict[str, _Polled] = {}
    left, done = set(asked), Cycle()
    try:
        while left:
            await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
            ended, left = await asyncio.wait(left, timeout=_TOGETHER)
            came = {name: task.result() for task, name in asked.items() if task in ended}
            polls |= came
            answered = {name: outcome for name, (_, outcome) in came.items() if not network.troubled(outcome)}
            done = done.plus(_keep_all(engine, answered, now))
            busy.difference_update(answered)
    finally:
        await _cut(left)
    return done.plus(_keep_all(engine, _judged_together(engine, polls, now), now))


def _judged_together(engine: Engine, polls: Mapping[str, _Polled], now: datetime) -> dict[str, PollOutcome]:
    """The failures of the network, blamed on nobody when it is ours that is down."""
    down = _network_down(engine, polls, now)
    troubled = {name: polled for name, polled in polls.items() if network.troubled(polled[1])}
    return {name: health.unblamed(*polled, now) if down else polled[1] for name, polled in troubled.items()}


def _keep_all(engine: Engine, outcomes: Mapping[str, PollOutcome], now: datetime) -> Cycle:
    """In one transaction."""
    done = Cycle()
    if outcomes:
        points.passing("poll.answered")
        with engine.storage.unit():
            for name, outcome in outcomes.items():
                done = done.plus(_keep(engine, name, outcome, now))
    return done


async def _cut(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """End what is still under way when its caller was cut short or the database refused."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _state(engine: Engine, name: str) -> SourceState:
    text = engine.storage.sources.state(name)
    return SourceState.from_json(text) if text else SourceState(name)


async def _poll(engine: Engine, name: str, now: datetime) -> _Polled:
    def seen(keys: Sequence[str]) -> frozenset[str]:
        return engine.storage.entries.seen(name, keys)

    before = _state(engine, name)
    return before, await poll(engine.sources[name], before, engine.edge, seen, now)


def _keep(engine: Engine, name: str, outcome: PollOutcome, now: datetime) -> Cycle:
    """One poll's outcome, inside a unit: what a source is remembered to have shown is kept with that memory."""
    storage = engine.storage
    new = storage.entries.add(outcome.entries, now)
    storage.sources.save(name, outcome.state.next_poll_at or now, outcome.state.to_json())
    storage.trail.add(outcome.decisions)
    for event in outcome.events:
        _tell_event(engine, _of_event(event), now)
    if outcome.gap is not None:
        _tell_event(engine, _of_gap(outcome.gap), now)
    failed = outcome.failure is not None
    engine.log.info("polled", source=name, new=new, failed=outcome.failure.reason if outcome.failure else "")
    return Cycle(polled=1, failed=int(failed), entries=new)


def _tell_event(engine: Engine, finding: Finding, now: datetime) -> None:
    if engine.storage.outbox.add_finding(finding, None):
        tell(engine.storage, engine.setup, finding, now)


def _about_source(kind: str, source: str, state: str, at: datetime, said: str) -> Finding:
    return Finding(
        id=finding_id("", kind, source, f"{state} {at.isoformat()}"), at=at, watch="", kind=kind, value=source,
        state=state, article_url="", article_title="", article_published=None, source=source, sentence=said,
    )  # fmt: skip


def _of_event(event: SourceEvent) -> Finding:
    return _about_source("source", event.source, event.kind, event.at, event.detail)


def _of_gap(gap: Gap) -> Finding:
    return _about_source("gap", gap.source, "", gap.until, gap.detail)


def _network_down(engine: Engine, polls: Mapping[str, _Polled], now: datetime) -> bool:
    """One alert when most sources fail together, one when that is over; not one a source."""
    recent = network.seen(engine.asked, polls)
    engine.asked.clear()
    engine.asked.update(recent)
    last = engine.storage.pulse.last("network")
    was_down = last is not None and last[1] == "down"
    judged = network.down(recent)
    down = was_down if judged is None else judged
    if polls and down != was_down:
        state = "down" if down else "up"
        with engine.storage.unit():
            engine.storage.pulse.beat("network", now, state)
            _tell_event(engine, _about_source("source", NETWORK, state, now, ""), now)
    return down


# --- read ----------------------------------------------------------------------------------------------------


async def read_tick(engine: Engine) -> Cycle:
    """Read what is pending. Raises StorageError."""
    began = engine.clock.now()
    done = await read_pending(engine)
    _mind_clock(engine, began)
    _beat(engine, done)
    return done


async def read_pending(engine: Engine) -> Cycle:
    """Gate, fetch, analyse and record every entry whose turn it is. A slow page holds up no other."""
    return await _Reading(engine).work()


@dataclass(slots=True)
class _Reading:
    """Entries on their way to being articles: some held in turn, some being read; the rest waits in the database."""

    engine: Engine
    turns: Turns[tuple[StoredEntry, Decision]] = field(default_factory=Turns)
    held: set[int] = field(default_factory=set)  # ids of those in turn and those being read
    under_way: dict[asyncio.Task[Cycle], tuple[str, int]] = field(default_factory=dict)
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
            await _cut(list(self.under_way))

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
            await asyncio.sleep(0)  # a feed of a hundred thousand items is gated here
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
        for task in [task for task in self.under_way if task.done()]:
            source, ident = self.under_way.pop(task)
            self.turns.done(source)
            self.held.discard(ident)
            self.done = self.done.plus(task.result())


def _judge(engine: Engine, entry: Entry, now: datetime) -> Decision:
    spec = engine.sources.get(entry.source)
    gated = engine.gate(entry, spec.read if spec else "matching")
    return Decision(now, Stage.GATE, entry.url, gated.passed, gated.reason, gated.detail)


async def _read(engine: Engine, stored: StoredEntry, decision: Decision) -> Cycle:
    entry, now = stored.entry, engine.clock.now()
    known = engine.storage.archive.by_key(stored.key)
    fetched = None if known is not None else await _fetch(engine, entry)
    points.passing("page.fetched")
    if isinstance(fetched, FetchFailed) and _worth_another_try(fetched, stored):
        _postpone(engine, stored, fetched)
        return Cycle(read=1)
    try:
        recorded = await _take_in(engine, stored, fetched, [decision, *_of_fetch(entry, fetched, now)])
    except AnalysisFailed as error:
        said = f"{error}; what the feed said breaks the analyser too"
        _skip(engine, stored, Decision(now, Stage.ANALYSE, entry.url, False, Reason.ANALYSIS_FAILED, said))
        return Cycle(read=1)
    return Cycle(read=1, articles=int(recorded.new), findings=len(recorded.findings))


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


def _postpone(engine: Engine, stored: StoredEntry, failed: FetchFailed) -> None:
    now = engine.clock.now()
    wait = max(_PAGE_RETRIES[stored.attempts], timedelta(seconds=min(failed.retry_after or 0.0, 3600.0)))
    with engine.storage.unit():
        engine.storage.entries.later(stored.id, failed.reason, now + wait)
        said = f"{failed.reason}: {failed.detail}; again in {wait.total_seconds():.0f} s"
        engine.storage.trail.add([Decision(now, Stage.FETCH, stored.entry.url, False, Reason.WILL_RETRY, said)])


def _of_fetch(entry: Entry, fetched: Fetched | FetchFailed | None, now: datetime) -> list[Decision]:
    if fetched is None:
        return []
    if isinstance(fetched, Fetched):
        return [Decision(now, Stage.FETCH, entry.url, True, Reason.FETCHED, f"{len(fetched.body)} bytes")]
    return [Decision(now, Stage.FETCH, entry.url, False, fetched.reason, fetched.detail)]


async def _take_in(
    engine: Engine, stored: StoredEntry, fetched: Fetched | FetchFailed | None, decisions: list[Decision]
) -> Recorded:
    """Analyse and record; the page is kept beside an article that names a watch."""
    entry, now, storage = stored.entry, engine.clock.now(), engine.storage
    page = page_of(entry, fetched if isinstance(fetched, Fetched) else None, now)
    analysis, failure = await _analysed(engine, page)
    points.passing("page.analysed")
    decisions += [*failure, *said_of(analysis, entry.url, now)]
    with storage.unit():
        arrival = Arrival(analysis, entry.source, stored.key, entry.publisher, stored.id)
        recorded = record(storage, engine.setup, arrival, now)
        storage.trail.add(decisions)
        if recorded.new and isinstance(fetched, Fetched) and names_a_watch(analysis):
            keep_page(storage, recorded.article, fetched, analysis, now)
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
