"""`monitor sources`: health of every source and route; OPML in and out."""

from __future__ import annotations

from typing import Any

import click

from monitor import listings

from .common import config_option, config_path, json_option, print_lines, reading


@click.command()
@json_option
@config_option
@click.pass_context
def sources(ctx: click.Context, as_json: bool) -> None:
    """State, route in use, last and next poll, usual gap, entries a day, failures, last error."""
    with reading(config_path(ctx)) as (chosen, storage):
        rows = [listings.source(spec, state) for spec, state in listings.states(chosen, storage)]
    if as_json:
        print_lines(rows)
        return
    from .look import sources_table  # noqa: PLC0415  rich is loaded only where something is drawn

    sources_table([row | _short(row) for row in rows])


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """What a person reads at a glance."""
    error = f"{row['last_reason']}: {row['last_error']}" if row["last_reason"] else ""
    gap = f"{row['usual_gap'] / 3600:.1f} h" if row["usual_gap"] else ""
    times = {name: (row[name] or "")[5:16].replace("T", " ") for name in ("last_ok", "next_poll")}
    return {"last_error": error[:80], "usual_gap": gap, "route": row["route"].partition(" ")[0], **times}
