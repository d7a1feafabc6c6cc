"""`monitor import`: history through the same pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial

import click

from monitor import app, documents
from monitor.analyse import analyse
from monitor.documents import Document
from monitor.errors import InputError
from monitor.importing import Imported, bring
from monitor.storage import Lock

from .common import config_option, config_path, json_option, print_lines


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--alerts",
    type=click.Choice(["off", "record", "send"]),
    default="record",
    show_default=True,
    help="off: no alerts; record: say what would have been sent; send: send them.",
)
@click.option("--keep", type=click.Choice(["all", "matched"]), default="all", show_default=True)
@json_option
@config_option
@click.pass_context
def import_(ctx: click.Context, paths: tuple[str, ...], alerts: str, keep: str, as_json: bool) -> None:
    """Bring history in: .jsonl files of documents, or pages, each at its own date."""
    chosen = app.settings(config_path(ctx))
    app.prepare(chosen)
    lock = Lock(chosen.database)
    lock.take()
    storage = app.open_storage(chosen, create=True)
    bad: list[str] = []
    try:
        known = app.knowledge(chosen, storage)
        now = app.SystemClock().now()
        done = bring(
            storage,
            app.setup(chosen, known),
            partial(analyse, knowledge=known),
            _documents(paths, now, bad),
            now,
            alerts=alerts,
            keep_all=keep == "all",
        )
        _report(_with_progress(done), bad, as_json)
    finally:
        storage.close()
        lock.drop()


def _documents(paths: Iterable[str], now: datetime, bad: list[str]) -> Iterator[Document]:
    for path in paths:
        for one in documents.read(path, now):
            if isinstance(one, Document):
                if one.page.url.startswith("http"):
                    yield one
                    continue
                raise InputError(f"{path}: an article needs its address; give .jsonl lines with `url` and `html_path`")
            bad.append(str(one))
            click.echo(f"monitor: {one}", err=True)


def _with_progress(done: Iterable[Imported]) -> Iterator[Imported]:
    from rich.console import Console  # noqa: PLC0415  rich is loaded only where something is drawn
    from rich.progress import track  # noqa: PLC0415  likewise

    out = Console(stderr=True)
    yield from track(done, "importing", console=out, transient=True, disable=not out.is_terminal)


def _report(done: Iterator[Imported], bad: Sequence[str], as_json: bool) -> None:
    kept = new = findings = total = 0
    for one in done:
        total += 1
        kept += one.kept
        new += one.new
        findings += one.findings
    if as_json:
        print_lines([{"documents": total, "kept": kept, "new": new, "findings": findings, "bad_lines": len(bad)}])
    else:
        click.echo(f"{total} documents read, {new} new articles, {findings} findings, {len(bad)} lines left out")
