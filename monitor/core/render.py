"""An alert in the forms of its readers. Every form escapes what it shows.

Mail and Slack have files of their own; here are plain text, the terminal, JSON, Atom and CSV.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from monitor.core import escape
from monitor.core.render_html import html
from monitor.core.render_slack import slack
from monitor.core.telling import Card, View, card, cards, headline, subject, title
from monitor.model import Alert, Finding

__all__ = [
    "CSV_COLUMNS",
    "View",
    "atom_entry",
    "csv_row",
    "finding_json",
    "headline",
    "html",
    "payload",
    "plain",
    "slack",
    "subject",
    "terminal",
]

_WIDTH = 76  # of plain text, so that a quoted reply still fits 80 columns
_RULE = "-" * 40


def plain(alert: Alert, view: View) -> str:
    """For mail's text part: lines of at most _WIDTH characters but for addresses; fired words between asterisks."""
    blocks = ["\n".join(_plain_card(told)) for told in cards(alert, view)]
    if above := title(alert, view):
        blocks.insert(0, "\n".join(_wrapped(above)))
    if alert.lines:
        blocks.append("\n".join(escape.one_line(line) for line in alert.lines))
    blocks.append("\n".join([_RULE, *_footer(alert, view)]))
    return "\n\n".join(blocks) + "\n"


def _plain_card(told: Card) -> Iterator[str]:
    for line in told.headlines:
        yield from _wrapped(line)
    yield ""
    if told.sentence:
        yield from _wrapped("".join(f"*{text}*" if fired else text for text, fired in told.sentence), "  > ")
        yield ""
    for line in (told.how_sure, _from(told), told.title, told.url, told.before, *told.also):
        yield from [line] if line == told.url else _wrapped(line)
    yield from _wrapped(f"{told.compared}." if told.compared else "")


def _from(told: Card) -> str:
    return ", ".join(part for part in (told.source, told.when) if part)


def _wrapped(text: str, lead: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=lead, subsequent_indent=lead, break_long_words=False)


def _footer(alert: Alert, view: View) -> list[str]:
    lines = view.words.lines
    said = [lines["why"].format(id=alert.id)] if alert.findings else []
    rule = [lines["rule"].format(rule=escape.one_line(alert.rule))] if alert.rule else []
    desk = [f"{lines['desk']}: {view.desk_url}"] if view.desk_url else []
    return [" · ".join([*said, *rule]), *desk]


# --- terminal ------------------------------------------------------------------------------------------------

_BOLD, _MARK, _DIM, _OFF = "\x1b[1m", "\x1b[1;33m", "\x1b[2m", "\x1b[0m"


def terminal(alert: Alert, view: View, *, color: bool) -> str:
    """A few lines a finding; the only escape sequences in it are its own."""

    def style(code: str, text: str) -> str:
        return f"{code}{text}{_OFF}" if color and text else text

    rows: list[str] = []
    if alert.title:
        rows.append(style(_BOLD, title(alert, view)))
    for told in cards(alert, view):
        rows += [f"● {style(_BOLD, line)}" for line in told.headlines]
        if told.sentence:
            rows.append("  " + "".join(style(_MARK, text) if fired else text for text, fired in told.sentence))
        about = " · ".join(part for part in (_from(told), told.how_sure, told.before, *told.also) if part)
        rows += [f"  {style(_DIM, about)}"] if about else []
        rows += [f"  {told.url}"] if told.url else []
    rows += [escape.one_line(line) for line in alert.lines]
    return "\n".join(rows) + "\n"


# --- machines ------------------------------------------------------------------------------------------------


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as `findings --json`, webhooks and commands give it."""
    published = finding.article_published
    return {
        "id": finding.id,
        "at": finding.at.isoformat(),
        "watch": finding.watch,
        "kind": finding.kind,
        "value": finding.value,
        "state": finding.state,
        "previous_state": finding.previous_state,
        "article": {
            "url": finding.article_url,
            "title": finding.article_title,
            "published": published.isoformat() if published else None,
            "source": finding.source,
        },
        "sentence": finding.sentence,
        "highlights": list(finding.highlights),
        "certainty": str(finding.certainty),
        "link": finding.link,
        "independent_sources": finding.independent_sources,
        "confirmed": finding.confirmed,
        "segments": list(finding.segments),
        "events": list(finding.events),
        "language": finding.language,
        "story": finding.story,
        "baseline": dict(finding.baseline),
    }


def payload(alert: Alert, view: View) -> dict[str, Any]:
    """What webhook, command and python channels are given: plain JSON values."""
    return {
        "type": "alert",
        "id": alert.id,
        "at": alert.at.isoformat(),
        "rule": alert.rule,
        "title": subject(alert, view),
        "watches": {f.watch: view.watch_titles.get(f.watch, f.watch) for f in alert.findings},
        "findings": [finding_json(finding) for finding in alert.findings],
        "lines": list(alert.lines),
    }


def atom_entry(finding: Finding, view: View) -> str:
    """One `<entry>` element (RFC 4287), its namespace declared by the feed around it."""
    told, at = card(finding, view), finding.at.isoformat()
    published = (finding.article_published or finding.at).isoformat()
    where = f'<link rel="alternate" href="{escape.xml(told.url)}"/>' if told.url else ""
    fired = "".join(f"<b>{escape.html(t)}</b>" if mark else escape.html(t) for t, mark in told.sentence)
    body = (
        f"<p>{fired}</p><p>{escape.html(' · '.join(p for p in (told.how_sure, told.before, told.compared) if p))}</p>"
    )
    return (
        f"<entry><id>tag:monitor.invalid,2026:finding/{escape.xml(finding.id)}</id>"
        f"<title>{escape.xml(told.headlines[0])}</title><updated>{at}</updated><published>{published}</published>{where}"
        f"<author><name>{escape.xml(told.source or 'monitor')}</name></author>"
        f'<content type="html">{escape.xml(body)}</content></entry>'
    )


CSV_COLUMNS = (
    "at", "watch", "kind", "value", "state", "previous_state", "certainty", "independent_sources", "published",
    "source", "title", "url", "sentence", "id",
)  # fmt: skip


def csv_row(finding: Finding, view: View) -> tuple[str, ...]:
    """Cells in the order of CSV_COLUMNS, made safe for spreadsheets."""
    published = finding.article_published
    cells = (
        finding.at.isoformat(), finding.watch, finding.kind, finding.value, finding.state, finding.previous_state,
        str(finding.certainty), str(finding.independent_sources), published.isoformat() if published else "",
        finding.source, finding.article_title, finding.article_url, finding.sentence, finding.id,
    )  # fmt: skip
    return tuple(escape.csv_cell(cell) for cell in cells)
