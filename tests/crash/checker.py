"""Judges a run by what the servers saw and what stands in the file; shares no code with the program.

It reads the database by SQL of its own, so that a mistake of the storage room is not made twice.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .servers import History
from .world import Item

CHANNELS = ("hook", "mail")
_ARRIVAL = ("told", "corrections", "seen")  # of a ledger entry: these alone may depend on the order of arrival

Published = Mapping[tuple[str, str], Item]
Ledger = dict[tuple[str, str, str], Any]


@dataclass(frozen=True)
class Figures:
    shown: int
    stored: int
    listed: int
    articles: int
    findings: int
    due: int
    delivered: int
    repeated: int


def rows(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Read from outside, while the daemon may be writing."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as db:
        return db.execute(sql, values).fetchall()


def figures(path: Path, history: History) -> Figures:
    def count(sql: str) -> int:
        return int(rows(path, sql)[0][0])

    keys = Counter((one.channel, one.key) for one in history.got)
    return Figures(
        shown=len(history.shown),
        stored=count("select count(*) from entries where status = 'done'"),
        listed=count("select count(*) from entries where status = 'skipped'"),
        articles=count("select count(*) from articles"),
        findings=count("select count(*) from findings"),
        due=count("select count(*) from outbox"),
        delivered=len(keys),
        repeated=sum(keys.values()) - len(keys),
    )


def faults(path: Path, history: History, published: Published) -> list[str]:
    """Everything that is wrong with a run that has come to rest, in words."""
    checks = (_file(path), _entries(path, history, published), _articles(path, published), _alerts(path, history))
    found = [fault for check in checks for fault in check]
    if history.forbidden:
        found.append(f"guard: {history.forbidden} requests reached the address that must never be asked")
    return found


def _file(path: Path) -> Iterator[str]:
    for (said,) in rows(path, "pragma integrity_check"):
        if said != "ok":
            yield f"file: {said}"
    for table, *_ in rows(path, "pragma foreign_key_check"):
        yield f"file: a row of {table} leads nowhere"


def _entries(path: Path, history: History, published: Published) -> Iterator[str]:
    kept = {
        (source, url): (status, reason)
        for source, url, status, reason in rows(path, "select source, url, status, reason from entries")
    }
    for key in sorted(history.shown - set(kept)):
        yield f"lost: {key[1]} was shown by {key[0]} and is not in the database"
    for key in sorted(set(kept) - set(published)):
        yield f"invented: {key[1]} was never published"
    for key, (status, reason) in sorted(kept.items()):
        if status == "pending" or not reason:
            yield f"unfinished: {key[1]} is {status} with the reason {reason!r}"


def _articles(path: Path, published: Published) -> Iterator[str]:
    texts = {url: item for (_, url), item in published.items()}
    whole = (
        "select a.url, a.text, a.story is not null and a.role != '' and c.article is not null "
        "and w.article is not null and (select count(*) from relevances r where r.article = a.id) > 0 "
        "from articles a left join cards c on c.article = a.id left join addresses w on w.key = a.key"
    )
    found = rows(path, whole)
    seen = Counter(url for url, _, _ in found)
    for url, text, complete in found:
        item = texts.get(url)
        if item and (missing := [part for part in item.text if part not in text]):
            yield f"half: {url} lacks {missing[0][:60]!r}"
        if not complete:
            yield f"half: {url} has no story, card, address or relevance"
        if seen[url] > 1:
            yield f"twice: {url} is {seen[url]} articles"
    for (url,) in rows(path, "select e.url from entries e where e.status = 'done' and e.article is null"):
        yield f"half: the entry {url} is done and has no article"


def _alerts(path: Path, history: History) -> Iterator[str]:
    outbox = rows(path, "select channel, key, status from outbox")
    due = {(channel, key) for channel, key, _ in outbox}
    got = Counter((one.channel, one.key) for one in history.got)
    for channel, key, status in outbox:
        if status != "sent":
            yield f"undelivered: {key} on {channel} is {status}"
        if (channel, key) not in got:
            yield f"lost: alert {key} was never received by {channel}"
    for channel, key in sorted(set(got) - due):
        yield f"unknown: {channel} received {key}, which is in no outbox"
    lives = Counter((one.channel, one.key, one.life) for one in history.got)
    for (channel, key, life), times in sorted(lives.items()):
        if times > 1:
            yield f"repeated: {channel} received {key} {times} times in life {life}, with no crash between"
    yield from _findings(path, history)


def _findings(path: Path, history: History) -> Iterator[str]:
    for (ident,) in rows(path, "select id from findings where kind in ('new-brand', 'state')"):
        told = {channel for (channel,) in rows(path, "select channel from bound where finding = ?", ident)}
        if told != set(CHANNELS):
            yield f"lost: finding {ident} is bound for {sorted(told)}"
    keys: dict[str, set[str]] = {}
    for one in history.got:
        for finding in one.findings:
            keys.setdefault(finding, set()).add(one.key)
    for finding, several in sorted(keys.items()):
        if len(several) > 1:
            yield f"twice: finding {finding} was told under the ids {sorted(several)}"


def ledger(path: Path) -> Ledger:
    """What is known, without what depends on the order of arrival."""
    found = rows(path, "select watch, kind, value, item from ledger")
    return {(watch, kind, value): _bare(json.loads(item)) for watch, kind, value, item in found}


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _bare(one) for name, one in value.items() if name not in _ARRIVAL}
    return [_bare(one) for one in value] if isinstance(value, list) else value


def differing(disturbed: Ledger, calm: Ledger) -> list[str]:
    """How the ledger of a run with crashes differs from that of a calm one."""
    return [
        f"ledger: {'/'.join(key)} differs from the undisturbed run"
        for key in sorted(set(disturbed) | set(calm))
        if disturbed.get(key) != calm.get(key)
    ]
