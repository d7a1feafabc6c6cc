"""The daemon at another pace, on a machine whose clock the test sets: `python -m tests.faults.paced CONFIG PACE FILE`.

FILE holds the seconds that the machine's clock is off; it may change at any time. The scheduler and the program are
given that clock in this process, as they would see it on a machine whose clock is set.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import apscheduler.executors.base
import apscheduler.schedulers.base

from monitor import app, daemon
from monitor.analyser import Inline
from monitor.errors import MonitorError


def main(config: str, pace: str, file: str) -> int:
    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  a datetime, not a Shifted
            return datetime.now(tz) + timedelta(seconds=float(Path(file).read_text(encoding="utf-8") or 0))

    for module in (apscheduler.schedulers.base, apscheduler.executors.base):
        vars(module)["datetime"] = Shifted
    vars(app)["datetime"] = Shifted
    try:
        daemon.run(app.settings(config), config, daemon.Parts(analyser=Inline, pace=float(pace)))
    except MonitorError as error:
        print(f"monitor: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
