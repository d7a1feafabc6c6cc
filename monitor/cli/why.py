"""`monitor why`."""

from __future__ import annotations

import click

from monitor.explain import Life, why

from .common import config_option, config_path, json_option, print_lines, reading


@click.command(name="why")
@click.argument("subject", metavar="URL|ALERT")
@json_option
@config_option
@click.pass_context
def why_(ctx: click.Context, subject: str, as_json: bool) -> None:
    """The whole life of an item or an alert, each yes and no with its reason."""
    with reading(config_path(ctx)) as (_, storage):
        life = why(storage, subject)
    if as_json:
        print_lines([life.shape()])
    else:
        _show(life)


def _show(life: Life) -> None:
    from .look import table  # noqa: PLC0415  rich is loaded only where something is drawn

    table(
        f"{life.subject}\n{life.verdict}",
        ("at", "", "stage", "reason", "detail"),
        (
            (f"{one.at:%Y-%m-%d %H:%M:%S}", "yes" if one.passed else "no", one.stage, one.reason, one.detail)
            for one in life.trail
        ),
        f"{life.subject}: {life.verdict}",
    )
