"""A person's word on the names that discovery proposes; the same for the commands and the desk."""

from __future__ import annotations

from datetime import datetime

from monitor import app, retag
from monitor.config import Settings
from monitor.errors import InputError
from monitor.storage import Storage


def accept(
    chosen: Settings, storage: Storage, name: str, now: datetime, kind: str = "brand", of: str = "", model: bool = False
) -> int:
    """Take the name into the knowledge: as a value of its own, a spelling of `of`, or a model of `of`.

    Articles that hold it are read again; returns how many. Raises InputError for an `of` that nobody knows.
    """
    if of and not _known(chosen, storage, kind, of):
        raise InputError(f"no {kind} {of!r} in the knowledge")
    with storage.unit():
        storage.verdicts.say(name, kind + app.MODEL if model else kind, app.ACCEPTED, of, now)
    return retag.retag(storage, app.setup(chosen, app.knowledge(chosen, storage)), name, now)


def _known(chosen: Settings, storage: Storage, kind: str, value: str) -> bool:
    packs = app.knowledge(chosen, storage).packs.values()
    return any(term.value == value for pack in packs for term in pack.kinds.get(kind, ()))


def reject(chosen: Settings, storage: Storage, name: str, now: datetime) -> int:
    """Refuse the name for good; returns how many articles were read again."""
    with storage.unit():
        storage.verdicts.say(name, "", app.REJECTED, "", now)
    return retag.retag(storage, app.setup(chosen, app.knowledge(chosen, storage)), name, now)
