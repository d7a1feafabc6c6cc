"""`monitor export` and `monitor verify`."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from monitor import app, evidence
from monitor.core import atom, render
from monitor.core.render import finding_json

from .common import config_option, config_path, print_lines, reading, watch_option


@click.command()
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "atom"]), default="jsonl", show_default=True)
@click.option("--evidence", "alert", metavar="ALERT", help="Write the proof of this alert into a folder instead.")
@click.option("--to", "folder", metavar="FOLDER", help="With --evidence: the new folder [default: evidence-ALERT].")
@watch_option
@config_option
@click.pass_context
def export(ctx: click.Context, form: str, alert: str | None, folder: str | None, watch: str) -> None:
    """Findings as CSV, JSON lines or an Atom feed; or the evidence of one alert."""
    path = config_path(ctx)
    with reading(path, watch) as (chosen, storage):
        if alert:
            target = Path(folder or f"evidence-{Path(alert).name}")
            known = app.knowledge(chosen, storage).digest
            files = evidence.write(storage, alert, target, Path(path).read_bytes(), known)
            click.echo(f"{target}: {len(files)} files written; `monitor verify {target}` checks them")
            return
        found = storage.outbox.findings(watch)
        view = render.View({id_: one.title for id_, one in chosen.watches.items()})
    if form == "jsonl":
        print_lines(map(finding_json, found))
    elif form == "csv":
        rows = csv.writer(sys.stdout, lineterminator="\n")
        rows.writerow(render.CSV_COLUMNS)
        rows.writerows(render.csv_row(finding, view) for finding in found)
    else:
        click.echo(atom.feed(found, view, app.SystemClock().now()), nl=False)


@click.command()
@click.argument("folder")
def verify(folder: str) -> None:
    """Check a folder of evidence: exit 0 when every file is as it was written."""
    wrong = evidence.verify(Path(folder))
    if wrong:
        raise click.ClickException(f"{folder}: " + "; ".join(wrong))
    click.echo(f"{folder}: every file is as it was written")
