"""`monitor outbox`: what waits to be delivered."""

from __future__ import annotations

import click

from monitor import app, listings

from .common import config_option, config_path, json_option, print_lines, reading


@click.group()
def outbox() -> None:
    """What waits to be delivered, what was given up, and why."""


@outbox.command(name="list")
@click.option("--status", default="", type=click.Choice(["", "waiting", "sent", "gave-up", "dropped"]))
@json_option
@config_option
@click.pass_context
def list_(ctx: click.Context, status: str, as_json: bool) -> None:
    """One row an alert and channel."""
    with reading(config_path(ctx)) as (_, storage):
        rows = [listings.outbox(row) for row in storage.outbox.rows(status)]
    if as_json:
        print_lines(rows)
        return
    from .look import outbox_table  # noqa: PLC0415  rich is loaded only where something is drawn

    outbox_table(rows)


@outbox.command()
@click.argument("key")
@config_option
@click.pass_context
def retry(ctx: click.Context, key: str) -> None:
    """Try the row KEY again now, whatever became of it before; `all` means every row that was given up."""
    _change(ctx, key, "retry", "queued again")


@outbox.command()
@click.argument("key")
@config_option
@click.pass_context
def drop(ctx: click.Context, key: str) -> None:
    """Never send the row KEY; `all` means every row that was given up."""
    _change(ctx, key, "drop", "dropped")


def _change(ctx: click.Context, key: str, what: str, done: str) -> None:
    with reading(config_path(ctx)) as (_, storage):
        keys = [row.key for row in storage.outbox.rows("gave-up")] if key == "all" else [key]
        with storage.unit():
            if what == "retry":
                changed = sum(storage.outbox.retry(one, app.SystemClock().now()) for one in keys)
            else:
                changed = sum(storage.outbox.drop(one) for one in keys)
    if not changed and key != "all":
        raise click.ClickException(f"no unsent row {key!r}; `monitor outbox list` shows the keys")
    click.echo(f"{changed} {done}")
