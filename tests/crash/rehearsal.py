"""One run: the press publishes, the daemon is killed again and again, then left in peace until all is done."""

from __future__ import annotations

import asyncio
import json
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from monitor import app, config, points
from monitor.deliver import deliver_due
from monitor.demo import FastClock
from monitor.pipeline import cycle
from monitor.storage import Storage

from . import checker
from .servers import History, Press, serving
from .world import FEEDS, Item, World

ROOT = Path(__file__).parents[2]
_START_SECONDS = 40.0  # for the first request, on a busy machine
PACE = 0.08  # of the daemon's ticks: a poll tick of 0.4 s
CONFIG = """
database: {database}
watches:
  kedr:
    title: Кедравто
    pack: cars
    names: [Кедравто, Kedravto]
    places: [Кедрогорск]
sources:
{sources}
channels:
  hook: {{type: webhook, url: "{address}/hook"}}
  mail: {{type: email, url: "smtp://{smtp}", tls: none, to: [desk@press.example], sender: monitor@press.example}}
rules:
  - {{name: new, when: "kind:new-brand,state", send: [hook, mail]}}
politeness: {{pause: 0, robots: false, per_host: 8, allow_private: [{hosts}]}}
desk: {{enabled: false}}
log: {{level: warning}}
"""


@dataclass
class Outcome:
    """A run's figures and what was found wrong with it."""

    seed: int
    sabotage: str
    rounds: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    figures: checker.Figures | None = None
    seconds: float = 0.0

    def lines(self) -> list[str]:
        kinds = ", ".join(f"{name} {count}" for name, count in sorted(self.kills.items()))
        said = f" sabotage {self.sabotage}" if self.sabotage else ""
        shown = [f"crash: seed {self.seed}{said}, {sum(self.kills.values())} kills ({kinds}), {self.rounds} rounds, "
                 f"{self.seconds:.0f} s"]  # fmt: skip
        if self.figures:
            f = self.figures
            shown.append(
                f"crash: entries shown {f.shown}, stored {f.stored}, listed with a reason {f.listed}; "
                f"articles {f.articles}, findings {f.findings}; alerts due {f.due}, delivered {f.delivered}, "
                f"repeated with the same id {f.repeated}"
            )
        shown.append(f"crash: {len(self.faults)} faults")
        return shown + [f"  {fault}" for fault in self.faults[:12]]


class Launcher:
    """The process that forks daemons; see `launcher`."""

    def __init__(self, config: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.launcher", str(config)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=_environment(), text=True,
        )  # fmt: skip
        assert self._line() == ["ready"]

    def _line(self) -> list[str]:
        assert self._process.stdout
        return self._process.stdout.readline().split()

    def start(self, **order: object) -> Forked:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        word, pid = self._line()
        assert word == "pid"
        return Forked(self, int(pid))

    def ended(self, seconds: float) -> int | None:
        """The child's exit code (negative: the signal), waiting at most so long for it."""
        assert self._process.stdout
        if not select.select([self._process.stdout], [], [], seconds)[0]:
            return None
        return os.waitstatus_to_exitcode(int(self._line()[1]))

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(10)


@dataclass
class Forked:
    launcher: Launcher
    pid: int

    def ended(self, seconds: float) -> int | None:
        return self.launcher.ended(seconds)


class Real:
    """`monitor run` as a user starts it, with its worker processes."""

    def __init__(self, path: Path, log: Path, kill_at: str) -> None:
        with log.open("a") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "monitor", "-c", str(path), "run"],
                env=_environment(**{points.VARIABLE: kill_at}), stdout=said, stderr=said, cwd=ROOT,
            )  # fmt: skip
        self.pid = self._process.pid

    def ended(self, seconds: float) -> int | None:
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None


def _environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MONITOR_")}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


@dataclass(frozen=True)
class Plan:
    """How one life of the daemon ends: at a point, before a statement, or after so many seconds."""

    kill_at: str = ""
    statement: int = 0
    seconds: float = 3.0  # after its first request
    starting: bool = False  # after its start instead
    real: bool = False


def plan(rnd: random.Random, number: int, real_every: int) -> Plan:
    if real_every and number % real_every == real_every - 1:
        if rnd.random() < 0.5:
            return Plan(f"{rnd.choice(points.NAMES)}:{rnd.randint(1, 3)}", seconds=8.0, real=True)
        return Plan(seconds=rnd.uniform(0.0, 6.0), real=True)
    draw = rnd.random()
    if draw < 0.45:
        return Plan(f"{rnd.choice(points.NAMES)}:{rnd.choice((1, 1, 2, 3, 5, 8))}")
    if draw < 0.65:
        return Plan(statement=int(rnd.expovariate(1 / 60)) + 1)
    starting = draw > 0.95
    return Plan(seconds=rnd.uniform(0.0, 2.5), starting=starting)


@dataclass
class Rehearsal:
    folder: Path
    press: Press
    smtp: str
    seed: int
    sabotage: str
    launcher: Launcher = field(init=False)

    def __post_init__(self) -> None:
        self.database, self.config = self.folder / "crashed.sqlite", self.folder / "config.yaml"
        self.log = self.folder / "daemon.log"
        self.write(self.config, self.database)
        self.launcher = Launcher(self.config)

    def write(self, path: Path, database: Path) -> None:
        addresses = self.press.addresses
        sources = "\n".join(
            f'  {name}: {{title: {name}, read: {read}, every: 1s, slowest: 1s, '
            f'routes: [{{type: rss, url: "{addresses[name]}/{name}/feed"}}]}}'
            for name, read in FEEDS.items()
        )
        hosts = ", ".join(f'"{addresses[name].removeprefix("http://")}"' for name in FEEDS)
        text = CONFIG.format(
            database=database, sources=sources, address=addresses["wire"], smtp=self.smtp, hosts=hosts
        )
        path.write_text(text, encoding="utf-8")

    def life(self, wanted: Plan) -> Forked | Real:
        self.press.history.life += 1
        if wanted.real:
            return Real(self.config, self.log, wanted.kill_at)
        return self.launcher.start(
            config=str(self.config), log=str(self.log), kill_at=wanted.kill_at, statement=wanted.statement,
            sabotage=self.sabotage, pace=PACE,
        )  # fmt: skip

    def killed(self, wanted: Plan, outcome: Outcome) -> None:
        """One life, to its end; the press goes on when all that it published was read."""
        daemon, until = self.life(wanted), time.monotonic() + _START_SECONDS
        began = time.monotonic() if wanted.starting else None
        while (code := daemon.ended(0.04)) is None and time.monotonic() < until:
            if began is None and self.press.history.asked == self.press.history.life:
                began = time.monotonic()
            until = until if began is None else began + wanted.seconds
            if self.read_up():
                self.press.publish()
        kind = "at a point" if wanted.kill_at else "before a statement" if wanted.statement else "at a random moment"
        if code is None:
            os.kill(daemon.pid, signal.SIGKILL)
            code = daemon.ended(20)
            kind = "at a random moment"
        if code != -signal.SIGKILL:
            outcome.faults.append(f"daemon: it ended by itself with {code}, see {self.log.name}: {self.last_words()}")
        outcome.kills[("real process " if wanted.real else "") + kind] += 1

    def last_words(self) -> str:
        return " | ".join(self.log.read_text(encoding="utf-8").splitlines()[-3:])[-600:]

    def read_up(self) -> bool:
        """Whether every published item is in the database and read."""
        return self._count("select count(*) from entries where status != 'pending'") >= len(self.press.items)

    def delivered(self) -> bool:
        return self._count("select count(*) from outbox where status = 'waiting'") == 0

    def _count(self, sql: str) -> int:
        try:
            return int(checker.rows(self.database, sql)[0][0])
        except sqlite3.OperationalError:  # before the first start has made the tables
            return -1

    def peace(self, outcome: Outcome, seconds: float) -> None:
        """A last life without a crash, until nothing is left to do; it must end well when told."""
        daemon, until = self.life(Plan()), time.monotonic() + seconds
        while not (self.read_up() and self.delivered()) and time.monotonic() < until:
            if (code := daemon.ended(0.1)) is not None:
                outcome.faults.append(f"daemon: it ended by itself with {code}: {self.last_words()}")
                return
        os.kill(daemon.pid, signal.SIGTERM)
        if (code := daemon.ended(20)) != 0:
            outcome.faults.append(f"daemon: told to end it ended with {code}: {self.last_words()}")

    def calm(self) -> Path:
        """The same items, one by one, without a daemon's death, in this process; returns its database.

        They come in the order in which the disturbed run read them: which of two feeds is read first is chance, with
        or without crashes, and whose word a copy is may depend on it.
        """
        published = self.press.published()
        asked = "select source, url from entries order by coalesce(article, 1000000), id"
        items = [published[key] for key in checker.rows(self.database, asked)]
        self.press.again()
        path, database = self.folder / "calm.yaml", self.folder / "calm.sqlite"
        self.write(path, database)
        asyncio.run(_calmly(path, self.press, items))
        return database


async def _calmly(path: Path, press: Press, items: Sequence[Item]) -> None:
    chosen, clock = config.load(path, {}), FastClock(datetime.now(UTC))
    storage = Storage(chosen.database)
    try:
        async with app.engine(chosen, storage, clock) as engine:
            for item in items:
                press.show(item)
                await cycle(engine)
                await deliver_due(engine)
                clock.move_to(clock.now() + timedelta(minutes=1))
    finally:
        storage.close()


@contextmanager
def stage(folder: Path, seed: int, sabotage: str = "") -> Iterator[Rehearsal]:
    press = Press(World(seed, datetime.now(UTC).replace(microsecond=0) - timedelta(days=2)))
    with serving(press) as smtp:
        run = Rehearsal(folder, press, smtp, seed, sabotage)
        try:
            yield run
        finally:
            run.launcher.close()


def rehearse(
    folder: Path, seed: int, kills: int, *, sabotage: str = "", real_every: int = 0, patience: float = 60.0,
    minutes: float = 60.0, said: Callable[[str], object] = lambda line: None,
) -> Outcome:  # fmt: skip
    """Kill the daemon so many times, for at most so many minutes; then judge what it left.

    The same seed makes the same press and the same plans of how each life ends.
    """
    outcome, rnd, began = Outcome(seed, sabotage), random.Random(seed), time.monotonic()
    with stage(folder, seed, sabotage) as run:
        run.press.publish()
        for number in range(kills):
            if time.monotonic() - began > 60 * minutes:
                break
            run.killed(plan(rnd, number, real_every), outcome)
            if number % 20 == 19:
                said(f"crash: {number + 1} kills, {run.press.rounds} rounds, {time.monotonic() - began:.0f} s")
        run.peace(outcome, patience)
        history, published, outcome.rounds = run.press.history, run.press.published(), run.press.rounds
        outcome.faults += checker.faults(run.database, history, published)
        outcome.figures = checker.figures(run.database, history)
        calm = run.calm()
        outcome.faults += checker.differing(checker.ledger(run.database), checker.ledger(calm))
        outcome.faults += _calm_faults(calm, run.press.history, run)
    outcome.seconds = time.monotonic() - began
    return outcome


def _calm_faults(calm: Path, history: History, run: Rehearsal) -> list[str]:
    """The checker must find nothing where nothing was disturbed."""
    return [f"undisturbed run: {fault}" for fault in checker.faults(calm, history, run.press.published())]
