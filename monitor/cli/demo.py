"""`monitor demo`: a made-up news world at speed, through the same program."""

from __future__ import annotations

import asyncio
import os
import tempfile
from datetime import datetime
from pathlib import Path

import click

from monitor import app
from monitor.storage import Storage

_COLOR = "MONITOR_CHANNELS__CONSOLE__COLOR"  # the only setting of the user's own that the demo takes over


@click.command()
@click.option(
    "--seconds",
    type=click.FloatRange(0, 3600),
    default=40.0,
    show_default=True,
    help="How long the two made-up years take.",
)
@click.option("--database", default="", metavar="FILE", help="Keep the demo's database in this new file.")
def demo(seconds: float, database: str) -> None:
    """A made-up assembler, made-up news, real alerts: no network, no account."""
    if database and Path(database).exists():
        raise click.BadParameter("exists already; name a new file", param_hint="--database")
    click.echo("The made-up town of Kedrogorsk, 2024–2025: two years of its news, and what the monitor says of them.\n")
    with tempfile.TemporaryDirectory(prefix="monitor-demo-") as folder:
        asyncio.run(_play(database or str(Path(folder) / "demo.sqlite"), seconds))
    if database:
        click.echo(f"\nThe database is {database}.")


async def _play(database: str, seconds: float) -> None:
    from monitor import config  # noqa: PLC0415  loaded only where it runs
    from monitor.deliver import deliver_due  # noqa: PLC0415  likewise
    from monitor.demo import CONFIG, FastClock, load, play, serve  # noqa: PLC0415  likewise
    from monitor.pipeline import cycle  # noqa: PLC0415  likewise

    world = load()
    clock = FastClock(world.start)
    async with serve(world, clock) as server:
        kept = {name: os.environ[name] for name in (_COLOR,) if name in os.environ}
        environ = {**kept, "DEMO_SERVER": server.address, "DEMO_DATABASE": database}
        chosen = config.load(CONFIG, environ)
        storage = Storage(database)
        try:
            async with app.engine(chosen, storage, clock) as engine:

                async def one(_now: datetime) -> None:
                    await cycle(engine)
                    await deliver_due(engine)

                await play(world, clock, one, seconds)
            click.echo(_summary(storage))
        finally:
            storage.close()


def _summary(storage: Storage) -> str:
    articles, first, last = storage.archive.span()
    span = f"{first:%B %Y} to {last:%B %Y}" if first and last else "no time"
    findings, alerts = len(storage.outbox.findings()), len(storage.outbox.alerts())
    return f"\n{articles} articles read from {span}; {findings} findings, told in {alerts} alerts, each once."
