"""The config is edited while the daemon runs: read when the file changes, refused when it is wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.newsroom import Newsroom
from tests.office import Office
from tests.test_daemon import environment


@contextmanager
def paced(office: Office) -> Iterator[subprocess.Popen[str]]:
    offset = office.folder / "offset"
    offset.write_text("0")
    daemon = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.paced", str(office.config), "0.05", str(offset)],
        env=environment(), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield daemon
    finally:
        daemon.terminate()
        daemon.wait(20)


def put(path: Path, text: str) -> None:
    """As editors do it: a new file takes the name."""
    fresh = path.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def test_an_edited_config_is_in_force_without_a_restart_and_a_wrong_one_changes_nothing(
    office: Office, news: Newsroom
) -> None:
    for path in ("/feed", "/other"):
        news.feed(path)
    good = office.config.read_text(encoding="utf-8").replace("level: error", "level: info").replace("10m", "1s")
    put(office.config, good)
    with paced(office) as daemon:
        assert news.until("/feed")
        put(office.config, good.replace("type: webhook", "type: carrier-pigeon"))
        assert daemon.stderr
        refused = next(line for line in daemon.stderr if "stays in force" in line)
        assert "carrier-pigeon" in refused or "channels.hook" in refused
        news.asked.clear()
        assert news.until("/feed")
        put(office.config, good.replace("/feed", "/other").replace("wire:", "cable:"))
        assert news.until("/other")
        assert daemon.poll() is None
