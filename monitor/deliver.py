"""Work the outbox: try what is due, keep what each try came to. Channels fail alone."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from monitor import points
from monitor.core.outbox import OutboxState, after, finding_id
from monitor.core.policy import Rule
from monitor.core.query import parse
from monitor.core.timeline import lanes
from monitor.core.timeline_png import png
from monitor.core.wording import wording
from monitor.engine import Engine, beat
from monitor.errors import Broken, contained
from monitor.knowledge.titles import titles
from monitor.model import Alert, Decision, Delivered, Delivery, Finding, NotDelivered, Reason, Stage
from monitor.record import tell
from monitor.seams import Outgoing
from monitor.storage import OutboxRow
from monitor.storage.outbox import DIGEST

_SEND_SECONDS = 90.0  # longer than any channel's own limits; a channel that hangs past it counts as failed


@dataclass(frozen=True, slots=True)
class Round:
    sent: int = 0
    waiting: int = 0
    gave_up: int = 0


async def deliver_due(engine: Engine) -> Round:
    """Try every row whose time has come; rows of one channel in order, channels side by side."""
    due = sorted(engine.storage.outbox.due(engine.clock.now()), key=lambda row: row.channel)
    queues = [list(rows) for _, rows in groupby(due, key=lambda row: row.channel)]
    states = [state for states in await asyncio.gather(*(_work(engine, rows) for rows in queues)) for state in states]
    beat(engine, "outbox", f"{len(states)} tried", idle=not states)
    return Round(*(states.count(s) for s in (OutboxState.SENT, OutboxState.WAITING, OutboxState.GAVE_UP)))


async def _work(engine: Engine, rows: Sequence[OutboxRow]) -> list[OutboxState]:
    return [await _try(engine, row) for row in rows]


async def _try(engine: Engine, row: OutboxRow) -> OutboxState:
    points.passing("send.before")
    delivery = await _send(engine, row)
    points.passing("send.after")
    now, attempt = engine.clock.now(), row.attempts + 1
    then = after(attempt, delivery, now, random.random())
    passed = then.state is OutboxState.SENT
    with engine.storage.unit():
        error = "" if passed else delivery.detail
        handle = delivery.handle if isinstance(delivery, Delivered) else ""
        engine.storage.outbox.mark(row.key, then.state, then.reason, now, then.next_try_at or now, error, handle)
        said = f"{row.channel}, try {attempt}: {then.detail or delivery.detail}"
        engine.storage.trail.add([Decision(now, Stage.DELIVER, row.alert, passed, then.reason, said)])
        if then.state is OutboxState.GAVE_UP:
            _report(engine, row, delivery)
    points.passing("mark.after")
    engine.log.info("delivery", channel=row.channel, alert=row.alert, state=then.state, detail=delivery.detail)
    return then.state


async def _send(engine: Engine, row: OutboxRow) -> Delivery:
    alert = engine.storage.outbox.alert(row.alert)
    channel = engine.channels.get(row.channel)
    if alert is None:
        return NotDelivered("the alert is not in the database", permanent=True)
    if channel is None:
        why = engine.setup.off.get(row.channel, "no such channel in the config")
        return NotDelivered(f"the channel is off: {why}")
    outgoing = _outgoing(engine, row, alert)
    try:
        async with asyncio.timeout(_SEND_SECONDS):
            with contained():
                return await channel.send(outgoing, engine.edge)
    except TimeoutError:
        return NotDelivered(f"no answer within {_SEND_SECONDS:.0f} s")
    except Broken as error:
        engine.log.error("channel failed", channel=row.channel, error=error.kind)
        return NotDelivered(f"the channel broke: {error.kind}")


def _outgoing(engine: Engine, row: OutboxRow, alert: Alert) -> Outgoing:
    setup = engine.setup
    handle, first = engine.storage.outbox.handle(row.thread, row.channel)
    told_first = {f.id for f in engine.storage.outbox.findings_of(first)} if first else set()
    watches = (*sorted({finding.watch for finding in alert.findings}), *setup.languages)
    language = next((setup.languages[id_] for id_ in watches if id_ in setup.languages), "")
    return Outgoing(
        key=row.key,
        alert=alert,
        watch_titles={id_: watch.title for id_, watch in setup.knowledge.watches.items()},
        attempt=row.attempts + 1,
        thread=row.thread,
        handle=handle,
        language=language,
        value_titles=titles(language),
        picture=_picture(engine) if alert.rule == DIGEST else b"",
        zone=setup.zone,
        now=engine.clock.now(),
        replaces=bool(told_first) and told_first == {f.id for f in alert.findings},
    )


def _picture(engine: Engine) -> bytes:
    """The brands' time line, for the digest."""
    entries = [entry for entry in engine.storage.ledger.listed(kind="brand") if entry.steps]
    words = wording(next(iter(engine.setup.languages.values()), "en"))
    return png(lanes(entries, words, {}, lambda entry, step: ""), engine.clock.now())


def _report(engine: Engine, row: OutboxRow, delivery: Delivery) -> None:
    """Tell through the other channels that this one did not get an alert. A report about a report is not made.

    Whether or not a rule asks for it: who loses alerts must learn it on whatever way is left.
    """
    alert = engine.storage.outbox.alert(row.alert)
    if isinstance(delivery, Delivered) or alert is None or any(f.kind == "undelivered" for f in alert.findings):
        return
    now = engine.clock.now()
    said = f"An alert did not reach {row.channel}; given up after attempt {row.attempts + 1}: {delivery.detail}"
    finding = Finding(
        id=finding_id("", "undelivered", row.channel, row.key), at=now, watch="", kind="undelivered",
        value=row.channel, state=Reason.GAVE_UP, article_url="", article_title="", article_published=None,
        source="monitor", sentence=said,
    )  # fmt: skip
    if engine.storage.outbox.add_finding(finding, None):
        others = tuple(name for name in engine.channels if name != row.channel)
        rule = Rule("undelivered", parse("kind:undelivered"), others)
        tell(engine.storage, replace(engine.setup, rules=(*engine.setup.rules, rule)), finding, now)
