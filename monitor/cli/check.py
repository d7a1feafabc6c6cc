"""`monitor check`, `try`, `plugins`, `schema`."""

from __future__ import annotations

import asyncio
import dataclasses
import inspect
import json
import sys
from contextlib import redirect_stdout
from typing import Any
from urllib.parse import urlsplit

import click

from monitor import app, config
from monitor.config import Settings
from monitor.errors import UsageError

from .common import config_option, config_path, json_option, print_lines


@click.command()
@click.option("--live", is_flag=True, help="Ask every route, send a test through every channel, say what became of it.")
@json_option
@config_option
@click.pass_context
def check(ctx: click.Context, live: bool, as_json: bool) -> None:
    """Validate the config and the knowledge, every problem with its place; exit 2 when there is one.

    With --live it is exit 1 when a source has no route that answers, or a channel did not deliver.
    """
    path = config_path(ctx)
    chosen = app.settings(path)
    app.checked(chosen, app.knowledge(chosen), path)
    on = [name for name, slot in chosen.channels.items() if slot.plugin is not None]
    off = {name: slot.off for name, slot in chosen.channels.items() if slot.plugin is None}
    summary = {
        "config": path,
        "watches": list(chosen.watches),
        "sources": len(chosen.source_specs()),
        "rules": len(chosen.rules),
        "channels": on,
        "off": off,
        "warnings": list(chosen.warnings),
    }
    routes = asyncio.run(app.ask_routes(chosen)) if live else []
    sent = asyncio.run(_sent(chosen)) if live else []
    if as_json:
        print_lines([summary, *routes, *sent])
    else:
        _say(summary, routes, sent)
    reached = {row["source"] for row in routes if row["reachable"]}
    if any(row["source"] not in reached for row in routes) or not all(row["delivered"] for row in sent):
        ctx.exit(1)


async def _sent(chosen: Settings) -> list[dict[str, Any]]:
    """A made-up alert through every channel; what the console prints is no part of the answer."""
    with redirect_stdout(sys.stderr):
        said = {name: await app.send_test(chosen, channel) for name, channel in app.channels(chosen).items()}
    return [{"channel": name, "delivered": not why, "reason": why or "ok"} for name, why in said.items()]


def _say(summary: dict[str, Any], routes: list[dict[str, Any]], sent: list[dict[str, Any]]) -> None:
    click.echo(
        f"{summary['config']}: ok; {len(summary['watches'])} watches, {summary['sources']} sources, "
        f"{summary['rules']} rules, channels: {', '.join(summary['channels']) or 'none'}"
    )
    for name, why in summary["off"].items():
        click.echo(f"channel {name} is off: {why}")
    for warning in summary["warnings"]:
        click.echo(f"note: {warning}")
    for title, rows in (("Routes", list(map(_brief, routes))), ("Channels", sent)):
        if rows:
            from .look import table  # noqa: PLC0415  rich is loaded only where something is drawn

            table(title, tuple(rows[0]), (tuple(row.values()) for row in rows), "")


def _brief(row: dict[str, Any]) -> dict[str, Any]:
    """A route by its kind and host, a time by the minute: a row that fits a terminal. --json has the whole."""
    kind, _, url = row["route"].partition(" ")
    newest = (row["newest"] or "—")[:16].replace("T", " ")
    reachable = "yes" if row["reachable"] else "no"
    return row | {"route": f"{kind} {urlsplit(url).hostname}", "reachable": reachable, "newest": newest}


@click.group(name="try")
def attempt() -> None:
    """Try one source or one channel for real; nothing is stored."""


@attempt.command()
@click.argument("name")
@json_option
@config_option
@click.pass_context
def source(ctx: click.Context, name: str, as_json: bool) -> None:
    """Ask every route of the source NAME once; exit 1 when none answers."""
    chosen = app.settings(config_path(ctx))
    if name not in chosen.sources:
        raise UsageError(f"no source {name!r}; there are {', '.join(chosen.sources)}")
    rows = asyncio.run(app.ask_routes(chosen, only=name))
    if as_json:
        print_lines(rows)
    else:
        from .look import table  # noqa: PLC0415  see `check`

        columns = ("route", "reachable", "entries", "newest", "reason")
        table(name, columns, ([row[c] for c in columns] for row in rows), "")
    if not any(row["reachable"] for row in rows):
        ctx.exit(1)


@attempt.command()
@click.argument("name")
@config_option
@click.pass_context
def channel(ctx: click.Context, name: str) -> None:
    """Send a made-up alert, marked as a test, through the channel NAME."""
    chosen = app.settings(config_path(ctx))
    slot = chosen.channels.get(name)
    if slot is None:
        raise UsageError(f"no channel {name!r}; there are {', '.join(chosen.channels)}")
    if slot.plugin is None:
        raise click.ClickException(f"the channel {name} is off: {slot.off}")
    said = asyncio.run(app.send_test(chosen, slot.plugin))
    if said:
        raise click.ClickException(f"{name}: not delivered: {said}")
    click.echo(f"{name}: delivered")


@click.command()
@json_option
def plugins(as_json: bool) -> None:
    """Every kind of route, extractor, tagger and channel, with its options."""
    rows = list(_plugins())
    if as_json:
        print_lines(rows)
        return
    for row in rows:
        click.echo(f"{row['seam']:10} {row['name']:16} {row['about']}")
        for option in row["options"]:
            click.echo(f"{'':27} {option}")


def _plugins() -> list[dict[str, Any]]:
    from monitor.channels import CHANNELS  # noqa: PLC0415  see `check`
    from monitor.extractors import EXTRACTORS  # noqa: PLC0415  see `check`
    from monitor.sources import ROUTES  # noqa: PLC0415  see `check`
    from monitor.taggers.chain import TAGGERS  # noqa: PLC0415  see `check`

    seams: dict[str, dict[str, Any]] = {
        "route": dict(ROUTES), "extractor": dict(EXTRACTORS), "tagger": dict(TAGGERS), "channel": dict(CHANNELS)
    }  # fmt: skip
    return [_plugin(seam, name, made) for seam, known in seams.items() for name, made in known.items()]


def _plugin(seam: str, name: str, made: Any) -> dict[str, Any]:
    about = (inspect.getdoc(made) or "").partition("\n")[0]
    shown = dataclasses.fields(made) if seam in ("route", "channel") and dataclasses.is_dataclass(made) else ()
    options = [f.name if _required(f) else f"[{f.name}]" for f in shown if f.init and not f.name.startswith("_")]
    return {"seam": seam, "name": name, "about": about, "options": options}


def _required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


@click.command()
def schema() -> None:
    """The JSON Schema of config.yaml, for editors."""
    click.echo(json.dumps(config.json_schema(), ensure_ascii=False, indent=2))
