"""`monitor import`: history through the same pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from monitor import app
from monitor.errors import Problem
from monitor.importing import Import, Imported, begun, bring
from monitor.library import Library
from monitor.snapshots import remember
from monitor.storage import Lock, Storage

from .common import cluster_option, config_option, config_path, json_option, print_lines

_SHOWN = 12  # findings named at the end of an import


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
@cluster_option
@json_option
@config_option
@click.pass_context
def import_(ctx: click.Context, paths: tuple[str, ...], alerts: str, keep: str, cluster: str, as_json: bool) -> None:
    """Bring history in: .jsonl files of documents, each at its own date. Broken off, it goes on where it was."""
    chosen = app.settings(config_path(ctx))
    app.prepare(chosen)
    lock = Lock(chosen.database)
    lock.take()
    storage = app.open_storage(chosen, create=True)
    bad: list[str] = []
    try:
        known = app.knowledge(chosen, storage)
        library = Library(paths, app.SystemClock().now(), lambda problem: _told(problem, bad))
        what = Import(library, library.now, alerts, keep == "all")
        before = begun(storage, what)
        if before:
            click.echo(f"monitor: going on after {before} of {len(library)} documents", err=True)
        with app.crew(known, len(library) - before, cluster) as crew:
            done = bring(storage, app.setup(chosen, known), crew, what)
            found = _report(_with_progress(done, len(library) - before), bad, as_json)
        remember(storage, config_path(ctx), chosen, library.now)
        if found and not as_json:
            _learned(storage, found)
    finally:
        storage.close()
        lock.drop()


def _told(problem: Problem, bad: list[str]) -> None:
    bad.append(str(problem))
    click.echo(f"monitor: {problem}", err=True)


def _with_progress(done: Iterable[Imported], total: int) -> Iterator[Imported]:
    from rich.console import Console  # noqa: PLC0415  rich is loaded only where something is drawn
    from rich.progress import track  # noqa: PLC0415  likewise

    out = Console(stderr=True)
    yield from track(done, "importing", total, console=out, transient=True, disable=not out.is_terminal)


def _report(done: Iterator[Imported], bad: Sequence[str], as_json: bool) -> int:
    """Prints what became of the documents; returns how many findings they gave."""
    kept = new = findings = total = failed = 0
    for one in done:
        total += 1
        kept += one.kept
        new += one.new
        findings += one.findings
        if one.failed:
            failed += 1
            click.echo(f"monitor: {one.document.place}: left out, the analyser failed: {one.failed}", err=True)
    if as_json:
        counted = {"documents": total, "kept": kept, "new": new, "findings": findings}
        print_lines([counted | {"bad_lines": len(bad), "failed": failed}])
    else:
        left_out = len(bad) + failed
        click.echo(f"{total} documents read, {new} new articles, {findings} findings, {left_out} lines left out")
    return findings


def _learned(storage: Storage, found: int) -> None:
    """What the archive covers now, and what of it would have been told as it happened."""
    count, first, last = storage.archive.span()
    told = [f"{f.kind} {f.value} {f.state}".strip() for f in storage.outbox.findings(limit=found)]
    more = f" and {len(told) - _SHOWN} more; `monitor findings` shows them" if len(told) > _SHOWN else ""
    if first and last:
        click.echo(f"learned {count} articles from {first:%Y-%m-%d} to {last:%Y-%m-%d}; these would have fired:")
    click.echo(f"  {', '.join(told[:_SHOWN])}{more}")
