"""What of a config decides what is news, kept without its secrets, and read again.

Channels, sources and the heartbeat hold addresses with secrets and decide nothing about an article; they are cut out,
and each channel stands as a console by its name, so that rules still name what exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor import app, config
from monitor.config import Settings
from monitor.core import policy
from monitor.core.search import forms
from monitor.errors import ConfigError
from monitor.model import Finding, Link, Relevance
from monitor.record import Setup
from monitor.retag import read_again
from monitor.storage import Storage, StoredArticle

_CUT = frozenset({"channels", "sources", "heartbeat", "database", "desk", "digest", "log", "politeness", "retention"})
_TOP = re.compile(r"""["']?([a-z_]{1,40})["']?\s*:""")


def snapshot(path: str, chosen: Settings) -> str:
    """The config's text without what is cut; the same config gives the same text."""
    lines = "\n".join(_kept(Path(path).read_text(encoding="utf-8")))
    named = "".join(f"  {name}: {{type: console}}\n" for name in chosen.channels)
    return f"{lines}\nchannels:\n{named}" if named else lines


def remember(storage: Storage, path: str, chosen: Settings, now: datetime) -> None:
    """Say that this config is in force from now on, so that `why --replay` can judge by it later."""
    with storage.unit():
        storage.configs.keep(snapshot(path, chosen), now)


def _kept(text: str) -> Iterator[str]:
    keep = True
    for line in text.splitlines():
        top = _TOP.match(line)
        if top:
            keep = top[1] not in _CUT
        if keep and line.strip() and not line.lstrip().startswith("#"):
            yield line


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the config in force at the time makes of an article. `config_at` is None when today's config served."""

    config_at: datetime | None
    watches: dict[str, str]
    values: tuple[dict[str, str], ...]
    verdicts: tuple[dict[str, str], ...]

    def shape(self) -> dict[str, Any]:
        since = self.config_at.isoformat() if self.config_at else None
        return {"config_at": since, "watches": self.watches, "values": self.values, "verdicts": self.verdicts}


def replayed(storage: Storage, chosen: Settings, stored: StoredArticle, findings: list[Finding]) -> Replayed:
    """Read the article and judge its findings again, under the config of the hour when it was added."""
    kept = storage.configs.at(stored.added)
    then, since = chosen, None
    if kept is not None:
        since = kept[0]
        then = _parsed(kept[1], chosen)
    setup = app.setup(then, app.knowledge(then, storage))
    analysis = read_again(stored, setup, stored.added)
    linked = [m for m in analysis.mentions if m.watch and m.link in (Link.STRONG, Link.MEDIUM)]
    values = {(m.kind, m.value, m.watch): m for m in reversed(linked) if m.kind in ("brand", "segment", "candidate")}
    return Replayed(
        since,
        {watch: str(s.relevance) for watch, s in analysis.watches.items() if s.relevance is not Relevance.NONE},
        tuple(
            {"kind": kind, "value": value, "watch": watch, "certainty": str(m.certainty), "why": "; ".join(m.reasons)}
            for (kind, value, watch), m in sorted(values.items())
        ),
        tuple(_verdicts(setup, findings)),
    )


def _parsed(text: str, chosen: Settings) -> Settings:
    """A kept config lies where today's does, for the files that it names. Raises ConfigError."""
    try:
        return config.parse(text, str(Path(chosen.folder) / "config of that hour"), {})
    except ConfigError as error:
        raise ConfigError("the config of that hour", error.problems) from error


def _verdicts(setup: Setup, findings: list[Finding]) -> Iterator[dict[str, str]]:
    for finding in findings:
        for verdict in policy.decide(finding, setup.rules, (), finding.at, forms=forms):
            said = {"rule": verdict.rule, "reason": str(verdict.reason), "detail": verdict.detail}
            yield {"finding": finding.id, "value": finding.value, "channel": verdict.channel, **said}
