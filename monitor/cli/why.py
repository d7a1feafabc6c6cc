"""`monitor why`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from monitor.config import Settings
from monitor.core.escape import terminal
from monitor.errors import InputError
from monitor.explain import Life, why
from monitor.model import Stage
from monitor.storage import Storage

from .common import config_option, config_path, json_option, print_lines, reading

if TYPE_CHECKING:
    from monitor.snapshots import Replayed

_ORDER = tuple(Stage)  # the way of the data: what one unit of work decided is shown in that order


@click.command(name="why")
@click.argument("subject", metavar="URL|ALERT")
@click.option("--replay", is_flag=True, help="Read and judge it again under the config of the hour when it came.")
@json_option
@config_option
@click.pass_context
def why_(ctx: click.Context, subject: str, replay: bool, as_json: bool) -> None:
    """The whole life of an item or an alert, each yes and no with its reason."""
    with reading(config_path(ctx)) as (chosen, storage):
        life = why(storage, subject)
        again = _replayed(storage, chosen, life) if replay else None
    if as_json:
        print_lines([life.shape() | ({"replay": again.shape()} if again else {})])
        return
    _show(life)
    if again:
        _show_again(again)


def _replayed(storage: Storage, chosen: Settings, life: Life) -> Replayed:
    """Raises InputError for what was never read."""
    from monitor.snapshots import replayed  # noqa: PLC0415  the analyser is loaded only where it runs

    url = life.article["url"] if life.article else next((f["article"]["url"] for f in life.findings), "")
    ident = storage.archive.by_url(url) if url else None
    if ident is None:
        raise InputError(f"{life.subject}: it was never read, so there is nothing to replay; {life.verdict}")
    return replayed(storage, chosen, storage.archive.get(ident), storage.outbox.findings_about(ident))


def _show_again(again: Replayed) -> None:
    from .look import table  # noqa: PLC0415  see `_show`

    since = f"in force since {again.config_at:%Y-%m-%d %H:%M}" if again.config_at else "of today (none older was kept)"
    table(
        f"Replayed under the config {since}",
        ("kind", "value", "watch", "certainty", "why"),
        ((v["kind"], v["value"], v["watch"], v["certainty"], v["why"]) for v in again.values),
        f"Replayed under the config {since}: it links nothing with a watch.",
    )
    columns = ("value", "rule", "channel", "reason", "detail")
    table("What its rules say", columns, ([v[c] for c in columns] for v in again.verdicts), "No finding to judge.")


def _show(life: Life) -> None:
    from .look import console, table  # noqa: PLC0415  rich is loaded only where something is drawn

    out = console()
    out.print(terminal(life.subject), style="bold")
    out.print(terminal(life.verdict))
    for said in life.needed:
        out.print(terminal(f"For an alert: {said}"))
    for found in life.findings:
        out.print(terminal(f"● {found['kind']} {found['value']} {found['state']}, {found['certainty']}"))
        out.print(terminal(f"    {_marked(found['sentence'], found['highlights'])}"))
    table(
        "",
        ("at", "", "stage", "reason", "detail"),
        (
            (f"{one.at:%Y-%m-%d %H:%M:%S}", "yes" if one.passed else "no", one.stage, one.reason, one.detail)
            for one in sorted(life.trail, key=lambda one: (one.at, _ORDER.index(one.stage)))
        ),
        "No decision is kept about it.",
    )


def _marked(sentence: str, highlights: Iterable[str]) -> str:
    """The words that made it fire, between asterisks."""
    for word in sorted(set(highlights), key=len, reverse=True):
        sentence = sentence.replace(word, f"*{word}*", 1)
    return sentence
