"""What stands behind the desk's pages: the config and the knowledge as they are now, and a pool of threads, each with
its own connection to the database.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from monitor import app
from monitor.config import Settings
from monitor.core.telling import View
from monitor.core.wording import Wording, wording
from monitor.errors import InputError, MonitorError
from monitor.knowledge import Knowledge
from monitor.knowledge.titles import titles
from monitor.seams import Clock
from monitor.storage import Storage, StoredArticle

from .plain import plain
from .words import LANGUAGES, Words

T = TypeVar("T")
_THREADS = 3  # readers of one desk; SQLite serves many readers beside one writer


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as the pages see it. `storage` belongs to the thread that works on it."""

    storage: Storage
    chosen: Settings
    config_path: str
    now: datetime
    args: Mapping[str, str]
    language: str
    who: str
    may_edit: bool
    known: Callable[[], Knowledge]

    @property
    def watch(self) -> str:
        """The watch that is asked for; the config's first where none is, or an unknown one."""
        asked = self.args.get("watch", "")
        return asked if asked in self.chosen.watches else next(iter(self.chosen.watches))

    @property
    def watch_title(self) -> str:
        return self.chosen.watches[self.watch].title

    @property
    def words(self) -> Words:
        return LANGUAGES[self.language]

    @property
    def wording(self) -> Wording:
        return wording(self.language)

    @property
    def view(self) -> View:
        watches = {id_: watch.title for id_, watch in self.chosen.watches.items()}
        return View(watches, self.language, value_titles=titles(self.language), zone=self.chosen.timezone)

    def source(self, name: str) -> str:
        """How people call a source."""
        known = self.chosen.sources.get(name)
        return known.title if known else name

    def publisher(self, one: StoredArticle) -> str:
        """How people call what brought an article."""
        return self.source(one.source) if one.source in self.chosen.sources else one.publisher or one.source

    def plain(self, kind: str, code: str) -> str:
        """A code of the program in the reader's words."""
        return plain(kind, code, self.language)

    def arg(self, name: str, limit: int = 500) -> str:
        return self.args.get(name, "").strip()[:limit]

    def number(self, name: str, default: int, most: int) -> int:
        text = self.arg(name, 12)
        return min(most, int(text)) if text.isdecimal() and text.isascii() else default


@dataclass(slots=True)
class Desk:
    """One config and its database, asked by many requests."""

    path: str
    clock: Clock = field(default_factory=app.SystemClock)
    _local: threading.local = field(default_factory=threading.local)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pool: ThreadPoolExecutor = field(init=False)
    _chosen: tuple[float, Settings] | None = None
    _known: tuple[object, Knowledge] | None = None

    def __post_init__(self) -> None:
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="desk")

    async def work(self, job: Callable[[Storage, Settings], T]) -> T:
        """The job's answer, worked on in a thread of the pool. Raises what the job raises, MonitorError."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._work, job)

    def _work(self, job: Callable[[Storage, Settings], T]) -> T:
        chosen = self.settings()
        storage: Storage | None = getattr(self._local, "storage", None)
        if storage is None or storage.path != chosen.database:
            storage = self._local.storage = app.open_storage(chosen)
        return job(storage, chosen)

    def settings(self) -> Settings:
        """The config as it stands; while it is wrong, the last one that was right."""
        with self._lock:
            try:
                changed = os.stat(self.path).st_mtime
            except OSError as error:
                raise InputError(f"{self.path}: {error.strerror}") from error
            if self._chosen is None:
                self._chosen = changed, app.settings(self.path)
            elif self._chosen[0] != changed:
                try:
                    self._chosen = changed, app.settings(self.path)
                except MonitorError:  # somebody is editing it; `monitor check` tells what is wrong
                    self._chosen = changed, self._chosen[1]
            return self._chosen[1]

    def knowledge(self, storage: Storage, chosen: Settings) -> Knowledge:
        """Loaded once for each state of the config and of the verdicts."""
        with self._lock:
            state = (id(chosen), storage.verdicts.last_at())
            if self._known is None or self._known[0] != state:
                self._known = state, app.knowledge(chosen, storage)
            return self._known[1]

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
