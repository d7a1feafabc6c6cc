"""What is known: ledger, findings, stories, articles, alerts."""

from __future__ import annotations

import click

from monitor import app, listings
from monitor.core import shapes
from monitor.core.render import finding_json

from .common import config_option, config_path, json_option, print_lines, reading, watch_option

_limit = click.option("--limit", default=-1, type=click.IntRange(-1), metavar="N", help="Only the newest N.")


@click.command()
@watch_option
@click.option("--kind", default="", help="Only this kind: brand, segment, pair, candidate, amount.")
@click.option("--candidates", is_flag=True, help="Names that discovery proposes, with their evidence.")
@json_option
@config_option
@click.pass_context
def ledger(ctx: click.Context, watch: str, kind: str, candidates: bool, as_json: bool) -> None:
    """What is known of each watch: values, their states, and who said it first."""
    with reading(config_path(ctx), watch) as (_, storage):
        entries = listings.candidates(storage, watch) if candidates else storage.ledger.listed(watch, kind)
    if as_json:
        print_lines(map(shapes.ledger_entry, entries))
        return
    from .look import ledger_table  # noqa: PLC0415  rich is loaded only where something is drawn

    ledger_table(entries)


@click.command()
@watch_option
@_limit
@json_option
@config_option
@click.pass_context
def findings(ctx: click.Context, watch: str, limit: int, as_json: bool) -> None:
    """What was new, in the order in which it was found."""
    with reading(config_path(ctx), watch) as (_, storage):
        found = storage.outbox.findings(watch, limit)
    if as_json:
        print_lines(map(finding_json, found))
        return
    from .look import findings_table  # noqa: PLC0415  see `ledger`

    findings_table(found)


@click.command()
@watch_option
@_limit
@json_option
@config_option
@click.pass_context
def stories(ctx: click.Context, watch: str, limit: int, as_json: bool) -> None:
    """Articles that tell one event: who was first, who reprinted, who reported on their own."""
    with reading(config_path(ctx), watch) as (_, storage):
        rows = [listings.story(storage, one) for one in storage.stories.listed(watch, limit)]
    if as_json:
        print_lines(rows)
        return
    from .look import story_trees  # noqa: PLC0415  see `ledger`

    story_trees(rows)


@click.command()
@watch_option
@_limit
@json_option
@config_option
@click.pass_context
def articles(ctx: click.Context, watch: str, limit: int, as_json: bool) -> None:
    """The articles in the archive, by date."""
    with reading(config_path(ctx), watch) as (_, storage):
        rows = [listings.article(storage, one) for one in storage.archive.listed(watch, limit)]
    if as_json:
        print_lines(rows)
        return
    from .look import articles_table  # noqa: PLC0415  see `ledger`

    articles_table(rows)


@click.command()
@_limit
@json_option
@config_option
@click.pass_context
def alerts(ctx: click.Context, limit: int, as_json: bool) -> None:
    """The alerts, and what became of each on its channels."""
    chosen = app.settings(config_path(ctx))
    with reading(config_path(ctx)) as (_, storage):
        found = [(alert, storage.outbox.rows(alert=alert.id)) for alert in storage.outbox.alerts(limit)]
    if as_json:
        print_lines(shapes.alert(alert, [listings.outbox(row) for row in rows]) for alert, rows in found)
        return
    from .look import alerts_table  # noqa: PLC0415  see `ledger`

    alerts_table(found, {id_: watch.title for id_, watch in chosen.watches.items()})
