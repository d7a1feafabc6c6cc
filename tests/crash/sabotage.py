"""Ways to take a promise away, in a process of its own: each must make the checker speak."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

import httpx

from monitor import points
from monitor.fetch import http
from monitor.model import Reason
from monitor.storage import OutboxRow, Storage
from monitor.storage.outbox import Outbox


class NoTransaction(Storage):
    """Every statement is committed by itself."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._db.conn.isolation_level = None

    @contextmanager
    def unit(self) -> Iterator[None]:
        points.passing("write.begin")
        yield
        points.passing("write.commit")
        points.passing("write.committed")


class _Forgetful(Outbox):
    def mark(self, key: str, status: str, reason: Reason, now: datetime, *rest: object) -> None:
        """What was sent is not remembered."""


class _Hasty(Outbox):
    def due(self, now: datetime, limit: int = 100) -> list[OutboxRow]:
        rows = super().due(now, limit)
        for row in rows:
            super().mark(row.key, "sent", Reason.SENT, now, now, "")
        self._db.conn.commit()
        return rows


class NoMark(Storage):
    """The outbox forgets what was sent."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.outbox = _Forgetful(self._db)


class MarkFirst(Storage):
    """The outbox takes for sent what is about to be sent."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.outbox = _Hasty(self._db)


def _no_guard() -> None:
    vars(http)["guarded_transport"] = lambda *_: httpx.AsyncHTTPTransport()


STORAGES: dict[str, type[Storage]] = {"no-transaction": NoTransaction, "no-mark": NoMark, "mark-first": MarkFirst}
OTHERS: dict[str, Callable[[], None]] = {"no-guard": _no_guard}
NAMES = (*STORAGES, *OTHERS)
