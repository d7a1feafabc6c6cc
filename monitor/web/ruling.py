"""Rules: try one on the archive, see what would change in the config, and write it when asked."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from difflib import unified_diff
from pathlib import Path
from typing import Any

from monitor import config
from monitor.config.editing import rule_name, rule_text, with_rule
from monitor.core.policy import Rule
from monitor.core.telling import headline
from monitor.errors import InputError, MonitorError
from monitor.trial import Tried, tried

from . import links
from .desk import Visit
from .front import told, value_href
from .plain import reason

_NEW = "name: new-rule\nwhen: kind:new-brand certainty:fact\nsend: [{channel}]\n"
_DAYS, _MOST_DAYS = 365, 3650
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Change:
    """What writing a rule would do: the new text of the config, and the difference as lines."""

    name: str
    text: str
    diff: str
    before: str  # digest of the text that it starts from
    rule: Rule


def rules(v: Visit) -> dict[str, Any]:
    asked, days = v.arg("text", 6000).replace("\r\n", "\n"), v.number("days", _DAYS, _MOST_DAYS)
    named = v.arg("rule", 80)
    channel = next(iter(v.chosen.channels), "console")
    text = asked or (rule_text(_config(v), named) if named else "") or _NEW.format(channel=channel)
    shown: dict[str, Any] = {
        "title": v.words["rules"],
        "rules": [
            {"name": r.name, "when": r.when.text, "send": r.send, "href": links.to("rules", rule=r.name)}
            for r in v.chosen.rules
        ],
        "text": text,
        "days": days,
        "wrong": "",
        "change": None,
    }
    if not asked:
        return shown
    try:
        change = _change(v, asked)
    except MonitorError as error:
        return shown | {"wrong": str(error)}
    found = tried(v.storage, change.rule, v.now - timedelta(days=days))
    return shown | {"change": change, "lines": _signs(change.diff), **_outcome(v, found)}


def _outcome(v: Visit, found: Iterable[Tried]) -> dict[str, Any]:
    found = list(found)
    sent = [one for one in reversed(found) if one.verdict.passed]
    held = [one for one in reversed(found) if not one.verdict.passed]
    return {
        "sent": told(v, (one.finding for one in sent[:_SHOWN])),
        "sent_count": len(sent),
        "held": [
            (headline(one.finding, v.view), value_href(one.finding), reason(one.verdict.reason, v.language),
             one.verdict.detail)
            for one in held[:_SHOWN]
        ],
        "held_count": len(held),
    }  # fmt: skip


def _signs(diff: str) -> list[tuple[str, str]]:
    return [(line[:1], line[1:]) for line in diff.splitlines() if not line.startswith("@@")]


def _config(v: Visit) -> str:
    try:
        return Path(v.config_path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{v.config_path}: {error}") from error


def _change(v: Visit, text: str) -> Change:
    """Raises InputError, ConfigError with everything that would be wrong."""
    before, name = _config(v), rule_name(text)
    after = with_rule(before, text)
    chosen = config.parse(after, v.config_path, os.environ)
    diff = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)  # its surroundings may hold secrets
    lines = "\n".join(line for line in diff if not line.startswith(("---", "+++")))
    rule = next(one for one in chosen.rule_values() if one.name == name)
    return Change(name, after, lines, _digest(before), rule)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write(v: Visit) -> Change:
    """Write the rule of the form to the config, whole or not at all. Raises InputError, ConfigError."""
    change = _change(v, v.arg("text", 6000).replace("\r\n", "\n"))
    if v.arg("before", 32) != change.before:
        raise InputError("the config was changed by somebody else since you looked; look again")
    path = Path(v.config_path).resolve()
    try:
        _replace(path, change.text)
    except OSError as error:
        raise InputError(f"{path.name} cannot be written: {error.strerror}") from error
    return change


def _replace(path: Path, text: str) -> None:
    handle, fresh = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(fresh, path.stat().st_mode & 0o777)
        os.replace(fresh, path)
    except OSError:
        with suppress(OSError):
            os.unlink(fresh)
        raise
