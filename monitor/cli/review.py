"""`monitor accept` and `monitor reject`: a person's word on the names that discovery proposes."""

from __future__ import annotations

import click

from monitor import app, retag
from monitor.config import Settings
from monitor.storage import Storage

from .common import config_option, config_path, reading


@click.command()
@click.argument("name")
@click.option("--as", "alias_of", default="", metavar="ALIAS_OF", help="It is another spelling of this value.")
@click.option("--model", is_flag=True, help="With --as: it is a model of that value.")
@click.option("--kind", default="brand", show_default=True)
@config_option
@click.pass_context
def accept(ctx: click.Context, name: str, alias_of: str, model: bool, kind: str) -> None:
    """Take NAME into the knowledge; the archive is read again for it."""
    if model and not alias_of:
        raise click.UsageError("--model needs --as: whose model is it?")
    with reading(config_path(ctx)) as (chosen, storage):
        if alias_of and not _known(chosen, storage, kind, alias_of):
            raise click.BadParameter(f"no {kind} {alias_of!r} in the knowledge", param_hint="--as")
        now = app.SystemClock().now()
        with storage.unit():
            storage.verdicts.say(name, f"{kind} model" if model else kind, app.ACCEPTED, alias_of, now)
        again = retag.retag(storage, app.setup(chosen, app.knowledge(chosen, storage)), name, now)
    click.echo(f"{name} is known now; {again} articles that hold it were read again")


def _known(chosen: Settings, storage: Storage, kind: str, value: str) -> bool:
    packs = app.knowledge(chosen, storage).packs.values()
    return any(term.value == value for pack in packs for term in pack.kinds.get(kind, ()))


@click.command()
@click.argument("name")
@config_option
@click.pass_context
def reject(ctx: click.Context, name: str) -> None:
    """Refuse NAME for good: it is not proposed again."""
    with reading(config_path(ctx)) as (chosen, storage):
        now = app.SystemClock().now()
        with storage.unit():
            storage.verdicts.say(name, "", app.REJECTED, "", now)
        retag.retag(storage, app.setup(chosen, app.knowledge(chosen, storage)), name, now)
    click.echo(f"{name} is not proposed again")
