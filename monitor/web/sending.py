"""Alerts, what became of them, what waits and why, and what is muted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from monitor.core.telling import pieces, subject
from monitor.model import Alert
from monitor.storage import OutboxRow

from . import links
from .desk import Visit
from .front import told
from .plain import reason
from .reading import trail


def alerts(v: Visit) -> dict[str, Any]:
    limit = v.number("limit", 30, 500)
    found = v.storage.outbox.alerts(limit + 1)
    waiting = [row for status in ("waiting", "gave-up") for row in v.storage.outbox.rows(status, limit=200)]
    return {
        "title": v.words["alerts"],
        "alerts": [_alert(v, one) for one in reversed(found[-limit:])],
        "waiting": [_row(v, row) | {"subject": _subject(v, row.alert)} for row in waiting],
        "mutes": v.storage.remarks.mutes(v.now.date()),
        "query": v.arg("mute"),
        "month": (v.now + timedelta(days=30)).date(),
        "more": links.to("alerts", limit=limit * 3) if len(found) > limit else "",
        "feeds": "alerts",
    }


def _alert(v: Visit, one: Alert) -> dict[str, Any]:
    return {
        "id": one.id,
        "href": links.to("alert", id=one.id),
        "at": one.at,
        "rule": one.rule,
        "subject": subject(one, v.view),
        "proof": _proof(one),
        "rows": [_row(v, row) for row in v.storage.outbox.rows(alert=one.id)],
    }


def _subject(v: Visit, ident: str) -> str:
    one = v.storage.outbox.alert(ident)
    return subject(one, v.view) if one else ident


def _proof(one: Alert) -> tuple[tuple[str, bool], ...]:
    first = next((f for f in one.findings if f.sentence), None)
    return pieces(first.sentence, first.highlights) if first else ()


def _row(v: Visit, row: OutboxRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "alert": links.to("alert", id=row.alert),
        "channel": row.channel,
        "status": row.status,
        "said": v.words["waits" if row.status == "waiting" else row.status],
        "why": reason(row.reason, v.language),
        "attempts": row.attempts,
        "next_try_at": row.next_try_at if row.status == "waiting" else None,
        "sent_at": row.sent_at,
        "error": row.last_error,
    }


def alert(v: Visit) -> dict[str, Any]:
    """One alert with its findings, its channels and its trail."""
    one = v.storage.outbox.alert(v.arg("id"))
    if one is None:
        return {"title": v.words["alerts"], "alert": None, "status": 404}
    subjects = [one.id, *(f.id for f in one.findings)]
    value = one.findings[0].value if one.findings else ""
    return {
        "title": subject(one, v.view),
        "alert": _alert(v, one),
        "lines": one.lines,
        "told": told(v, one.findings),
        "mute": links.to("alerts", mute=f'value:"{value}"') + "#mute" if value and '"' not in value else "",
        "trail": trail(v, v.storage.trail.of(subjects)),
    }
