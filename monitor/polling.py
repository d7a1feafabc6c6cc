"""Ask the sources that are due, and keep what they showed with what is remembered of them.

    due sources | poll | unseen entries
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice

from monitor import points
from monitor.core import health, network
from monitor.core.health import Gap, PollOutcome, SourceEvent, SourceState
from monitor.core.outbox import finding_id
from monitor.core.telling import NETWORK
from monitor.engine import Cycle, Engine, cut
from monitor.fetch.poll import poll
from monitor.model import Finding
from monitor.record import tell

POLLS_AT_ONCE = 200
_TOGETHER = 0.03  # seconds; polls that answer within them share a transaction, as each costs a wait for the disk
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
        await cut(left)
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
