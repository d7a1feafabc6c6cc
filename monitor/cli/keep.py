"""`monitor backup` and `monitor healthcheck`."""

from __future__ import annotations

from datetime import timedelta

import click

from monitor import app

from .common import config_option, config_path, reading

# A cycle of two cores and slow sources may take minutes; a daemon silent for longer than this hangs.
_TOO_LONG = timedelta(minutes=15)


@click.command()
@click.argument("file")
@config_option
@click.pass_context
def backup(ctx: click.Context, file: str) -> None:
    """Write a consistent copy of the database to FILE while it is in use."""
    with reading(config_path(ctx)) as (_, storage):
        storage.backup(file)
    click.echo(f"{file} written")


@click.command()
@config_option
@click.pass_context
def healthcheck(ctx: click.Context) -> None:
    """Exit 0 when the daemon's last cycle (or, in the first one, its last look at the outbox) is recent, else 1.

    It asks the database what the daemon really did, not the process whether it feels well.
    """
    with reading(config_path(ctx)) as (_, storage):
        what, last = "cycle ended", storage.pulse.last("cycle")
        if last is None:  # the first one ends when every source was asked and read
            what, last = "look at the outbox, in the first cycle, was", storage.pulse.last("outbox")
    if last is None:
        raise click.ClickException("unhealthy: no cycle yet")
    age = app.SystemClock().now() - last[0]
    if age > _TOO_LONG:
        raise click.ClickException(f"unhealthy: the last {what} {age.total_seconds() / 60:.0f} minutes ago")
    click.echo(f"ok: the last {what} {max(0.0, age.total_seconds()):.0f} s ago ({last[1]})")
