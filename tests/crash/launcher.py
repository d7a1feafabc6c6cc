"""Starts daemons quickly: a process that has everything imported and forks one for each line it reads.

A line is `{"config", "log", "kill_at", "statement", "sabotage", "pace"}`; the answers are `pid N` and `exit STATUS`.
The child runs `monitor.daemon.run`, with the knowledge that was read before it was forked and the analysis in its own
process: to read the one and to start the workers of the other would take longer than the rest. `statement` is the
number of the writing SQL statement before which it is killed (0: never).
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, datetime
from typing import Any

from monitor import app, daemon, points
from monitor.analyse import analyse
from monitor.analyser import Inline
from monitor.model import Page
from monitor.storage import Storage

from . import sabotage


class _Counting:
    """Kills the process at the nth statement that writes."""

    def __init__(self, storage: Storage, left: int) -> None:
        self._left = left
        storage._db.conn.set_trace_callback(self)

    def __call__(self, statement: str) -> None:
        self._left -= statement.lstrip()[:6].lower() in ("insert", "update", "delete")
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def _child(order: dict[str, Any]) -> int:
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.environ[points.VARIABLE] = order["kill_at"]
    sabotage.OTHERS.get(order["sabotage"], lambda: None)()
    kind = sabotage.STORAGES.get(order["sabotage"], Storage)

    def opened(path: str) -> Storage:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])  # the daemon has its handlers by now
        storage = kind(path)
        if order["statement"]:
            _Counting(storage, order["statement"])
        return storage

    chosen = app.settings(order["config"])
    daemon.run(chosen, order["config"], daemon.Parts(storage=opened, analyser=Inline, pace=order["pace"]))
    return 0


def _run(order: dict[str, Any]) -> int:
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])  # what is told a child in its first moment waits
    pid = os.fork()
    if pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
        print("pid", pid, flush=True)
        return os.waitpid(pid, 0)[1]
    code = 3
    try:
        code = _child(order)
    finally:
        sys.excepthook(*sys.exc_info()) if sys.exc_info()[0] else None
        os._exit(code)


def _warm(config: str) -> None:
    """Read the config's knowledge and analyse a page with it, so that each child has both."""
    known = app.knowledge(app.settings(config))
    analyse(Page("https://a.example/1", datetime.now(UTC), text="Завод «Кедравто» начал делать машины."), known)
    vars(app)["knowledge"] = lambda *_: known


def main(config: str) -> None:
    _warm(config)
    print("ready", flush=True)
    for line in sys.stdin:
        print("exit", _run(json.loads(line)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
