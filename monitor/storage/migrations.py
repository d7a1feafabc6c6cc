"""The schema. This list only grows: a released migration is never edited, for old databases have run it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlite_utils.migrations import Migrations

migrations = Migrations("monitor")

# All tables are STRICT (a misspelt type is an error, https://sqlite.org/stricttables.html). Times are UTC text of one
# width (see `rows.stamp`), so that text order is time order. JSON columns hold objects that are read whole.
_FIRST = (
    """
    create table sources (
        id text primary key,
        next_poll_at text not null,
        state text not null
    ) strict
    """,
    """
    create table entries (
        id integer primary key,
        source text not null,
        key text not null,
        url text not null,
        title text not null,
        first_seen text not null,
        published text,
        status text not null check (status in ('pending', 'skipped', 'done')),
        reason text not null default '',
        attempts integer not null default 0,
        next_try_at text not null,
        article integer references articles (id),
        item text not null,
        unique (source, key)
    ) strict
    """,
    "create index entries_pending on entries (next_try_at) where status = 'pending'",
    "create index entries_url on entries (url)",
    "create index entries_key on entries (key)",
    "create index entries_first_seen on entries (first_seen)",
    """
    create table articles (
        id integer primary key,
        key text not null unique,
        url text not null,
        canonical_url text not null,
        source text not null,
        publisher text not null default '',
        family text not null default '',
        title text not null,
        text text not null,
        language text not null,
        published text,
        added text not null,
        outcome text not null,
        served_by text not null default '',
        about text not null,
        text_hash text not null,
        scheme text not null default '',
        signature blob,
        knowledge text not null default '',
        story integer references stories (id),
        role text not null default '',
        copied_from integer references articles (id),
        recheck_at text
    ) strict
    """,
    "create index articles_url on articles (url)",
    "create index articles_canonical on articles (canonical_url)",
    "create index articles_added on articles (added)",
    "create index articles_text_hash on articles (text_hash)",
    "create index articles_story on articles (story)",
    "create index articles_published on articles (published)",
    "create index articles_recheck on articles (recheck_at) where recheck_at is not null",
    """
    create table addresses (
        key text primary key,
        article integer not null references articles (id),
        url text not null,
        source text not null,
        at text not null
    ) strict, without rowid
    """,
    "create index addresses_article on addresses (article)",
    """
    create table pages (
        article integer primary key references articles (id),
        body blob not null,
        sha256 text not null,
        content_type text not null,
        final_url text not null,
        fetched_at text not null,
        etag text not null default '',
        last_modified text not null default ''
    ) strict
    """,
    """
    create table mentions (
        article integer not null references articles (id),
        kind text not null,
        value text not null,
        watch text not null,
        link text not null,
        certainty text not null,
        item text not null
    ) strict
    """,
    "create index mentions_article on mentions (article)",
    "create index mentions_value on mentions (kind, value)",
    """
    create table amounts (
        article integer not null references articles (id),
        value real not null,
        currency text not null,
        item text not null
    ) strict
    """,
    "create index amounts_article on amounts (article)",
    """
    create table relevances (
        article integer not null references articles (id),
        watch text not null,
        relevance text not null,
        score real not null,
        primary key (article, watch)
    ) strict, without rowid
    """,
    """
    create table revisions (
        id integer primary key,
        article integer not null references articles (id),
        at text not null,
        title text not null,
        text text not null,
        changes text not null
    ) strict
    """,
    "create index revisions_article on revisions (article)",
    """
    create table bands (
        slot integer not null,
        article integer not null,
        primary key (slot, article)
    ) strict, without rowid
    """,
    """
    create table story_slots (
        slot integer not null,
        article integer not null,
        primary key (slot, article)
    ) strict, without rowid
    """,
    "create table key_counts (key integer primary key, articles integer not null) strict",
    """
    create table cards (
        article integer primary key references articles (id),
        item text not null
    ) strict
    """,
    """
    create table stories (
        id integer primary key,
        name text not null unique,
        title text not null,
        first text not null,
        last text not null,
        voices integer not null default 1,
        merged_into integer references stories (id)
    ) strict
    """,
    """
    create table ledger (
        watch text not null,
        kind text not null,
        value text not null,
        state text not null,
        first_seen text not null,
        item text not null,
        primary key (watch, kind, value)
    ) strict, without rowid
    """,
    """
    create table findings (
        id text primary key,
        number integer not null unique,
        at text not null,
        watch text not null,
        kind text not null,
        value text not null,
        state text not null,
        article integer references articles (id),
        story integer,
        item text not null
    ) strict
    """,
    "create index findings_watch on findings (watch, number)",
    "create index findings_article on findings (article)",
    """
    create table alerts (
        id text primary key,
        number integer not null unique,
        at text not null,
        rule text not null,
        title text not null,
        lines text not null default '[]'
    ) strict
    """,
    """
    create table bound (
        finding text not null references findings (id),
        rule text not null,
        channel text not null,
        alert text not null references alerts (id),
        voices integer not null,
        at text not null,
        send_at text not null,
        digest integer not null,
        primary key (finding, rule, channel, alert)
    ) strict, without rowid
    """,
    "create index bound_alert on bound (alert)",
    """
    create table outbox (
        key text primary key,
        alert text not null references alerts (id),
        channel text not null,
        status text not null check (status in ('waiting', 'sent', 'gave-up', 'dropped')),
        reason text not null,
        attempts integer not null default 0,
        next_try_at text not null,
        last_error text not null default '',
        sent_at text,
        queued_at text not null,
        thread text not null default '',
        handle text not null default ''
    ) strict
    """,
    "create index outbox_thread on outbox (thread, channel) where handle != ''",
    "create index outbox_waiting on outbox (next_try_at) where status = 'waiting'",
    "create index outbox_alert on outbox (alert)",
    """
    create table decisions (
        id integer primary key,
        at text not null,
        stage text not null,
        subject text not null,
        passed integer not null,
        reason text not null,
        detail text not null default ''
    ) strict
    """,
    "create index decisions_subject on decisions (subject)",
    "create index decisions_at on decisions (at)",
    """
    create table verdicts (
        name text primary key,
        kind text not null,
        verdict text not null,
        alias_of text not null default '',
        at text not null
    ) strict
    """,
    # contentless: the text is in `articles`, the index holds words only (https://sqlite.org/fts5.html#contentless_tables)
    "create virtual table words using fts5(forms, content='', detail=none, tokenize='unicode61 remove_diacritics 0')",
    "create table pulse (name text primary key, at text not null, detail text not null) strict, without rowid",
)


@migrations()
def first_schema(db: Any) -> None:
    for statement in _FIRST:
        db.execute(statement)


_DESK = (
    """
    create table marks (
        id integer primary key,
        at text not null,
        who text not null,
        finding text not null references findings (id),
        wrong text not null,
        note text not null,
        settled text
    ) strict
    """,
    "create index marks_finding on marks (finding)",
    """
    create table mutes (
        id integer primary key,
        at text not null,
        who text not null,
        query text not null,
        until text not null
    ) strict
    """,
    """
    create table changes (
        id integer primary key,
        at text not null,
        who text not null,
        action text not null,
        subject text not null,
        detail text not null
    ) strict
    """,
    # the front asks for the newest articles and findings, whatever the size of the archive
    "create index articles_dated on articles (coalesce(published, added))",
    "create index findings_kind on findings (kind, number)",
)


@migrations()
def desk_schema(db: Any) -> None:
    for statement in _DESK:
        db.execute(statement)


@migrations()
def configs_schema(db: Any) -> None:
    db.execute(
        "create table configs "
        "(id integer primary key, at text not null, digest text not null, text text not null) strict"
    )


@migrations()
def plain_cards(db: Any) -> None:
    """Cards lose what stands in `articles` and their JSON; see `placing.written`."""
    found = db.execute("select article, item from cards").fetchall()
    db.conn.executemany("update cards set item = ? where article = ?", [(_plain(item), ident) for ident, item in found])


def _plain(item: str) -> str:
    card = json.loads(item)
    at = datetime.fromisoformat(card["published"]).timestamp()
    norms = card.get("norms") or (1.0, 1.0)
    return "\t".join((f"{at:.3f}", card["language"], *map(str, norms), *card.get("keys", ())))


# What would be counted or scanned at each article, counted once; a watch's span is not narrowed when an article at its
# edge is read again and no longer names it.
_GROWTH = (
    """
    create table tallies (watch text primary key, articles integer not null, first text, last text)
    strict, without rowid
    """,
    """
    insert into tallies select r.watch, count(*), min(a.published), max(a.published)
    from relevances r join articles a on a.id = r.article where r.relevance != 'none' group by r.watch
    """,
    """
    create trigger relevance_counted after insert on relevances when new.relevance != 'none' begin
        insert into tallies select new.watch, 1, published, published from articles where id = new.article
        on conflict (watch) do update set articles = articles + 1,
            first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),
            last = max(coalesce(last, excluded.last), coalesce(excluded.last, last));
    end
    """,
    """
    create trigger relevance_uncounted after delete on relevances when old.relevance != 'none' begin
        update tallies set articles = articles - 1 where watch = old.watch;
    end
    """,
    "create index relevances_watch on relevances (watch, article) where relevance != 'none'",
    "create index addresses_url on addresses (url)",
    "create index bound_at on bound (at)",
    "create index stories_first on stories (first)",
)


@migrations()
def growth_schema(db: Any) -> None:
    for statement in _GROWTH:
        db.execute(statement)


# The timer's question of each second, and the next entries of sources that are not in turn, without a look at the rows.
_TURNS = (
    "create index sources_due on sources (next_poll_at, id)",
    "drop index entries_pending",
    "create index entries_waiting on entries (next_try_at, source) where status = 'pending'",
)


@migrations()
def turns_schema(db: Any) -> None:
    for statement in _TURNS:
        db.execute(statement)


@migrations()
def postings_schema(db: Any) -> None:
    """A row a slot instead of a row a slot and article: see `likes.Likes`."""
    for old, new in (("bands", "sketch_postings"), ("story_slots", "story_postings")):
        db.execute(f"create table {new} (slot integer primary key, articles blob not null) strict")
        db.conn.executemany(f"insert into {new} values (?, ?)", _postings(db, old))
        db.execute(f"drop table {old}")


def _postings(db: Any, table: str) -> Iterator[tuple[int, bytes]]:
    rows = db.execute(f"select slot, article from {table} order by slot, article")
    for slot, found in groupby(rows, itemgetter(0)):
        yield slot, b"".join(article.to_bytes(4, "little") for _, article in found)[-128:]
