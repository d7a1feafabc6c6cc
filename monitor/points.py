"""Named points at which a test may have this process killed, so that what a crash leaves behind is known to the line.

`MONITOR_KILL_AT=write.commit:3` ends the process by SIGKILL when it passes that point for the third time; nothing of
the process runs after it. Without the variable a passage costs one look at an empty dict. The points:

    poll.answered      a source answered; nothing of it is kept yet
    page.fetched       an article's page came
    page.analysed      it was analysed; nothing of it is kept yet
    write.begin        a transaction holds the write lock
    write.commit       all of it is written, nothing is committed
    write.committed    it is committed
    send.before        a channel is about to be asked
    send.after         the channel answered; the outbox does not know it yet
    mark.after         the outbox knows it
"""

from __future__ import annotations

import os
import signal

VARIABLE = "MONITOR_KILL_AT"
NAMES = (
    "poll.answered", "page.fetched", "page.analysed", "write.begin", "write.commit", "write.committed", "send.before",
    "send.after", "mark.after",
)  # fmt: skip

_left: dict[str, int] = {}


def arm(wanted: str | None = None) -> None:
    """Read the variable (or `wanted` in its place). Raises ValueError for a point that is none."""
    _left.clear()
    name, _, count = (os.environ.get(VARIABLE, "") if wanted is None else wanted).partition(":")
    if not name:
        return
    if name not in NAMES or not (count or "1").isdecimal():
        raise ValueError(f"{VARIABLE}: {name}:{count} is no point; there are {', '.join(NAMES)}")
    _left[name] = max(1, int(count or "1"))


def passing(name: str) -> None:
    """Say that the process passes the point now."""
    if _left and name in _left:
        _left[name] -= 1
        if not _left[name]:
            os.kill(os.getpid(), signal.SIGKILL)
