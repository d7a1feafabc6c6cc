"""Alerts and what became of them on each channel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from monitor.core.policy import Sent
from monitor.model import Alert, Finding, Reason

from .rows import earlier, finding_from, item_json, moment, stamp, to_json

DIGEST = "digest"  # the rule that a digest's findings are bound by


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One alert for one channel. `key` is its idempotency key for ever."""

    key: str
    alert: str
    channel: str
    status: str  # waiting, sent, gave-up, dropped
    reason: Reason
    attempts: int
    next_try_at: datetime
    last_error: str
    queued_at: datetime
    sent_at: datetime | None
    thread: str = ""  # story: what belongs together


_COLUMNS = "key, alert, channel, status, reason, attempts, next_try_at, last_error, queued_at, sent_at, thread"


def _row(row: Sequence[Any]) -> OutboxRow:
    key, alert, channel, status, reason, attempts, next_try, error, queued, sent, thread = row
    return OutboxRow(
        key, alert, channel, status, Reason(reason), attempts, moment(next_try), error, moment(queued),
        moment(sent) if sent else None, thread,
    )  # fmt: skip


class Outbox:
    def __init__(self, db: Any) -> None:
        self._db = db

    # --- findings and alerts ---------------------------------------------------------------------------------

    def add_finding(self, finding: Finding, article: int | None) -> bool:
        """Keep a finding; the same one again (work repeated after a crash) changes nothing and returns False."""
        cursor = self._db.execute(
            "insert into findings (id, number, at, watch, kind, value, state, article, story, item) "
            "values (?, (select coalesce(max(number), 0) + 1 from findings), ?, ?, ?, ?, ?, ?, null, ?) "
            "on conflict (id) do nothing",
            [
                finding.id, stamp(finding.at), finding.watch, finding.kind, finding.value, finding.state, article,
                item_json(finding),
            ],
        )  # fmt: skip
        return bool(cursor.rowcount)

    def renew_finding(self, finding: Finding) -> None:
        """Keep how many say it by now; when it was found, and its proof, stay as they were told."""
        row = self._db.execute("select item from findings where id = ?", [finding.id]).fetchone()
        if row is not None:
            told = finding_from(row[0])
            told = replace(told, independent_sources=finding.independent_sources, confirmed=finding.confirmed)
            self._db.execute("update findings set item = ? where id = ?", [item_json(told), finding.id])

    def findings(self, watch: str = "", limit: int = -1) -> list[Finding]:
        """In the order in which they were found; with a limit, the newest of them."""
        rows = self._db.execute(
            "select item from (select number, item from findings where ? = '' or watch = ? "
            "order by number desc limit ?) order by number",
            [watch, watch, limit],
        )
        return [finding_from(item) for (item,) in rows.fetchall()]

    def finding(self, ident: str) -> Finding | None:
        row = self._db.execute("select item from findings where id = ?", [ident]).fetchone()
        return None if row is None else finding_from(row[0])

    def findings_of_kind(self, kind: str, limit: int = -1) -> list[Finding]:
        """The newest first."""
        rows = self._db.execute("select item from findings where kind = ? order by number desc limit ?", [kind, limit])
        return [finding_from(item) for (item,) in rows.fetchall()]

    def findings_of(self, alert: str) -> list[Finding]:
        rows = self._db.execute(
            "select item from findings where id in (select finding from bound where alert = ?) order by number", [alert]
        )
        return [finding_from(item) for (item,) in rows.fetchall()]

    def findings_about(self, article: int) -> list[Finding]:
        rows = self._db.execute("select item from findings where article = ? order by number", [article])
        return [finding_from(item) for (item,) in rows.fetchall()]

    def bind(self, sent: Sent) -> None:
        """Keep that a finding is bound for a channel within an alert, which is opened by its first finding."""
        self._db.execute(
            "insert into alerts (id, number, at, rule, title) "
            "values (?, (select coalesce(max(number), 0) + 1 from alerts), ?, ?, '') on conflict (id) do nothing",
            [sent.alert, stamp(sent.at), sent.rule],
        )
        self._db.execute(
            "insert into bound (finding, rule, channel, alert, voices, at, send_at, digest) "
            "values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
            [
                sent.finding, sent.rule, sent.channel, sent.alert, sent.voices, stamp(sent.at), stamp(sent.send_at),
                int(sent.digest),
            ],
        )  # fmt: skip

    def bound(self, watch: str, since: datetime, finding: str = "") -> list[Sent]:
        """What was bound about a watch since then, and all that was ever bound about one finding."""
        about = "select b.rule, b.channel, b.alert, b.finding, f.watch, f.kind, f.value, f.state, b.voices, b.at, "
        about += "b.send_at, b.digest from bound b join findings f on f.id = b.finding where b.rule != ? and "
        rows = self._db.execute(  # two indexes rather than a scan: by time, and by finding
            f"{about} b.at >= ? and f.watch = ? union {about} b.finding = ? order by b.at, b.alert, b.channel",
            [DIGEST, stamp(since), watch, DIGEST, finding],
        )
        return [
            Sent(rule, channel, alert, found, watch, kind, value, state, voices, moment(at), moment(due), bool(digest))
            for rule, channel, alert, found, watch, kind, value, state, voices, at, due, digest in rows.fetchall()
        ]

    def alert(self, alert: str) -> Alert | None:
        row = self._db.execute("select id, at, rule, title, lines from alerts where id = ?", [alert]).fetchone()
        if row is None:
            return None
        ident, at, rule, title, lines = row
        return Alert(ident, moment(at), rule, tuple(self.findings_of(alert)), title, tuple(json.loads(lines)))

    def add_digest(self, digest: Alert, channels: Sequence[str]) -> bool:
        """Keep a digest with the findings that it tells; False when it is there already."""
        cursor = self._db.execute(
            "insert into alerts (id, number, at, rule, title, lines) "
            "values (?, (select coalesce(max(number), 0) + 1 from alerts), ?, ?, ?, ?) on conflict (id) do nothing",
            [digest.id, stamp(digest.at), DIGEST, digest.title, to_json(digest.lines)],
        )
        for finding in digest.findings:
            for channel in channels:
                f = finding
                sent = (f.id, f.watch, f.kind, f.value, f.state, f.independent_sources, digest.at, digest.at, True)
                self.bind(Sent(DIGEST, channel, digest.id, *sent))
        return bool(cursor.rowcount)

    def told_between(self, since: datetime, until: datetime) -> list[Finding]:
        """The findings that some rule bound for a channel in that time, the digest's own left out."""
        rows = self._db.execute(
            "select item from findings where id in "
            "(select finding from bound where at >= ? and at < ? and rule != ?) order by number",
            [stamp(since), stamp(until), DIGEST],
        )
        return [finding_from(item) for (item,) in rows.fetchall()]

    def counts(self) -> dict[str, int]:
        """status -> rows."""
        return dict(self._db.execute("select status, count(*) from outbox group by status").fetchall())

    def alerts(self, limit: int = -1) -> list[Alert]:
        """In the order in which they were made; with a limit, the newest of them."""
        rows = self._db.execute(
            "select id from (select number, id from alerts order by number desc limit ?) order by number", [limit]
        )
        return [alert for (ident,) in rows.fetchall() if (alert := self.alert(ident)) is not None]

    def alerts_of(self, finding: str) -> list[str]:
        rows = self._db.execute("select distinct alert from bound where finding = ?", [finding])
        return [alert for (alert,) in rows.fetchall()]

    # --- rows ------------------------------------------------------------------------------------------------

    def queue(
        self, key: str, alert: str, channel: str, now: datetime, send_at: datetime, thread: str = ""
    ) -> None:
        self._db.execute(
            "insert into outbox (key, alert, channel, status, reason, next_try_at, queued_at, thread) "
            "values (?, ?, ?, 'waiting', ?, ?, ?, ?) on conflict (key) do nothing",
            [key, alert, channel, Reason.QUEUED, stamp(send_at), stamp(now), thread],
        )

    def handle(self, thread: str, channel: str) -> tuple[str, str]:
        """(what the channel answered for the thread's first message, that message's alert); empty where none did."""
        row = self._db.execute(
            "select handle, alert from outbox where thread = ? and channel = ? and handle != '' "
            "order by sent_at limit 1",
            [thread, channel],
        ).fetchone()
        return ("", "") if row is None or not thread else (str(row[0]), str(row[1]))

    def due(self, now: datetime, limit: int = 100) -> list[OutboxRow]:
        rows = self._db.execute(
            f"select {_COLUMNS} from outbox where status = 'waiting' and next_try_at <= ? "
            "order by next_try_at, queued_at, key limit ?",
            [stamp(now), limit],
        )
        return [_row(row) for row in rows.fetchall()]

    def rows(self, status: str = "", alert: str = "", limit: int = -1) -> list[OutboxRow]:
        rows = self._db.execute(
            f"select {_COLUMNS} from outbox where (? = '' or status = ?) and (? = '' or alert = ?) "
            "order by queued_at, key limit ?",
            [status, status, alert, alert, limit],
        )
        return [_row(row) for row in rows.fetchall()]

    def release(self, alert: str, now: datetime, title: str) -> None:
        """What was gathered for the alert is whole: it is due now, and nothing more joins it."""
        self._db.execute("update alerts set title = ? where id = ?", [title, alert])
        self._db.execute("update bound set send_at = ? where alert = ?", [stamp(now), alert])
        self._db.execute(
            "update outbox set next_try_at = ? where alert = ? and status = 'waiting' and attempts = 0",
            [stamp(now), alert],
        )

    def mark(
        self, key: str, status: str, reason: Reason, now: datetime, next_try_at: datetime, error: str, handle: str = ""
    ) -> None:
        """What one try came to. `attempts` counts tries, whatever became of them."""
        self._db.execute(
            "update outbox set status = ?, reason = ?, attempts = attempts + 1, next_try_at = ?, last_error = ?, "
            "sent_at = case when ? = 'sent' then ? else sent_at end, handle = ? where key = ?",
            [status, reason, stamp(next_try_at), error[:2000], status, stamp(now), handle, key],
        )

    def set_back(self, now: datetime, by: timedelta) -> None:
        """Rows held for an hour of the day (quiet hours) by the right time keep it."""
        self._db.execute(
            f"update outbox set next_try_at = {earlier('next_try_at')} "
            "where status = 'waiting' and next_try_at > ? and (attempts > 0 or queued_at > ?)",
            [by.total_seconds(), stamp(now), stamp(now)],
        )

    def retry(self, key: str, now: datetime) -> bool:
        cursor = self._db.execute(
            "update outbox set status = 'waiting', reason = ?, attempts = 0, next_try_at = ? "
            "where key = ? and status != 'sent'",
            [Reason.QUEUED, stamp(now), key],
        )
        return bool(cursor.rowcount)

    def again(self, key: str, now: datetime) -> str:
        """Queue a message once more that was sent, under a new key, so that no receiver takes it for a repetition.

        Returns the new key; "" where there is no such row.
        """
        row = self._db.execute("select alert, channel, thread from outbox where key = ?", [key]).fetchone()
        if row is None:
            return ""
        alert, channel, thread = row
        count = self._db.execute(
            "select count(*) from outbox where alert = ? and channel = ?", [alert, channel]
        ).fetchone()[0]
        fresh = f"{key}-again-{count}"
        self.queue(fresh, alert, channel, now, now, thread)
        return fresh

    def drop(self, key: str) -> bool:
        cursor = self._db.execute(
            "update outbox set status = 'dropped', reason = ? where key = ? and status in ('waiting', 'gave-up')",
            [Reason.DROPPED, key],
        )
        return bool(cursor.rowcount)
