"""Entries as values: their identity keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from monitor.core.urls import fetchable, identity


def keys_of(source: str, items: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Identity keys of the items of one body, each given as (guid, absolute link).

    The link's identity where it tells the item from the others, so that two routes to one publisher agree and a
    changed guid is no news; link and guid where several items of the body share a link or it is a front page; the
    guid alone, named by its source, where there is no link. An item with neither has the key "".
    """
    names = [identity(link) if link else "" for _, link in items]
    shared = Counter(names)
    return tuple(_key(source, guid, link, name, shared[name]) for (guid, link), name in zip(items, names, strict=True))


def _key(source: str, guid: str, link: str, name: str, count: int) -> str:
    if not name:
        return f"{source} {guid}" if guid else ""
    if guid and (count > 1 or _is_front_page(name)) and fetchable(guid) != link:
        return f"{name} {guid}"
    return name


def _is_front_page(name: str) -> bool:
    return name.count("/") == 3 and name.endswith("/")
