"""`monitor sources`: health of every source and route; OPML in and out."""

from __future__ import annotations

from typing import Any

import click

from monitor.core import shapes
from monitor.core.health import SourceState
from monitor.core.schedule import SourceSpec, route_name

from .common import config_option, config_path, json_option, print_lines, reading


@click.command()
@json_option
@config_option
@click.pass_context
def sources(ctx: click.Context, as_json: bool) -> None:
    """State, route in use, last and next poll, usual gap, entries a day, failures, last error."""
    with reading(config_path(ctx)) as (chosen, storage):
        states = {name: SourceState.from_json(text) for name, text in storage.sources.states().items()}
        rows = [_row(spec, states.get(spec.id) or SourceState(spec.id)) for spec in chosen.source_specs()]
    if as_json:
        print_lines(rows)
        return
    from .look import sources_table  # noqa: PLC0415  rich is loaded only where something is drawn

    sources_table([row | _short(row) for row in rows])


def _row(spec: SourceSpec, state: SourceState) -> dict[str, Any]:
    return {
        "source": spec.id,
        "title": spec.title,
        "state": state.state,
        "route": state.route,
        "last_ok": shapes.time(state.last_ok),
        "last_new": shapes.time(state.last_new),
        "next_poll": shapes.time(state.next_poll_at),
        "usual_gap": state.usual_gap,
        "per_day": round(state.per_day, 1),
        "failures": state.failures,
        "failing_since": shapes.time(state.failing_since),
        "last_reason": state.last_reason,
        "last_error": state.last_error,
        "routes": [_route(name, state) for name in map(route_name, spec.routes)],
    }


def _route(name: str, state: SourceState) -> dict[str, Any]:
    known = state.routes.get(name)
    return {
        "route": name,
        "failures": known.failures if known else 0.0,
        "last_error": known.last_error if known else "",
        "moved_to": known.url if known else "",
    }


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """What a person reads at a glance."""
    error = f"{row['last_reason']}: {row['last_error']}" if row["last_reason"] else ""
    gap = f"{row['usual_gap'] / 3600:.1f} h" if row["usual_gap"] else ""
    times = {name: (row[name] or "")[5:16].replace("T", " ") for name in ("last_ok", "next_poll")}
    return {"last_error": error[:80], "usual_gap": gap, "route": row["route"].partition(" ")[0], **times}
