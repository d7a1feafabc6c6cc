"""The daily and weekly digest, and the dead-man's switch: proof of life, also when nothing happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from monitor.config import Settings
from monitor.core import digest
from monitor.core.digest import Life, Planned, Span
from monitor.core.health import Health, SourceState
from monitor.core.outbox import outbox_key
from monitor.core.telling import View
from monitor.engine import Engine
from monitor.knowledge.titles import titles as value_titles
from monitor.model import FetchFailed, State
from monitor.seams import Ask
from monitor.taggers.dates import dates

_LENGTHS = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
_QUIET = (Health.SILENT, Health.STALE)
_WELL = (Health.OK, Health.RECOVERED, Health.MOVED, Health.FLAKY)
_TROUBLES = 10  # lines; the rest are counted by `alive`


async def digest_due(engine: Engine, chosen: Settings) -> int:
    """Queue the digests whose hour has come since the last one; returns how many. Raises StorageError."""
    now, queued = engine.clock.now(), 0
    for name, moment in (("daily", chosen.digest.daily), ("weekly", chosen.digest.weekly)):
        if moment is None:
            continue
        due = last_moment(now, moment.hour, moment.minute, moment.weekday, ZoneInfo(chosen.timezone))
        last = engine.storage.pulse.last(f"digest {name}")
        if last is None or last[0] < due:
            # a monitor that starts between two digests owes none: the first covers the time since its start
            if last is not None:
                _queue(engine, chosen, Span(max(last[0], due - 2 * _LENGTHS[name]), due, name))
                queued += 1
            with engine.storage.unit():
                engine.storage.pulse.beat(f"digest {name}", due)
    return queued


def last_moment(now: datetime, hour: int, minute: int, weekday: int | None, zone: ZoneInfo) -> datetime:
    """The latest time at or before `now` when a clock in that zone shows the hour (on that weekday, 0 is Monday)."""
    local = now.astimezone(zone)
    # an hour that the clock shows twice in autumn counts the first time; times are compared in UTC, for two times of
    # one zone are compared by what the clock shows
    at = local.replace(hour=hour, minute=minute, second=0, microsecond=0, fold=0)
    while at.astimezone(UTC) > now or (weekday is not None and at.weekday() != weekday):
        at -= timedelta(days=1)
    return at.astimezone(now.tzinfo)


def _queue(engine: Engine, chosen: Settings, span: Span) -> None:
    storage, setup = engine.storage, engine.setup
    titles = {id_: watch.title for id_, watch in setup.knowledge.watches.items()}
    language = next(iter(setup.languages.values()), "en")
    view = View(titles, language, value_titles=value_titles(language), zone=setup.zone)
    findings = storage.outbox.told_between(span.since, span.until)
    made = digest.digest(span, findings, tuple(_planned(engine, span.until)), _life(engine, span), view)
    on = [name for name in chosen.digest.send if name in setup.channels]
    with storage.unit():
        storage.outbox.add_digest(made, on)
        for channel in on:
            storage.outbox.queue(outbox_key(made.id, channel), made.id, channel, engine.clock.now(), span.until)


def _planned(engine: Engine, now: datetime) -> Iterator[Planned]:
    """What is announced and not yet made, with the date that its sentence names."""
    for entry in engine.storage.ledger.listed():
        last = entry.last
        if entry.state in (State.PLANNED, State.AGREED) and entry.kind == "brand" and last is not None:
            named = dates(last.sentence, last.at.date())
            when = next((one.surface for one in named if one.last >= now.date()), "")
            yield Planned(entry.watch, entry.value, when, entry.state)


def _life(engine: Engine, span: Span) -> Life:
    storage = engine.storage
    states = [SourceState.from_json(text) for text in storage.sources.states().values()]
    failing = [s for s in states if s.state not in (*_WELL, *_QUIET, Health.NEW)]
    rows = storage.outbox.counts()
    given_up = [row for row in storage.outbox.rows("gave-up") if row.queued_at >= span.since]
    return Life(
        sources_ok=sum(s.state in _WELL for s in states),
        sources_silent=sum(s.state in _QUIET for s in states),
        sources_failing=len(failing),
        unsent=rows.get("waiting", 0) + rows.get("gave-up", 0),
        looked_at=sum(storage.entries.counts(span.since).values()),
        matched=storage.archive.matched_since(span.since),
        troubles=(
            *(f"{s.source}: {s.state}, {s.last_reason}" for s in failing[:_TROUBLES]),
            *(f"{r.channel}: {r.status}, {r.last_error[:150]}" for r in given_up[-_TROUBLES:]),
        ),
    )


async def heartbeat(engine: Engine, chosen: Settings) -> bool:
    """Ask the user's own address after a good cycle, so that somebody else notices when there is none."""
    url, last = chosen.heartbeat.url, engine.storage.pulse.last("cycle")
    fresh = last is not None and engine.clock.now() - last[0] < timedelta(seconds=chosen.heartbeat.every)
    if url is None or not url.get_secret_value() or not fresh:
        return False
    result = await engine.edge.get(Ask(url=url.get_secret_value(), trusted=True, robots=False, max_bytes=100_000))
    if isinstance(result, FetchFailed):
        engine.log.warning("the heartbeat's address did not answer", reason=result.reason)  # the address is a secret
        return False
    return True
