"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), read leniently: what has the wrong type is absent."""

from __future__ import annotations

import json
from typing import Any

from monitor.core.entries import entry_date, keys_of, link_of, one_line, plain
from monitor.core.urls import fetchable
from monitor.model import Entry
from monitor.seams import Parsed, Seen

from .feeds import MAX_CONTENT, MAX_ITEMS, Origin, collected, unseen


def parse(text: str, origin: Origin, seen: Seen) -> Parsed | None:
    """The unseen entries; None where the text is no JSON Feed."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or "jsonfeed.org/version/1" not in _str(feed, "version"):
        return None
    items = [one for one in _list(feed, "items") if isinstance(one, dict)][:MAX_ITEMS]
    links = [link_of(_str(one, "url") or _str(one, "external_url"), origin.base) for one in items]
    guids = [_id(one) for one in items]
    keys = keys_of(origin.source, list(zip(guids, links, strict=True)))
    made = [_entry(items[i], keys[i], guids[i], links[i], _str(feed, "language"), origin) for i in unseen(keys, seen)]
    following = _str(feed, "next_url")
    return collected(made, keys, None, fetchable(following, origin.base) if following else "")


def _entry(one: dict[str, Any], key: str, guid: str, link: str, language: str, origin: Origin) -> Entry:
    content, summary = _str(one, "content_html"), _str(one, "summary")
    url, updated = fetchable(link), entry_date(_str(one, "date_modified"), origin.zone)
    authors = [*_list(one, "authors"), one.get("author")]
    return Entry(
        source=origin.source,
        route=origin.route,
        guid=(guid or url)[:2000],
        url=url,
        title=one_line(_str(one, "title")),
        summary=plain(summary or _str(one, "content_text") or content),
        content_html=content[:MAX_CONTENT],
        published=entry_date(_str(one, "date_published"), origin.zone) or updated,
        updated=updated,
        author=next((_str(a, "name")[:200] for a in authors if isinstance(a, dict) and _str(a, "name")), ""),
        language=(_str(one, "language") or language)[:20],
        key=key,
    )


def _id(one: dict[str, Any]) -> str:
    """Numbers are to be read as strings (JSON Feed 1.1, `id`)."""
    value = one.get("id")
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _str(one: dict[str, Any], name: str) -> str:
    value = one.get(name)
    return value if isinstance(value, str) else ""


def _list(one: dict[str, Any], name: str) -> list[Any]:
    value = one.get(name)
    return value if isinstance(value, list) else []
