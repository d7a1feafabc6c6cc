"""`monitor export` and `monitor verify`."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click

from monitor import app, evidence
from monitor.config import Settings
from monitor.core import atom, render
from monitor.core.render import finding_json
from monitor.errors import InputError
from monitor.storage import Storage

from .common import config_option, config_path, print_lines, reading, watch_option


@click.command()
@click.option("--format", "form", type=click.Choice(["csv", "jsonl", "atom"]), default="jsonl", show_default=True)
@click.option("--evidence", "alert", metavar="ALERT", help="Write the proof of this alert into a folder instead.")
@click.option("--dossier", "dossier_of", metavar="WATCH", help="Write what is known of this watch as one HTML file.")
@click.option("--to", "target", metavar="PATH", help="New folder or file [evidence-ALERT, dossier-WATCH.html].")
@watch_option
@config_option
@click.pass_context
def export(
    ctx: click.Context, form: str, alert: str | None, dossier_of: str | None, target: str | None, watch: str
) -> None:
    """Findings as CSV, JSON lines or an Atom feed; the evidence of one alert; or the dossier of a watch."""
    path = config_path(ctx)
    with reading(path, dossier_of or watch) as (chosen, storage):
        if alert:
            _evidence(chosen, storage, path, alert, Path(target or f"evidence-{Path(alert).name}"))
            return
        if dossier_of:
            _dossier(chosen, storage, path, dossier_of, Path(target or f"dossier-{dossier_of}.html"))
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


def _evidence(chosen: Settings, storage: Storage, path: str, alert: str, target: Path) -> None:
    known = app.knowledge(chosen, storage).digest
    files = evidence.write(storage, alert, target, Path(path).read_bytes(), known)
    click.echo(f"{target}: {len(files)} files written; `monitor verify {target}` checks them")


def _dossier(chosen: Settings, storage: Storage, path: str, watch: str, target: Path) -> None:
    from monitor.web.desk import Visit  # noqa: PLC0415  templates are loaded only where something is drawn
    from monitor.web.dossier import dossier  # noqa: PLC0415  likewise

    visit = Visit(
        storage=storage, chosen=chosen, config_path=path, now=app.SystemClock().now(), args={"watch": watch},
        language=chosen.watches[watch].language, who="", may_edit=False,
        known=lambda: app.knowledge(chosen, storage),
    )  # fmt: skip
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(dossier(visit))
    except OSError as error:
        raise InputError(f"{target}: cannot be written ({error.strerror})") from error
    click.echo(f"{target} written")


@click.command()
@click.argument("folder")
def verify(folder: str) -> None:
    """Check a folder of evidence: exit 0 when every file is as it was written."""
    wrong = evidence.verify(Path(folder))
    if wrong:
        raise click.ClickException(f"{folder}: " + "; ".join(wrong))
    click.echo(f"{folder}: every file is as it was written")
