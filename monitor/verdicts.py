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

    Articles that hold it are read again; returns how many. Raises InputError for a kind or an `of` that nobody knows.
    """
    known = _known(chosen, storage)
    if kind not in known:
        raise InputError(f"no kind {kind!r} in the knowledge; there are {', '.join(known)}")
    if of and of not in known[kind]:
        raise InputError(f"no {kind} {of!r} in the knowledge")
    with storage.unit():
        storage.verdicts.say(name, kind + app.MODEL if model else kind, app.ACCEPTED, of, now)
    return retag.retag(storage, app.setup(chosen, app.knowledge(chosen, storage)), name, now)


def _known(chosen: Settings, storage: Storage) -> dict[str, set[str]]:
    """Kind -> its values, of all packs."""
    known: dict[str, set[str]] = {}
    for pack in app.knowledge(chosen, storage).packs.values():
        for kind, terms in pack.kinds.items():
            known.setdefault(kind, set()).update(term.value for term in terms)
    return known


def reject(chosen: Settings, storage: Storage, name: str, now: datetime) -> int:
    """Refuse the name for good; returns how many articles were read again."""
    with storage.unit():
        storage.verdicts.say(name, "", app.REJECTED, "", now)
    return retag.retag(storage, app.setup(chosen, app.knowledge(chosen, storage)), name, now)
