"""Every list of the desk for machines: JSON, JSON lines, CSV, Atom."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor import listings
from monitor.core import shapes
from monitor.core.escape import csv_cell, one_line, xml
from monitor.core.render import finding_json
from monitor.core.telling import headline
from monitor.storage import Mark

from . import links, searching
from .desk import Visit

_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """`data` is the JSON object; the rest is what an Atom entry needs."""

    data: Mapping[str, Any]
    id: str
    title: str
    at: datetime
    href: str  # within the desk
    said: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    body: str
    content_type: str
    filename: str = ""


def _findings(v: Visit) -> Iterator[Row]:
    for f in reversed(v.storage.outbox.findings(v.arg("watch"), _ROWS)):
        href = links.article(f.article_url) if f.article_url else links.to("findings")
        yield Row(finding_json(f), f.id, headline(f, v.view), f.at, href, f.sentence)


def _ledger(v: Visit) -> Iterator[Row]:
    for e in v.storage.ledger.listed(v.arg("watch"), v.arg("by")):
        at = e.last.at if e.last else v.now
        title, said = f"{e.value}: {e.state}", e.last.sentence if e.last else ""
        yield Row(shapes.ledger_entry(e), "/".join(e.key), title, at, links.value(*e.key), said)


def _candidates(v: Visit) -> Iterator[Row]:
    for e in listings.candidates(v.storage, v.arg("watch")):
        at, said = (e.last.at, e.last.sentence) if e.last else (v.now, "")
        yield Row(shapes.ledger_entry(e), "/".join(e.key), e.value, at, links.to("review"), said)


def _stories(v: Visit) -> Iterator[Row]:
    for one in reversed(v.storage.stories.listed(v.arg("watch"), _ROWS)):
        yield Row(listings.story(v.storage, one), one.name, one.title, one.last, links.to("story", name=one.name))


def _search(v: Visit) -> Iterator[Row]:
    for hit in searching.hits(v, _ROWS)[0]:
        one = hit.stored
        href = links.article(one.article.url)
        said = one.article.text[:300]
        yield Row(listings.article(v.storage, one, hit.analysis), one.key, one.article.title, one.dated, href, said)


def _alerts(v: Visit) -> Iterator[Row]:
    for alert in reversed(v.storage.outbox.alerts(_ROWS)):
        rows = [listings.outbox(row) for row in v.storage.outbox.rows(alert=alert.id)]
        title = "; ".join(headline(f, v.view) for f in alert.findings) or alert.title
        yield Row(shapes.alert(alert, rows), alert.id, title, alert.at, links.to("alert", id=alert.id))


def _outbox(v: Visit) -> Iterator[Row]:
    for row in v.storage.outbox.rows(v.arg("status"), limit=_ROWS):
        href = links.to("alert", id=row.alert)
        yield Row(listings.outbox(row), row.key, f"{row.channel}: {row.status}", row.queued_at, href, row.last_error)


def _sources(v: Visit) -> Iterator[Row]:
    for spec, state in listings.states(v.chosen, v.storage):
        at, said = state.last_poll or v.now, state.last_error
        yield Row(listings.source(spec, state), spec.id, f"{spec.title}: {state.state}", at, links.to("sources"), said)


def _marks(v: Visit) -> Iterator[Row]:
    for mark in v.storage.remarks.marks():
        title = f"{mark.wrong}: {headline(mark.finding, v.view)}"
        yield Row(label(v, mark), str(mark.id), title, mark.at, links.to("marks"), mark.note)


def label(v: Visit, mark: Mark) -> dict[str, Any]:
    """A labelled line: what was said, of which text, and what a person says instead."""
    finding = mark.finding
    ident = v.storage.archive.by_url(finding.article_url) if finding.article_url else None
    text = v.storage.archive.get(ident).article.text if ident is not None else ""
    return {
        "wrong": mark.wrong,
        "note": mark.note,
        "by": mark.who,
        "at": shapes.time(mark.at),
        "settled": shapes.time(mark.settled),
        "finding": finding_json(finding),
        "title": finding.article_title,
        "text": text,
    }


def _changes(v: Visit) -> Iterator[Row]:
    for one in v.storage.remarks.changes(_ROWS):
        data = {"at": shapes.time(one.at), "who": one.who, "action": one.action, "subject": one.subject}
        title = f"{one.who}: {one.action} {one.subject}"
        ident = f"{one.at.isoformat()}/{one.action}"
        yield Row({**data, "detail": one.detail}, ident, title, one.at, links.to("log"), one.detail)


SHEETS: Mapping[str, Callable[[Visit], Iterable[Row]]] = {
    "findings": _findings,
    "ledger": _ledger,
    "review": _candidates,
    "stories": _stories,
    "search": _search,
    "alerts": _alerts,
    "outbox": _outbox,
    "sources": _sources,
    "marks": _marks,
    "log": _changes,
}
FORMS = ("json", "jsonl", "csv", "atom")


def made(name: str, form: str, base: str, v: Visit) -> Made:
    """The list in one of FORMS (JSON for any other). `base` is the server's address, for links in feeds."""
    rows = list(SHEETS[name](v))
    if form == "csv":
        return Made(_csv([row.data for row in rows]), "text/csv; charset=utf-8", f"{name}.csv")
    if form == "atom":
        return Made(_atom(name, rows, base, v), "application/atom+xml; charset=utf-8")
    lines = [json.dumps(row.data, ensure_ascii=False, default=str) for row in rows]
    if form == "jsonl":
        return Made("".join(f"{line}\n" for line in lines), "application/x-ndjson; charset=utf-8", f"{name}.jsonl")
    return Made("[" + ",\n".join(lines) + "]\n", "application/json; charset=utf-8")


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """One column a key; what is nested is JSON in its cell, and no cell is a formula."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    table.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    plain = isinstance(value, str | int | float)
    return csv_cell(str(value) if plain else json.dumps(value, ensure_ascii=False, default=str))


def _atom(name: str, rows: Sequence[Row], base: str, v: Visit) -> str:
    updated = max((row.at for row in rows), default=v.now).isoformat()
    title = f"{v.watch_title}: {v.words.get(name, name)}"
    entries = "\n".join(
        f"<entry><id>tag:monitor.invalid,2026:{name}/{xml(row.id)}</id><title>{xml(one_line(row.title, 200))}</title>"
        f'<updated>{row.at.isoformat()}</updated><link rel="alternate" href="{xml(base + row.href)}"/>'
        f"<summary>{xml(one_line(row.said, 600))}</summary></entry>"
        for row in sorted(rows, key=lambda row: row.at, reverse=True)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>tag:monitor.invalid,2026:{name}</id><title>{xml(title)}</title><updated>{updated}</updated>"
        f"<author><name>monitor</name></author>\n{entries}\n</feed>\n"
    )
