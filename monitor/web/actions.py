"""What an editor can do. Each action is what a command does, and leaves a line in the log of changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from monitor import verdicts
from monitor.core.query import QueryError, parse
from monitor.errors import InputError

from . import ruling
from .desk import Visit

WRONG = ("wrong-value", "not-linked", "not-new", "same-story")

Action = Callable[[Visit], str]
"""Returns what the page says afterwards; "" for a plain "done". Raises InputError for what cannot be done."""


def _logged(v: Visit, action: str, subject: str, detail: str = "") -> None:
    v.storage.remarks.changed(v.who, action, subject, detail, v.now)


def mark(v: Visit) -> str:
    ident, wrong, note = v.arg("finding", 200), v.arg("wrong", 40), v.arg("note", 1000)
    if wrong not in WRONG or v.storage.outbox.finding(ident) is None:
        raise InputError("no such finding, or nothing said that is wrong with it")
    with v.storage.unit():
        v.storage.remarks.mark(ident, wrong, note, v.who, v.now)
        _logged(v, "mark", ident, f"{wrong} {note}".strip())
    return v.words["mark_changes_nothing"]


def settle(v: Visit) -> str:
    ident = v.number("mark", 0, 2**53)
    with v.storage.unit():
        if v.storage.remarks.settle(ident, v.now):
            _logged(v, "settle", str(ident))
    return ""


def mute(v: Visit) -> str:
    text = v.arg("query", 300)
    try:
        asked, until = parse(text), date.fromisoformat(v.arg("until", 10))
    except (QueryError, ValueError) as error:
        raise InputError(f"{text}: {error}") from error
    if not text or until <= v.now.date() or until > v.now.date() + timedelta(days=3660):
        raise InputError("a mute needs a query and a day to come")
    with v.storage.unit():
        v.storage.remarks.mute(asked.text or text, until, v.who, v.now)
        _logged(v, "mute", text, f"until {until}")
    return ""


def unmute(v: Visit) -> str:
    ident = v.number("mute", 0, 2**53)
    with v.storage.unit():
        if v.storage.remarks.unmute(ident, v.now.date()):
            _logged(v, "unmute", str(ident))
    return ""


def retry(v: Visit) -> str:
    return _row(v, "retry", v.storage.outbox.retry(v.arg("key"), v.now))


def drop(v: Visit) -> str:
    return _row(v, "drop", v.storage.outbox.drop(v.arg("key")))


def resend(v: Visit) -> str:
    return _row(v, "resend", bool(v.storage.outbox.again(v.arg("key"), v.now)))


def _row(v: Visit, action: str, changed: bool) -> str:
    if not changed:
        raise InputError("there is no such row, or it is not in that state any more")
    _logged(v, action, v.arg("key"))
    return ""


def poll(v: Visit) -> str:
    source = v.arg("source", 100)
    if source not in v.chosen.sources:
        raise InputError(f"no source {source!r} in the config")
    with v.storage.unit():
        v.storage.sources.hurry(source, v.now)
        _logged(v, "poll", source)
    return ""


def accept(v: Visit) -> str:
    name, of, how = v.arg("name"), v.arg("of"), v.arg("how", 20)
    if not name or (how in ("alias", "model") and not of):
        raise InputError("which name, and of what?")
    of = of if how in ("alias", "model") else ""
    again = verdicts.accept(v.chosen, v.storage, name, v.now, of=of, model=how == "model")
    with v.storage.unit():
        _logged(v, "accept", name, f"{how or 'brand'} {of}; {again} articles read again".strip())
    return ""


def reject(v: Visit) -> str:
    name = v.arg("name")
    if not name:
        raise InputError("which name?")
    verdicts.reject(v.chosen, v.storage, name, v.now)
    with v.storage.unit():
        _logged(v, "reject", name)
    return ""


def rule(v: Visit) -> str:
    change = ruling.write(v)
    with v.storage.unit():
        _logged(v, "rule", change.name, change.diff)
    return ""


def _in_unit(action: Action) -> Action:
    def done(v: Visit) -> str:
        with v.storage.unit():
            return action(v)

    return done


ACTIONS: Mapping[str, Action] = {
    "mark": mark,
    "settle": settle,
    "mute": mute,
    "unmute": unmute,
    "retry": _in_unit(retry),
    "drop": _in_unit(drop),
    "resend": _in_unit(resend),
    "poll": poll,
    "accept": accept,
    "reject": reject,
    "rule": rule,
}
