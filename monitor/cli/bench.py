"""`monitor bench`: what each stage of the chain costs on this machine, beside its budget."""

from __future__ import annotations

import click

from monitor import app

from .common import config_option, config_path, json_option, print_lines


@click.command()
@click.option("--papers", type=click.IntRange(1, 200), default=6, show_default=True, help="Feeds of 60 articles each.")
@json_option
@config_option
@click.pass_context
def bench(ctx: click.Context, papers: int, as_json: bool) -> None:
    """Run the whole chain on generated news and print what each stage costs, in CPU time. Touches no database."""
    from monitor.bench.stages import measure  # noqa: PLC0415  brings its own world, loaded only here

    chosen = app.settings(config_path(ctx))
    setup = app.setup(chosen, app.knowledge(chosen))
    names = [name for watch in setup.knowledge.watches.values() for name in watch.names[:2]]
    about = tuple(f"{name}: {said}" for name in names for said in ("начало выпуска новой модели", "a new plant opens"))
    found = measure(setup, about, papers)
    whole = found.stages["whole article"].seconds
    rows = [
        {"stage": one.name, "calls": one.calls, "ms": round(one.each, 3), "share": round(one.seconds / whole, 3),
         "budget_ms": one.budget or None, "part": one.part}
        for one in found.stages.values()
    ]  # fmt: skip
    if as_json:
        print_lines([*rows, {"articles": found.articles, "per_second_and_core": round(found.rate, 1)}])
        return
    from .look import table  # noqa: PLC0415  rich is loaded only where something is drawn

    shown = (
        (("  " if one.part else "") + one.name, f"{one.calls}", f"{one.each:.2f}", f"{one.seconds / whole:.0%}",
         f"{one.budget:.1f}" if one.budget else "")
        for one in found.stages.values()
    )  # fmt: skip
    title = f"{found.articles} articles, {found.rate:.0f} a second and core"
    table(title, ("stage", "calls", "ms each", "share", "budget ms"), shown, "")
