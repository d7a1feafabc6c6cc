"""Read stored articles again: after a person took in or refused a name, or under another knowledge."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from monitor.model import Analysis, Page
from monitor.record import Setup, learn
from monitor.storage import Storage, StoredArticle


def retag(storage: Storage, setup: Setup, name: str, now: datetime) -> int:
    """Read every article that holds `name` again; returns how many. What is new by it is recorded, not sent.

    Raises StorageError.
    """
    idents = storage.archive.holding(name)
    for ident in idents:
        with storage.unit():
            stored = storage.archive.get(ident)
            analysis = read_again(stored, setup, now)
            storage.archive.retag(ident, analysis)
            learn(storage, setup, stored, analysis, now, "record")
    return len(idents)


def read_again(stored: StoredArticle, setup: Setup, now: datetime) -> Analysis:
    """The stored text under the knowledge of today; what extraction found stays as it was."""
    from monitor.analyse import analyse  # noqa: PLC0415  a daemon that reads nothing again starts without it

    return replace(analyse(page_of(stored, now), setup.knowledge), article=stored.article)


def page_of(stored: StoredArticle, now: datetime) -> Page:
    """A stored article as a page that brings its own text."""
    old = stored.article
    return Page(
        url=old.url, now=now, title=old.title, text=old.text or old.title, published=old.published,
        language=old.language, source=stored.source,
    )  # fmt: skip
