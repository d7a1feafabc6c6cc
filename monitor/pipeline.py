"""One cycle, told once:

    due sources | poll | unseen entries | gate | fetch page | analyse | record | outbox | deliver

`poll_due` keeps what the sources showed, `read_pending` turns pending entries into recorded articles, `deliver_due`
(in `deliver`) works the outbox. Each is safe to repeat: what a crash left undone is found again in the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from monitor import points
from monitor.analyser import Analyser, AnalysisFailed
from monitor.core import health, network
from monitor.core.health import Gap, PollOutcome, SourceEvent, SourceState
from monitor.core.outbox import finding_id
from monitor.core.schedule import SourceSpec, next_recheck
from monitor.core.telling import NETWORK
from monitor.fetch.poll import poll
from monitor.fetch.unwrap import unwrap
from monitor.gate import Gated
from monitor.model import Analysis, Decision, Entry, Fetched, FetchFailed, Finding, Page, Reason, Relevance, Stage
from monitor.record import Arrival, Recorded, Setup, end_first_look, record, tell
from monitor.seams import Ask, Channel, Clock, Http, Poster
from monitor.storage import RawPage, Storage, StoredEntry

POLLS_AT_ONCE = 100  # kept in one transaction
READS_AT_ONCE = 8
_BESIDE = 1.0  # seconds
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
    began = engine.clock.now()
    _mind_clock(engine, began)
    done, step = Cycle(), Cycle(polled=1)
    while step.polled and not engine.stopping():
        step = await poll_due(engine)
        step = step.plus(await read_pending(engine, meanwhile=poll_due))
        done = done.plus(step)
    _mind_clock(engine, began)  # it may have been set meanwhile; the beat would hide it
    _beat(engine, done)
    return done


def _beat(engine: Engine, done: Cycle) -> None:
    """Say that a cycle was done; of idle ones every few seconds, as each costs a commit."""
    now, last = engine.clock.now(), engine.storage.pulse.last("cycle")
    if last is None and engine.stopping():
        return  # the first look goes on at the next start
    if done.polled or done.read or last is None or abs(now - last[0]) >= _IDLE_BEAT:
        with engine.storage.unit():
            if last is None:
                alerts = end_first_look(engine.storage, engine.setup, now)
                engine.log.info("first look", articles=done.articles, findings=done.findings, alerts=alerts)
            engine.storage.pulse.beat("cycle", now, f"{done.polled} polled, {done.articles} articles")


def _mind_clock(engine: Engine, began: datetime) -> None:
    """What waits for a time of day waits no longer for it when the clock was set back, while we ran or before."""
    now, last = engine.clock.now(), engine.storage.pulse.last("cycle")
    latest = max(began, last[0]) if last is not None else began
    if latest > now + _CLOCK_SLACK:
        engine.log.warning("the clock was set back", since=latest.isoformat())
        with engine.storage.unit():
            engine.storage.set_back(now, latest - now)


# --- poll ----------------------------------------------------------------------------------------------------


async def poll_due(engine: Engine) -> Cycle:
    """Ask the sources that are due and keep what they showed."""
    now = engine.clock.now()
    names = engine.storage.sources.due(list(engine.sources), now)[:POLLS_AT_ONCE]
    polls = dict(zip(names, await asyncio.gather(*(_poll(engine, name, now) for name in names)), strict=True))
    points.passing("poll.answered")
    down = _network_down(engine, polls, now)
    done = Cycle()
    with engine.storage.unit() if polls else nullcontext():
        for name, (before, outcome) in polls.items():
            blamed = outcome.failure is None or not down
            kept = outcome if blamed else health.unblamed(before, outcome, now)
            done = done.plus(_keep(engine, name, kept, now))
    return done


def _state(engine: Engine, name: str) -> SourceState:
    text = engine.storage.sources.state(name)
    return SourceState.from_json(text) if text else SourceState(name)


async def _poll(engine: Engine, name: str, now: datetime) -> tuple[SourceState, PollOutcome]:
    """The source's state before the poll, and what the poll brought."""

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


def _network_down(engine: Engine, polls: Mapping[str, tuple[SourceState, PollOutcome]], now: datetime) -> bool:
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


_Passed = tuple[StoredEntry, Decision]
_Meanwhile = Callable[[Engine], Awaitable[Cycle]]


async def read_pending(engine: Engine, meanwhile: _Meanwhile | None = None) -> Cycle:
    """Gate, fetch, analyse and record every entry whose turn it is.

    `meanwhile` is done beside the reading, every second: a source that is due waits neither for a flood of pages nor
    for a host that wants a minute between two of its own.
    """
    done = Cycle()
    while not engine.stopping() and (batch := engine.storage.entries.pending(engine.clock.now(), _GATED_AT_ONCE)):
        passed = _gated(engine, batch)
        done = done.plus(Cycle(read=len(batch) - len(passed)))
        while passed and not engine.stopping():
            now, passed = passed[:READS_AT_ONCE], passed[READS_AT_ONCE:]
            done = done.plus(await _read_together(engine, now, meanwhile))
    return done


async def _read_together(engine: Engine, passed: Sequence[_Passed], meanwhile: _Meanwhile | None) -> Cycle:
    done = Cycle()
    reads = asyncio.gather(*(_read(engine, *pair) for pair in passed))
    try:
        while meanwhile is not None and not reads.done():
            await asyncio.wait([reads], timeout=_BESIDE)
            done = done.plus(await meanwhile(engine))
        for one in await reads:
            done = done.plus(one)
    finally:
        reads.cancel()  # of a cycle that is broken off; they are read again
    return done


def _gated(engine: Engine, batch: Sequence[StoredEntry]) -> list[_Passed]:
    """The entries worth reading, each with the decision that says so; the others are marked with theirs."""
    now = engine.clock.now()
    judged = [(stored, _judge(engine, stored.entry, now)) for stored in batch]
    noes = [(stored, decision) for stored, decision in judged if not decision.passed]
    with engine.storage.unit() if noes else nullcontext():
        for stored, decision in noes:
            _skip(engine, stored, decision)
    return [(stored, decision) for stored, decision in judged if decision.passed]


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
