"""What is known: ledger, findings, stories, articles, alerts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from monitor import app
from monitor.core import shapes
from monitor.core.render import finding_json
from monitor.storage import OutboxRow, Storage, StoredArticle

from .common import config_option, config_path, json_option, print_lines, reading, watch_option

_limit = click.option("--limit", default=-1, metavar="N", help="Only the newest N.")


@click.command()
@watch_option
@click.option("--kind", default="", help="Only this kind: brand, segment, pair, candidate, amount.")
@click.option("--candidates", is_flag=True, help="Names that discovery proposes, with their evidence.")
@json_option
@config_option
@click.pass_context
def ledger(ctx: click.Context, watch: str, kind: str, candidates: bool, as_json: bool) -> None:
    """What is known of each watch: values, their states, and who said it first."""
    with reading(config_path(ctx), watch) as (_, storage):
        judged = {name.casefold() for name, _, _, _ in storage.verdicts.all()} if candidates else set()
        entries = storage.ledger.listed(watch, "candidate" if candidates else kind)
    entries = [entry for entry in entries if entry.value.casefold() not in judged]
    if as_json:
        print_lines(map(shapes.ledger_entry, entries))
        return
    from .look import ledger_table  # noqa: PLC0415  rich is loaded only where something is drawn

    ledger_table(entries)


@click.command()
@watch_option
@_limit
@json_option
@config_option
@click.pass_context
def findings(ctx: click.Context, watch: str, limit: int, as_json: bool) -> None:
    """What was new, in the order in which it was found."""
    with reading(config_path(ctx), watch) as (_, storage):
        found = storage.outbox.findings(watch, limit)
    if as_json:
        print_lines(map(finding_json, found))
        return
    from .look import findings_table  # noqa: PLC0415  see `ledger`

    findings_table(found)


@click.command()
@watch_option
@_limit
@json_option
@config_option
@click.pass_context
def stories(ctx: click.Context, watch: str, limit: int, as_json: bool) -> None:
    """Articles that tell one event: who was first, who reprinted, who reported on their own."""
    with reading(config_path(ctx), watch) as (_, storage):
        rows = list(_stories(storage, watch, limit))
    if as_json:
        print_lines(rows)
        return
    from .look import story_trees  # noqa: PLC0415  see `ledger`

    story_trees(rows)


def _stories(storage: Storage, watch: str, limit: int) -> Iterable[dict[str, Any]]:
    for story in storage.stories.listed(watch, limit):
        articles = storage.archive.many(storage.stories.articles(story.name))
        yield {
            "story": story.name,
            "title": story.title,
            "first": shapes.time(story.first),
            "last": shapes.time(story.last),
            "independent_sources": storage.stories.voices(story.name),
            "articles": [_in_story(one, articles) for one in articles],
        }


def _in_story(one: StoredArticle, articles: Iterable[StoredArticle]) -> dict[str, Any]:
    original = next((other for other in articles if other.id == one.copied_from), None)
    return {
        "url": one.article.url,
        "title": one.article.title,
        "source": one.publisher or one.source,
        "language": one.article.language,
        "published": shapes.time(one.article.published),
        "role": one.role,
        "copied_from": original.article.url if original else None,
    }


@click.command()
@watch_option
@_limit
@json_option
@config_option
@click.pass_context
def articles(ctx: click.Context, watch: str, limit: int, as_json: bool) -> None:
    """The articles in the archive, by date."""
    with reading(config_path(ctx), watch) as (_, storage):
        rows = [article_shape(storage, one) for one in storage.archive.listed(watch, limit)]
    if as_json:
        print_lines(rows)
        return
    from .look import articles_table  # noqa: PLC0415  see `ledger`

    articles_table(rows)


def article_shape(storage: Storage, one: StoredArticle) -> dict[str, Any]:
    analysis = storage.archive.analysis(one.id)
    linked = {(m.kind, m.value) for m in analysis.mentions if m.watch and m.link in ("strong", "medium")}
    return {
        "url": one.article.url,
        "title": one.article.title,
        "published": shapes.time(one.article.published),
        "source": one.source,
        "publisher": one.publisher,
        "language": one.article.language,
        "outcome": one.article.outcome,
        "watches": {watch: score.relevance for watch, score in analysis.watches.items()},
        "brands": sorted(value for kind, value in linked if kind == "brand"),
        "segments": sorted(value for kind, value in linked if kind == "segment"),
        "story": storage.stories.of(one.id),
        "role": one.role,
    }


@click.command()
@_limit
@json_option
@config_option
@click.pass_context
def alerts(ctx: click.Context, limit: int, as_json: bool) -> None:
    """The alerts, and what became of each on its channels."""
    chosen = app.settings(config_path(ctx))
    with reading(config_path(ctx)) as (_, storage):
        found = [(alert, storage.outbox.rows(alert=alert.id)) for alert in storage.outbox.alerts(limit)]
    if as_json:
        print_lines(shapes.alert(alert, [outbox_shape(row) for row in rows]) for alert, rows in found)
        return
    from .look import alerts_table  # noqa: PLC0415  see `ledger`

    alerts_table(found, {id_: watch.title for id_, watch in chosen.watches.items()})


def outbox_shape(row: OutboxRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "alert": row.alert,
        "channel": row.channel,
        "status": row.status,
        "reason": row.reason,
        "attempts": row.attempts,
        "next_try_at": shapes.time(row.next_try_at) if row.status == "waiting" else None,
        "sent_at": shapes.time(row.sent_at),
        "last_error": row.last_error,
    }
