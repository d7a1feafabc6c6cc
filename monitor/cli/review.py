"""`monitor accept` and `monitor reject`: a person's word on the names that discovery proposes."""

from __future__ import annotations

import click

from monitor import app, verdicts
from monitor.errors import InputError

from .common import config_option, config_path, reading


class Name(click.ParamType[str]):
    """A name that a text can hold."""

    name = "name"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not any(char.isalnum() for char in value):
            self.fail(f"{value!r} has no letter or digit", param, ctx)
        return value.strip()


@click.command()
@click.argument("name", type=Name())
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
        try:
            again = verdicts.accept(chosen, storage, name, app.SystemClock().now(), kind, alias_of, model)
        except InputError as error:
            raise click.BadParameter(str(error)) from error
    click.echo(f"{name} is known now; {again} articles that hold it were read again")


@click.command()
@click.argument("name", type=Name())
@config_option
@click.pass_context
def reject(ctx: click.Context, name: str) -> None:
    """Refuse NAME for good: it is not proposed again."""
    with reading(config_path(ctx)) as (chosen, storage):
        verdicts.reject(chosen, storage, name, app.SystemClock().now())
    click.echo(f"{name} is not proposed again")
