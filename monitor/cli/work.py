"""`monitor run` and `monitor once`."""

from __future__ import annotations

import asyncio
import sys
from contextlib import nullcontext, redirect_stdout

import click

from monitor import app
from monitor.config import Settings
from monitor.storage import Lock

from .common import config_option, config_path, json_option, print_lines


@click.command()
@config_option
@click.pass_context
def run(ctx: click.Context) -> None:
    """Poll, read, record and tell until stopped (SIGTERM or Ctrl-C)."""
    from monitor import daemon  # noqa: PLC0415  the scheduler is loaded only where it runs

    chosen = app.settings(config_path(ctx))
    for warning in chosen.warnings:
        click.echo(f"monitor: {warning}", err=True)
    daemon.run(chosen, config_path(ctx))


@click.command()
@json_option
@config_option
@click.pass_context
def once(ctx: click.Context, as_json: bool) -> None:
    """One cycle (poll what is due, read, record, deliver), then exit."""
    chosen = app.settings(config_path(ctx))
    app.prepare(chosen)
    lock = Lock(chosen.database)
    lock.take()
    try:
        with redirect_stdout(sys.stderr) if as_json else nullcontext():  # a console channel prints, too
            done = asyncio.run(_once(chosen, config_path(ctx)))
    finally:
        lock.drop()
    if as_json:
        print_lines([done])
    else:
        click.echo(
            f"{done['polled']} sources polled ({done['failed']} failed), {done['entries']} new entries, "
            f"{done['articles']} articles, {done['findings']} findings, {done['sent']} alerts sent"
        )


async def _once(chosen: Settings, path: str) -> dict[str, int]:
    from monitor.deliver import deliver_due  # noqa: PLC0415  see `run`
    from monitor.pipeline import cycle  # noqa: PLC0415  see `run`
    from monitor.snapshots import remember  # noqa: PLC0415  see `run`

    storage = app.open_storage(chosen, create=True)
    try:
        async with app.engine(chosen, storage) as engine:
            remember(storage, path, chosen, engine.clock.now())
            done = await cycle(engine)
            delivered = await deliver_due(engine)
    finally:
        storage.close()
    counted = {name: getattr(done, name) for name in done.__slots__}
    return counted | {"sent": delivered.sent, "waiting": delivered.waiting}
