"""`monitor web`."""

from __future__ import annotations

import asyncio

import click

from monitor import app
from monitor.config import Settings

from .common import config_option, config_path


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Another port than the config's; 0 takes a free one.")
@config_option
@click.pass_context
def web(ctx: click.Context, port: int | None) -> None:
    """Serve the analyst's desk in the browser until Ctrl-C; `monitor run` does it too, beside its work."""
    path = config_path(ctx)
    chosen = app.settings(path)
    if port is not None:
        chosen = chosen.model_copy(update={"desk": chosen.desk.model_copy(update={"port": port})})
    app.open_storage(chosen).close()  # without a database there is nothing to look at, and that is said at once
    asyncio.run(_serve(chosen, path))


async def _serve(chosen: Settings, path: str) -> None:
    from monitor.web.serve import serving  # noqa: PLC0415  Datasette costs half a second

    async with serving(chosen, path) as address:
        click.echo(f"The desk is at {address} (Ctrl-C ends it)")
        await asyncio.Event().wait()
