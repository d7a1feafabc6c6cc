"""`monitor inspect`: what the analysis makes of a page, a URL, or each line of a .jsonl file. Stores nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import click

from monitor import app, documents
from monitor.analyse import analyse
from monitor.config import Settings
from monitor.core import shapes
from monitor.documents import Document
from monitor.errors import InputError
from monitor.knowledge import Knowledge
from monitor.model import Analysis, Reason

from .common import config_option, config_path, json_option, print_lines


@click.command(name="inspect")
@click.argument("target")
@click.option("--keep", metavar="NAMES", help="Pretend to know only these brands, comma-separated.")
@click.option("--reasons", is_flag=True, help="Show why each mention is linked and certain as it is.")
@json_option
@config_option
@click.pass_context
def inspect(ctx: click.Context, target: str, keep: str | None, reasons: bool, as_json: bool) -> None:
    """What the analysis makes of TARGET: a file (.html, .txt, .jsonl), a URL, or - for a page on stdin."""
    chosen = app.settings(config_path(ctx))
    known = app.knowledge(chosen, keep={"brand": frozenset(keep.split(","))} if keep else None)
    results = _analysed(chosen, known, target)
    if as_json:
        print_lines(shapes.inspected(analysis, ident) for ident, analysis in results)
        return
    from .look import show  # noqa: PLC0415  rich is loaded only where something is drawn

    unread = 0
    for place, analysis in results:
        if analysis.article.text or analysis.article.title:
            show(analysis, reasons=reasons)
            continue
        unread += 1
        article = analysis.article
        what = "nothing readable" if article.outcome is Reason.SUMMARY_SERVES else f"it is {article.outcome}"
        detail = f" ({article.detail})" if article.detail else ""
        click.echo(f"monitor: {place}: no article, {what}{detail}", err=True)
    if unread:
        ctx.exit(1)


def _analysed(chosen: Settings, known: Knowledge, target: str) -> Iterator[tuple[str, Analysis]]:
    if target.startswith(("http://", "https://")):
        page = asyncio.run(app.fetch_page(chosen, target))
        yield target, analyse(page, known)
        return
    bad = 0
    for read in documents.read(target, app.SystemClock().now()):
        if isinstance(read, Document):
            yield read.id, analyse(read.page, known)
        else:
            bad += 1
            click.echo(f"monitor: {read}", err=True)
    if bad and not Path(target).suffix == ".jsonl":
        raise InputError(f"{target}: nothing readable in it")
