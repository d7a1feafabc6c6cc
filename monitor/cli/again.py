"""`monitor replay` and `monitor audit`: what another config would have said, and what became of given links."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from xxhash import xxh3_64_hexdigest

from monitor import app
from monitor.explain import audit as audited
from monitor.replay import replay as replayed

from .common import cluster_option, config_option, config_path, json_option, print_lines, reading


@click.command()
@click.option("--since", metavar="DAY", help="Only findings about articles published since, as 2026-01-31.")
@click.option("-c", "--config", "new", metavar="NEW", help="The config to try [default: the one in use].")
@cluster_option
@json_option
@click.pass_context
def replay(ctx: click.Context, since: str | None, new: str | None, cluster: str, as_json: bool) -> None:
    """The archive under another config: findings gained, lost and moved. Changes nothing.

    The archive is that of the config in use, which `monitor -c FILE replay` names. Broken off, it goes on where it was.
    """
    other = app.settings(new) if new else None
    day = _day(since)
    with reading(config_path(ctx)) as (chosen, storage):
        known = app.knowledge(other or chosen, storage)
        asked = Path(new or config_path(ctx)).read_bytes() + known.digest.encode()
        scratch = f"{chosen.database}.replay-{xxh3_64_hexdigest(asked)}"
        with app.crew(known, storage.archive.size(), cluster) as crew:
            setup = app.setup(other or chosen, known)
            changes = replayed(storage, setup, crew, app.SystemClock().now(), day, scratch)
    if as_json:
        print_lines(change.shape() for change in changes)
        return
    from .look import table  # noqa: PLC0415  rich is loaded only where something is drawn

    table(
        "What would change",
        ("change", "published", "what", "value", "state", "evidence"),
        (
            (c.what, f"{c.finding.article_published or c.finding.at:%Y-%m-%d}", c.finding.kind, c.finding.value,
             c.finding.state, c.finding.sentence[:110])
            for c in changes
        ),
        "Nothing would change.",
    )  # fmt: skip


def _day(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day; write it as 2026-01-31", param_hint="--since") from None


@click.command()
@click.argument("urls", metavar="URLS")
@json_option
@config_option
@click.pass_context
def audit(ctx: click.Context, urls: str, as_json: bool) -> None:
    """For each link of the file URLS (one a line, - for stdin): caught, merged, muted or missed, and why."""
    if urls != "-" and not Path(urls).is_file():
        raise click.BadParameter(f"no such file: {urls}", param_hint="URLS")
    with click.open_file(urls, encoding="utf-8", errors="replace") as stream:
        links = [line.strip() for line in stream if line.strip() and not line.startswith("#")]
    with reading(config_path(ctx)) as (_, storage):
        rows = [audited(storage, link) for link in links]
    if as_json:
        print_lines(rows)
        return
    from .look import table  # noqa: PLC0415  see `replay`

    columns = ("verdict", "url", "why", "needed")
    table("Audit", columns, ([row[c] for c in columns] for row in rows), "No links in the file.")
