"""The front page, the list of findings, and the life of one value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from markupsafe import Markup

from monitor import listings
from monitor.core import timeline
from monitor.core.health import Health
from monitor.core.ladder import state_at
from monitor.core.ledger import LedgerEntry, Step
from monitor.core.telling import Card, card, headline, pieces
from monitor.model import Finding

from . import links
from .desk import Visit

KINDS = ("brand", "segment", "pair", "amount")
LANES = 40
_NEWEST = 4
WELL = (Health.OK, Health.RECOVERED, Health.MOVED, Health.FLAKY)
_QUIET = (Health.SILENT, Health.STALE)
_AWAKE = timedelta(minutes=15)  # as `monitor healthcheck`
_EARLY = datetime.min.replace(tzinfo=UTC)
_OF_VALUES = ("new-brand", "new-segment", "new-pair", "state", "amount", "candidate", "correction")


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as the desk shows it: as a sentence, with where it leads to."""

    finding: Finding
    card: Card
    heads: tuple[tuple[str, str, str], ...]  # headline, address of its value, id of the finding
    article_href: str
    marks: tuple[str, ...]  # what people say is wrong with it


def told(v: Visit, findings: Iterable[Finding]) -> list[Told]:
    """Neighbours that one sentence proves are told together."""
    proved: dict[tuple[str, str], list[Finding]] = {}
    for f in findings:
        proved.setdefault((f.article_url, f.sentence) if f.sentence and f.article_url else (f.id, ""), []).append(f)
    return [_told(v, together) for together in proved.values()]


def _told(v: Visit, together: Sequence[Finding]) -> Told:
    first, view = together[0], v.view
    marks = tuple(dict.fromkeys(mark for f in together for mark in f.highlights))
    shown = card(replace(first, highlights=marks), view)
    return Told(
        finding=first,
        card=replace(shown, source=v.source(shown.source)),
        heads=tuple((headline(f, view), value_href(f), f.id) for f in together),
        article_href=links.article(first.article_url) if first.article_url else "",
        marks=tuple(m.wrong for f in together for m in v.storage.remarks.marks(f.id) if m.settled is None),
    )


def value_href(f: Finding) -> str:
    return links.value(f.watch, f.value_kind or "brand", f.value) if f.kind in _OF_VALUES else ""


def front(v: Visit) -> dict[str, Any]:
    kind = v.arg("by") if v.arg("by") in KINDS else "brand"
    counted = v.storage.ledger.outlined(v.watch, kind)
    lanes = drawn(v, [entry for entry, _ in counted])
    return {
        "title": v.watch_title,
        "told": told(v, reversed(v.storage.outbox.findings(v.watch, 3 * _NEWEST)))[:_NEWEST],
        "by": kind,
        "kinds": [(name, v.words[f"by_{name}"], links.to("", watch=v.watch, by=name)) for name in KINDS],
        "picture": picture(v, lanes[:LANES]),
        "more_lanes": max(0, len(lanes) - LANES),
        "rows": _rows(v, counted),
        "legend": legend(v),
        "pulse": pulse(v),
        "feeds": "ledger",
    }


def drawn(v: Visit, entries: Sequence[LedgerEntry]) -> tuple[timeline.Lane, ...]:
    def href(entry: LedgerEntry, step: Step | None) -> str:
        at = f"#{step.key.replace(' ', '-')}" if step else ""
        return links.value(entry.watch, entry.kind, entry.value) + at

    return timeline.lanes(entries, v.wording, v.view.value_titles, href)


def picture(v: Visit, lanes: Sequence[timeline.Lane]) -> dict[str, Any]:
    made = timeline.draw(lanes, v.now, f"{v.words['timeline']}: {v.watch_title}")
    return {"labels": Markup(made.labels), "years": Markup(made.years)}  # noqa: S704  made of escaped parts


def legend(v: Visit) -> list[tuple[Markup, str]]:
    states = {**v.wording.states, "open-end": v.wording.states["planned end"]}
    shapes = [name for name in timeline.SHAPES if name in states]
    return [(Markup(timeline.symbol(name)), states[name]) for name in shapes]  # noqa: S704  constants of the program


def _rows(v: Visit, entries: Iterable[tuple[LedgerEntry, int]]) -> list[dict[str, Any]]:
    titles = v.view.value_titles
    rows = [
        {
            "title": " × ".join(titles.get(part, part) for part in e.value.split(" × ")),
            "href": links.value(e.watch, e.kind, e.value),
            "state": state_text(v, e, e.state),
            "shape": _symbol(e.kind, e.steps[-1].state) if e.steps else "",
            "confirmed": e.confirmed,
            "since": e.steps[-1].evidence.at if e.steps else None,
            "first": e.first.at if e.first else None,
            "articles": count,
        }
        for e, count in entries
    ]
    return sorted(rows, key=lambda row: row["since"] or _EARLY, reverse=True)[: 2 * LANES]


def _symbol(kind: str, state: str) -> Markup:
    return Markup(timeline.symbol(timeline.shape_of(kind, state)))  # noqa: S704  constants of the program


def state_text(v: Visit, entry: LedgerEntry, state: str) -> str:
    if entry.kind == "amount" and state:
        return v.wording.sum(state)
    return v.wording.states.get(state, state) or v.words["known_before"]


def alive(v: Visit) -> dict[str, Any]:
    """Is it awake? Stands at the top of every page."""
    last = v.storage.pulse.last("cycle")
    awake = last is not None and v.now - last[0] <= _AWAKE
    return {"awake": awake, "cycle": last[0] if last else None,
            "said": v.words["awake" if awake else "asleep" if last else "never_ran"]}  # fmt: skip


def pulse(v: Visit) -> dict[str, Any]:
    """Is it complete, and what waits?"""
    storage, states = v.storage, [state for _, state in listings.states(v.chosen, v.storage)]
    rows, day = storage.outbox.counts(), v.now - timedelta(days=1)
    network = storage.pulse.last("network")
    return {
        "network_down": network is not None and network[1] == "down",
        "sources": len(states),
        "ok": sum(s.state in WELL for s in states),
        "silent": [v.source(s.source) for s in states if s.state in _QUIET],
        "failing": [v.source(s.source) for s in states if s.state not in (*WELL, *_QUIET, Health.NEW)],
        "last_poll": _latest(s.last_poll for s in states),
        "next_poll": min((s.next_poll_at for s in states if s.next_poll_at), default=None),
        "unsent": rows.get("waiting", 0) + rows.get("gave-up", 0),
        "looked_at": sum(storage.entries.counts(day).values()),
        "matched": storage.archive.matched_since(day),
        "candidates": len(listings.candidates(storage, v.watch)),
    }


def _latest(times: Iterable[datetime | None]) -> datetime | None:
    return max((at for at in times if at is not None), default=None)


# --- lists and lives -----------------------------------------------------------------------------------------


def findings(v: Visit) -> dict[str, Any]:
    limit = v.number("limit", 30, 1000)
    found = v.storage.outbox.findings(v.watch, limit + 1)
    return {
        "title": v.words["findings"],
        "told": told(v, reversed(found[-limit:])),
        "more": links.to("findings", watch=v.watch, limit=limit * 3) if len(found) > limit else "",
        "feeds": "findings",
    }


def value(v: Visit) -> dict[str, Any]:
    """Every step of one value with its evidence."""
    kind, name = v.arg("kind", 40) or "brand", v.arg("value")
    entry = v.storage.ledger.get([(v.watch, kind, name)]).get((v.watch, kind, name))
    title = " × ".join(v.view.value_titles.get(part, part) for part in name.split(" × "))
    if entry is None:
        return {"title": title, "entry": None, "status": 404}
    spans = v.chosen.novelty_values()[v.watch].spans
    found = [f for f in v.storage.outbox.findings(v.watch) if f.value == name and f.value_kind in (kind, "")]
    return {
        "title": title,
        "entry": entry,
        "kind": v.words.get(kind, kind),
        "state": state_text(v, entry, state_at(entry, v.now, spans)),
        "picture": picture(v, drawn(v, [entry])),
        "steps": [_step(v, entry, step) for step in reversed(entry.steps)],
        "pieces": [_piece(v, e) for e in reversed(entry.evidence)][:200],
        "told": told(v, reversed(found)),
    }


def _step(v: Visit, entry: LedgerEntry, step: Step) -> dict[str, Any]:
    return {
        "anchor": step.key.replace(" ", "-"),
        "shape": _symbol(entry.kind, step.state),
        "state": state_text(v, entry, step.state),
        "confirmed": step.confirmed,
        "voices": step.voices,
        **_piece(v, step.evidence, (entry.value,)),
    }


def _piece(v: Visit, e: Any, marks: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "at": e.at,
        "source": v.source(e.source),
        "title": e.title,
        "href": links.article(e.url),
        "sentence": pieces(e.sentence, marks),
        "certainty": v.wording.certainties.get(e.certainty, str(e.certainty)),
    }
