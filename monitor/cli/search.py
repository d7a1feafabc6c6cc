"""`monitor search`."""

from __future__ import annotations

import click

from monitor import app, listings
from monitor.core.query import QueryError, parse
from monitor.search import find

from .common import config_option, config_path, json_option, print_lines, reading


@click.command()
@click.argument("query")
@click.option("--limit", default=50, type=click.IntRange(1), show_default=True, metavar="N")
@json_option
@config_option
@click.pass_context
def search(ctx: click.Context, query: str, limit: int, as_json: bool) -> None:
    """Articles by words in any form, in either language, and by what is known of them.

    QUERY is as in rules: Kaiyi since:30d, brand:BAIC segment:ev, "малые грузовики" language:ru.
    """
    try:
        asked = parse(query)
    except QueryError as error:
        raise click.BadParameter(str(error), param_hint="QUERY") from error
    with reading(config_path(ctx)) as (chosen, storage):
        found = find(storage, asked, tuple(chosen.watches), app.SystemClock().now(), limit)
        rows = [listings.article(storage, one) for one in found]
    if as_json:
        print_lines(rows)
        return
    from .look import articles_table  # noqa: PLC0415  rich is loaded only where something is drawn

    articles_table(rows)
