"""Articles with their mentions."""

from __future__ import annotations

import gzip
import hashlib
import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.model import Amount, Analysis, Article, Fingerprints, Mention, Reason, Relevance, WatchScore

from .rows import amount_from, item_json, mention_from, moment, moment_or_none, stamp, stamp_or_none, to_json

_ABOUT = ("subtitle", "author", "section", "site", "credited_to", "captions", "tags", "date_precision", "detail")


@dataclass(frozen=True, slots=True)
class Filed:
    """What the archive is told about an article beside its analysis."""

    key: str
    source: str
    publisher: str
    family: str
    added: datetime
    knowledge: str


@dataclass(frozen=True, slots=True)
class StoredArticle:
    id: int
    key: str
    source: str
    publisher: str
    family: str
    article: Article
    added: datetime
    story: int | None
    role: str
    copied_from: int | None
    text_hash: str

    @property
    def dated(self) -> datetime:
        """When it was published, as far as known: an undated article counts from when it was added."""
        return self.article.published or self.added


@dataclass(frozen=True, slots=True)
class RawPage:
    """The page as it came, for evidence and for reading it again."""

    body: bytes
    content_type: str
    final_url: str
    fetched_at: datetime
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """A version that was replaced at `at`."""

    at: datetime
    title: str
    text: str
    changes: str


_COLUMNS = (
    "id, key, url, canonical_url, source, publisher, family, title, text, language, published, added, outcome, "
    "served_by, about, text_hash, story, role, copied_from"
)


def _stored(row: Sequence[Any]) -> StoredArticle:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    about = json.loads(values["about"])
    about |= {name: tuple(about.get(name, ())) for name in ("captions", "tags")}
    article = Article(
        url=values["url"], canonical_url=values["canonical_url"], title=values["title"], text=values["text"],
        language=values["language"], published=moment_or_none(values["published"]),
        outcome=Reason(values["outcome"]), served_by=values["served_by"],
        **about | {"modified": moment_or_none(about.get("modified"))},
    )  # fmt: skip
    return StoredArticle(
        values["id"], values["key"], values["source"], values["publisher"], values["family"], article,
        moment(values["added"]), values["story"], values["role"], values["copied_from"], values["text_hash"],
    )  # fmt: skip


def _about(article: Article) -> str:
    values: dict[str, Any] = {name: value for name in _ABOUT if (value := getattr(article, name))}
    if article.modified:
        values["modified"] = stamp(article.modified)
    return to_json(values)


def _quoted(word: str) -> str:
    """A word as an FTS5 string, in which nothing is an operator; a `*` at its end stands for any ending."""
    whole = word.removesuffix("*")
    return '"' + whole.replace('"', '""') + '"' + "*" * (whole != word)


class Archive:
    def __init__(self, db: Any) -> None:
        self._db = db

    # --- articles --------------------------------------------------------------------------------------------

    def add(self, analysis: Analysis, filed: Filed) -> int:
        """Keep a new article with its mentions; returns its id. The key must be unknown."""
        a, prints = analysis.article, analysis.fingerprints
        cursor = self._db.execute(
            "insert into articles (key, url, canonical_url, source, publisher, family, title, text, language, "
            "published, added, outcome, served_by, about, text_hash, scheme, signature, knowledge) "
            "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                filed.key, a.url, a.canonical_url, filed.source, filed.publisher, filed.family, a.title, a.text,
                a.language, stamp_or_none(a.published), stamp(filed.added), a.outcome, a.served_by, _about(a),
                prints.text_hash, prints.scheme, array("Q", prints.signature).tobytes(), filed.knowledge,
            ],
        )  # fmt: skip
        ident = int(cursor.lastrowid)
        self._keep_mentions(ident, analysis)
        self.also_at(ident, filed.key, a.url, filed.source, filed.added)
        return ident

    def revise(self, ident: int, analysis: Analysis, changes: str, now: datetime, knowledge: str) -> None:
        """Put an edited version in place of the old one, which moves to the revisions."""
        self._db.execute(
            "insert into revisions (article, at, title, text, changes) "
            "select id, ?, title, text, ? from articles where id = ?",
            [stamp(now), changes, ident],
        )
        a, prints = analysis.article, analysis.fingerprints
        self._db.execute(
            "update articles set title = ?, text = ?, language = ?, outcome = ?, served_by = ?, about = ?, "
            "text_hash = ?, scheme = ?, signature = ?, knowledge = ? where id = ?",
            [
                a.title, a.text, a.language, a.outcome, a.served_by, _about(a), prints.text_hash, prints.scheme,
                array("Q", prints.signature).tobytes(), knowledge, ident,
            ],
        )  # fmt: skip
        self.retag(ident, analysis)

    def retag(self, ident: int, analysis: Analysis) -> None:
        """Put a later reading's mentions in place of the earlier one's."""
        for table in ("mentions", "amounts", "relevances"):
            self._db.execute(f"delete from {table} where article = ?", [ident])
        self._keep_mentions(ident, analysis)

    def _keep_mentions(self, ident: int, analysis: Analysis) -> None:
        many = self._db.conn.executemany
        many(
            "insert into mentions (article, kind, value, watch, link, certainty, item) values (?, ?, ?, ?, ?, ?, ?)",
            [(ident, m.kind, m.value, m.watch, m.link, m.certainty, item_json(m)) for m in analysis.mentions],
        )
        many(
            "insert into amounts (article, value, currency, item) values (?, ?, ?, ?)",
            [(ident, a.value, a.currency, item_json(a)) for a in analysis.amounts],
        )
        many(
            "insert into relevances (article, watch, relevance, score) values (?, ?, ?, ?)",
            [(ident, watch, score.relevance, score.score) for watch, score in analysis.watches.items()],
        )

    def also_at(self, ident: int, key: str, url: str, source: str, now: datetime) -> None:
        """The article stands under this address too."""
        self._db.execute(
            "insert into addresses (key, article, url, source, at) values (?, ?, ?, ?, ?) on conflict do nothing",
            [key, ident, url, source, stamp(now)],
        )

    def by_key(self, key: str) -> int | None:
        row = self._db.execute("select article from addresses where key = ?", [key]).fetchone()
        return None if row is None else int(row[0])

    def by_url(self, url: str) -> int | None:
        row = self._db.execute(
            "select id from articles where url = ? or canonical_url = ? union all "
            "select article from addresses where url = ? limit 1",
            [url, url, url],
        ).fetchone()
        return None if row is None else int(row[0])

    def get(self, ident: int) -> StoredArticle:
        return self.many([ident])[0]

    def many(self, idents: Sequence[int]) -> list[StoredArticle]:
        """In the order asked for; unknown ids are left out."""
        if not idents:
            return []
        rows = self._db.execute(
            f"select {_COLUMNS} from articles where id in (select value from json_each(?))",
            [to_json(idents)],
        )
        found = {row[0]: _stored(row) for row in rows.fetchall()}
        return [found[i] for i in idents if i in found]

    def listed(self, watch: str = "", limit: int = -1) -> list[StoredArticle]:
        """By date; of one watch, those that are more than a passing mention. With a limit, the newest."""
        rows = self._db.execute(
            f"select {_COLUMNS} from (select * from articles where ? = '' or id in "
            "(select article from relevances where watch = ? and relevance != 'none') "
            "order by coalesce(published, added) desc, id desc limit ?) order by coalesce(published, added), id",
            [watch, watch, limit],
        )
        return [_stored(row) for row in rows.fetchall()]

    def holding(self, name: str) -> list[int]:
        """Articles in which the name stands or was proposed. Reads the whole archive."""
        rows = self._db.execute(
            "select id from articles where instr(text, ?) or instr(title, ?) or id in "
            "(select article from mentions where kind = 'candidate' and value = ?) "
            "order by coalesce(published, added), id",
            [name, name, name],
        )
        return [row[0] for row in rows.fetchall()]

    def ids(self) -> list[int]:
        """Every article, by date."""
        rows = self._db.execute("select id from articles order by coalesce(published, added), id")
        return [row[0] for row in rows.fetchall()]

    def span(self) -> tuple[int, datetime | None, datetime | None]:
        """(how many articles, the first date, the last date)."""
        row = self._db.execute("select count(*), min(published), max(published) from articles").fetchone()
        return int(row[0]), moment_or_none(row[1]), moment_or_none(row[2])

    def matched_since(self, at: datetime) -> int:
        """Articles added since then that name a watch."""
        row = self._db.execute(
            "select count(distinct a.id) from articles a join relevances r on r.article = a.id "
            "where a.added >= ? and r.relevance != 'none'",
            [stamp(at)],
        ).fetchone()
        return int(row[0])

    def analysis(self, ident: int) -> Analysis:
        """A stored reading, as analyse gave it; story keys and signature are left out."""
        return self.analyses([self.get(ident)])[0]

    def analyses(self, stored: Sequence[StoredArticle]) -> list[Analysis]:
        """The readings of many, asked for at once."""
        idents = [one.id for one in stored]
        mentions, amounts = self._of_each("mentions", "item", idents), self._of_each("amounts", "item", idents)
        scores = self._of_each("relevances", "watch, relevance, score", idents, "watch")
        return [
            Analysis(
                one.article,
                tuple(mention_from(item) for (item,) in mentions.get(one.id, ())),
                tuple(amount_from(item) for (item,) in amounts.get(one.id, ())),
                {watch: WatchScore(Relevance(grade), score) for watch, grade, score in scores.get(one.id, ())},
                Fingerprints(one.text_hash),
            )
            for one in stored
        ]

    def _of_each(self, table: str, columns: str, idents: Sequence[int], by: str = "rowid") -> dict[int, list[Any]]:
        """article -> its rows of the table, in order."""
        rows = self._db.execute(
            f"select article, {columns} from {table} where article in (select value from json_each(?)) order by {by}",
            [to_json(idents)],
        )
        found: dict[int, list[Any]] = {}
        for article, *rest in rows.fetchall():
            found.setdefault(article, []).append(rest)
        return found

    def mentions(self, ident: int) -> tuple[Mention, ...]:
        return self.analysis(ident).mentions

    def amounts(self, ident: int) -> tuple[Amount, ...]:
        return self.analysis(ident).amounts

    def revisions(self, ident: int) -> list[Revision]:
        """The earlier versions, in the order in which they were replaced."""
        rows = self._db.execute("select at, title, text, changes from revisions where article = ? order by id", [ident])
        return [Revision(moment(at), title, text, changes) for at, title, text, changes in rows.fetchall()]

    # --- words -----------------------------------------------------------------------------------------------

    def index_words(self, ident: int, words: str, before: str = "") -> None:
        """Index the article's words; `before` are those that were indexed of an earlier version."""
        if before:
            self._db.execute("insert into words (words, rowid, forms) values ('delete', ?, ?)", [ident, before])
        self._db.execute("insert into words (rowid, forms) values (?, ?)", [ident, words])

    def with_words(self, groups: Sequence[frozenset[str]], limit: int) -> list[int]:
        """Articles that hold a word of every group, the latest added first."""
        asked = " AND ".join("(" + " OR ".join(_quoted(form) for form in sorted(group)) + ")" for group in groups)
        rows = self._db.execute(
            "select rowid from words where words match ? order by rowid desc limit ?", [asked, limit]
        )
        return [row[0] for row in rows.fetchall()]

    def with_value(self, kind: str, values: Sequence[str], limit: int) -> list[int]:
        """Articles in which one of the values is mentioned, the latest added first."""
        rows = self._db.execute(
            "select distinct article from mentions where kind = ? and value in (select value from json_each(?)) "
            "order by article desc limit ?",
            [kind, to_json(values), limit],
        )
        return [row[0] for row in rows.fetchall()]

    def newest_first(self, idents: Sequence[int]) -> list[int]:
        """The same articles, by date."""
        rows = self._db.execute(
            "select id from articles where id in (select value from json_each(?)) "
            "order by coalesce(published, added) desc, id desc",
            [to_json(idents)],
        )
        return [row[0] for row in rows.fetchall()]

    def latest(self, limit: int) -> list[int]:
        rows = self._db.execute("select id from articles order by id desc limit ?", [limit])
        return [row[0] for row in rows.fetchall()]

    # --- raw pages -------------------------------------------------------------------------------------------

    def keep_page(self, ident: int, page: RawPage) -> None:
        self._db.execute(
            "insert into pages (article, body, sha256, content_type, final_url, fetched_at, etag, last_modified) "
            "values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (article) do update set body = excluded.body, "
            "sha256 = excluded.sha256, content_type = excluded.content_type, final_url = excluded.final_url, "
            "fetched_at = excluded.fetched_at, etag = excluded.etag, last_modified = excluded.last_modified",
            [
                ident, gzip.compress(page.body, 6, mtime=0), hashlib.sha256(page.body).hexdigest(), page.content_type,
                page.final_url, stamp(page.fetched_at), page.etag, page.last_modified,
            ],
        )  # fmt: skip

    def page(self, ident: int) -> RawPage | None:
        row = self._db.execute(
            "select body, content_type, final_url, fetched_at, etag, last_modified from pages where article = ?",
            [ident],
        ).fetchone()
        if row is None:
            return None
        body, content_type, final_url, fetched_at, etag, last_modified = row
        return RawPage(gzip.decompress(body), content_type, final_url, moment(fetched_at), etag, last_modified)

    def drop_pages_before(self, at: datetime) -> int:
        """Raw pages fetched before then, but for the articles that findings stand on."""
        cursor = self._db.execute(
            "delete from pages where fetched_at < ? and article not in "
            "(select article from findings where article is not null)",
            [stamp(at)],
        )
        return int(cursor.rowcount)

    def recheck(self, ident: int, at: datetime | None) -> None:
        self._db.execute("update articles set recheck_at = ? where id = ?", [stamp_or_none(at), ident])

    def to_recheck(self, now: datetime, limit: int) -> list[int]:
        rows = self._db.execute(
            "select id from articles where recheck_at <= ? order by recheck_at limit ?", [stamp(now), limit]
        )
        return [row[0] for row in rows.fetchall()]

    def same_text(self, text_hash: str) -> list[int]:
        rows = self._db.execute(
            "select id from articles where text_hash = ? order by coalesce(published, added), id limit 50", [text_hash]
        )
        return [row[0] for row in rows.fetchall()]

    def size(self) -> int:
        """How many articles there are. The id is never reused, and articles are never deleted."""
        return int(self._db.execute("select coalesce(max(id), 0) from articles").fetchone()[0])
