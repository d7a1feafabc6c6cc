"""What commands share: the config option, the output options, printing."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from monitor import app
from monitor.config import Settings
from monitor.storage import Storage

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_CONFIG = "config.yaml"


def _remember(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def keep(ctx: click.Context, _param: click.Parameter, value: Any) -> None:
        if value:
            ctx.ensure_object(dict)[name] = value

    return keep


def config_option(command: F) -> F:
    """`-c/--config` and `-v` after the command mean the same as before it."""
    command = click.option(
        "-c", "--config", metavar="FILE", expose_value=False, callback=_remember("config"), help="The config."
    )(command)
    return click.option("-v", "--verbose", is_flag=True, expose_value=False, callback=_remember("verbose"))(command)


def json_option(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line on stdout.")(command)


def watch_option(command: F) -> F:
    return click.option("--watch", default="", metavar="ID", help="Only this watch.")(command)


def cluster_option(command: F) -> F:
    return click.option(
        "--cluster",
        default="",
        metavar="ADDRESS|local",
        help="Analyse on a Dask cluster: its scheduler's address, or `local` for one made for this run.",
    )(command)


def config_path(ctx: click.Context) -> str:
    return str((ctx.obj or {}).get("config") or os.environ.get("MONITOR_CONFIG") or DEFAULT_CONFIG)


def print_lines(rows: Iterable[Mapping[str, Any]]) -> None:
    """One JSON object a line on stdout, flushed at the end."""
    ascii_only = not (sys.stdout.encoding or "").lower().startswith("utf")
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=ascii_only) + "\n")
    sys.stdout.flush()


@contextmanager
def reading(path: str, watch: str = "") -> Iterator[tuple[Settings, Storage]]:
    """The config and its database, for a command that only looks. An unknown watch is a usage error."""
    chosen = app.settings(path)
    if watch and watch not in chosen.watches:
        raise click.BadParameter(f"no watch {watch!r}; there are {', '.join(chosen.watches)}", param_hint="--watch")
    storage = app.open_storage(chosen)
    try:
        yield chosen, storage
    finally:
        storage.close()
