"""What people look after: candidates, marks, sources, and who changed what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from monitor import listings
from monitor.core.chart import Bar, bars
from monitor.core.health import Health, SourceState
from monitor.core.ledger import LedgerEntry
from monitor.core.schedule import SourceSpec, route_name
from monitor.core.telling import pieces
from monitor.model import Reason

from . import links
from .desk import Visit
from .front import WELL, told
from .plain import reason

_DAYS = 14
_BAD = (Health.DEAD, Health.FAILING, Health.BLOCKED, Health.CHALLENGE)


def review(v: Visit) -> dict[str, Any]:
    entries = listings.candidates(v.storage, v.watch)
    pack = v.known().packs.get(v.chosen.watches[v.watch].pack)
    brands = sorted({term.value for term in pack.kinds.get("brand", ())}) if pack else []
    return {
        "title": v.words["review"],
        "candidates": [_candidate(v, one) for one in reversed(entries)],
        "brands": brands,
        "open_marks": sum(mark.settled is None for mark in v.storage.remarks.marks()),
        "feeds": "review",
    }


def _candidate(v: Visit, entry: LedgerEntry) -> dict[str, Any]:
    seen = [
        {
            "at": e.at,
            "source": v.source(e.source),
            "href": links.article(e.url),
            "title": e.title,
            "sentence": pieces(e.sentence, (entry.value,)),
        }
        for e in reversed(entry.standing)
    ]
    return {
        "name": entry.value,
        "href": links.value(entry.watch, entry.kind, entry.value),
        "evidence": seen[:3],
        "count": len(seen),
        "voices": len({e.voice for e in entry.standing}),
    }


def marks(v: Visit) -> dict[str, Any]:
    found = v.storage.remarks.marks()
    marked = [(mark, told(v, [mark.finding])) for mark in found]
    return {"title": v.words["marks"], "marked": marked, "feeds": "marks"}


def sources(v: Visit) -> dict[str, Any]:
    first = (v.now - timedelta(days=_DAYS - 1)).date()
    days = [(first + timedelta(days=n)).isoformat() for n in range(_DAYS)]
    counts = v.storage.entries.per_day(v.now - timedelta(days=_DAYS))
    gaps: dict[str, dict[str, str]] = {}
    for finding in v.storage.outbox.findings_of_kind("gap", 500):
        gaps.setdefault(finding.value, {})[finding.at.date().isoformat()] = finding.sentence
    most = max((count for by_day in counts.values() for count in by_day.values()), default=1)
    rows = [
        _source(v, spec, state, gaps.get(spec.id, {}))
        | {"chart": _chart(v, days, counts.get(spec.id, {}), gaps.get(spec.id, {}), most)}
        for spec, state in listings.states(v.chosen, v.storage)
    ]
    counted = Counter(row["said"] for row in rows)
    rows.sort(key=lambda row: row["rank"])
    return {"title": v.words["sources"], "rows": rows, "counted": counted.most_common(), "feeds": "sources"}


def _source(v: Visit, spec: SourceSpec, state: SourceState, gaps: Mapping[str, str]) -> dict[str, Any]:
    """One card; those that need a look come first."""
    return listings.source(spec, state) | {
        "bad": state.state in _BAD,
        "rank": 0 if state.state in _BAD else 1 if state.state not in WELL else 2,
        "said": v.plain("health", state.state),
        "why": reason(Reason(state.last_reason), v.language) if state.last_reason else "",
        "names": [(name, name == state.route) for name in map(route_name, spec.routes)],
        "last_poll": state.last_poll,
        "last_new_at": state.last_new,
        "next_at": state.next_poll_at,
        "since": state.failing_since,
        "gaps": sorted(gaps.items(), reverse=True)[:3],
        "href": links.to("search", q=f"source:{spec.id}"),
    }


def _chart(v: Visit, days: list[str], counts: Mapping[str, int], gaps: Mapping[str, str], most: int) -> Markup:
    columns = [Bar(counts.get(day, 0), f"{day}: {counts.get(day, 0)}", flagged=day in gaps) for day in days]
    said = f"{v.words['per_day']}: {', '.join(str(counts.get(day, 0)) for day in days)}"
    return Markup(bars(columns, said, most=most))  # noqa: S704  made of escaped parts


def log(v: Visit) -> dict[str, Any]:
    limit = v.number("limit", 100, 2000)
    changes = [(one, v.plain("action", one.action)) for one in v.storage.remarks.changes(limit)]
    return {"title": v.words["log"], "changes": changes, "feeds": "log"}
