"""`monitor sources`: health of every source and route; OPML in and out."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import click
import yaml

from monitor import app, listings
from monitor.core.transitions import spell
from monitor.errors import InputError
from monitor.lang import translit
from monitor.sources.opml import parse, render

from .common import config_option, config_path, json_option, print_lines, reading


@click.command()
@click.option("--opml", is_flag=True, help="The feeds of the config as OPML, for other readers.")
@click.option("--from-opml", metavar="FILE", help="The feeds of an OPML file as lines for the config's `sources:`.")
@json_option
@config_option
@click.pass_context
def sources(ctx: click.Context, opml: bool, from_opml: str | None, as_json: bool) -> None:
    """State, route in use, last and next poll, usual gap, entries a day, failures, last error."""
    if opml:
        click.echo(render(app.settings(config_path(ctx)).source_specs()), nl=False)
        return
    if from_opml:
        click.echo(_as_config(from_opml, set(app.settings(config_path(ctx)).sources)), nl=False)
        return
    with reading(config_path(ctx)) as (chosen, storage):
        rows = [listings.source(spec, state) for spec, state in listings.states(chosen, storage)]
    if as_json:
        print_lines(rows)
        return
    from .look import sources_table  # noqa: PLC0415  rich is loaded only where something is drawn

    now = app.SystemClock().now()
    sources_table([row | _short(row, now) for row in rows])


def _as_config(path: str, taken: set[str]) -> str:
    """YAML of sources with free ids; what the config has already is not looked for."""
    try:
        found = parse(Path(path).read_bytes())
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise InputError(f"{path}: {error}") from error
    made: dict[str, object] = {}
    for outline in found:
        id_ = _free_id(outline.title, taken | made.keys())
        made[id_] = {"title": outline.title, "routes": [{"type": "rss", "url": outline.feed_url}]}
    return yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=120)


def _free_id(title: str, taken: Collection[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", translit(title.casefold())).strip("-")[:40] or "source"
    return next(name for n in count(1) if (name := plain if n == 1 else f"{plain}-{n}") not in taken)


def _short(row: dict[str, Any], now: datetime) -> dict[str, Any]:
    """What a person reads at a glance: stretches of time rather than times."""
    error = f"{row['last_reason']}: {row['last_error']}" if row["last_reason"] else ""
    ago, ahead = ((now - datetime.fromisoformat(row[name])) if row[name] else None for name in ("last_ok", "next_poll"))
    return {
        "last_error": error[:160],
        "usual_gap": spell(timedelta(seconds=row["usual_gap"])) if row["usual_gap"] else "",
        "route": row["route"].partition(" ")[0],
        "last_ok": spell(ago) if ago is not None else "",
        "next_poll": spell(-ahead) if ahead is not None else "",
    }
