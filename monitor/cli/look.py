"""Tables, trees and coloured text for people. What is shown comes from strangers: control characters are escaped."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.style import Style
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from monitor.core.escape import terminal
from monitor.core.ledger import LedgerEntry
from monitor.model import Alert, Analysis, Finding, Link, Mention
from monitor.storage import OutboxRow

_COLOURS = {"company": "cyan", "brand": "green", "segment": "blue", "event": "magenta", "candidate": "yellow"}


_SHORT = 24  # a column no wider is never wrapped; the long ones share what is left
_NARROW = 130
_PIPE_WIDTH = 200  # columns where there is no terminal to ask


def console() -> Console:
    """Standard output; wide where it is no terminal and COLUMNS does not say otherwise."""
    out = Console(highlight=False, markup=False, soft_wrap=False)
    if out.is_terminal or os.environ.get("COLUMNS"):
        return out
    return Console(highlight=False, markup=False, width=_PIPE_WIDTH)


def day(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d}" if at else "—"


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """A table; where it is narrow, the last column's text stands below its row."""
    shown = [[terminal(str(cell)) for cell in row] for row in rows]
    out = console()
    if not shown:
        out.print(empty)
    elif out.width < _NARROW and (max(len(row[-1]) for row in shown) > _SHORT or _room(columns, shown) > out.width):
        _rows_with_text(out, title, columns, shown)
    else:
        out.print(_grid(title, columns, shown))


def _room(columns: Sequence[str], shown: Sequence[Sequence[str]]) -> int:
    """How wide the cells stand beside each other."""
    return sum(max(map(cell_len, cells)) + 2 for cells in zip(columns, *shown, strict=True)) - 2


def _grid(title: str, columns: Sequence[str], shown: Sequence[Sequence[str]]) -> Table:
    drawn = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for at, column in enumerate(columns):
        widest = max(len(row[at]) for row in shown)
        drawn.add_column(column, overflow="fold", no_wrap=widest <= _SHORT)
    for row in shown:
        drawn.add_row(*row)
    return drawn


def _rows_with_text(out: Console, title: str, columns: Sequence[str], shown: Sequence[Sequence[str]]) -> None:
    """One line of the short cells, in columns where they fit, then the long text, indented."""
    short = [row[:-1] for row in shown]
    widths = [max(map(cell_len, cells)) for cells in zip(columns[:-1], *short, strict=True)]
    fits = _room(columns[:-1], short) <= out.width
    out.print(title, style="bold")
    out.print(_padded(columns, widths).rstrip() if fits else f"{' · '.join(columns[:-1])}; below it {columns[-1]}")
    for row in shown:
        told = _padded(row, widths) if fits else " · ".join(cell for cell in row[:-1] if cell not in ("", "—"))
        out.print(told.rstrip(), overflow="fold")
        for line in textwrap.wrap(row[-1], max(out.width - 4, 16)):
            out.print(f"    {line}", style="dim")


def _padded(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(set_cell_size(cell, width) for cell, width in zip(cells, widths, strict=False))


def ledger_table(entries: Sequence[LedgerEntry]) -> None:
    table(
        "Ledger",
        ("value", "kind", "watch", "state", "status", "first", "articles", "said first by"),
        (
            (
                e.value, e.kind, e.watch, f"{e.state}{' ✓' if e.confirmed else ''}", e.status,
                day(e.first.published) if e.first else "—", len(e.evidence), e.first.sentence[:90] if e.first else "",
            )
            for e in entries
        ),
        "Nothing yet: no article has said anything of a watch.",
    )  # fmt: skip


def findings_table(found: Sequence[Finding]) -> None:
    table(
        "Findings",
        ("published", "what", "value", "state", "watch", "voices", "source", "evidence"),
        (
            (
                day(f.article_published), f.kind, f.value, f.state, f.watch, f.independent_sources, f.source,
                f.sentence[:120],
            )
            for f in found
        ),
        "Nothing new yet.",
    )  # fmt: skip


def articles_table(rows: Sequence[Mapping[str, Any]]) -> None:
    table(
        "Articles",
        ("published", "source", "language", "title", "watches", "brands", "role"),
        (
            (
                str(r["published"] or "—")[:10], r["publisher"] or r["source"], r["language"], r["title"][:90],
                ", ".join(f"{w} {v}" for w, v in r["watches"].items() if v != "none"), ", ".join(r["brands"]),
                r["role"],
            )
            for r in rows
        ),
        "No articles yet.",
    )  # fmt: skip


def story_trees(rows: Iterable[Mapping[str, Any]]) -> None:
    out = console()
    for row in rows:
        voices = row["independent_sources"]
        head = f"{row['title']}  ({len(row['articles'])} articles, {voices} independent)"
        tree = Tree(Text(terminal(head), style="bold"))
        nodes: dict[str | None, Tree] = {}
        for article in row["articles"]:
            said = f"{str(article['published'] or '—')[:16]}  {article['source']} [{article['language']}]"
            line = Text(terminal(f"{said}  {article['role']}: {article['title'][:80]}"))
            nodes[article["url"]] = nodes.get(article["copied_from"], tree).add(line)
        out.print(tree)


def alerts_table(found: Sequence[tuple[Alert, Sequence[OutboxRow]]], titles: Mapping[str, str]) -> None:
    table(
        "Alerts",
        ("at", "alert", "rule", "about", "what", "channels"),
        (
            (
                f"{alert.at:%Y-%m-%d %H:%M}", alert.id, alert.rule,
                ", ".join(sorted({titles.get(f.watch, f.watch) for f in alert.findings})),
                "; ".join(f"{f.kind} {f.value} {f.state}".strip() for f in alert.findings),
                ", ".join(f"{row.channel} {row.status}" for row in rows) or "recorded only",
            )
            for alert, rows in found
        ),
        "No alerts yet.",
    )  # fmt: skip


def outbox_table(rows: Sequence[Mapping[str, Any]]) -> None:
    columns = ("key", "channel", "status", "attempts", "next_try_at", "sent_at", "last_error")
    table("Outbox", columns, ([row[c] or "" for c in columns] for row in rows), "The outbox is empty.")


def sources_table(rows: Sequence[Mapping[str, Any]]) -> None:
    columns = ("source", "state", "route", "last_ok", "next_poll", "usual_gap", "per_day", "failures", "last_error")
    heads = ("source", "state", "route", "ok ago", "next in", "gap", "a day", "fails", "last error")
    table("Sources", heads, ([_short(row[c]) for c in columns] for row in rows), "No sources in the config.")


def _short(value: object) -> str:
    return "—" if value in (None, "") else f"{value:.1f}" if isinstance(value, float) else str(value)


# --- an article with its mentions ----------------------------------------------------------------------------


def show(analysis: Analysis, *, reasons: bool) -> None:
    """The article with its mentions in colour: bold linked, dim somebody else's."""
    out, article = console(), analysis.article
    out.print(_coloured(article.title, [m for m in analysis.mentions if m.field == "title"]), style="bold")
    published = f"{article.published:%Y-%m-%d %H:%M} UTC" if article.published else "no date"
    out.print(terminal(f"{article.url}  {article.language}  {published}  {article.outcome} by {article.served_by}"))
    for watch, score in analysis.watches.items():
        out.print(terminal(f"{watch}: {score.relevance} {score.score:.2f}  ({'; '.join(score.reasons)})"), style="cyan")
    out.print()
    out.print(_coloured(article.text, [m for m in analysis.mentions if m.field == "text"]))
    out.print()
    _found(out, analysis.mentions)
    if reasons:
        _reasons(out, analysis.mentions)
    for amount in analysis.amounts:
        whose = f"{amount.watch} {amount.link}" if amount.watch else "nobody's"
        out.print(terminal(f"amount {amount.qualifier} {amount.value:,.0f} {amount.currency}  {whose}"))


def _found(out: Console, mentions: Iterable[Mention]) -> None:
    """What the colours say, in words: each linked value once, with its surest mention."""
    best: dict[tuple[str, str], Mention] = {}
    for one in sorted(mentions, key=lambda m: m.link is not Link.STRONG):
        if one.watch and one.kind != "company" and one.link in (Link.STRONG, Link.MEDIUM):
            best.setdefault((one.kind, one.value), one)
    for kind in sorted({kind for kind, _ in best}):
        said = (f"{m.value} ({m.certainty})" for (k, _), m in best.items() if k == kind)
        out.print(terminal(f"{kind}: {', '.join(said)}"), style=_COLOURS.get(kind, ""))


def _coloured(text: str, mentions: Iterable[Mention]) -> Text:
    """Control characters become visible signs of the same width, so that offsets hold."""
    drawn = Text("".join(char if char == "\n" or char.isprintable() else "·" for char in text))
    for one in mentions:
        colour = _COLOURS.get(one.kind)
        if colour:
            linked = one.link in (Link.STRONG, Link.MEDIUM) or one.kind == "company"
            drawn.stylize(Style(color=colour, bold=linked, dim=not linked, underline=linked), one.start, one.end)
    return drawn


def _reasons(out: Console, mentions: Iterable[Mention]) -> None:
    for one in mentions:
        line = f"{one.kind} {one.value} «{one.surface}» {one.watch} {one.link} {one.certainty}"
        out.print(terminal(f"{line}: {'; '.join(one.reasons)}"), style=_COLOURS.get(one.kind, ""))
